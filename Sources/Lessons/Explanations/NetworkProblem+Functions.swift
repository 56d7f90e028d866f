import Backprop
import Formulas
import MatrixCore
import Typography

extension NetworkProblem {
  /// Functions, their arguments and options.
  static let functions: [Explanation<NetworkProblem>] = [
    Explanation(
      "argument-count", "a function takes a certain number of arguments",
      "Values stand first, options after them by name: `softmax(Z, axis=class)`.", .statements,
      wrong: "Y = maximum(X)", right: "Y = maximum(X, 0)"
    ) {
      if case .numberAsMask(let function, let option, let number) = $0.kind {
        return Words(
          "the mask of \(function.quoted) is data, not a number",
          help: "the share that is dropped is an option: `\(option)=\(number)`; a mask is, say, "
            + "`const M: (N, in) = bernoulli(keep=1/2, seed=1)`")
      }
      if case .definitionArguments(let name, let parameters, let found) = $0.kind {
        return Words(
          "\(name.quoted) takes \(parameters.count.of("argument", "arguments")), not \(found)",
          related: "its parameters stand here",
          help: parameters.isEmpty
            ? "it is used as `\(name)()`"
            : "it takes \(parameters.joined(separator: ", ")), as in `\(name)("
              + parameters.map { _ in "…" }.joined(separator: ", ") + ")`")
      }
      guard case .argumentCount(let function, let expected, let found) = $0.kind else { return nil }
      if function == "max", found == 2, case .call(let call)? = $0.marked.formula?.kind {
        let arguments = call.arguments.map { $0.value.text() }.joined(separator: ", ")
        return Words(
          "`max` takes 1 argument, not 2", help: "the larger of two is `maximum(\(arguments))`")
      }
      return Words(
        "\(function.quoted) takes \(expected.of("argument", "arguments")), not \(found)",
        help: $0.marked.formula?.axesWithoutOption(after: expected)
          ?? "it is written `\(Words.signature(function))`"
          + (found > expected ? "; options are given by name" : ""))
    },
    Explanation(
      "unknown-option", "the function has no option of this name",
      "`backprop-tutor operations NAME` shows a function's options. What other programs call `dim` is "
        + "`axis` here, and takes a name.", .statements, wrong: "Y = sum(X, dim=N)",
      right: "Y = sum(X, axis=N)"
    ) {
      guard case .unknownOption(let function, let option, let known) = $0.kind else { return nil }
      guard let option else {
        return Words(
          "\(function.quoted) has fewer options than are given here",
          help: "it is written `\(Words.signature(function))`")
      }
      let synonyms = ["dim": "axis", "epsilon": "eps", "p": "drop", "ddof": "kind"]
      let meant =
        nearest(option, known) ?? synonyms[option].flatMap { known.contains($0) ? $0 : nil }
      return Words(
        "\(function.quoted) has no option \(option.quoted)",
        help: Words.didYouMean(meant)
          ?? (known.isEmpty
            ? "it is written `\(Words.signature(function))`"
            : "its \(known.count == 1 ? "option is" : "options are") \(known.quoted("and"))"))
    },
    Explanation(
      "repeated-option", "an option is given once",
      "Several axes stand in one pair of parentheses.", .statements,
      wrong: "Y = sum(X, axis=N, axis=in)", right: "Y = sum(X, axis=(N, in))"
    ) {
      guard case .repeatedOption(let option) = $0.kind else { return nil }
      return Words("the option \(option.quoted) is given twice")
    },
    Explanation(
      "missing-option", "some options have no default",
      "Of `softmax` nobody can guess over which axis the probabilities sum to 1.", .statements,
      wrong: "P = softmax(X @ W)", right: "P = softmax(X @ W, axis=out)"
    ) {
      guard case .missingOption(let function, let option, let value) = $0.kind else { return nil }
      let written = $0.marked.text
      let mended =
        written.hasPrefix(function) && written.hasSuffix(")") && written.count <= 60
        ? "\(written.dropLast()), \(option)=\(value ?? "…"))" : Words.signature(function)
      return Words(
        "\(function.quoted) needs the option \(option.quoted)", help: "write `\(mended)`")
    },
    Explanation(
      "option-not-constant", "an option is a fixed number",
      "It may be made of numbers, axis sizes and scalar consts, but not of a const that is taken from"
        + " computed values. No gradient reaches it.",
      .statements, wrong: "Y = leaky_relu(X, slope=sum(X))",
      right: "const s = 1/5\nY = leaky_relu(X, slope=s)"
    ) {
      guard case .optionNotConstant(let option) = $0.kind else { return nil }
      return Words(
        "\(option.quoted) is a number, made of numbers, axis sizes and scalar consts",
        label: "this is not",
        help: option == "slope"
          ? "a slope that is a value, and has a gradient: \("prelu(…, \($0.marked.text))".quoted)"
          : nil)
    },
    Explanation(
      "option-not-word", "the option is one of some words",
      "`kind=population` divides by n, `kind=sample` by n − 1.", .statements,
      wrong: "v = variance(X, axis=N, kind=biased)",
      right: "v = variance(X, axis=N, kind=population)"
    ) {
      guard case .optionNotWord(let option, let known) = $0.kind else { return nil }
      return Words("\(option.quoted) is \(known.quoted("or"))")
    },
    Explanation(
      "option-not-axis", "axes are named, not numbered",
      "A number would mean another axis as soon as a value is transposed.", .statements,
      wrong: "Y = sum(X, axis=0)", right: "Y = sum(X, axis=N)"
    ) {
      guard case .optionNotAxis(let option, let suggestion) = $0.kind else { return nil }
      return Words(
        "\(option.quoted) takes the name of an axis, or several in parentheses",
        label: "this is no name",
        help: "axes have names, not numbers: \("\(option)=\(suggestion ?? "N")".quoted)")
    },
    Explanation(
      "option-out-of-range", "the option's number or axes can't be this",
      "The message says what they can be. `drop=1`, for instance, would divide by 0.", .statements,
      wrong: "const M: (N, in) = [[1, 0], [1, 1]]\nY = dropout(X, M, drop=1)",
      right: "const M: (N, in) = [[1, 0], [1, 1]]\nY = dropout(X, M, drop=1/4)"
    ) {
      guard case .optionOutOfRange(let option, let rule) = $0.kind else { return nil }
      return Words("\(option.quoted) must be \(rule)")
    },
    Explanation(
      "missing-axis", "the value has no axis of this name",
      "The report shows its axes. `shapes`, as a step, shows those of every value.", .statements,
      wrong: "Y = sum(X, axis=out)", right: "Y = sum(X, axis=in)"
    ) {
      switch $0.kind {
      case .optionAxisMissing(let option, let axis, let shape):
        // The whole call is marked if the option was left out.
        let isDefault = $0.marked.text.hasSuffix(")") && !$0.marked.text.hasPrefix("(")
        let choice =
          shape.isScalar
          ? "a single number has no axes"
          : Words.didYouMean(nearest(axis, shape.names))
            ?? "its axes are \(shape.names.quoted("and"))"
        return Words(
          "the argument has no axis \(axis.quoted)",
          label: shape.isScalar ? "the argument is one number" : "the argument is \(shape.text)",
          help: isDefault && !shape.isScalar
            ? "where \(option.quoted) is left out it is \(axis.quoted); \(choice)" : choice)
      case .shape(.missingAxis(let axis, let shape), _, _, _):
        return Words("there is no axis \(axis.quoted)", label: "the axes are \(shape.text)")
      default: return nil
      }
    },
    Explanation(
      "operand-shape", "an argument has the wrong axes",
      "The message says which it must have. Layer normalisation scales features, so gamma and beta "
        + "have the features' axis.", .statements,
      wrong: "param g: (N) = [1, 2]\nY = rms_norm(X, g, axis=in)",
      right: "param g: (in) = [1, 2]\nY = rms_norm(X, g, axis=in)"
    ) {
      guard
        case .operandShape(let function, let operand, let found, let expected, let axes) = $0.kind
      else { return nil }
      let name = operand.isStepLabel ? nil : operand.shortened
      return Words(
        "in \(function.quoted), \(name.map(\.quoted) ?? "this argument") must have \(expected)",
        label: "\(name ?? "it") is \(found.text)",
        help: name.flatMap { name in
          guard name.isName, let axes else { return nil }
          return
            "the statement of \(name.quoted) names its axes: `\(name): \(axes.textOfNames) = …`"
        })
    },
    Explanation(
      "batch-of-one", "batch normalisation needs several samples",
      "One sample is its own mean, and its variance is 0: every output would be beta, whatever came "
        + "in. Of two samples every output is ±1, so take three. At test time `batch_norm_eval` "
        + "takes statistics that are data.",
      .network,
      wrong: "input X: (N, in) = [[1, 2]]\nparam g: (in) = [1, 1]\nparam c: (in) = [0, 1]\n"
        + "Y = batch_norm(X, g, c)",
      right: "input X: (N, in) = [[1, 2], [3, 0], [5, 7]]\nparam g: (in) = [1, 1]\n"
        + "param c: (in) = [0, 1]\nY = batch_norm(X, g, c)"
    ) {
      guard case .batchOfOne(let function, let axis) = $0.kind else { return nil }
      return Words(
        "\(function.quoted) needs at least two entries along \(axis.quoted)", label: "there is one",
        help: "one sample is its own mean, and its variance is 0; give more samples, or use"
          + " `batch_norm_eval`, whose statistics are data")
    },
    Explanation(
      "label-not-whole", "a class label is a whole number from 0",
      "Targets with the axes of the scores less `class` are labels. Probabilities have all of them.",
      .network,
      wrong: "input Z: (N, class) = [[1, 2], [0, 1]]\ntarget t: (N) = [0, 0.5]\n"
        + "loss L = mean(softmax_cross_entropy(Z, t))",
      right: "input Z: (N, class) = [[1, 2], [0, 1]]\n"
        + "target t: (N, class) = [[1, 0], [1/2, 1/2]]\n"
        + "loss L = mean(softmax_cross_entropy(Z, t))"
    ) {
      guard case .labelNotWhole(let number) = $0.kind else { return nil }
      return Words(
        "a class label is a whole number from 0, not \(number.text)",
        related: "used as labels here",
        help: number.double < 0
          ? "an ignored sample takes any label and the weight 0, as in sum(keep * …) / sum(keep)"
          : "targets with one number for each class have the axes of the scores")
    },
    Explanation(
      "labels-first", "`rows` takes the values first, then the labels",
      "`rows(E, t)` is, for each label in t, the row of E with that number.", .network,
      wrong: "param E: (word, dim) = [[1, 2], [3, 5], [4, 7]]\nconst t: (N) = [2, 0, 1, 1]\n"
        + "loss L = sum(rows(t, E))",
      right: "param E: (word, dim) = [[1, 2], [3, 5], [4, 7]]\nconst t: (N) = [2, 0, 1, 1]\n"
        + "loss L = sum(rows(E, t))"
    ) {
      guard case .labelsFirst(let function, let values, let labels) = $0.kind else { return nil }
      return Words(
        "\(function.quoted) takes the values first, then the labels",
        label: "\(values) holds no labels",
        help: Words.didYouMean("\(function)(\(values), \(labels))"))
    },
    Explanation(
      "label-too-large", "labels count the classes from 0",
      "Of two classes the labels are 0 and 1, as in NumPy and PyTorch.",
      .network,
      wrong: "input Z: (N, class) = [[1, 2], [0, 1]]\ntarget t: (N) = [1, 2]\n"
        + "loss L = mean(softmax_cross_entropy(Z, t))",
      right: "input Z: (N, class) = [[1, 2], [0, 1]]\ntarget t: (N) = [0, 1]\n"
        + "loss L = mean(softmax_cross_entropy(Z, t))"
    ) {
      guard case .labelTooLarge(let number, let axis) = $0.kind else { return nil }
      return Words(
        "\(number.text) is no label: \(axis.name.quoted) has \(axis.size.of("class", "classes")),"
          + " counted from 0", related: "used as labels here",
        help: axis.size == 1
          ? "the only label is 0" : "the labels go from 0 to \((axis.size - 1).grouped)")
    },
    Explanation(
      "exponent-not-constant", "an exponent is a fixed number",
      "It may be made of numbers, axis sizes and scalar consts, but not of a const that is taken from"
        + " computed values. For a power of e use `exp`.",
      .statements, wrong: "Y = 2^X", right: "Y = exp(X * log(2))"
    ) {
      guard case .exponentNotConstant = $0.kind else { return nil }
      return Words(
        "an exponent is a number, made of numbers, axis sizes and scalar consts",
        label: "this is not", help: "for e to the power x write `exp(x)`")
    },
  ]
}

