import Backprop

extension CodePage {
  /// Whole files.
  static let files = [
    CodePage(
      "empty-file", "the file holds nothing",
      "A lesson has at least its front matter. `backprop-tutor new ID` writes one to start from.",
      wrong: .file(""),
      right: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\nProse.\n")),
    CodePage(
      "file-too-large", "a file has at most 4 MiB",
      "Lessons are typed by people. Large data is made by a generator, which is the same everywhere.",
      wrong: .made("(a list of numbers that fills more than 4 MiB)") {
        [UInt8](repeating: UInt8(ascii: "1"), count: Limits.bytesOfFile + 1)
      }, right: .network("input X: (N=100, in=80) = uniform(-1, 1, seed=3)\nY = 2 * X")),
    CodePage(
      "line-too-long", "a line has at most 1 MiB",
      "A list may go on in the next line, for inside brackets a line's end means nothing.",
      wrong: .made("(a line of more than 1 MiB)") {
        Array("---\n".utf8) + [UInt8](repeating: UInt8(ascii: "1"), count: Limits.bytesOfLine + 1)
      }, right: .network("input X: (N, in) = [[1, 2],\n                    [3, 4]]\nY = 2 * X")),
    CodePage(
      "not-utf8", "a lesson is UTF-8",
      "The file was saved in another encoding, or is no text. Editors offer UTF-8 when they save.",
      wrong: .made("(the word “café” saved as Latin-1, where é is the byte E9)") {
        Array("\u{1}caf".utf8) + [0xE9, UInt8(ascii: "\n")]
      }, right: .body("café")),
    CodePage(
      "control-character", "control characters can't stand in a lesson",
      "A terminal obeys them instead of showing them, so none is let through. They come with text "
        + "that was copied from a terminal. Delete the place that is marked and type it again.",
      wrong: .made("(prose with an escape character in it)") {
        Array("\u{1}The \u{1B}[1mloss\n".utf8)
      }, right: .body("The **loss**")),
    CodePage(
      "too-many-marks", "a letter bears at most \(SourceText.mostMarks) marks",
      "Accents and other marks that stand on one letter pile up on the screen without end.",
      wrong: .body("e" + String(repeating: "\u{301}", count: SourceText.mostMarks + 1)),
      right: .body("e\u{301}")),
    CodePage(
      "too-many-problems", "of a file at most 1,000 problems are told",
      "So many have one cause: most often the file is no lesson, or a bracket or a block near its top "
        + "is not closed. Mend the first ones and check again."),
  ]

  /// What stands between the first two lines `---`.
  static let frontMatter = [
    CodePage(
      "front-matter-missing", "a lesson begins with its front matter",
      "The very first line is `---`: no blank line, no comment before it.",
      wrong: .file("A lesson about lines.\n"),
      right: .file(
        "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\nA lesson about lines.\n")),
    CodePage(
      "front-matter-not-closed", "the front matter ends with a line `---`",
      "Without it nobody can tell where the lesson's own text begins.",
      wrong: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n\n# Lines\n"),
      right: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\n# Lines\n")),
    CodePage(
      "front-matter-line", "a line of the front matter is `key: value`",
      "A value stands on one line, whatever its length; there are no lists and no comments.",
      wrong: .key("level beginner"), right: .key("level: beginner")),
    CodePage(
      "unknown-key", "the front matter has eight keys",
      "They are `format`, `title`, `summary`, `requires`, `order`, `level`, `source` and `allow`. What "
        + "else there is to say belongs into the prose.",
      wrong: .key("author: Ada"), right: .key("source: Ada's notebook")),
    CodePage(
      "repeated-key", "a key is given once",
      "Of two values nobody can tell which one counts. Several ids or codes stand on one line, with "
        + "commas.",
      wrong: .key("requires: one\nrequires: two"), right: .key("requires: one, two")),
    CodePage(
      "missing-key", "`format`, `title` and `summary` are required",
      "`list` shows title and summary, and the format says how to read the rest.",
      wrong: .file("---\nformat: 1\ntitle: A line\n---\n\nProse.\n"),
      right: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\nProse.\n")),
    CodePage(
      "empty-key", "a key has a value",
      "Where there is nothing to say, leave the line out.",
      wrong: .key("level:"), right: .key("level: beginner")),
    CodePage(
      "format-not-number", "the format is a whole number",
      "It is the version of the language in which the lesson is written, now 1.",
      wrong: .file("---\nformat: one\ntitle: A line\nsummary: What a slope is\n---\n"),
      right: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n")),
    CodePage(
      "format-too-old", "this program no longer reads the format",
      "It reads format 1, the first there is.",
      wrong: .file("---\nformat: 0\ntitle: A line\nsummary: What a slope is\n---\n"),
      right: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n")),
    CodePage(
      "format-too-new", "this program does not read the format yet",
      "The lesson was written for a newer backprop-tutor. Get that one; or, if the 2 was a slip, "
        + "write 1.",
      wrong: .file("---\nformat: 2\ntitle: A line\nsummary: What a slope is\n---\n"),
      right: .file("---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n")),
    CodePage(
      "order-not-number", "the place in the course is a number",
      "`order: 3.5` comes between 3 and 4. Lessons without it come last.",
      wrong: .key("order: first"), right: .key("order: 1")),
    CodePage(
      "bad-id", "a lesson's id is lower-case letters, digits and hyphens",
      "It is the name of the lesson's file without `.md`, not its title.",
      wrong: .key("requires: Affine Batch"), right: .key("requires: affine-batch")),
    CodePage(
      "unknown-warning", "only warnings can be allowed, by their codes",
      "`backprop-tutor check --codes` lists them. An error can't be allowed: a lesson with an error "
        + "can't be shown.",
      wrong: .key("allow: kinks"), right: .key("allow: kink")),
  ]
}
