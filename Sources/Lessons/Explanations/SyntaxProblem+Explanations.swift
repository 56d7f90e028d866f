import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

extension SyntaxProblem: Explained {
  static let explanations: [Explanation<SyntaxProblem>] = [
    Explanation(
      "unexpected-word", "something else must stand here",
      "The message says what could stand here and what was found. Often the slip is just before "
        + "the place that is marked.", .statements, wrong: "Y = X @ * W", right: "Y = X @ W"
    ) {
      guard case .unexpected(let found, let expected, let statement) = $0.kind else { return nil }
      let help =
        $0.marked.slip ?? expected.help(found, $0.marked.text)
        ?? (expected.isInsideBrackets ? nil : statement.flatMap { StepKind.named($0)?.form })
      let isText = if case .text = found { true } else { false }
      return Words(
        "expected \(expected.text), found \(found.text)", label: isText ? nil : "here", help: help)
    },
    Explanation(
      "unknown-character", "formulas are written with the signs of a keyboard",
      "`@` is the matrix product, `*` the product entry by entry, `^` the power, `.T` the transpose. "
        + "The signs of books are shown to students, and not typed.", .statements,
      wrong: "Y = X × W", right: "Y = X @ W"
    ) {
      guard case .unknownCharacter(let character) = $0.kind else { return nil }
      let help: String? =
        if let slip = $0.marked.slip { slip } else {
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
          case "&", "|": "where both hold: `(…) * (…)`; where one of them does: `maximum(…, …)`"
          case "?":
            "`where(…, …, …)` is its second argument where the first is not 0, else the third"
          case "%": "write `0.1` or `1/10` for 10 %"
          case "⊗": "write `@`"
          case "≤": "write `<=`"
          case "≥": "write `>=`"
          case "≈": "a claim that allows a difference is `… = … within …`"
          case "≠", "!": "write `!=`; in `steps`, `contrast … with …` claims that two values differ"
          default: nil
          }
        }
      let scalar = character.unicodeScalars.first?.value ?? 0
      let point = scalar < 0x80 ? "" : " (U+\(scalar.hexadecimal(digits: 4)))"
      return Words(
        "the character \(character.quoted)\(point) has no meaning in a formula", help: help)
    },
    Explanation(
      "unclosed-bracket", "every bracket is closed",
      "Inside brackets a statement goes on in the next line, so the rest of the block is taken for "
        + "a part of it. What stands below is therefore not checked until the bracket is closed.",
      .statements, wrong: "loss L = sum((X @ W - T)^2", right: "loss L = sum((X @ W - T)^2)"
    ) {
      guard case .unclosedBracket(let bracket) = $0.kind else { return nil }
      return Words(
        "the bracket \(bracket.quoted) is never closed", label: "it is opened here",
        help: "add \((bracket == "(" ? ")" : "]").quoted) where it should end")
    },
    Explanation(
      "double-times", "a power is written `^`", "`**` is how Python writes it.", .statements,
      wrong: "Y = X**2", right: "Y = X^2"
    ) {
      guard case .doubleTimes = $0.kind else { return nil }
      return Words("a power is written `^`, not `**`", help: "did you mean `^`?")
    },
    Explanation(
      "chained-comparison", "a comparison has two sides",
      "It is 1 where it holds and 0 elsewhere, so the product of two comparisons is 1 where both hold.",
      .statements, wrong: "M = 0 < X < 2", right: "M = (0 < X) * (X < 2)"
    ) {
      guard case .chainedComparison(let first, let middle) = $0.kind else { return nil }
      return Words(
        "a comparison has two sides, and this would be a third",
        help: "multiply two: \("(\(first)) * (\(middle) \($0.marked.text) …)".quoted)")
    },
    Explanation(
      "missing-operator", "a product needs its sign",
      "Books write 2X; here `2 X` could be a slip, and `X W` could mean two different products.",
      .statements, wrong: "Y = 2 X", right: "Y = 2 * X"
    ) {
      guard case .missingOperator(let left, let right) = $0.kind else { return nil }
      return Words(
        "an operator is missing between \(left.quoted) and \(right.quoted)",
        help: left.contains(".") && right.first == "."
          ? "a number has one point"
          : ["and", "or"].contains(right)
            ? "where both hold: `(…) * (…)`; where one of them does: `maximum(…, …)`"
            : "write \("\(left) * \(right)".quoted)")
    },
    Explanation(
      "nests-too-deep", "brackets, minus signs and `^` nest 64 deep at most",
      "Give inner parts names in statements of their own. Students see them as steps anyway.",
      .statements, wrong: "Y = " + String(repeating: "-", count: 66) + "X", right: "Y = -X"
    ) {
      guard case .nestsTooDeep(let isList) = $0.kind else { return nil }
      return Words(
        "brackets, minus signs and `^` nest at most 64 deep", label: "this one is deeper",
        help: isList
          ? "a value has at most \(Shape.maximumRank) axes, so its list nests no deeper"
          : "give an inner part a name in a statement of its own")
    },
    Explanation(
      "formula-too-long", "a formula has at most 250 operations",
      "Give parts of it names in statements of their own.",
      wrong: .made("(a statement of 251 additions)", needsFrontMatter: true) {
        let sum = String(repeating: "x + ", count: 251) + "x"
        return Array("```network\ninput x = 1\ny = \(sum)\n```\n".utf8)
      }, right: .init(.network, "input x = 1\ny = 252 * x")
    ) {
      guard case .tooManyOperations(let limit) = $0.kind else { return nil }
      return Words(
        "a formula has at most \(limit.grouped) operations",
        help: "give parts of it names in statements of their own")
    },
    Explanation(
      "number-too-large", "numbers reach to about 1.8e308",
      "That is the range of 64-bit floating point.", .statements, wrong: "Y = 1e400 * X",
      right: "Y = 1e40 * X"
    ) {
      guard case .numberTooLarge(let text) = $0.kind else { return nil }
      return Words(
        "\(text.quoted) is beyond the range of 64-bit floating point",
        help: "numbers go up to about `1.79e308`")
    },
    Explanation(
      "list-in-formula", "numbers in a network have a role, a name and axes",
      "A list says nothing about its axes, and axes decide what fits. Give the list a statement of "
        + "its own.", .statements, wrong: "Y = X * [[1, 2], [3, 4]]",
      right: "const M: (N, in) = [[1, 2], [3, 4]]\nY = X * M"
    ) {
      switch $0.kind {
      case .listInNetwork:
        return Words(
          "a list of numbers needs a role, a name and axes",
          help: $0.marked.slip
            ?? "write, say, `const C: (N, in) = [[1, 2], [3, -1]]`, and use `C` in the formulas; the"
            + " roles are `input`, `param`, `target` and `const`")
      case .dataWithoutRole(let name):
        return Words(
          "the numbers of \(name.quoted) need a role",
          help: "put `input`, `param`, `target` or `const` before \(name.quoted)")
      default: return nil
      }
    },
    Explanation(
      "index-in-formula", "a network's formulas work on whole values",
      "`pick(W, axis=in, at=1)` takes one index of an axis, `rows(E, t)` rows by label. In `steps`, `ask`, "
        + "`expect` and prose `W[1, 2]` may stand.", .statements, wrong: "y = W[1, 2]",
      right: "y = pick(pick(W, axis=in, at=1), axis=out, at=2)"
    ) {
      guard case .indexInNetwork = $0.kind else { return nil }
      return Words(
        "a network's formulas work on whole values, not on single entries",
        help:
          "`pick(x, axis=…, at=…)` takes one index of an axis; in `steps`, `ask`, `expect` and prose"
          + " an index may stand")
    },
    Explanation(
      "index-not-whole", "an index is a whole number from 1",
      "Rows and columns count from 1, as in mathematics. Only class labels count from 0.", .steps,
      wrong: "detail dW[0, 1]", right: "detail dW[1, 1]"
    ) {
      guard case .indexNotWhole(let text) = $0.kind else { return nil }
      return text.isPositiveInteger
        ? Words("no axis has an index as large as \(text.quoted)")
        : Words(
          "an index is a whole number from 1, not \(text.quoted)",
          help: text == "0" ? "rows and columns count from 1" : nil)
    },
    Explanation(
      "unexpected-comma", "several names in parentheses stand only in options",
      "`axis=(h, w)` names two axes. Anywhere else a pair of parentheses holds one formula.",
      .statements, wrong: "Y = (X, W)", right: "Y = X @ W"
    ) {
      guard case .tupleOutsideOption = $0.kind else { return nil }
      return Words(
        "several names in parentheses stand only in options, such as `axis=(h, w)`",
        help: "a formula in parentheses is one value; a list of numbers stands in `[…]`")
    },
    Explanation(
      "function-without-arguments", "a function takes its arguments in parentheses",
      "Its name alone is no value.", .statements, wrong: "Y = X * mean", right: "Y = X * mean(X)"
    ) {
      guard case .functionWithoutArguments(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is a function, and takes its arguments in" + " parentheses",
        help: "write `\(Words.signature(name))`")
    },
    Explanation(
      "empty-list", "a list has at least one number", "There are no empty axes.", .statements,
      wrong: "const v: (k) = []", right: "const v: (k) = [0]"
    ) {
      guard case .emptyList = $0.kind else { return nil }
      return Words("a list has at least one number")
    },
    Explanation(
      "ragged-list", "the rows of a list are of one length",
      "A number was left out, or two ran together for want of a comma.", .statements,
      wrong: "const M: (N, in) = [[1, 2], [3]]", right: "const M: (N, in) = [[1, 2], [3, 0]]"
    ) {
      guard case .raggedList(let expected, let found) = $0.kind else { return nil }
      let difference = abs(expected - found)
      let amount = difference == 1 ? "one" : difference.grouped
      return Words(
        "the rows of a list are of one length", label: "\(found) here, not \(expected)",
        help: found < expected
          ? "this row lacks \(amount), or those before it have \(amount) too many"
          : "this row has \(amount) too many, or those before it lack \(amount)")
    },
    Explanation(
      "mixed-list", "a list holds numbers or lists, not both", "Every row has its own brackets.",
      .statements, wrong: "const M: (N, in) = [[1, 2], 3]",
      right: "const M: (N, in) = [[1, 2], [3, 0]]"
    ) {
      guard case .mixedList = $0.kind else { return nil }
      return Words("a list has either numbers or lists as its items, not both")
    },
    Explanation(
      "definition-parts", "a definition ends with its value",
      "`;` parts its statements, each with a name, and the last is what it gives, without one.",
      .statements, wrong: "define act(x) = z = 2 * x; y = tanh(z)\nY = act(X)",
      right: "define act(x) = z = 2 * x; tanh(z)\nY = act(X)"
    ) {
      switch $0.kind {
      case .definitionWithoutValue(let definition, let last):
        Words(
          "\(definition.quoted) ends with its value, which has no name",
          label: "this is a statement",
          help: "add what it gives: `\(last) = …; \(last)`")
      case .definitionPartWithoutName:
        Words(
          "each part of a definition before the last has a name",
          help: "give it one, as in `z = \($0.marked.text.shortened)`")
      default: nil
      }
    },
    Explanation(
      "within-not-number", "`within` is followed by a number",
      "It is the largest difference that is still allowed, such as `1e-4`; it is not a percentage.",
      .expect, wrong: "L = 2.3 within N", right: "L = 2.3 within 0.1"
    ) {
      guard case .withinNotNumber = $0.kind else { return nil }
      return Words(
        "after `within` stands a number, 0 or more",
        help: "it is the largest difference that is allowed, such as `1e-4`")
    },
  ]
}

