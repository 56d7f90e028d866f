/// What a student hands in.
package enum Reply: Sendable {
  case text(String)
  /// The numbers of a file.
  case array(TypedNumbers)
}
