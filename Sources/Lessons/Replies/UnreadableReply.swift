/// The reason why a reply can't be read.
package enum UnreadableReply: Error, Hashable, Sendable {
  case noNumber
  case bracket
  case emptyList
  case ragged
  /// `1,234`
  case comma(String)
  /// A print with `...` in it.
  case cut
  case notFinite
  case shape
  case choice(count: Int)
  /// It may mean several of the choices.
  case ambiguousChoice(count: Int)
  /// A file of NumPy that is damaged, or of a kind that is not read.
  case array(ArrayFault)

  package enum ArrayFault: Hashable, Sendable {
    case version
    /// The header can't be read.
    case header
    /// `<c16`
    case type(String)
    case axes(Int)
    /// There are not as many bytes as the shape needs.
    case size
  }
}
