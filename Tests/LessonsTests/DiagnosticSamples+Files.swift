extension Fault {
  static let files: [Fault] = [
    .file(
      "empty-file", "the file is empty", "1️⃣2️⃣",
      fix: .none(because: "another command makes the lesson")),
    .file(
      "empty-file", "the file is empty", "1️⃣2️⃣\n \n",
      fix: .none(because: "another command makes the lesson")),
    .body(
      "control-character", "the control character U+001B can't stand in a lesson",
      "Red: 1️⃣\u{1B}2️⃣[31m", fix: ""),
    .network(
      "control-character", "the control character U+0007 can't stand in a lesson",
      "input x = 2\nloss L = x^21️⃣\u{7}2️⃣\n", fix: ""),
    .body(
      "control-character", "the control character U+202E can't stand in a lesson",
      "1️⃣\u{202E}2️⃣abc", fix: ""),
    .body(
      "control-character", "the control character U+000D can't stand in a lesson", "a1️⃣\r2️⃣b",
      fix: "\n"),

    // Front matter
    .file(
      "front-matter-missing", "a lesson begins with its front matter, between two lines `---`",
      "1️⃣Text without front matter.2️⃣\n",
      fix: .change("Text without", "---\nformat: 1\ntitle: T\nsummary: S\n---\n\nText without")),
    .file(
      "front-matter-not-closed", "the front matter that begins here is never closed",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\nsummary: S\n", fix: .change("summary: S\n", "summary: S\n---\n")),
    .file(
      "front-matter-not-closed", "the front matter that begins here is never closed",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\nsummary: S\n\n```network\ninput x = 2\n```\n",
      fix: .change("summary: S\n", "summary: S\nallow: unused-value\n---\n")),
    .front(
      "front-matter-line", "a line of the front matter is `key: value`",
      "format: 1\ntitle: T\n1️⃣what is this2️⃣\nsummary: S",
      fix: .change("what is this\nsummary: S\n---\n", "summary: S\n---\nwhat is this\n")),
    .front(
      "front-matter-line", "a line of the front matter is `key: value`",
      "1️⃣# a comment: of mine2️⃣\nformat: 1\ntitle: T\nsummary: S", fix: ""),
    .file(
      "front-matter-not-closed", "the front matter that begins here is never closed",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\nsummary: S\n\n# A heading\n\nText.\n\n---\n\nMore.\n",
      fix: .change("summary: S\n", "summary: S\n---\n")),
    .front(
      "unknown-key", "the front matter has no key `titel`",
      "format: 1\n1️⃣titel2️⃣: T\nsummary: S"),
    .front(
      "unknown-key", "the front matter has no key `author`",
      "format: 1\ntitle: T\n1️⃣author2️⃣: me\nsummary: S", fix: "source"),
    .front(
      "repeated-key", "the key `title` is given twice",
      "format: 1\ntitle: T\nsummary: S\n1️⃣title2️⃣: U", fix: .change("title: U\n", "")),
    .file(
      "missing-key", "the front matter lacks `summary`",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\n---\n\nText.\n",
      fix: .change("title: T\n", "title: T\nsummary: S\n")),
    .front(
      "empty-key", "the key `summary` has no value", "format: 1\ntitle: T\n1️⃣summary2️⃣:",
      fix: .change("summary:", "summary: S")),
    .front(
      "format-not-number", "the format is a whole number, not `one`",
      "format: 1️⃣one2️⃣\ntitle: T\nsummary: S", fix: .change("format: one", "format: 1")),
    .front(
      "format-too-old", "format 0 is too old for this program",
      "format: 1️⃣02️⃣\ntitle: T\nsummary: S", fix: "1"),
    .front(
      "format-too-new", "format 2 is newer than this program",
      "format: 1️⃣22️⃣\ntitle: T\nsummary: S",
      fix: .none(because: "the program is too old, not the lesson wrong")),
    .front(
      "format-too-new", "format 99999999999999999999 is newer than this program",
      "format: 1️⃣999999999999999999992️⃣\ntitle: T\nsummary: S",
      fix: .none(because: "the program is too old, not the lesson wrong")),
    .front(
      "order-not-number", "the place in the course is a number, not `first`",
      "format: 1\ntitle: T\nsummary: S\norder: 1️⃣first2️⃣", fix: "3"),
    .front(
      "bad-id", "`One N` is no lesson's id",
      "format: 1\ntitle: T\nsummary: S\nrequires: affine-batch, 1️⃣One N2️⃣", fix: "one-n"),
    .front(
      "bad-id", "a lesson's id is missing here",
      "format: 1\ntitle: T\nsummary: S\nrequires: affine-batch,1️⃣2️⃣", fix: " one-n"),
    .front(
      "unknown-warning", "there is no warning `kinc` to allow",
      "format: 1\ntitle: T\nsummary: S\nallow: 1️⃣kinc2️⃣"),

    // Blocks
    .body(
      "fence-not-closed", "the block `network` that begins here is never closed",
      "1️⃣```network2️⃣\ninput x = 2\n", fix: .change("input x = 2\n", "input x = 2\n```\n")),
    .body(
      "fence-not-closed", "the block `python` that begins here is never closed",
      "1️⃣```python2️⃣\nprint(1)\n", fix: .change("print(1)\n", "print(1)\n```\n")),
    .body(
      "fence-not-closed", "the block that begins here is never closed", "1️⃣~~~2️⃣\nprint(1)\n",
      fix: .change("print(1)\n", "print(1)\n~~~\n")),
    .body("misspelled-block", "there is no block `netwrok`", "```1️⃣netwrok2️⃣\ninput x = 2\n```\n"),
    .body("misspelled-block", "there is no block `netrowk`", "```1️⃣netrowk2️⃣\ninput x = 2\n```\n"),
    .body(
      "misspelled-block", "there is no block `spets`", Sample.network + "```1️⃣spets2️⃣\nforward\n```\n"
    ),
    .body(
      "fence-not-closed", "the block `python` that begins here is never closed",
      Sample.network + "1️⃣```python2️⃣\nprint(1)\n\n```expect\nL = 9/4\n```\n",
      fix: .change("print(1)\n", "print(1)\n```\n")),
    .body(
      "misspelled-block", "there is no block `Steps`", Sample.network + "```1️⃣Steps2️⃣\nforward\n```\n"
    ),
    .body(
      "block-without-network", "`steps` needs a network, and this lesson has none",
      "1️⃣```steps2️⃣\nforward\n```\n",
      fix: .change("```steps", "```network\ninput x = 2\n```\n\n```steps")),
    .body(
      "block-without-network", "`ask` needs a network, and this lesson has none",
      "1️⃣```ask2️⃣\nWhat is 1 + 1?\nanswer: 2\n```\n",
      fix: .change("```ask", "```network\ninput x = 2\n```\n\n```ask")),
    .body(
      "block-without-network", "`expect` needs a network, and this lesson has none",
      "1️⃣```expect2️⃣\nL = 2\n```\n",
      fix: .change("```expect", "```network\nconst L = 2\n```\n\n```expect")),
    .body(
      "block-words", "`steps` takes no word after it",
      Sample.network + "```steps 1️⃣now2️⃣\nforward\n```\n", fix: ""),
    .body(
      "block-words", "a network's name is one word", "```network early 1️⃣one2️⃣\ninput x = 2\n```\n",
      fix: .change("early one", "early_one")),
    .body(
      "network-name-invalid", "a network can't be called `2nd`",
      "```network 1️⃣2nd2️⃣\ninput x = 2\n```\n", fix: "my_2nd"),
    .body(
      "network-name-invalid", "a network can't be called `after`",
      "```network 1️⃣after2️⃣\ninput x = 2\n```\n", fix: "later"),
    .body(
      "duplicate-network", "two networks are called `main`",
      "```network\ninput x = 2\n```\n\n1️⃣```network2️⃣\ninput y = 2\n```\n",
      fix: .change("```network\ninput y", "```network late\ninput y")),
    .body(
      "duplicate-network", "two networks are called `late`",
      "```network late\ninput x = 2\n```\n\n```network 1️⃣late2️⃣\ninput y = 2\n```\n", fix: "later"),

    // Prose
    .prose(
      "expression-not-closed", "the `{{` that begins here is never closed", "The loss is 1️⃣{{2️⃣ L.",
      fix: .change("{{ L.", "{{ L }}.")),
    .prose(
      "empty-expression", "nothing stands between `{{` and `}}`", "The loss is 1️⃣{{ }}2️⃣.",
      fix: "{{ L }}"),
    .prose(
      "digits-not-whole", "after `to` stands a whole number of digits, from 1 to 17",
      "The loss is {{ L to 1️⃣202️⃣ }}.", fix: "9"),
    .prose(
      "digits-not-whole", "after `to` stands a whole number of digits, from 1 to 17",
      "The loss is {{ L to 1️⃣few2️⃣ }}.", fix: "9"),
    .prose("unknown-name", "nothing here is called `Lo`", "The loss is {{ 1️⃣Lo2️⃣ }}."),
    .body(
      "unknown-name", "nothing here is called `X`", "Without a network: {{ shape(1️⃣X2️⃣) }}.\n",
      fix: .change("shape(X)", "exp(1) to 3")),
    .prose(
      "unexpected-word", "expected `to` or `}}`, found `L`", "The loss is {{ L 1️⃣L2️⃣ }}.",
      fix: "* L"),
    .body(
      "unknown-name", "nothing here is called `L`", "The loss is {{ 1️⃣L2️⃣ }}.\n",
      fix: .change("{{ L }}.\n", "{{ L }}.\n\n```network\nconst L = 2\n```\n")),

    // Questions
    .ask(
      "question-without-answer", "a question needs an answer, and this one has none",
      "1️⃣```ask2️⃣\nWhat is L?\n```\n", fix: .change("L?\n", "L?\nanswer: L\n")),
    .ask(
      "question-choices", "a question has at least two choices, and at least one is right",
      "1️⃣```ask2️⃣\nWhat is summed away?\n[x] N\n- [ ] in\n```\n",
      fix: .change("[x] N", "- [x] N")),
    .ask(
      "question-without-answer", "a question needs an answer, and this one has none",
      "1️⃣```ask2️⃣\nWhat is summed away?\n* [x] N\n* [ ] in\n```\n",
      fix: .changes([("* [x] N", "- [x] N"), ("* [ ] in", "- [ ] in")])),
    .ask(
      "question-with-two-answers",
      "a question has one line `answer:`, and this one has several",
      "1️⃣```ask2️⃣\nWhat is L?\nanswer: L\nanswer: 2 * L\n```\n",
      fix: .change(
        "answer: L\nanswer: 2 * L", "answer: L\n```\n\n```ask\nWhat is 2 * L?\nanswer: 2 * L")),
    .ask(
      "question-with-both", "a question has an `answer:` or choices, and this one has both",
      "1️⃣```ask2️⃣\nWhat is L?\nanswer: L\n- [x] this\n- [ ] that\n```\n",
      fix: .change("answer: L\n", "")),
    .ask(
      "question-choices", "a question has at least two choices, and at least one is right",
      "1️⃣```ask2️⃣\nWhat is L?\n- [ ] this\n- [ ] that\n```\n",
      fix: .change("- [ ] this", "- [x] this")),
    .ask(
      "question-choices", "a question has at least two choices, and at least one is right",
      "1️⃣```ask2️⃣\nWhat is L?\n- [x] this\n```\n", fix: .change("this", "this\n- [ ] that")),
    .ask(
      "question-text-late", "a question's text stands before its answer, choices and hints",
      "```ask\nWhat is L?\nanswer: L\n1️⃣More text.2️⃣\n```\n",
      fix: .change("answer: L\nMore text.", "More text.\nanswer: L")),
    .ask(
      "wrong-without-reply", "after a wrong value stand `|` and the reply to it",
      "```ask\nWhat is L?\nanswer: L\n1️⃣wrong: 2 * L2️⃣\n```\n",
      fix: .change("2 * L", "2 * L | That is twice the loss.")),
    .ask(
      "wrong-without-reply", "after a wrong value stand `|` and the reply to it",
      "```ask\nWhat is L?\nanswer: L\n1️⃣wrong: 2 * L |2️⃣\n```\n",
      fix: .change("2 * L |", "2 * L | That is twice the loss.")),
    .ask(
      "question-part-empty", "nothing stands after `hint:`",
      "```ask\nWhat is L?\nanswer: L\n1️⃣hint:2️⃣\n```\n", fix: "hint: Add."),
    .ask(
      "question-part-empty", "a choice has no text",
      "```ask\nWhat is L?\n- [x] this\n1️⃣- [ ]2️⃣ \n```\n", fix: "- [ ] that"),
    .ask(
      "question-part-empty", "nothing stands after `|`",
      "```ask\nWhat is L?\n1️⃣- [x] this |2️⃣\n- [ ] that\n```\n", fix: "- [x] this | Yes."),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is L?\nanswer: 1️⃣K2️⃣\n```\n", fix: "L"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is {{ 1️⃣K2️⃣ }}?\nanswer: L\n```\n", fix: "L"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is L?\nanswer: L\nwrong: 1️⃣K2️⃣ | No.\n```\n", fix: "2 * L"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is L?\nanswer: L\nhint: {{ 1️⃣K2️⃣ }}\n```\n", fix: "L"),
    .ask(
      "unexpected-word",
      "expected a number, a name or an opening bracket, found the end of the line",
      "```ask\nWhat is L?\nanswer: L +1️⃣2️⃣\n```\n", fix: " L"),
  ]
}
