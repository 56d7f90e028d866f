extension CodePage {
  /// Blocks, values in prose, questions and expectations.
  static let blocks = [
    CodePage(
      "fence-not-closed", "a block ends with a line of three backticks",
      "Everything to the end of the file would belong to the block. The closing line has as many "
        + "backticks as the opening one, or more.",
      wrong: .body("```network\ninput x = 2\ny = x^2"),
      right: .body("```network\ninput x = 2\ny = x^2\n```")),
    CodePage(
      "misspelled-block", "the blocks are `network`, `steps`, `ask` and `expect`",
      "A block of any other name is shown as it was typed. This name is so near to one of them that "
        + "it is taken for a slip.",
      wrong: .body("```netwrok\ninput x = 2\ny = x^2\n```"),
      right: .body("```network\ninput x = 2\ny = x^2\n```")),
    CodePage(
      "block-without-network", "`steps`, `ask` and `expect` refer to a network",
      "They refer to the last one above them, and this lesson has none. A lesson of prose alone "
        + "needs no such blocks.",
      wrong: .body("```steps\nforward\n```"),
      right: .body("```network\ninput x = 2\ny = x^2\n```\n\n```steps\nforward\n```")),
    CodePage(
      "block-words", "one word may follow `network`, none the other blocks",
      "The word after `network` is the network's name.",
      wrong: .body("```network first try\ninput x = 2\ny = x^2\n```"),
      right: .body("```network first\ninput x = 2\ny = x^2\n```")),
    CodePage(
      "duplicate-network", "networks have different names",
      "One network of a lesson may be without a name, and is then called `main`.",
      wrong: .body(
        "```network\ninput x = 2\ny = x^2\n```\n\n```network\ninput x = 3\ny = x^2\n```"),
      right: .body(
        "```network\ninput x = 2\ny = x^2\n```\n\n```network late\ninput x = 3\ny = x^2\n```")),
    CodePage(
      "network-name-invalid", "a network's name is a name, and no word of the language",
      "A name is a letter, then letters, digits and `_`. `after` is taken: `after.W` is W after an "
        + "update.",
      wrong: .body("```network after\ninput x = 2\ny = x^2\n```"),
      right: .body("```network late\ninput x = 2\ny = x^2\n```")),
    CodePage(
      "expression-not-closed", "a value in prose stands between `{{` and `}}`",
      "Both stand in one paragraph. Between backticks braces are shown as typed.",
      wrong: .below("The loss is {{ L."), right: .below("The loss is {{ L }}.")),
    CodePage(
      "empty-expression", "something stands between `{{` and `}}`",
      "A name, or any expression that `show` would take.",
      wrong: .below("The loss is {{ }}."), right: .below("The loss is {{ L }}.")),
    CodePage(
      "digits-not-whole", "`to` gives a number of digits, 1 to 17",
      "They are significant digits: `{{ L to 3 }}` of 0.012345 is 0.0123.",
      wrong: .below("The loss is {{ L to many }}."), right: .below("The loss is {{ L to 9 }}.")),
    CodePage(
      "question-without-answer", "a question has an answer or choices",
      "`answer:` takes an expression, so that it follows the data when that is changed.",
      wrong: .ask("What is dW[1, 2]?"), right: .ask("What is dW[1, 2]?\nanswer: dW[1, 2]")),
    CodePage(
      "question-with-two-answers", "a question has one line `answer:`",
      "One answer may be a whole matrix. What is asked in two parts is two questions.",
      wrong: .ask("What are dW and db?\nanswer: dW\nanswer: db"),
      right: .ask("What is dW?\nanswer: dW")),
    CodePage(
      "question-with-both", "a question has an answer or choices, not both",
      "Choices that are marked `[x]` are its answer.",
      wrong: .ask("What is L?\nanswer: L\n- [x] 9/4\n- [ ] 9/2"),
      right: .ask("What is L?\n- [x] 9/4\n- [ ] 9/2 | Divide by 2 as well.")),
    CodePage(
      "question-choices", "of two or more choices at least one is right",
      "The right ones are marked `- [x]`, the others `- [ ]`, with a blank between the brackets.",
      wrong: .ask("Which axis is summed away?\n- [ ] in\n- [ ] out"),
      right: .ask("Which axis is summed away in dW?\n- [x] N\n- [ ] out")),
    CodePage(
      "question-text-late", "a question's text comes before everything else",
      "After the text each line begins with `answer:`, `wrong:`, `hint:`, `- [x]` or `- [ ]`, and none "
        + "of these goes on in a second line.",
      wrong: .ask("What is dW[1, 2]?\nanswer: dW[1, 2]\nUse pencil and paper."),
      right: .ask("What is dW[1, 2]?\nUse pencil and paper.\nanswer: dW[1, 2]")),
    CodePage(
      "wrong-without-reply", "a wrong value has a reply, after `|`",
      "The reply says what the mistake was. Without it there would be nothing to show.",
      wrong: .ask("What is dW[1, 2]?\nanswer: dW[1, 2]\nwrong: dW[2, 1]"),
      right: .ask("What is dW[1, 2]?\nanswer: dW[1, 2]\nwrong: dW[2, 1] | That is row 2, column 1.")
    ),
    CodePage(
      "question-part-empty", "a hint, a choice and a reply have a text",
      "A student would be shown an empty line.",
      wrong: .ask("What is dW[1, 2]?\nanswer: dW[1, 2]\nhint:"),
      right: .ask("What is dW[1, 2]?\nanswer: dW[1, 2]\nhint: Which column of dY is it?")),
    CodePage(
      "expectation-failed", "what a lesson expects must hold",
      "Both numbers are shown. Work out by other means which is right: if you changed the data on "
        + "purpose, it is the expectation that is stale. For numbers that were rounded add `within`.",
      wrong: .expect("L = 2"), right: .expect("L = 9/4\ndb[2] / 3 = -0.333 within 1e-3")),
    CodePage(
      "within-not-number", "`within` is followed by a number",
      "It is the largest difference that is still allowed, such as `1e-4`; it is not a percentage.",
      wrong: .expect("L = 2.3 within N"), right: .expect("L = 2.3 within 0.1")),
  ]
}
