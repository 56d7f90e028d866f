/// Names, each once, in the order in which they came.
///
/// A lesson has few, and to look through a few is quicker than to hash them, which moreover loads
/// code that a start else needs nowhere. Many are hashed.
package struct NameSet: Sendable {
  package private(set) var names: [String] = []
  /// Their places, once there are many.
  private var places: [String: Int] = [:]

  private static let few = 32

  package init() {}

  package init(_ names: [String]) {
    for name in names { insert(name) }
  }

  package var isEmpty: Bool { names.isEmpty }

  package func contains(_ name: String) -> Bool { place(of: name) != nil }

  /// Which of the names it is.
  fileprivate func place(of name: String) -> Int? {
    if names.count > NameSet.few { return places[name] }
    return names.firstIndex(of: name)
  }

  /// Whether it was none of them before.
  @discardableResult
  package mutating func insert(_ name: String) -> Bool {
    guard place(of: name) == nil else { return false }
    append(name)
    return true
  }

  /// Adds a name that is none of them.
  fileprivate mutating func append(_ name: String) {
    names.append(name)
    if names.count == NameSet.few + 1 {
      for (place, name) in names.enumerated() { places[name] = place }
    } else if names.count > NameSet.few {
      places[name] = names.count - 1
    }
  }

  package mutating func formUnion(_ others: [String]) {
    for name in others { insert(name) }
  }
}

/// Values by name, in the order in which the names came.
package struct NameTable<Value> {
  package private(set) var keys = NameSet()
  private var all: [Value] = []

  var names: [String] { keys.names }

  subscript(name: String) -> Value? {
    keys.place(of: name).map { all[$0] }
  }

  /// Gives a name its value, or another one.
  mutating func set(_ name: String, to value: Value) {
    if let place = keys.place(of: name) {
      all[place] = value
    } else {
      keys.append(name)
      all.append(value)
    }
  }
}

extension NameTable: Sendable where Value: Sendable {}

extension NameTable<SourceRange> {
  package static let empty = NameTable<SourceRange>()

  /// Where a name was noted first.
  package func range(of name: String) -> SourceRange? { self[name] }

  /// Notes where a name stands; where it stood before, if it did, is kept, and given back.
  @discardableResult
  package mutating func note(_ name: String, at range: SourceRange) -> SourceRange? {
    if let known = self[name] { return known }
    set(name, to: range)
    return nil
  }
}