extension Formula {
  /// The option that takes the names written after the arguments of a call, as in
  /// `sum(Y, axis=N, out)` or `sum(Y, N)`.
  fileprivate func axesWithoutOption(after operands: Int) -> String? {
    guard case .call(let call) = kind, call.arguments.count > operands else { return nil }
    let rest = call.arguments[operands...]
    if let option = rest.first, let label = option.label {
      let names = [option] + rest.dropFirst().prefix { $0.label == nil }
      let text = names.map { $0.value.text() }.joined(separator: ", ")
      return names.count > 1 ? "several names stand in parentheses: `\(label)=(\(text))`" : nil
    }
    guard let row = Operation.rows(named: call.function).first,
      row.parameters.contains(where: { $0.name == "axis" }),
      rest.allSatisfy({ $0.label == nil && $0.value.text().isName })
    else { return nil }
    let names = rest.map { $0.value.text() }.joined(separator: ", ")
    return "axes are an option: `axis=\(rest.count > 1 ? "(\(names))" : names)`"
  }
}

extension Words {
  /// A call of the function with its options: `softmax(x, axis=…)`.
  static func signature(_ name: String) -> String {
    if let optimiser = Optimiser.named(name) {
      let options = optimiser.options.map { "\($0.name)=\($0.number?.text ?? "…")" }
      return "\(name)(\(options.joined(separator: ", ")))"
    }
    guard let row = Operation.rows(named: name).first else { return "\(name)(…)" }
    let options = row.parameters.filter { !$0.isOperand }.compactMap { parameter in
      parameter.usualValue.map { "\(parameter.name)=\($0)" }
    }
    let parameters = row.operands.map(\.name) + (row.taking == nil ? [] : ["…"]) + options
    return "\(name)(\(parameters.joined(separator: ", ")))"
  }
}

