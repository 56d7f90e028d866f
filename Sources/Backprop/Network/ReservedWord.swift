/// Words with a fixed meaning, which can't name a value, axis or network.
package enum ReservedWord: Sendable {
  /// `sum`, `shape`
  case function
  /// `input`, `loss`
  case role

  /// Nil for a word that can be a name.
  package init?(_ word: String) {
    if word == "shape" || Operation.rows(named: word).contains(where: { !$0.isInternal }) {
      self = .function
    } else if let role = Network.Role(rawValue: word), role != .value {
      self = .role
    } else {
      return nil
    }
  }
}
