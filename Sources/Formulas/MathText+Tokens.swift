import MatrixCore
import Typography

/// A piece of mathematics on one line.
package enum MathToken: Sendable {
  /// A name, a bracket, a number as typed: it touches its neighbours.
  case text(String)
  /// An operator, with space around it.
  case symbol(String)
  /// `=`, with space around it.
  case relation(String)
  case number(Number, digits: Int)
  case tensor(TensorView)
}

extension MathText {
  package enum Notation: Sendable {
    /// As typed in a lesson: `X.T @ dY`.
    case typed
    /// As read: `Xᵀ @ dY`, with brackets around negative operands and where books bind otherwise.
    case pretty
  }

  /// The pieces from left to right, with the brackets that precedence asks for.
  package func tokens(
    _ numbers: NumberStyle = NumberStyle(), _ notation: Notation = .pretty
  ) -> [MathToken] {
    var writer = MathWriter(numbers: numbers, notation: notation)
    writer.write(self, isWhole: true)
    return writer.tokens
  }

  /// Mathematics on one line of text.
  package func text(
    _ numbers: NumberStyle = NumberStyle(), _ notation: Notation = .pretty
  ) -> String {
    var text = ""
    for token in tokens(numbers, notation) {
      switch token {
      case .text(","): text += ", "
      case .text(let part): text += part
      case .symbol(let part), .relation(let part):
        if !text.isEmpty { text += " " }
        text += part + " "
      case .number(let number, let digits): text += numbers.with(digits: digits).text(number)
      case .tensor(let view): text += numbers.with(digits: view.digits).text(view.tensor)
      }
    }
    return text
  }

  /// Whether an operand stands in brackets beside an operator, so that what is printed is read as
  /// it is meant. A quotient is `isInLine` unless it is set with a line that binds as brackets do.
  package func isBracketed(
    beside operation: MathOperator, isRight: Bool, _ numbers: NumberStyle,
    _ notation: Notation = .pretty, isInLine: Bool = true
  ) -> Bool {
    let (own, outer) = (precedence(numbers), operation.precedence)
    let associates = operation == .power ? isRight : !isRight && outer > 0
    if own < outer || own == outer && !associates { return true }
    guard notation == .pretty else { return false }
    if !isRight, isInLine, isQuotient(numbers), outer == 2, operation != .divide { return true }
    if !isRight { return isNegativeNumber(numbers) && outer == 2 || mixes(with: operation) }
    return isNegative(numbers)
  }

  /// Whether an operand of a minus sign stands in brackets.
  package func isBracketed(afterMinus numbers: NumberStyle, _ notation: Notation) -> Bool {
    precedence(numbers) < 3 || notation == .pretty && isNegative(numbers)
  }

  /// How tightly its outermost operator binds: -1 for a relation, 6 for a name.
  package func precedence(_ numbers: NumberStyle) -> Int {
    switch self {
    case .relations: -1
    case .terms(let terms): terms.count == 1 ? terms[0].precedence(numbers) : 1
    case .sum: 1
    case .gathered: 0
    case .binary(let operation, _, _): operation.precedence
    case .negated: 3
    case .typed, .number: numberText(numbers).map(Self.precedence) ?? 6
    default: 6
    }
  }

  /// A fraction binds like a division, and a negative number like a minus sign.
  private static func precedence(ofNumber text: String) -> Int {
    text.contains("/") ? 2 : text.hasPrefix("-") ? 3 : 6
  }

  /// The text of a number.
  private func numberText(_ numbers: NumberStyle) -> String? {
    switch self {
    case .typed(let text): text
    case .number(let number, let digits): numbers.with(digits: digits).text(number)
    default: nil
    }
  }

  /// What is subtracted where the mathematics is added, if it begins with a minus: `b * c` for `-b * c`.
  package var withoutMinus: MathText? {
    switch self {
    case .negated(let inner): inner
    case .binary(let operation, let left, let right) where operation.precedence == 2:
      left.withoutMinus.map { .binary(operation, $0, right) }
    default: nil
    }
  }

  private func isNegativeNumber(_ numbers: NumberStyle) -> Bool {
    numberText(numbers)?.hasPrefix("-") ?? false
  }

  private func isNegative(_ numbers: NumberStyle) -> Bool {
    if case .negated = self { true } else { isNegativeNumber(numbers) }
  }

  /// Whether it is written with `/` and nothing around it: `1/10 · 2` reads as 1/(10 · 2).
  private func isQuotient(_ numbers: NumberStyle) -> Bool {
    if case .binary(.divide, _, _) = self { return true }
    return numberText(numbers)?.contains("/") ?? false
  }

  /// Whether one operator is a matrix product and the other multiplies or divides: books bind the
  /// product tighter, so readers need the brackets.
  private func mixes(with operation: MathOperator) -> Bool {
    guard case .binary(let own, _, _) = self, own.precedence == operation.precedence else {
      return false
    }
    return (own == .product) != (operation == .product)
  }
}

/// Writes mathematics as tokens.
private struct MathWriter {
  let numbers: NumberStyle
  let notation: MathText.Notation
  var tokens: [MathToken] = []

