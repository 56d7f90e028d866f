import Backprop
import Formulas
import MatrixCore
import Typography

// Values that are no numbers, and values that differ.

extension Wording {
  static func stepsNotWhole(_ text: String) -> Wording {
    let bytes = Array(text.utf8)
    let number = NumberReader.read(bytes, 0..<bytes.count)?.double ?? .infinity
    return Wording(
      "steps-not-whole", "the number of steps is a whole number from 1, not \(text.quoted)",
      help: number <= Double(Limits.trainingSteps)
        ? "write \("\(Int(max(1, number.rounded(.up))))".quoted)" : nil)
  }

  static func raggedList(expected: Int, found: Int) -> Wording {
    let difference = abs(expected - found)
    let amount = difference == 1 ? "one" : difference.grouped
    return Wording(
      "ragged-list", "the rows of a list are of one length",
      label: "\(found) here, not \(expected)",
      help: found < expected
        ? "this row lacks \(amount), or those before it have \(amount) too many"
        : "this row has \(amount) too many, or those before it lack \(amount)")
  }

  static func notFinite(_ value: Problem.NonFinite, _ marked: MarkedText) -> Wording {
    // What has no name of its own is called what the reader wrote.
    let written = marked.text.withoutParentheses.shortened
    let label =
      value.label.isName || written.isEmpty || value.place != nil ? value.label : written
    let indices = value.indices.map { $0 + 1 }
    let place = indices.isEmpty ? "" : "entry \(indices.told) of "
    let isNaN = value.value == "NaN"
    let inside =
      switch value.place {
      case .inside(let function): ", inside \(function.quoted),"
      case .onTheWay(let gradient): ", on the way to \(gradient.quoted),"
      case nil: ""
      }
    let operands = value.operands.enumerated().compactMap { place, operand -> String? in
      let name =
        operand.name.isStepLabel
        ? (value.operands.count == 2 ? (place == 0 ? "the left side" : "the right side") : "it")
        : operand.name.shortened
      return name == operand.number.text ? nil : "\(name) is \(operand.number.text)"
    }
    return Wording(
      "not-finite",
      "\(place)\(label.quoted)\(inside) is \(isNaN ? "not a number (NaN)" : "infinite")",
      label: operands.isEmpty ? nil : "there \(operands.joined(separator: ", "))",
      help: value.place == nil
        ? notFiniteHelp(marked.formula, value.operands.map(\.number))
        : "what is made of it would be wrong; the range of floating point ends at about 1.8e308, so"
          + " smaller numbers help")
  }

  /// What usually makes such a value, told by its operation.
  private static func notFiniteHelp(_ formula: Formula?, _ operands: [Number]) -> String? {
    switch formula?.kind {
    case .binary(.divide, _, let divisor):
      if operands.count == 2, !operands[1].isZero {
        return "the quotient is beyond the range of floating point"
      }
      return divisor.plainNumber == nil
        ? "a division by 0 has no value; `eps`, a small number added below, is the usual remedy"
        : "a division by 0 has no value"
    case .binary(.power, _, _):
      return operands.first?.isZero == true
        ? "0 has no negative power"
        : (operands.first?.double ?? 0) < 0
          ? "a negative number has no power with a fraction as exponent"
          : "the power is beyond the range of floating point"
    case .binary:
      return "the result is beyond the range of floating point, about 1.8e308"
    case .call(let call):
      switch call.function {
      case "log":
        return "`log` needs numbers above 0; of scores, `log_softmax` and"
          + " `softmax_cross_entropy` never overflow"
      case "sqrt":
        return operands.contains { $0.double < 0 }
          ? "`sqrt` needs numbers that are not negative"
          : "at 0 the slope of `sqrt` is infinite; `eps`, a small number added inside, is the usual"
            + " remedy"
      case "exp": return "`exp(x)` is beyond the range of floating point for x above 709"
      case "cross_entropy":
        return "a probability of 0 stands where the answer is; `softmax_cross_entropy` takes scores"
      default: return nil
      }
    default: return nil
    }
  }

  static func checkFailed(
    _ name: String, _ indices: [Int]?, gradient: Number, difference: Number
  ) -> Wording {
    let (a, b) = Number.texts(gradient, difference)
    let place =
      indices.map { $0.isEmpty ? "" : "at \($0.told) " } ?? "along a random direction "
    return Wording(
      "check-failed",
      "the gradient of \(name.quoted) and its finite differences do not agree",
      label: "\(place)the gradient is \(a), the difference \(b)",
      help:
        "near a jump or a very steep place differences mislead: try other numbers; where the loss"
        + " is smooth, please report the lesson")
  }
}

extension Problem.NotEqual {
  /// The words for two sides that should be equal.
  func wording(_ code: String) -> Wording {
    let isList = right.hasPrefix("[")
    let (a, b) = Number.texts(leftNumber, rightNumber)
    let apart =
      (leftNumber - rightNumber).double < 0
      ? rightNumber - leftNumber : leftNumber - rightNumber
    let bound = tolerance.map { " within \($0.text)" } ?? ""
    return Wording(
      code, "\(left.quoted) does not equal \(isList ? "the list" : right.quoted)\(bound)",
      label: (indices.isEmpty ? "" : "most at \(indices.told): ")
        + "\(a) on the left, \(b) on the right, \(apart.text) apart",
      help: help(code, apart: apart.double))
  }

  /// What would mend it, or which of the two sides may be wrong.
  private func help(_ code: String, apart: Double) -> String {
    if code == "not-equal" { return "`contrast` shows two values that differ" }
    var areExact = false
    if case (.exact, .exact) = (leftNumber, rightNumber) { areExact = true }
    let near = min(0.1, 0.01 * max(1, leftNumber.double.magnitude))
    if tolerance == nil, !areExact, apart <= near {
      var (bound, power) = (0.1, 1)
      while bound / 10 >= apart, power < 15 { (bound, power) = (bound / 10, power + 1) }
      return "a number that was rounded needs `within 1e-\(power)`"
    }
    let isNumber = right.utf8.allSatisfy { 0x2D..<0x3A ~= $0 }
    if tolerance == nil, indices.isEmpty, isNumber, case .exact = leftNumber {
      return "if the left side is right, write \("\(left) = \(leftNumber.typed)".quoted)"
    }
    return "if the data was changed on purpose, what is expected of it changes too"
  }
}
