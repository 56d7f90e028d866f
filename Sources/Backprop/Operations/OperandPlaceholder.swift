import Formulas
import MatrixCore

/// What depends on one operand of a use of an operation; its formulas name it by a prefix and the
/// operand: `lacking_gamma`.
enum OperandPlaceholder: String, CaseIterable {
  case axes, lacking, turned, copied, joined, first, last

  /// What it stands for in a use with operands of these shapes.
  func formula(_ operand: Int, _ shapes: [Shape], _ options: Options) -> Formula {
    let names = shapes[operand].names
    switch self {
    case .axes: return .tuple(names)
    case .lacking:
      return .tuple((shapes.first ?? .scalar).names.filter { !names.contains($0) })
    case .turned: return .tuple(names.dropLast(2) + names.suffix(2).reversed())
    case .copied:
      return .tuple(options.shape("result").names.dropLast(2).filter { !names.contains($0) })
    case .joined: return .tuple([options.names("axes")[operand]])
    case .first, .last:
      let sizes = zip(shapes, options.names("axes")).map { $0.size(of: $1) ?? 0 }
      let before = sizes[..<operand].reduce(0, +)
      return .number(Number(self == .first ? before + 1 : before + sizes[operand]))
    }
  }

  func meaning(_ operand: String) -> String {
    switch self {
    case .axes: "the axes of \(operand)"
    case .lacking: "the axes of the first operand that \(operand) lacks"
    case .turned: "the axes of \(operand), the last two in each other's place"
    case .copied: "the axes of the value before its last two that \(operand) lacks"
    case .joined: "the axis of \(operand) that is joined"
    case .first: "the first index of \(operand) along the joined axis"
    case .last: "the last index of \(operand) along the joined axis"
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
