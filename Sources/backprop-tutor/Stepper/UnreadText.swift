/// A text that has been printed in part.
struct UnreadText: Hashable {
  let lines: [String]
  /// The number of lines printed.
  var printed = 0
  /// The number of parts printed.
  var parts = 0
  /// The page; nil for the contents, the values, the keys.
  let page: Int?
}
