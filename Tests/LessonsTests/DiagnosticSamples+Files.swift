extension Fault {
  static let files: [Fault] = [
    .file("empty-file", "the file is empty", "1️⃣2️⃣"),
    .file("empty-file", "the file is empty", "1️⃣2️⃣\n \n"),
    .body(
      "control-character", "the control character U+001B can't stand in a lesson",
      "Red: 1️⃣\u{1B}2️⃣[31m"),
    .body(
      "control-character", "the control character U+202E can't stand in a lesson",
      "1️⃣\u{202E}2️⃣abc"),
    .body(
      "control-character", "the control character U+000D can't stand in a lesson", "a1️⃣\r2️⃣b"),

    // Front matter
    .file(
      "front-matter-missing", "a lesson begins with its front matter, between two lines `---`",
      "1️⃣Text without front matter.2️⃣\n"),
    .file(
      "front-matter-not-closed", "the front matter that begins here is never closed",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\nsummary: S\n"),
    .file(
      "front-matter-not-closed", "the front matter that begins here is never closed",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\nsummary: S\n\n```network\ninput x = 2\n```\n"),
    .front(
      "front-matter-line", "a line of the front matter is `key: value`",
      "format: 1\ntitle: T\n1️⃣what is this2️⃣\nsummary: S"),
    .front(
      "unknown-key", "the front matter has no key `titel`",
      "format: 1\n1️⃣titel2️⃣: T\nsummary: S"),
    .front(
      "unknown-key", "the front matter has no key `author`",
      "format: 1\ntitle: T\n1️⃣author2️⃣: me\nsummary: S"),
    .front(
      "repeated-key", "the key `title` is given twice",
      "format: 1\ntitle: T\nsummary: S\n1️⃣title2️⃣: U"),
    .file(
      "missing-key", "the front matter lacks `summary`",
      "1️⃣---2️⃣\nformat: 1\ntitle: T\n---\n\nText.\n"),
    .front(
      "empty-key", "the key `summary` has no value", "format: 1\ntitle: T\n1️⃣summary2️⃣:"),
    .front(
      "format-not-number", "the format is a whole number, not `one`",
      "format: 1️⃣one2️⃣\ntitle: T\nsummary: S"),
    .front(
      "format-too-old", "format 0 is too old for this program",
      "format: 1️⃣02️⃣\ntitle: T\nsummary: S"),
    .front(
      "format-too-new", "format 2 is newer than this program",
      "format: 1️⃣22️⃣\ntitle: T\nsummary: S"),
    .front(
      "order-not-number", "the place in the course is a number, not `first`",
      "format: 1\ntitle: T\nsummary: S\norder: 1️⃣first2️⃣"),
    .front(
      "bad-id", "`One N` is no lesson's id",
      "format: 1\ntitle: T\nsummary: S\nrequires: affine-batch, 1️⃣One N2️⃣"),
    .front(
      "bad-id", "a lesson's id is missing here",
      "format: 1\ntitle: T\nsummary: S\nrequires: affine-batch,1️⃣2️⃣"),
    .front(
      "unknown-warning", "there is no warning `kinc` to allow",
      "format: 1\ntitle: T\nsummary: S\nallow: 1️⃣kinc2️⃣"),

    // Blocks
    .body(
      "fence-not-closed", "the block `network` that begins here is never closed",
      "1️⃣```network2️⃣\ninput x = 2\n"),
    .body(
      "fence-not-closed", "the block `python` that begins here is never closed",
      "1️⃣```python2️⃣\nprint(1)\n"),
    .body(
      "fence-not-closed", "the block that begins here is never closed", "1️⃣~~~2️⃣\nprint(1)\n"),
    .body("misspelled-block", "there is no block `netwrok`", "```1️⃣netwrok2️⃣\ninput x = 2\n```\n"),
    .body(
      "misspelled-block", "there is no block `Steps`", Sample.network + "```1️⃣Steps2️⃣\nforward\n```\n"
    ),
    .body(
      "block-without-network", "`steps` needs a network, and this lesson has none",
      "1️⃣```steps2️⃣\nforward\n```\n"),
    .body(
      "block-without-network", "`ask` needs a network, and this lesson has none",
      "1️⃣```ask2️⃣\nWhat is 1 + 1?\nanswer: 2\n```\n"),
    .body(
      "block-without-network", "`expect` needs a network, and this lesson has none",
      "1️⃣```expect2️⃣\nL = 2\n```\n"),
    .body(
      "block-words", "`steps` takes no word after it",
      Sample.network + "```steps 1️⃣now2️⃣\nforward\n```\n"),
    .body(
      "block-words", "a network's name is one word", "```network early 1️⃣one2️⃣\ninput x = 2\n```\n"),
    .body(
      "network-name-invalid", "a network can't be called `2nd`",
      "```network 1️⃣2nd2️⃣\ninput x = 2\n```\n"),
    .body(
      "network-name-invalid", "a network can't be called `after`",
      "```network 1️⃣after2️⃣\ninput x = 2\n```\n"),
    .body(
      "duplicate-network", "two networks are called `main`",
      "```network\ninput x = 2\n```\n\n1️⃣```network2️⃣\ninput y = 2\n```\n"),
    .body(
      "duplicate-network", "two networks are called `late`",
      "```network late\ninput x = 2\n```\n\n```network 1️⃣late2️⃣\ninput y = 2\n```\n"),

    // Prose
    .prose(
      "expression-not-closed", "the `{{` that begins here is never closed", "The loss is 1️⃣{{2️⃣ L."),
    .prose("empty-expression", "nothing stands between `{{` and `}}`", "The loss is 1️⃣{{ }}2️⃣."),
    .prose(
      "digits-not-whole", "after `to` stands a whole number of digits, from 1 to 17",
      "The loss is {{ L to 1️⃣202️⃣ }}."),
    .prose(
      "digits-not-whole", "after `to` stands a whole number of digits, from 1 to 17",
      "The loss is {{ L to 1️⃣few2️⃣ }}."),
    .prose("unknown-name", "nothing here is called `Lo`", "The loss is {{ 1️⃣Lo2️⃣ }}."),
    .prose(
      "unexpected-word", "expected the end of the line, found `L`", "The loss is {{ L 1️⃣L2️⃣ }}."),
    .body("unknown-name", "nothing here is called `L`", "The loss is {{ 1️⃣L2️⃣ }}.\n"),

    // Questions
    .ask(
      "question-without-answer", "a question needs an answer, and this one has none",
      "1️⃣```ask2️⃣\nWhat is L?\n```\n"),
    .ask(
      "question-with-two-answers",
      "a question has one line `answer:`, and this one has several",
      "1️⃣```ask2️⃣\nWhat is L?\nanswer: L\nanswer: 2 * L\n```\n"),
    .ask(
      "question-with-both", "a question has an `answer:` or choices, and this one has both",
      "1️⃣```ask2️⃣\nWhat is L?\nanswer: L\n- [x] this\n- [ ] that\n```\n"),
    .ask(
      "question-choices", "a question has at least two choices, and at least one is right",
      "1️⃣```ask2️⃣\nWhat is L?\n- [ ] this\n- [ ] that\n```\n"),
    .ask(
      "question-choices", "a question has at least two choices, and at least one is right",
      "1️⃣```ask2️⃣\nWhat is L?\n- [x] this\n```\n"),
    .ask(
      "question-text-late", "a question's text stands before its answer, choices and hints",
      "```ask\nWhat is L?\nanswer: L\n1️⃣More text.2️⃣\n```\n"),
    .ask(
      "wrong-without-reply", "after a wrong value stand `|` and the reply to it",
      "```ask\nWhat is L?\nanswer: L\n1️⃣wrong: 2 * L2️⃣\n```\n"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is L?\nanswer: 1️⃣K2️⃣\n```\n"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is {{ 1️⃣K2️⃣ }}?\nanswer: L\n```\n"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is L?\nanswer: L\nwrong: 1️⃣K2️⃣ | No.\n```\n"),
    .ask(
      "unknown-name", "nothing here is called `K`",
      "```ask\nWhat is L?\nanswer: L\nhint: {{ 1️⃣K2️⃣ }}\n```\n"),
    .ask(
      "unexpected-word",
      "expected a number, a name or an opening bracket, found the end of the line",
      "```ask\nWhat is L?\nanswer: L +1️⃣2️⃣\n```\n"),
  ]
}
