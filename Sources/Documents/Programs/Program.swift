import MatrixCore

/// What a lesson computes, as a program in Python for one library. Names are those of the lesson,
/// and a format makes identifiers of them.
package struct Program: Sendable {
  package enum Language: Sendable { case numpy, torch }

  package let language: Language
  /// The lesson's id and its title.
  package let id: String
  package let title: String
  /// The functions that its expressions call, each after those that it calls itself.
  package let functions: [Function]
  package let parts: [Part]

  /// A function as source text.
  package struct Function: Sendable {
    package let name: String
    package let lines: [String]
  }

  /// What belongs to one step of the lesson.
  package struct Part: Sendable {
    /// What begins here.
    package let heading: String?
    /// The id of the step that shows it.
    package let step: String?
    package let lines: [Line]
  }

  package indirect enum Line: Sendable {
    case comment(String)
    case assign([String], Expression)
    /// An expression that is evaluated for its effect.
    case run(Expression)
    /// Compares a value with the lesson's.
    case check(String, Expression, expected: Tensor)
    case function(name: String, parameters: [String], body: [Line], result: [String])
    /// Lines that are run `count` times, while `counter` counts from 1.
    case loop(counter: String, count: Int, body: [Line])
  }

  /// A Python expression.
  package indirect enum Expression: Sendable {
    /// A value by its name in the lesson: `Y.1`, and of another network than `main` `early/dW`. What
    /// the program needs beside begins with `#`.
    case name(String)
    case number(Number)
    /// The entries of a tensor, as nested lists.
    case entries(Tensor)
    /// Code with expressions in it; `binding` is the precedence of its weakest operator.
    case code([Piece], binding: Int)
  }

  package enum Piece: Sendable {
    case text(String)
    /// An expression, in brackets if it binds less than `binding`.
    case part(Expression, binding: Int)
  }
}

extension String {
  /// A name of a program as lessons write it: `early.dW`.
  package var withDots: String { split(separator: "/").joined(separator: ".") }
}

/// Python's precedences, as far as expressions have them.
enum Binding {
  static let comparison = 0
  static let sum = 1
  static let product = 2
  static let negation = 3
  static let power = 4
  /// A name, a call, or what has an attribute or an index after it.
  static let atom = 6
}

extension Program.Expression {
  package var binding: Int {
    switch self {
    case .name, .entries: Binding.atom
    case .number(.exact(let number)) where !number.isWhole: Binding.product
    case .number(let number): number.double < 0 ? Binding.negation : Binding.atom
    case .code(_, let binding): binding
    }
  }

  /// Whether it is a name or a number, so that it may stand in several places.
  var isAtomic: Bool {
    switch self {
    case .name, .number: true
    case .entries, .code: false
    }
  }

  /// How deeply expressions stand in each other.
  var depth: Int {
    guard case .code(let pieces, _) = self else { return 0 }
    return 1
      + pieces.reduce(0) { depth, piece in
        if case .part(let part, _) = piece { max(depth, part.depth) } else { depth }
      }
  }

  /// The names of the values in it.
  var names: Set<String> {
    switch self {
    case .name(let name): [name]
    case .number, .entries: []
    case .code(let pieces, _):
      pieces.reduce(into: []) { names, piece in
        if case .part(let part, _) = piece { names.formUnion(part.names) }
      }
    }
  }

  /// A call of a function, or of a constructor: `np.zeros((2, 3))`.
  static func call(_ function: String, _ arguments: Program.Expression...) -> Program.Expression {
    var pieces: [Program.Piece] = [.text(function + "(")]
    for (index, argument) in arguments.enumerated() {
      if index > 0 { pieces.append(.text(", ")) }
      pieces.append(.part(argument, binding: 0))
    }
    return .code(pieces + [.text(")")], binding: Binding.atom)
  }

  /// Code without expressions in it.
  static func code(_ text: String) -> Program.Expression {
    .code([.text(text)], binding: Binding.atom)
  }

  /// An attribute, an index or a method's call after the expression.
  func followed(by text: String) -> Program.Expression {
    .code([.part(self, binding: Binding.atom), .text(text)], binding: Binding.atom)
  }
}
