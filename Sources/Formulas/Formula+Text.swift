import MatrixCore

extension Formula {
  package enum Notation: Sendable {
    /// As typed: `X.T @ dY`.
    case typed
    /// As read: `Xᵀ @ dY`.
    case pretty
  }

  /// The formula as text with as few parentheses as possible.
  package func text(_ notation: Notation = .typed) -> String {
    var text = ""
    write(to: &text, notation)
    return text
  }

  private func write(to text: inout String, _ notation: Notation) {
    switch kind {
    case .number(_, let typed): text += typed
    case .name(let name): text += name
    case .member(let network, let name): text += "\(network).\(name)"
    case .negated(let operand):
      text += "-"
      operand.write(to: &text, notation, inside: 3, strictly: false)
    case .binary(let operation, let left, let right):
      let own = operation.precedence
      left.write(
        to: &text, notation, inside: own,
        strictly: !operation.groupsToTheLeft || notation == .pretty && left.mixes(with: operation))
      let isFraction = operation == .divide && left.isWrittenNumber && right.isWrittenNumber
      text += operation == .power ? "^" : isFraction ? "/" : " \(operation.rawValue) "
      right.write(to: &text, notation, inside: own, strictly: operation != .power)
    case .transposed(let operand):
      operand.write(to: &text, notation, inside: 5, strictly: false)
      text += notation == .pretty ? "ᵀ" : ".T"
    case .indexed(let operand, let indices):
      operand.write(to: &text, notation, inside: 5, strictly: false)
      text += "["
      for (place, index) in indices.enumerated() {
        if place > 0 { text += ", " }
        text += String(index.number)
      }
      text += "]"
    case .call(let call):
      text += call.function
      text += "("
      for (index, argument) in call.arguments.enumerated() {
        if index > 0 { text += ", " }
        if let label = argument.label {
          text += label
          text += "="
        }
        argument.value.write(to: &text, notation)
      }
      text += ")"
    case .list(let items): writeItems(items, "[", "]", to: &text, notation)
    case .tuple(let items): writeItems(items, "(", ")", to: &text, notation)
    case .axis(let name, let size):
      text += name + "="
      size.write(to: &text, notation)
    }
  }

  private func writeItems(
    _ items: [Formula], _ open: String, _ close: String, to text: inout String,
    _ notation: Notation
  ) {
    text += open
    for (index, item) in items.enumerated() {
      if index > 0 { text += ", " }
      item.write(to: &text, notation)
    }
    text += close
  }

  /// Whether one operator is a matrix product and the other multiplies or divides: books bind the
  /// product tighter, so readers need the parentheses.
  package func mixes(with operation: BinaryOperator) -> Bool {
    guard case .binary(let own, _, _) = kind, own.precedence == operation.precedence else {
      return false
    }
    return (own == .product) != (operation == .product)
  }

  private func write(
    to text: inout String, _ notation: Notation, inside outer: Int, strictly: Bool
  ) {
    let needed = precedence < outer || (strictly && precedence == outer)
    if needed { text += "(" }
    write(to: &text, notation)
    if needed { text += ")" }
  }

  /// Whether it is a number, possibly negative: `-3/2` is written as one token.
  private var isWrittenNumber: Bool {
    switch kind {
    case .number(_, let text): !text.contains("/")
    case .negated(let operand): operand.literal != nil
    default: false
    }
  }

  private var precedence: Int {
    switch kind {
    case .binary(let operation, _, _): operation.precedence
    case .negated: 3
    // A fraction typed as one token binds like a division.
    case .number(let number, let text): text.contains("/") ? 2 : number.double < 0 ? 3 : 6
    default: 6
    }
  }
}
