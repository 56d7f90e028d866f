import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

extension FileProblem {
  /// Blocks, expressions in prose, questions, expectations and steps.
  static let blocks: [Explanation<FileProblem>] = [
    Explanation(
      "fence-not-closed", "a block ends with a line of three backticks",
      "Everything to the end of the file would belong to the block. The closing line has as many "
        + "backticks as the opening one, or more.", .body,
      wrong: "```network\ninput x = 2\ny = x^2", right: "```network\ninput x = 2\ny = x^2\n```"
    ) {
      guard case .fenceNotClosed(let name) = $0.kind else { return nil }
      return Words(
        name.isEmpty
          ? "the block that begins here is never closed"
          : "the block \(name.quoted) that begins here is never closed",
        help: "add a line \($0.marked.fence) after its last line")
    },
    Explanation(
      "misspelled-block", "the blocks are `network`, `steps`, `ask` and `expect`",
      "A block of any other name is shown as it was typed. This name is so near to one of them that "
        + "it is taken for a slip.", .body, wrong: "```netwrok\ninput x = 2\ny = x^2\n```",
      right: "```network\ninput x = 2\ny = x^2\n```"
    ) {
      guard case .misspelledBlock(let name, let suggestion) = $0.kind else { return nil }
      return Words("there is no block \(name.quoted)", help: Words.didYouMean(suggestion))
    },
    Explanation(
      "block-without-network", "`steps`, `ask` and `expect` refer to a network",
      "They refer to the last one above them, and this lesson has none. A lesson of prose alone "
        + "needs no such blocks.", .body, wrong: "```steps\nforward\n```",
      right: "```network\ninput x = 2\ny = x^2\n```\n\n```steps\nforward\n```"
    ) {
      guard case .blockWithoutNetwork(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) needs a network, and this lesson has none",
        help: "add a block ```network before it")
    },
    Explanation(
      "block-words", "one word may follow `network`, none the other blocks",
      "The word after `network` is the network's name.", .body,
      wrong: "```network first try\ninput x = 2\ny = x^2\n```",
      right: "```network first\ninput x = 2\ny = x^2\n```"
    ) {
      guard case .blockWords(let name) = $0.kind else { return nil }
      return Words(
        name == "network"
          ? "a network's name is one word" : "\(name.quoted) takes no word after it",
        label: "one word too many",
        help: name == "network" ? "leave it out, or join the words with `_`" : "leave it out")
    },
    Explanation(
      "duplicate-network", "networks have different names",
      "One network of a lesson may be without a name, and is then called `main`.", .body,
      wrong: "```network\ninput x = 2\ny = x^2\n```\n\n```network\ninput x = 3\ny = x^2\n```",
      right: "```network\ninput x = 2\ny = x^2\n```\n\n```network late\ninput x = 3\ny = x^2\n```"
    ) {
      guard case .networkNameTaken(let name) = $0.kind else { return nil }
      return Words(
        "two networks are called \(name.quoted)", label: "the second", related: "the first",
        help: name == "main"
          ? "a network without a name is `main`; give this one a name, such as ```network late"
          : "choose another name")
    },
    Explanation(
      "network-name-invalid", "a network's name is a name, and no word of the language",
      "A name is a letter, then letters, digits and `_`. `after` is taken: `after.W` is W after an "
        + "update.", .body, wrong: "```network after\ninput x = 2\ny = x^2\n```",
      right: "```network late\ninput x = 2\ny = x^2\n```"
    ) {
      guard case .networkNameInvalid(let name) = $0.kind else { return nil }
      return Words(
        "a network can't be called \(name.quoted)",
        help: name == "after" || ReservedWord(name) != nil
          ? "that word has a meaning of its own; choose another"
          : "a name is a letter, then letters, digits and `_`")
    },
    Explanation(
      "expression-not-closed", "a value in prose stands between `{{` and `}}`",
      "Both stand in one paragraph. Between backticks braces are shown as typed.", .below,
      wrong: "The loss is {{ L.", right: "The loss is {{ L }}."
    ) {
      guard case .expressionNotClosed = $0.kind else { return nil }
      return Words(
        "the `{{` that begins here is never closed",
        help: "close it with `}}` in the same paragraph; for the characters themselves write"
          + " `` `{{` ``")
    },
    Explanation(
      "empty-expression", "something stands between `{{` and `}}`",
      "A name, or any expression that `show` would take.", .below, wrong: "The loss is {{ }}.",
      right: "The loss is {{ L }}."
    ) {
      guard case .emptyExpression = $0.kind else { return nil }
      return Words(
        "nothing stands between `{{` and `}}`", help: "write a value's name, as in `{{ L }}`")
    },
    Explanation(
      "digits-not-whole", "`to` gives a number of digits, 1 to 17",
      "They are significant digits: `{{ L to 3 }}` of 0.012345 is 0.0123.", .below,
      wrong: "The loss is {{ L to many }}.", right: "The loss is {{ L to 9 }}."
    ) {
      guard case .digitsNotWhole = $0.kind else { return nil }
      return Words(
        "after `to` stands a whole number of digits, from 1 to 17",
        help: "for example `{{ L to 9 }}`")
    },
    Explanation(
      "question-without-answer", "a question has an answer or choices",
      "`answer:` takes an expression, so that it follows the data when that is changed.", .ask,
      wrong: "What is dW[1, 2]?", right: "What is dW[1, 2]?\nanswer: dW[1, 2]"
    ) {
      guard case .questionWithoutAnswer(let mended) = $0.kind else { return nil }
      return Words(
        "a question needs an answer, and this one has none",
        related: Words.noChoice,
        help: mended.map { "write `\($0)`" }
          ?? "add a line `answer: …`, or at least two choices, `- [x] …` and `- [ ] …`")
    },
    Explanation(
      "question-with-two-answers", "a question has one line `answer:`",
      "One answer may be a whole matrix. What is asked in two parts is two questions.", .ask,
      wrong: "What are dW and db?\nanswer: dW\nanswer: db", right: "What is dW?\nanswer: dW"
    ) {
      guard case .questionWithTwoAnswers = $0.kind else { return nil }
      return Words(
        "a question has one line `answer:`, and this one has several",
        help: "make a question of its own for each")
    },
    Explanation(
      "question-with-both", "a question has an answer or choices, not both",
      "Choices that are marked `[x]` are its answer.", .ask,
      wrong: "What is L?\nanswer: L\n- [x] 9/4\n- [ ] 9/2",
      right: "What is L?\n- [x] 9/4\n- [ ] 9/2 | Divide by 2 as well."
    ) {
      guard case .questionWithBoth = $0.kind else { return nil }
      return Words(
        "a question has an `answer:` or choices, and this one has both",
        help: "leave out the one or the other, or make a second question of it")
    },
    Explanation(
      "question-choices", "of two or more choices at least one is right",
      "The right ones are marked `- [x]`, the others `- [ ]`, with a blank between the brackets.",
      .ask, wrong: "Which axis is summed away?\n- [ ] in\n- [ ] out",
      right: "Which axis is summed away in dW?\n- [x] N\n- [ ] out"
    ) {
      guard case .questionChoices = $0.kind else { return nil }
      return Words(
        "a question has at least two choices, and at least one is right", related: Words.noChoice,
        help: "mark the right ones `- [x]` and the others `- [ ]`")
    },
    Explanation(
      "question-text-late", "a question's text comes before everything else",
      "After the text each line begins with `answer:`, `wrong:`, `hint:`, `- [x]` or `- [ ]`, and none "
        + "of these goes on in a second line.", .ask,
      wrong: "What is dW[1, 2]?\nanswer: dW[1, 2]\nUse pencil and paper.",
      right: "What is dW[1, 2]?\nUse pencil and paper.\nanswer: dW[1, 2]"
    ) {
      guard case .questionWithoutText(let mended) = $0.kind else { return nil }
      return Words(
        "a question's text stands before its answer, choices and hints",
        help: mended.map { "write `\($0)`" }
          ?? "these begin with `answer:`, `wrong:`, `hint:`, `- [x]` or `- [ ]`, each on one line")
    },
    Explanation(
      "wrong-without-reply", "a wrong value has a reply, after `|`",
      "The reply says what the mistake was. Without it there would be nothing to show.", .ask,
      wrong: "What is dW[1, 2]?\nanswer: dW[1, 2]\nwrong: dW[2, 1]",
      right: "What is dW[1, 2]?\nanswer: dW[1, 2]\nwrong: dW[2, 1] | That is row 2, column 1."
    ) {
      guard case .wrongWithoutReply = $0.kind else { return nil }
      return Words(
        "after a wrong value stand `|` and the reply to it",
        help: $0.marked.text.isEmpty || $0.marked.text.count > 40
          ? "write `wrong: … | …`, and the reply at its end"
          : "write \("\($0.marked.text.withoutBar) | …".quoted), with the reply at its end")
    },
    Explanation(
      "question-part-empty", "a hint, a choice and a reply have a text",
      "A student would be shown an empty line.", .ask,
      wrong: "What is dW[1, 2]?\nanswer: dW[1, 2]\nhint:",
      right: "What is dW[1, 2]?\nanswer: dW[1, 2]\nhint: Which column of dY is it?"
    ) {
      guard case .emptyQuestionPart(let part) = $0.kind else { return nil }
      switch part {
      case .hint:
        return Words("nothing stands after `hint:`", help: "write the hint, or leave the line out")
      case .choice:
        return Words(
          "a choice has no text", help: "write it behind the brackets, or leave the line out")
      case .reply:
        return Words(
          "nothing stands after `|`",
          help: "write the reply to this choice there, or leave the `|` out")
      }
    },
    Explanation(
      "expectation-failed", "what a lesson expects must hold",
      "Both numbers are shown. Work out by other means which is right: if you changed the data on "
        + "purpose, it is the expectation that is stale. For numbers that were rounded add `within`.",
      .expect, wrong: "L = 2", right: "L = 9/4\ndb[2] / 3 = -0.333 within 1e-3"
    ) {
      guard case .expectationFailed(let difference) = $0.kind else { return nil }
      // `L = 17 +- 1e-3`
      let parts = $0.marked.text.split(separator: "+", maxSplits: 1)
      if parts.count == 2, parts[1].first == "-", !parts[0].isEmpty {
        let bound = parts[1].dropFirst().drop { $0 == " " }
        return .notEqual(difference, help: "a difference is allowed by `… within \(bound)`")
      }
      return .notEqual(difference, help: difference.likelyFix)
    },
    Explanation(
      "unknown-step", "a step begins with one of \(StepKind.words.count) words",
      "They are \(StepKind.words.quoted("and")).", .steps, wrong: "forwards",
      right: "forward"
    ) {
      guard case .unknownStep(let word, let suggestion) = $0.kind else { return nil }
      return Words(
        word.isEmpty ? "a step begins with a word" : "there is no step \(word.quoted)",
        help: $0.marked.shownFormula ?? Words.didYouMean(suggestion)
          ?? "steps begin with \(StepKind.words.quoted("or"))")
    },
  ]
}

extension Words {
  /// The explanation for a line that is a choice except for its marks.
  fileprivate static let noChoice = "this is no choice: those begin with `- [x]` or `- [ ]`"
}

extension MarkedText {
  /// The step that shows a formula which stands in its place: `show shape(W)` for `shape(W)` or
  /// `print W`.
  fileprivate var shownFormula: String? {
    guard let (_, word, after) = inLine else { return nil }
    let rest = String(after.dropFirst(word.count)).trimmedAround
    let isShow = ["print", "display", "see"].contains(word)
    if isShow, !rest.isEmpty { return "write `show \(rest.withoutParentheses)`" }
    return rest.hasPrefix("(") && rest.hasSuffix(")") || rest.hasPrefix("[")
      ? "write `show \(String(after).trimmedAround)`" : nil
  }

  /// The fence that opens a block, which also closes it.
  fileprivate var fence: String {
    let marks = text.prefix { $0 == text.first && ($0 == "`" || $0 == "~") }
    return marks.isEmpty ? "```" : String(marks)
  }
}

extension String {
  /// The text without a `|` at its end.
  fileprivate var withoutBar: Substring {
    guard last == "|" else { return self[...] }
    let text = dropLast()
    return text.last == " " ? text.dropLast() : text
  }
}
