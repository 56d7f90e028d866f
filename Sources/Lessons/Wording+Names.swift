import Backprop
import Formulas
import MatrixCore
import Typography

// Words and names that are not what they should be.

extension Wording {
  static func unexpected(found: String, expected: String, _ marked: MarkedText) -> Wording {
    let words = expected.split(separator: "`", omittingEmptySubsequences: false)
    var help = didYouMean(
      nearest(
        String(found.dropFirst().dropLast()),
        words.indices.filter { $0 % 2 == 1 }.map { String(words[$0]) }.filter(\.isName)))
    switch found {
    case "`)`", "`]`":
      if expected.mentions("the end of the ") { help = "this bracket was never opened" }
    case "`=`":
      if expected == "the end of the line" { help = "one `=` in a line, and none within a formula" }
      if expected.hasPrefix("a number, a name") { help = "one `=` is enough" }
    case "`,`" where expected == "the end of the line":
      help = "a list of numbers stands in `[…]`"
    case _ where found.isPartNumber:
      help = "a part of a value has its number on a page only; name it in a statement of its own"
    case "`to`" where expected.hasSuffix("the end of the line"):
      help =
        expected.hasPrefix("`within`")
        ? "`… within …` allows a difference" : "digits are asked for in prose only; leave this out"
    case "`1`" where expected == "the name of an axis":
      help = "an axis of size 1 can be left out; else it has a name too, as in `out=1`"
    case _ where expected == "the name of an axis":
      help = "axes have names, after which a size may follow: `N=2`"
    default:
      let first = marked.text.unicodeScalars.first
      let isOperand =
        first.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "(" } ?? false
      if !expected.hasPrefix("`,`") && expected.hasSuffix("the end of the line")
        || expected.hasSuffix("`}}`"), isOperand,
        help == nil
      {
        help =
          "between two values stands an operator: `@` for the matrix product, `*` for entry by"
          + " entry"
      }
    }
    return Wording(
      "unexpected-word", "expected \(expected), found \(found)",
      label: found.hasPrefix("`") ? nil : "here", help: help)
  }

  static func unexpectedInStep(
    _ word: String, found: String, expected: String, _ marked: MarkedText
  ) -> Wording {
    let wording = unexpected(found: found, expected: expected, marked)
    let isInsideBrackets = expected.hasSuffix("`)`") || expected.hasSuffix("`]`")
    guard wording.help == nil, !isInsideBrackets, let form = stepForm(word) else { return wording }
    return Wording(wording.code, wording.message, label: wording.label, help: form)
  }

  /// How a step that begins with that word is written.
  private static func stepForm(_ word: String) -> String? {
    switch word {
    case "show": "it is written `show …` or `show …, …`"
    case "shapes", "graph": "\(word.quoted) stands alone"
    case "forward", "backward": "it is written \(word.quoted) or \("\(word) until …".quoted)"
    case "detail": "it is written `detail … by sample`, `detail … by entry` or `detail …[…]`"
    case "inside": "it is written `inside …`, with one name"
    case "compare", "contrast": "it is written \("\(word) … with …".quoted)"
    case "check":
      "it is written `check gradients` or `check gradients of …`, and `with h=…` may follow"
    case "sweep": "it is written `sweep h of …`"
    case "update": "it is written `update … with sgd(rate=…)`"
    case "train": "it is written `train … steps with sgd(rate=…)`"
    default: nil
    }
  }

  static func unknownCharacter(_ character: String) -> Wording {
    let help: String? =
      switch character {
      case "×", "·", "⋅", "∗", "⊙", "∘", "•": "write `*` for entry by entry, `@` for matrices"
      case "−", "–", "—", "‐", "‑": "write the minus sign of the keyboard, `-`"
      case "÷", "∕": "write `/`"
      case "²": "write `^2`"
      case "³": "write `^3`"
      case "⁻", "¹": "write `^` and a number"
      case "√": "write `sqrt(x)`"
      case "∑": "write `sum(x)`"
      case "∂", "∇": "the gradient of the loss with respect to `W` is `dW`"
      case "'", "’": "the transpose is `W.T`"
      case "{", "}": "lists stand in `[ ]`, everything else in `( )`"
      case "\"", "“", "”", "`": "names and numbers stand without quotation marks"
      case ";": "one statement stands on a line"
      case "%": "write `0.1` or `1/10` for 10 %"
      case "⊗": "write `@`"
      case "<", ">", "≤", "≥":
        "formulas don't compare; a claim says which one is larger: `maximum(…, …) = …`"
      case "≈": "a claim that allows a difference is `… = … within …`"
      case "≠", "!": "in `steps`, `contrast … with …` claims that two values differ"
      default: nil
      }
    let scalar = character.unicodeScalars.first?.value ?? 0
    let point = scalar < 0x80 ? "" : " (U+\(scalar.hexadecimal(digits: 4)))"
    return Wording(
      "unknown-character", "the character \(character.quoted)\(point) has no meaning in a formula",
      help: help)
  }

  static func unknownName(_ name: String, _ suggestion: String?, _ marked: MarkedText) -> Wording {
    let network = marked.text.hasSuffix("." + name) ? marked.text.dropLast(name.count + 1) : ""
    return Wording(
      "unknown-name",
      network.isEmpty
        ? "nothing here is called \(name.quoted)"
        : network == "after"
          ? "nothing after the update is called \(name.quoted)"
          : "nothing in the network \(String(network).quoted) is called \(name.quoted)",
      help: didYouMean(suggestion)
        ?? (network.isEmpty || network == "after"
          ? "names are given by the statements of a network, each before it is used"
          : "its names are those that the statements of its block give"))
  }

  static func unknownFunction(_ name: String, _ suggestion: String?) -> Wording {
    let elsewhere: String? =
      switch name.lowercased() {
      case "dot", "matmul", "mm", "bmm": "the matrix product is `X @ W`"
      case "avg", "average": "`mean(x)` averages"
      case "ln", "log10", "log2": "`log(x)` is the natural logarithm"
      case "var": "`variance(x)` has the option `kind=population` or `kind=sample`"
      case "std", "stddev": "the standard deviation is `sqrt(variance(x))`"
      case "mse", "mse_loss", "l2_loss": "the mean squared error is `mean((Y - T)^2)`"
      case "pow", "power": "a power is written `x^2`"
      case "relu6", "elu", "selu": "`relu(x)` and `leaky_relu(x)` come near"
      case "bce", "bce_loss", "bcewithlogitsloss": "`binary_cross_entropy(z, t)` takes scores"
      case "crossentropyloss", "nll_loss", "cross_entropy_loss":
        "`softmax_cross_entropy(z, t)` takes scores, `cross_entropy(p, t)` probabilities"
      case "logistic", "expit", "σ": "`sigmoid(x)` is the logistic function"
      case "embedding", "gather", "take": "`rows(E, t)` picks rows by label"
      case "view", "unsqueeze", "squeeze": "`flatten` and `transpose` rearrange axes"
      case "conv", "conv2d": "a convolution is `patches(…) @ K`"
      case "uniform", "normal", "bernoulli", "zeros", "ones", "eye", "range":
        "it makes data, after `input`, `param`, `target` or `const`"
      default: nil
      }
    return Wording(
      "unknown-function", "there is no function \(name.quoted)",
      help: elsewhere ?? didYouMean(suggestion)
        ?? "`backprop-tutor operations` tells which there are")
  }

  static func internalFunction(_ name: String) -> Wording {
    let help: String? =
      switch name {
      case "reshape": "`flatten` joins axes; `S: (a, b) = …` names them again"
      case "broadcast": "the smaller operand is copied without being asked"
      case "entry": "in `steps`, `ask`, `expect` and prose write `W[1, 2]`"
      case "outer": "the outer product of vectors is a sum over one sample: `x.T @ dy`"
      default: nil
      }
    return Wording(
      "internal-function", "\(name.quoted) is a part of other operations; lessons can't call it",
      help: help)
  }

  static func noGradient(_ name: String, _ reason: Problem.NoGradient) -> Wording {
    let why: String
    let help: String?
    switch reason {
    case .noLoss:
      why = "the network has no loss"
      help = "end the network with a statement `loss L = …`"
    case .fixed(let role):
      why = "a \(role) is fixed"
      help = "an `input` or a `param` has a gradient"
    case .independentOfParameters:
      why = "it depends on no input and no param"
      help = nil
    case .lossIndependent:
      why = "the loss does not depend on it"
      help = nil
    }
    return Wording(
      "no-gradient", "\(name.quoted) has no gradient, for \(why)",
      related: "\(name.quoted) is made here", help: help)
  }

  static func unknownStep(_ word: String, _ suggestion: String?) -> Wording {
    Wording(
      "unknown-step",
      word.isEmpty ? "a step begins with a word" : "there is no step \(word.quoted)",
      help: didYouMean(suggestion)
        ?? "steps begin with `show`, `shapes`, `graph`, `forward`, `backward`, `detail`, `inside`,"
        + " `compare`, `contrast`, `check`, `sweep`, `update` or `train`")
  }

  static func limit(_ limit: Problem.Limit, _ found: String) -> Wording {
    let message: String
    let help: String?
    switch limit {
    case .entriesOfTensor:
      message = "a value has at most \(Limits.entriesOfTensor.grouped) entries"
      help = "make its axes smaller"
    case .entriesOfLesson:
      message =
        "the values of a lesson have at most \(Limits.entriesOfLesson.grouped) entries in all"
      help = "make the axes smaller"
    case .statements:
      message = "a network has at most \(Limits.statements.grouped) statements"
      help = "make two networks of it"
    case .operations:
      message = "a lesson has at most \(Limits.operations.grouped) operations"
      help = "make its formulas shorter, or two lessons of it"
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
      help = "make the axes smaller, or check fewer gradients"
    }
    let amount = Int(found).map { $0 == .max ? "far more" : $0.grouped } ?? found
    return Wording(
      "limit", message, label: amount == "more" ? nil : "this would be \(amount)", help: help)
  }
}

extension String {
  /// Whether the quoted text is the end of a name that a page gives to a part: `.1` of `dx.1`.
  fileprivate var isPartNumber: Bool {
    let text = dropFirst().dropLast()
    return text.first == "." && text.count > 1 && text.dropFirst().allSatisfy(\.isNumber)
  }
}
