import Formulas
import MatrixCore

/// How one entry of a value depends on entries of others: `Σₙ X[n,i] · dY[n,o]`.
///
/// It is derived from the evaluated graph; it can be printed with letters or numbers and evaluated
/// entry by entry, so that it can be checked.
package indirect enum IndexForm: Sendable {
  case number(Number, text: String)
  case entry(label: String, tensor: Tensor, letters: [String])
  case sum(letter: String, size: Int, IndexForm)
  case collected(Collection, IndexForm)
  case negated(IndexForm)
  case binary(BinaryOperator, IndexForm, IndexForm)
  case function(String, [IndexForm], evaluate: @Sendable ([Number]) -> Number)
}

extension IndexForm {
  /// The operand entries that belong to each entry of a value.
  package struct Collection: Sendable {
    let letters: [String]
    let shape: Shape
    let operandLetters: [String]
    let operandShape: Shape
    /// The offsets in the operand, for each offset in the value.
    let sources: [[Int]]

    /// Whether several operand entries belong to some entry.
    var isSum: Bool { sources.contains { $0.count > 1 } }

    /// The operand offsets of the current entry.
    func sources(_ bound: Binding) -> [Int] {
      shape.offset { bound[letters[$0]] }.map { sources[$0] } ?? []
    }
  }

  /// The indices, from 0, bound to letters; the innermost binding of a letter applies. There are
  /// few, so a linear search is enough.
  package struct Binding: Sendable {
    private var letters: [String]
    private var indices: [Int]

    package init(_ letters: [String], _ indices: [Int]) {
      self.letters = letters
      self.indices = indices
    }

    /// The letters of a shape's axes, bound to the indices of its first entry.
    init(_ letters: [String]) {
      self.init(letters, letters.map { _ in 0 })
    }

    /// Sets the outermost letters to the indices of an entry.
    mutating func move(to offset: Int, of shape: Shape) {
      var rest = offset
      for axis in shape.axes.indices.reversed() where axis < indices.count {
        indices[axis] = rest % shape.axes[axis].size
        rest /= shape.axes[axis].size
      }
    }

    subscript(letter: String) -> Int {
      letters.lastIndex(of: letter).map { indices[$0] } ?? 0
    }

    /// Binds a letter in an inner scope.
    mutating func push(_ letter: String, _ index: Int) {
      letters.append(letter)
      indices.append(index)
    }

    /// Changes the index of the innermost letter.
    mutating func turn(to index: Int) {
      indices[indices.count - 1] = index
    }

    mutating func pop(_ count: Int = 1) {
      letters.removeLast(count)
      indices.removeLast(count)
    }

    /// Binds the letters of an operand to the indices of one of its entries.
    mutating func push(_ collection: Collection, _ source: Int) {
      letters += collection.operandLetters
      indices += collection.operandShape.indices(at: source)
    }
  }

  /// The number of an entry.
  func evaluate(_ bound: inout Binding) -> Number {
    switch self {
    case .number(let number, _): return number
    case .entry(_, let tensor, let letters):
      guard letters.count == tensor.shape.rank else { return 0 }
      let offset = tensor.shape.offset { bound[letters[$0]] }
      return offset.map { tensor[$0] } ?? 0
    case .sum(let letter, let size, let body):
      var total = Number(0)
      bound.push(letter, 0)
      for index in 0..<size {
        bound.turn(to: index)
        total = total + body.evaluate(&bound)
      }
      bound.pop()
      return total
    case .collected(let collection, let body):
      var total = Number(0)
      for source in collection.sources(bound) {
        bound.push(collection, source)
        total = total + body.evaluate(&bound)
        bound.pop(collection.operandLetters.count)
      }
      return total
    case .negated(let body): return -body.evaluate(&bound)
    case .binary(let operation, let left, let right):
      return operation(left.evaluate(&bound), right.evaluate(&bound))
    case .function(_, let arguments, let function):
      return function(arguments.map { $0.evaluate(&bound) })
    }
  }

