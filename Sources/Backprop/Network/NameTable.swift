import Formulas

/// Unique names in insertion order.
package struct NameSet: Sendable {
  package private(set) var names: [String] = []
  private var members: Set<String> = []

  package init(_ names: [String] = []) {
    formUnion(names)
  }

  package var isEmpty: Bool { names.isEmpty }

  package func contains(_ name: String) -> Bool { members.contains(name) }

  /// Adds a name; false if it was present.
  @discardableResult
  package mutating func insert(_ name: String) -> Bool {
    guard members.insert(name).inserted else { return false }
    names.append(name)
    return true
  }

  package mutating func formUnion(_ others: [String]) {
    for name in others { insert(name) }
  }
}

/// Values by name, in insertion order.
package struct NameTable<Value> {
  package private(set) var names: [String] = []
  private var values: [String: Value] = [:]

  package init() {}

  package subscript(name: String) -> Value? { values[name] }

  /// Sets or replaces the value of a name.
  package mutating func set(_ name: String, to value: Value) {
    if values.updateValue(value, forKey: name) == nil { names.append(name) }
  }
}

extension NameTable: Sendable where Value: Sendable {}

extension NameTable<SourceRange> {
  package static let empty = NameTable<SourceRange>()

  /// Records the range of a name; returns the earlier range, which is kept, if there is one.
  @discardableResult
  package mutating func note(_ name: String, at range: SourceRange) -> SourceRange? {
    if let known = self[name] { return known }
    set(name, to: range)
    return nil
  }
}