extension SyntaxProblem.Found {
  fileprivate var text: String {
    switch self {
    case .text(let text): "`\(text)`"
    case .endOfLine: "the end of the line"
    case .divisionByZero: "a division by 0"
    }
  }

  fileprivate var written: String { if case .text(let text) = self { text } else { "" } }

  /// Whether the text is the end of a label that a page gives to a part: `.1` of `dx.1`.
  fileprivate var isPartNumber: Bool {
    written.first == "." && written.count > 1 && written.dropFirst().allSatisfy(\.isNumber)
  }
}

extension SyntaxProblem.Expected {
  fileprivate var text: String {
    switch self {
    case .operand: "a number, a name or an opening bracket"
    case .number: "a number"
    case .wholeNumber: "a whole number from 1"
    case .size: "a size"
    case .stepCount: "a number of steps"
    case .axisName: "the name of an axis"
    case .valueName: "a value's name"
    case .gradientName: "a gradient's name, like dW"
    case .valueOrGradientName: "the name of a value or a gradient"
    case .parameterName: "the name of a parameter"
    case .paramName: "the name of a param"
    case .inputOrParamName: "the name of an input or param"
    case .name(let role): "the name of the \(role)"
    case .statement: "a name, or input, param, target, const or loss"
    case .axesOrEquals: "`=`, or `:` and the axes"
    case .member: "a name after the point: `.T`, or a network's value"
    case .optimiser: "an optimiser, like sgd(rate=1/10)"
    case .part: "`by sample`, `by entry` or an index like [1, 2]"
    case .words(let words, let next): words.quoted("or") + (next.map { " and \($0)" } ?? "")
    case .end(let isStep, let words):
      (words.isEmpty ? "" : words.map(\.quoted).joined(separator: ", ") + " or ")
        + "the end of the \(isStep ? "step" : "line")"
    }
  }

