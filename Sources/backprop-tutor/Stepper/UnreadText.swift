/// A text that has been printed in part.
struct UnreadText: Hashable {
  let lines: [String]
  /// The number of lines printed.
  var printed = 0
  /// The number of parts printed.
  var parts = 0
  /// The line of a list, without blocks, that is to be in view; nil for other texts.
  var current: Int?
}