  mutating func write(_ math: MathText, isWhole: Bool = false) {
    switch math {
    case .name(let text), .typed(let text): tokens.append(.text(text))
    case .number(let number, let digits): tokens.append(.number(number, digits: digits))
    case .tensor(let view): tokens.append(.tensor(view))
    case .shape(let shape): tokens.append(.text("\(shape)"))
    case .entry(let inner, let indices):
      write(inner, inBrackets: inner.precedence(numbers) < 5)
      if !indices.isEmpty {
        tokens.append(.text("[\(indices.joined(separator: notation == .typed ? ", " : ","))]"))
      }
    case .transposed(let inner):
      write(inner, inBrackets: inner.precedence(numbers) < 5)
      tokens.append(.text(notation == .pretty ? "ᵀ" : ".T"))
    case .negated(let inner):
      tokens.append(.text("-"))
      let isSum = if case .sum = inner { isWhole } else { false }
      write(inner, inBrackets: !isSum && inner.isBracketed(afterMinus: numbers, notation))
    case .binary(let operation, let left, let right): write(operation, left, right)
    case .terms(let terms):
      for (index, term) in terms.enumerated() {
        if index > 0 { tokens.append(.symbol("+")) }
        let isBracketed =
          terms.count > 1 && term.isBracketed(beside: .add, isRight: index > 0, numbers, notation)
        write(term, inBrackets: isBracketed)
      }
    case .call(let function, let arguments):
      tokens.append(.text(function + "("))
      for (index, argument) in arguments.enumerated() {
        if index > 0 { tokens.append(.text(",")) }
        if let label = argument.label { tokens.append(.text(label + "=")) }
        write(argument.value)
      }
      tokens.append(.text(")"))
    case .sum(let letter, let body):
      tokens.append(.text(MathText.subscripted("Σ", letter) + " "))
      let isSum = if case .sum = body { true } else { false }
      write(body, inBrackets: !isSum && body.precedence(numbers) < 2)
    case .gathered(let gathering):
      if gathering.isSum { tokens.append(.text("Σ ")) }
      write(gathering.body, inBrackets: gathering.body.precedence(numbers) < 2)
      tokens.append(.text(" \(gathering.condition)"))
      if let otherwise = gathering.otherwise {
        tokens.append(.text(MathGathering.separator))
        write(otherwise)
      }
    case .list(let items): write(items, "[", "]")
    case .tuple(let items): write(items, "(", ")")
    case .relations(let left, let rest):
      if let left { write(left) }
      for relation in rest {
        let sign = relation.sign.rawValue
        tokens.append(relation.sign == .becomes ? .symbol(sign) : .relation(sign))
        write(relation.right, isWhole: true)
      }
    }
  }

  private mutating func write(_ operation: MathOperator, _ left: MathText, _ right: MathText) {
    if operation == .divide, let x = left.writtenNumber, let y = right.writtenNumber {
      tokens.append(.text("\(x)/\(y)"))
      return
    }
    if operation == .add, let subtracted = right.withoutMinus {
      write(.subtract, left, subtracted)
      return
    }
    write(left, beside: operation, isRight: false)
    if operation == .power {
      let isBracketed = right.isBracketed(beside: .power, isRight: true, numbers, notation)
      let exponent = right.text(numbers, notation)
      tokens.append(.text(isBracketed ? "^(\(exponent))" : "^\(exponent)"))
      return
    }
    tokens.append(.symbol(operation.rawValue))
    write(right, beside: operation, isRight: true)
  }

  private mutating func write(_ items: [MathText], _ open: String, _ close: String) {
    tokens.append(.text(open))
    for (index, item) in items.enumerated() {
      if index > 0 { tokens.append(.text(",")) }
      write(item)
    }
    tokens.append(.text(close))
  }

  private mutating func write(
    _ math: MathText, beside operation: MathOperator, isRight: Bool
  ) {
    write(
      math,
      inBrackets: math.isBracketed(beside: operation, isRight: isRight, numbers, notation))
  }

  private mutating func write(_ math: MathText, inBrackets: Bool) {
    if inBrackets { tokens.append(.text("(")) }
    write(math, isWhole: inBrackets)
    if inBrackets { tokens.append(.text(")")) }
  }
}

extension MathText {
  /// A number as typed, possibly negative, that a fraction is written with: `-3/2` is one token.
  fileprivate var writtenNumber: String? {
    switch self {
    case .typed(let text): text.contains("/") ? nil : text
    case .negated(.typed(let text)): "-" + text
    default: nil
    }
  }

  /// `Σₙ`; letters without a subscript form follow an underscore.
  fileprivate static func subscripted(_ symbol: String, _ letter: String) -> String {
    let lowered = letter.map { subscripts[$0] }
    return lowered.contains(nil)
      ? "\(symbol)_\(letter)" : symbol + String(lowered.compactMap(\.self))
  }

  /// The letters that Unicode has as subscripts.
  private static let subscripts: [Character: Character] = [
    "a": "ₐ", "e": "ₑ", "h": "ₕ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "l": "ₗ", "m": "ₘ", "n": "ₙ",
    "o": "ₒ", "p": "ₚ", "r": "ᵣ", "s": "ₛ", "t": "ₜ", "u": "ᵤ", "v": "ᵥ", "x": "ₓ", "′": "′",
  ]
}
