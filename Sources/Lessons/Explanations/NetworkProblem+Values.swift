import Backprop
import Formulas
import MatrixCore
import Typography

extension NetworkProblem {
  /// Values, the loss and limits.
  static let values: [Explanation<NetworkProblem>] = [
    Explanation(
      "not-finite", "every value is a finite number",
      "The report names the first entry that is infinite or not a number (NaN), and what it was made "
        + "of. A student could not follow it any further. Usual causes: a division by 0, `log` of 0 "
        + "or less, `exp` of more than 709, a learning rate that is too large.", .statements,
      wrong: "Y = log(X)", right: "Y = log(1 + X^2)"
    ) {
      guard case .notFinite(let value) = $0.kind else { return nil }
      return .notFinite(value, $0.marked)
    },
    Explanation(
      "loss-not-scalar", "the loss is one number",
      "Add the entries up or average them, in sight of the student: there 1/N comes in.",
      .statements, wrong: "loss L = (X @ W - T)^2", right: "loss L = sum((X @ W - T)^2) / N"
    ) {
      guard case .lossNotScalar(let shape) = $0.kind else { return nil }
      let written = $0.marked.text.withoutParentheses.shortened
      let argument = written.isEmpty || written.count > 32 ? "…" : written
      return Words(
        "the loss is one number, and this has axes", label: "it is \(shape.text)",
        help: "add the entries up or average them: \("sum(\(argument))".quoted),"
          + " \("mean(\(argument))".quoted)")
    },
    Explanation(
      "no-loss", "gradients need a loss",
      "They are gradients of the loss. A network without one has forward steps only.", .body,
      wrong: "```network\ninput x = 2\ny = x^2\n```\n\n```steps\nforward\nbackward\n```",
      right: "```network\ninput x = 2\nloss y = x^2\n```\n\n```steps\nforward\nbackward\n```"
    ) {
      guard case .noLoss = $0.kind else { return nil }
      return Words(
        "there are no gradients, for the network has no loss",
        help: "end the network with a statement `loss L = …`")
    },
    Explanation(
      "empty-network", "a network has at least one statement",
      "What stands after `#` is a comment.", .network, wrong: "# x = 2", right: "input x = 2"
    ) {
      guard case .emptyNetwork = $0.kind else { return nil }
      return Words(
        "a network has at least one statement", label: "this one has none",
        help: "write, say, `input x = 2`")
    },
    Explanation(
      "limit", "lessons have limits",
      "They keep a slip of the pen from taking all memory or time. The message names the limit; "
        + "lessons/README.md lists them all.", .steps,
      wrong: "train 20000 steps with sgd(rate=1/10)", right: "train 50 steps with sgd(rate=1/10)"
    ) {
      guard case .limit(let limit, let found) = $0.kind else { return nil }
      let message: String
      let help: String?
      switch limit {
      case .entriesOfTensor:
        message = "a value has at most \(Limits.entriesOfTensor.grouped) entries"
        help = "make its axes smaller"
      case .entriesOfLesson:
        message = "a lesson takes at most 1 GB for its numbers, its gradients and their check"
        help = "make the axes smaller"
      case .statements:
        message = "a network has at most \(Limits.statements.grouped) statements"
        help = "make two networks of it"
      case .operations:
        message = "a lesson has at most \(Limits.operations.grouped) operations"
        help = "make its formulas shorter, or two lessons of it"
      case .nestedUses:
        message = "definitions use each other at most \(Limits.nestedUses) deep"
        help = "write some of them out, or give their values to statements"
      case .networks:
        message = "a lesson has at most \(Limits.networks.grouped) networks"
        help = "make two lessons of it"
      case .terms:
        message = "an entry is written out as a sum of at most \(Limits.terms.grouped) products"
        help = "make the axis that is summed away smaller"
      case .steps:
        message = "a lesson shows at most \(Limits.steps.grouped) steps"
        help = "leave out some of the commands"
      case .trainingSteps:
        message = "a training run has at most \(Limits.trainingSteps.grouped) steps"
        help = nil
      case .multiplications:
        message = "a lesson takes at most \(Limits.multiplications.grouped) multiplications"
        help = "smaller axes, fewer training steps or fewer checked gradients take less"
      }
      let amount = found.map { (text: String) -> String in
        if case .entriesOfLesson = limit, let entries = Int(text), entries < .max / 8 {
          let tenths = entries * 8 / 100_000_000
          return "\(tenths / 10).\(tenths % 10) GB"
        }
        return Int(text).map { $0 == .max ? "far more" : $0.grouped } ?? text
      }
      return Words(message, label: amount.map { "this would be \($0)" }, help: help)
    },
  ]
}

extension Words {
  fileprivate static func notFinite(_ value: NetworkProblem.NonFinite, _ marked: MarkedText)
    -> Words
  {
    // A value without a name is called by the text of its formula.
    let written = marked.text.withoutParentheses.shortened
    let label =
      value.label.isName || written.isEmpty || value.place != nil ? value.label : written
    let indices = value.indices.map { $0 + 1 }
    let place = indices.isEmpty ? "" : "entry \(indices.text) of "
    let inside =
      switch value.place {
      case .inside(let function): ", inside \(function.quoted),"
      case .onTheWay(let gradient): ", on the way to \(gradient.quoted),"
      case nil: ""
      }
    let operands = value.operands.enumerated().compactMap { index, operand -> String? in
      let name =
        operand.name.isStepLabel
        ? (value.operands.count == 2 ? (index == 0 ? "the left side" : "the right side") : "it")
        : operand.name.shortened
      return name == operand.number.text ? nil : "\(name) is \(operand.number.text)"
    }
    return Words(
      "\(place)\(label.quoted)\(inside) is \(value.isNaN ? "not a number (NaN)" : "infinite")",
      label: operands.isEmpty ? nil : "there \(operands.joined(separator: ", "))",
      help: value.place == nil
        ? notFiniteHelp(value.formula, value.operands.map(\.number))
        : "what is made of it would be wrong; the range of floating point ends at about 1.8e308, so"
          + " smaller numbers help")
  }

  /// The usual cause of such a value, by operation.
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
}