  /// The number of entries read to evaluate one.
  package var cost: Int {
    switch self {
    case .number: return 0
    case .entry: return 1
    case .sum(_, let size, let body):
      let (cost, overflow) = size.multipliedReportingOverflow(by: max(1, body.cost))
      return overflow ? .max : cost
    case .collected(let collection, let body):
      let most = collection.sources.reduce(1) { max($0, $1.count) }
      let (cost, overflow) = most.multipliedReportingOverflow(by: max(1, body.cost))
      return overflow ? .max : cost
    case .negated(let body): return body.cost
    case .binary(_, let left, let right):
      let (cost, overflow) = left.cost.addingReportingOverflow(right.cost)
      return overflow ? .max : cost
    case .function(_, let arguments, _):
      return arguments.reduce(1) { $0 < .max / 2 && $1.cost < .max / 2 ? $0 + $1.cost : .max / 2 }
    }
  }
}

// MARK: - Text

/// A piece of written-out arithmetic: symbols, and numbers that aren't formatted yet.
package enum ScalarPiece: Sendable {
  case text(String)
  case number(Number)
}

extension IndexForm {
  /// With letters: `Σₙ X[n,i] · dY[n,o]`.
  package var text: String {
    var text = ""
    write(to: &text, inside: 0)
    return text
  }

  private func write(to text: inout String, inside outer: Int) {
    let needed = precedence < outer
    if needed { text += "(" }
    switch self {
    case .number(_, let typed): text += typed
    case .entry(let label, _, let letters):
      text += label
      if !letters.isEmpty { write(letters, to: &text) }
    case .sum(let letter, _, let body):
      text += subscripted("Σ", letter)
      text += " "
      // Nested sums need no parentheses.
      if case .sum = body {
        body.write(to: &text, inside: 0)
      } else {
        body.write(to: &text, inside: 2)
      }
    case .collected(let collection, let body):
      text += collection.isSum ? "Σ " : ""
      body.write(to: &text, inside: 2)
      text += collection.isSum ? " for each " : " for the "
      write(collection.operandLetters, to: &text)
      text += " that lies at "
      write(collection.letters, to: &text)
      if !collection.isSum, collection.sources.contains(where: \.isEmpty) { text += ", else 0" }
    case .negated(let body):
      text += "-"
      if case .sum = body, outer == 0 {
        body.write(to: &text, inside: 0)
      } else {
        body.write(to: &text, inside: 3)
      }
    case .binary(let operation, let left, let right):
      left.write(to: &text, inside: operation.precedence + (operation.groupsToTheLeft ? 0 : 1))
      text += operation.sign
      right.write(to: &text, inside: operation.precedence + (operation == .power ? 0 : 1))
    case .function(let name, let arguments, _):
      text += name
      text += "("
      for (index, argument) in arguments.enumerated() {
        if index > 0 { text += ", " }
        argument.write(to: &text, inside: 0)
      }
      text += ")"
    }
    if needed { text += ")" }
  }

  /// `[n,i]`
  private func write(_ letters: [String], to text: inout String) {
    text += "["
    for (index, letter) in letters.enumerated() {
      if index > 0 { text += "," }
      text += letter
    }
    text += "]"
  }

  private var precedence: Int {
    switch self {
    case .binary(let operation, _, _): operation.precedence
    case .sum, .collected: 1
    case .negated: 3
    case .number(let number, let text):
      number.double < 0 ? 3 : text.contains("/") || text.contains(" ") ? 2 : 6
    default: 6
    }
  }

  /// The outermost sum written out with indices and with numbers: `X[1,1] · dY[1,2] + X[2,1] ·
  /// dY[2,2]` and `1 · (-1/2) + 3 · (-1/2)`.
  package func worked(_ bound: Binding) -> (symbols: String, numbers: [ScalarPiece]) {
    var symbols = ""
    var numbers: [ScalarPiece] = []
    var bound = bound
    work(&bound, &symbols, &numbers, inside: 0)
    return (symbols, numbers)
  }

