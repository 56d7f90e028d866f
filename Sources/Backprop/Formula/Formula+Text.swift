import MatrixCore

extension Formula {
  package enum Notation: Sendable {
    /// As it is typed: `X.T @ dY`.
    case typed
    /// As it is read: `Xᵀ @ dY`.
    case pretty
  }

  /// The formula as text, with no more parentheses than it needs.
  package func text(_ notation: Notation = .typed) -> String {
    var pieces: [String] = []
    write(to: &pieces, notation)
    return pieces.joined()
  }

  private func write(to pieces: inout [String], _ notation: Notation) {
    switch kind {
    case .number(_, let text): pieces.append(text)
    case .name(let name): pieces.append(name)
    case .member(let network, let name): pieces.append("\(network).\(name)")
    case .negated(let operand):
      pieces.append("-")
      operand.write(to: &pieces, notation, inside: 3, strictly: false)
    case .binary(let operation, let left, let right):
      let own = operation.precedence
      left.write(to: &pieces, notation, inside: own, strictly: operation == .power)
      let isFraction = operation == .divide && left.isWrittenNumber && right.isWrittenNumber
      pieces.append(operation == .power ? "^" : isFraction ? "/" : " \(operation.rawValue) ")
      right.write(to: &pieces, notation, inside: own, strictly: operation != .power)
    case .transposed(let operand):
      operand.write(to: &pieces, notation, inside: 5, strictly: false)
      pieces.append(notation == .pretty ? "ᵀ" : ".T")
    case .indexed(let operand, let indices):
      operand.write(to: &pieces, notation, inside: 5, strictly: false)
      pieces.append("[" + indices.map { "\($0)" }.joined(separator: ", ") + "]")
    case .call(let call):
      pieces.append(call.function + "(")
      for (index, argument) in call.arguments.enumerated() {
        if index > 0 { pieces.append(", ") }
        if let label = argument.label { pieces.append(label + "=") }
        argument.value.write(to: &pieces, notation)
      }
      pieces.append(")")
    case .list(let items): writeItems(items, "[", "]", to: &pieces, notation)
    case .tuple(let items): writeItems(items, "(", ")", to: &pieces, notation)
    }
  }

  private func writeItems(
    _ items: [Formula], _ open: String, _ close: String, to pieces: inout [String],
    _ notation: Notation
  ) {
    pieces.append(open)
    for (index, item) in items.enumerated() {
      if index > 0 { pieces.append(", ") }
      item.write(to: &pieces, notation)
    }
    pieces.append(close)
  }

  private func write(
    to pieces: inout [String], _ notation: Notation, inside outer: Int, strictly: Bool
  ) {
    let needed = precedence < outer || (strictly && precedence == outer)
    if needed { pieces.append("(") }
    write(to: &pieces, notation)
    if needed { pieces.append(")") }
  }

  /// Whether it is a number, perhaps with a minus: `-3/2` is written like one word.
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
    // A fraction typed as one word binds like the division it is.
    case .number(let number, let text): text.contains("/") ? 2 : number.double < 0 ? 3 : 6
    default: 6
    }
  }
}