extension Parameter {
  /// The default of an option; `…` if it is required, nil if the default needs no words.
  fileprivate var usualValue: String? {
    switch kind {
    case .operand, .labels: nil
    case .axes(.all): "…"
    case .axes(.first): "…"
    case .axes(.named(let axis)): axis
    case .axes(nil): name == "axis" ? "…" : "(…)"
    case .number(let number, _): number?.text ?? "…"
    case .word(_, let word): word
    case .newAxes(let count): count == 1 ? "…" : "(…)"
    case .axisOfEach, .sizedAxes: "(…)"
    case .index: "…"
    case .knownAxis: "…"
    case .integers(.required, _): "(…)"
    case .integers(.value(let whole), _): "\(whole)"
    case .integers(.sameAs(let option), _): option
    case .target: "(…)"
    }
  }
}

extension StringProtocol {
  /// Whether the text is a single name.
  var isName: Bool {
    allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && first?.isLetter == true
  }

  /// Whether the text is the label of an intermediate value: `Y.1`.
  var isStepLabel: Bool {
    guard let point = lastIndex(of: ".") else { return isEmpty || hasPrefix("#") }
    let rest = self[index(after: point)...]
    return !rest.isEmpty && rest.allSatisfy(\.isNumber) && self[..<point].isName
  }
}
