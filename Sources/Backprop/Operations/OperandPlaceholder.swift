import MatrixCore

/// Some axes of a use of an operation, which its formulas name by a prefix and an operand:
/// `lacking_gamma`.
enum OperandPlaceholder: String, CaseIterable {
  case axes, lacking, turned, copied

  /// The names of the axes for an operand of this shape.
  func axes(_ operand: Shape, _ shapes: [Shape], _ options: Options) -> [String] {
    switch self {
    case .axes: operand.names
    case .lacking: (shapes.first ?? .scalar).names.filter { !operand.contains($0) }
    case .turned: operand.names.dropLast(2) + operand.names.suffix(2).reversed()
    case .copied: options.shape("result").names.dropLast(2).filter { !operand.contains($0) }
    }
  }

  func meaning(_ operand: String) -> String {
    switch self {
    case .axes: "the axes of \(operand)"
    case .lacking: "the axes of the first operand that \(operand) lacks"
    case .turned: "the axes of \(operand), the last two in each other's place"
    case .copied: "the axes of the value before its last two that \(operand) lacks"
    }
  }
}

extension Operation {
  /// The placeholder that a word of a formula is, and the index of its operand.
  func operandPlaceholder(_ word: String) -> (OperandPlaceholder, operand: Int)? {
    for placeholder in OperandPlaceholder.allCases where word.hasPrefix(placeholder.rawValue + "_")
    {
      let operand = word.dropFirst(placeholder.rawValue.count + 1)
      if let index = operands.firstIndex(where: { $0.name == operand }) {
        return (placeholder, index)
      }
    }
    return nil
  }
}