  private func work(
    _ bound: inout Binding, _ symbols: inout String, _ numbers: inout [ScalarPiece],
    inside outer: Int
  ) {
    func both(_ text: String) {
      symbols += text
      numbers.append(.text(text))
    }
    switch self {
    case .number(let number, let text):
      symbols += text
      numbers.append(.number(number))
    case .entry(let label, _, let letters):
      symbols += label
      if !letters.isEmpty { write(letters.map { "\(bound[$0] + 1)" }, to: &symbols) }
      let number = evaluate(&bound)
      // A negative factor or a fraction is put in parentheses, as on paper.
      let wrapped = outer > 1 && (number.double < 0 || number.isWrittenAsFraction)
      if wrapped { numbers.append(.text("(")) }
      numbers.append(.number(number))
      if wrapped { numbers.append(.text(")")) }
    case .sum(let letter, let size, let body):
      let needed = outer > 1
      if needed { both("(") }
      bound.push(letter, 0)
      for index in 0..<size {
        if index > 0 { both(" + ") }
        bound.turn(to: index)
        body.work(&bound, &symbols, &numbers, inside: 2)
      }
      bound.pop()
      if needed { both(")") }
    case .collected(let collection, let body):
      let sources = collection.sources(bound)
      let needed = outer > 1 && sources.count > 1
      if needed { both("(") }
      if sources.isEmpty { both("0") }
      for (index, source) in sources.enumerated() {
        if index > 0 { both(" + ") }
        bound.push(collection, source)
        body.work(&bound, &symbols, &numbers, inside: 2)
        bound.pop(collection.operandLetters.count)
      }
      if needed { both(")") }
    case .negated(let body):
      let needed = outer > 1
      if needed { both("(") }
      both("-")
      body.work(&bound, &symbols, &numbers, inside: 3)
      if needed { both(")") }
    case .binary(let operation, let left, let right):
      let needed = operation.precedence < outer
      if needed { both("(") }
      left.work(
        &bound, &symbols, &numbers,
        inside: operation.precedence + (operation.groupsToTheLeft ? 0 : 1))
      both(operation.sign)
      right.work(
        &bound, &symbols, &numbers, inside: operation.precedence + (operation == .power ? 0 : 1))
      if needed { both(")") }
    case .function(let name, let arguments, _):
      both(name + "(")
      for (index, argument) in arguments.enumerated() {
        if index > 0 { both(", ") }
        argument.work(&bound, &symbols, &numbers, inside: 0)
      }
      both(")")
    }
  }
}

extension BinaryOperator {
  /// The operator between single numbers.
  fileprivate var sign: String {
    switch self {
    case .multiply, .product: " · "
    case .power: "^"
    default: " \(rawValue) "
    }
  }
}

extension Number {
  /// Whether it has no short decimal form.
  fileprivate var isWrittenAsFraction: Bool {
    rational.map { 10_000 % $0.denominator != 0 } ?? false
  }
}

extension Unicode.Scalar {
  /// The letter as a subscript, if Unicode has one.
  fileprivate var lowered: Unicode.Scalar? {
    switch self {
    case "a": "ₐ"
    case "e": "ₑ"
    case "h": "ₕ"
    case "i": "ᵢ"
    case "j": "ⱼ"
    case "k": "ₖ"
    case "l": "ₗ"
    case "m": "ₘ"
    case "n": "ₙ"
    case "o": "ₒ"
    case "p": "ₚ"
    case "r": "ᵣ"
    case "s": "ₛ"
    case "t": "ₜ"
    case "u": "ᵤ"
    case "v": "ᵥ"
    case "x": "ₓ"
    case "′": "′"
    default: nil
    }
  }
}

/// `Σₙ`; letters without a subscript form follow an underscore.
private func subscripted(_ symbol: String, _ letter: String) -> String {
  var low = symbol.unicodeScalars
  for scalar in letter.unicodeScalars {
    guard let lowered = scalar.lowered else { return "\(symbol)_\(letter)" }
    low.append(lowered)
  }
  return String(low)
}
