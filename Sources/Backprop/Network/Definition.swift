import Formulas

/// A definition of a network, `define cell(h, x) = z = h @ Wh + x @ Wx + b; tanh(z)`, which is
/// expanded wherever it is used.
package struct Definition: Sendable {
  /// A statement inside it, `z = …` or `S: (query, key) = …`.
  package struct Part: Sendable {
    package let name: Name
    package let axes: [AxisDeclaration]?
    package let formula: Formula

    package init(name: Name, axes: [AxisDeclaration]?, formula: Formula) {
      self.name = name
      self.axes = axes
      self.formula = formula
    }
  }

  package let name: Name
  package let parameters: [Name]
  package let parts: [Part]
  /// What it gives: its last part, which has no name.
  package let value: Formula
  /// Its range, from its name on.
  package let range: SourceRange

  package init(
    name: Name, parameters: [Name], parts: [Part], value: Formula, range: SourceRange
  ) {
    self.name = name
    self.parameters = parameters
    self.parts = parts
    self.value = value
    self.range = range
  }
}

extension Definition {
  /// The formulas inside it, in order.
  package var formulas: [Formula] { parts.map(\.formula) + [value] }

  /// The names that mean something of its own inside it.
  package var localNames: Set<String> { Set((parameters + parts.map(\.name)).map(\.text)) }
}

/// The definitions of a network so far.
struct Definitions: Sendable {
  private(set) var all: [Definition] = []
  private var places = NameTable<Int>()
  /// Those that a formula has used.
  var used = NameSet()

  subscript(name: String) -> Definition? { places[name].map { all[$0] } }

  mutating func add(_ definition: Definition) {
    places.set(definition.name.text, to: all.count)
    all.append(definition)
  }
}
