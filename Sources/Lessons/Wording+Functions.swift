import Backprop
import MatrixCore
import Typography

// Functions, their arguments and options.

extension Wording {
  /// A function as it is used, with its options: `softmax(x, axis=…)`.
  static func signature(_ name: String) -> String {
    if let optimiser = Optimiser.named(name) {
      let options = optimiser.options.map { "\($0.name)=\($0.number?.text ?? "…")" }
      return "\(name)(\(options.joined(separator: ", ")))"
    }
    guard let row = Operation.rows(named: name).first else { return "\(name)(…)" }
    let parameters = row.parameters.compactMap { parameter -> String? in
      parameter.isOperand
        ? parameter.name : parameter.usualValue.map { "\(parameter.name)=\($0)" }
    }
    return "\(name)(\(parameters.joined(separator: ", ")))"
  }

  static func unknownOption(_ function: String, _ option: String, _ known: [String]) -> Wording {
    let synonyms = ["dim": "axis", "epsilon": "eps", "p": "drop", "ddof": "kind", "slope": "slope"]
    let meant = nearest(option, known) ?? synonyms[option].flatMap { known.contains($0) ? $0 : nil }
    let help =
      didYouMean(meant)
      ?? (known.isEmpty
        ? "it is written `\(signature(function))`"
        : "its \(known.count == 1 ? "option is" : "options are") \(known.quoted("and"))")
    return Wording(
      "unknown-option", "\(function.quoted) has no option \(option.quoted)", help: help)
  }

  static func missingOption(
    _ function: String, _ option: String, _ value: String, _ marked: MarkedText
  ) -> Wording {
    let written = marked.text
    let mended =
      written.hasPrefix(function) && written.hasSuffix(")") && written.count <= 60
      ? "\(written.dropLast()), \(option)=\(value))" : signature(function)
    return Wording(
      "missing-option", "\(function.quoted) needs the option \(option.quoted)",
      help: "write `\(mended)`")
  }

  static func optionAxisMissing(
    _ option: String, _ axis: String, _ shape: Shape, _ marked: MarkedText
  ) -> Wording {
    // The whole call is marked where the option was left out.
    let isDefault = marked.text.hasSuffix(")") && !marked.text.hasPrefix("(")
    let choice =
      shape.isScalar
      ? "a single number has no axes"
      : didYouMean(nearest(axis, shape.names)) ?? "its axes are \(shape.names.quoted("and"))"
    return Wording(
      "missing-axis", "the argument has no axis \(axis.quoted)",
      label: shape.isScalar ? "the argument is one number" : "the argument is \(shape.told)",
      help: isDefault && !shape.isScalar
        ? "where \(option.quoted) is left out it is \(axis.quoted); \(choice)" : choice)
  }

  static func operandShape(
    _ function: String, _ operand: String, _ found: Shape, _ expected: String
  ) -> Wording {
    let name = operand.isStepLabel ? nil : operand.shortened
    return Wording(
      "operand-shape",
      "in \(function.quoted), \(name.map(\.quoted) ?? "this argument") must have \(expected)",
      label: "\(name ?? "it") is \(found.told)")
  }

  static func generatorArguments(_ name: String, _ rule: String) -> Wording {
    if rule.mentions(" needs ") { return Wording("generator-arguments", rule) }
    return Wording(
      "generator-arguments",
      rule == name
        ? "\(name.quoted) takes no arguments" : "\(name.quoted) is written \(rule.quoted)")
  }
}

extension Parameter {
  /// What an option is where it is left out, `…` where it can't be; nil where that needs no words.
  fileprivate var usualValue: String? {
    switch kind {
    case .operand, .labels: nil
    case .axes(.all): "…"
    case .axes(.named(let axis)): axis
    case .axes(nil): name == "axis" ? "…" : "(…)"
    case .number(let number, _): number?.text ?? "…"
    case .word(_, let word): word
    case .newAxes(let count): count == 1 ? "…" : "(…)"
    case .knownAxis: "…"
    case .integers(.required, _): "(…)"
    case .integers(.value(let whole), _): "\(whole)"
    case .integers(.sameAs(let option), _): option
    case .target: "(…)"
    }
  }
}

extension String {
  /// Whether the text is one name, with none of a formula's symbols.
  var isName: Bool {
    allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && first?.isLetter == true
  }

  /// Whether the text is not a reader's but names a step on the way: `Y.1`.
  var isStepLabel: Bool {
    guard let point = lastIndex(of: ".") else { return isEmpty || hasPrefix("#") }
    let rest = self[index(after: point)...]
    return !rest.isEmpty && rest.allSatisfy(\.isNumber) && self[..<point].isName
  }
}

extension StringProtocol {
  fileprivate var isName: Bool { String(self).isName }
}
