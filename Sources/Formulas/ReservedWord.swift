/// Words with a meaning of their own, which can't name a value, an axis or a network.
package enum ReservedWord: Sendable {
  /// `sum`, `shape`
  case function
  /// `input`, `loss`
  case role
}
