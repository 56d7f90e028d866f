/// A text of which only the beginning has been printed.
struct UnreadText: Hashable {
  let lines: [String]
  /// How many of the lines have been printed.
  var printed = 0
  /// In how many parts.
  var parts = 0
  /// The page that this is; none where it is the contents, the values, the keys.
  let page: Int?
}
