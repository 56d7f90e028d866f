/// Words that have a meaning of their own, so that no value, axis or network can be called so.
package enum ReservedWord: Sendable {
  /// `sum`, `shape`
  case function
  /// `input`, `loss`
  case role
}
