import Backprop
import Formulas

extension Slip.Place {
  private static let modules = [
    "np", "numpy", "torch", "tf", "math", "jnp", "F", "nn", "scipy", "sp",
  ]

  /// The call that is meant by one of a method or of a module's function: `sum(Y)` for `Y.sum()`,
  /// `exp(Y)` for `np.exp(Y)`.
  var call: String? {
    let line = text + after
    let start = line.index(line.startIndex, offsetBy: text.count)
    guard let open = line[start...].firstIndex(of: "("),
      line[start..<open].allSatisfy({ $0.isLetter || $0.isNumber || "_.".contains($0) })
    else { return nil }
    let called = line[..<open].lastPostfix
    guard let point = called.lastIndex(of: "."), point > called.startIndex else { return nil }
    let function = String(called[called.index(after: point)...])
    let arguments = line[open...].inParentheses
    let base = called[..<point]
    let isModule =
      base.split(separator: ".").first.map { Self.modules.contains(String($0)) } ?? false
    return Slip.call(
      function, on: isModule && arguments != "" ? nil : String(base), arguments ?? "…")
  }
}

extension Slip {
  /// The help for a function of another library, called with `arguments`, as a method of `base` if
  /// there is one.
  fileprivate static func call(_ function: String, on base: String?, _ written: String) -> String? {
    let operand = base.map { $0.withoutParentheses }
    // Other libraries count the axes.
    let numbersAxes =
      written.split(separator: ",").contains(where: \.isNumberOfAxis)
      || operand != nil && Int(written) != nil
    var arguments = [operand, written.isEmpty ? nil : written].compactMap { $0 }
    if numbersAxes {
      let first = operand ?? written.split(separator: ",").first.map(String.init) ?? "…"
      arguments = [first, "axis=…"]
    }
    if Operation.functionNames.contains(function) {
      return "write \("\(function)(\(arguments.joined(separator: ", ")))".quoted)"
    }
    switch function {
    case "t" where operand != nil, "transpose" where operand != nil:
      return "write \("\(base ?? "W").T".quoted)"
    case "dot", "matmul", "mm", "bmm":
      guard let base else { return Words.equivalent(of: function) }
      return "write \("\(base) @ \(written)".quoted)"
    case "array", "asarray", "tensor", "Tensor", "FloatTensor":
      return "a list stands alone, as in `[[1, 2], [3, -1]]`"
    case "reshape", "view": return "`flatten` joins axes, and `unflatten` takes one apart"
    default:
      return Words.equivalent(of: function)
        ?? "`backprop-tutor operations` tells which functions there are"
    }
  }
}

extension Substring {
  /// `axis=0` or `dim=-1`
  fileprivate var isNumberOfAxis: Bool {
    let parts = split(separator: "=").map { $0.filter { $0 != " " } }
    return parts.count == 2 && ["axis", "dim"].contains(parts[0]) && Int(parts[1]) != nil
  }

  /// The names, points and pairs of parentheses at the end: `(X @ W).sum` of `2 * (X @ W).sum`.
  fileprivate var lastPostfix: Substring {
    var start = endIndex
    while start > startIndex {
      let previous = index(before: start)
      let character = self[previous]
      if character == ")", let open = self[...previous].openingParenthesis {
        start = open
      } else if character.isLetter || character.isNumber || "_.".contains(character) {
        start = previous
      } else {
        break
      }
    }
    return self[start...]
  }

  /// The place of the parenthesis that the last character closes.
  private var openingParenthesis: Index? {
    var depth = 0
    for index in indices.reversed() {
      depth += self[index] == ")" ? 1 : self[index] == "(" ? -1 : 0
      if depth == 0 { return index }
    }
    return nil
  }

  /// What stands in the pair of parentheses at the beginning; nil if it isn't closed.
  fileprivate var inParentheses: String? {
    var depth = 0
    for index in indices {
      depth += self[index] == "(" ? 1 : self[index] == ")" ? -1 : 0
      if depth == 0 { return String(self[self.index(after: startIndex)..<index]) }
    }
    return nil
  }
}