  fileprivate var words: [String] {
    switch self {
    case .words(let words, _), .end(_, let words): words
    default: []
    }
  }

  fileprivate var isInsideBrackets: Bool { words.last == ")" || words.last == "]" }

  /// The likely fix, given the marked text.
  fileprivate func help(_ found: SyntaxProblem.Found, _ text: String) -> String? {
    let meant = Words.didYouMean(nearest(found.written, words.filter(\.isName)))
    switch (found.written, self) {
    case (")", .end), ("]", .end): return "this bracket was never opened"
    case ("=", .end(isStep: false, or: [])): return "one `=` in a line, and none within a formula"
    case ("=", .operand), ("==", .axesOrEquals): return "one `=` is enough"
    case (_, .words(let words, then: "1")) where words == ["="]:
      return "a comparison is 1 where it holds, else 0: `… = 1`"
    case ("==", .words(let words, _)) where words == ["="]: return "one `=` is enough"
    case (")", _), ("]", _), ("=", _): return meant
    case (",", .end(isStep: false, or: [])): return "a list of numbers stands in `[…]`"
    case _ where found.isPartNumber:
      return "a part of a value has its number on a page only; name it in a statement of its own"
    case ("to", .end(isStep: false, let words)):
      return words == ["within"]
        ? "`… within …` allows a difference" : "digits are asked for in prose only; leave this out"
    case (",", .end(_, let words)) where words.contains("within"):
      return "`… within …` allows a difference"
    case ("let", .words), ("var", .words), ("def", .words), ("set", .words):
      return "a computed value needs no word before its name: `Y = …`"
    case ("1", .axisName):
      return "an axis of size 1 can be left out; else it has a name too, as in `out=1`"
    case (_, .axisName): return "axes have names, after which a size may follow: `N=2`"
    case (_, .end(isStep: false, let words)) where words != [","] && text.beginsOperand:
      return meant ?? Words.missingOperator
    case (_, .words) where words.last == "}}" && text.beginsOperand:
      return meant ?? Words.missingOperator
    default: return meant
    }
  }
}

extension Words {
  fileprivate static let missingOperator =
    "between two values stands an operator: `@` for the matrix product, `*` for entry by entry"
}

extension String {
  fileprivate var beginsOperand: Bool {
    unicodeScalars.first.map {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "("
    } ?? false
  }
}
