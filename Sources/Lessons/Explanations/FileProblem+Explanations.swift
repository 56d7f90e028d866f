import Backprop
import Formulas
import Typography

extension FileProblem: Explained {
  static let explanations = files + frontMatter + blocks

  /// The file as a whole.
  static let files: [Explanation<FileProblem>] = [
    Explanation(
      "empty-file", "the file holds nothing",
      "A lesson has at least its front matter. `backprop-tutor new ID` writes one to start from.",
      .file, wrong: "",
      right: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\nProse.\n"
    ) {
      guard case .emptyFile = $0.kind else { return nil }
      return Words(
        "the file is empty", help: "`backprop-tutor new ID` makes a lesson to start from")
    },
    Explanation(
      "file-too-large", "a file has at most 4 MiB",
      "Lessons are typed by people. Large data is made by a generator, which is the same everywhere.",
      wrong: .made("(a list of numbers that fills more than 4 MiB)") {
        [UInt8](repeating: UInt8(ascii: "1"), count: Limits.bytesOfFile + 1)
      }, right: .init(.network, "input X: (N=100, in=80) = uniform(-1, 1, seed=3)\nY = 2 * X")
    ) {
      guard case .fileTooLarge = $0.kind else { return nil }
      return Words(
        "a lesson's file has at most 4 MiB",
        help: "let a generator such as `uniform(-1, 1)` make large data")
    },
    Explanation(
      "line-too-long", "a line has at most 1 MiB",
      "A list may go on in the next line, for inside brackets a line's end means nothing.",
      wrong: .made("(a line of more than 1 MiB)") {
        Array("---\n".utf8) + [UInt8](repeating: UInt8(ascii: "1"), count: Limits.bytesOfLine + 1)
      },
      right: .init(.network, "input X: (N, in) = [[1, 2],\n                    [3, 4]]\nY = 2 * X")
    ) {
      guard case .lineTooLong = $0.kind else { return nil }
      return Words("a line has at most 1 MiB")
    },
    Explanation(
      "not-utf8", "a lesson is UTF-8",
      "The file was saved in another encoding, or is no text. Editors offer UTF-8 when they save.",
      wrong: .made(
        "(the word “café” saved as Latin-1, where é is the byte E9)", needsFrontMatter: true
      ) {
        Array("caf".utf8) + [0xE9, UInt8(ascii: "\n")]
      }, right: .init(.body, "café")
    ) {
      guard case .notUTF8(let byte) = $0.kind else { return nil }
      return Words(
        "the file is not UTF-8: the byte 0x\(byte.hexadecimal(digits: 2)) can't stand here",
        help: "save the file as UTF-8")
    },
    Explanation(
      "control-character", "control characters can't stand in a lesson",
      "A terminal obeys them instead of showing them, so none is let through. They come with text "
        + "that was copied from a terminal. Delete the place that is marked and type it again.",
      wrong: .made("(prose with an escape character in it)", needsFrontMatter: true) {
        Array("The \u{1B}[1mloss\n".utf8)
      }, right: .init(.body, "The **loss**")
    ) {
      guard case .controlCharacter(let name) = $0.kind else { return nil }
      return Words(
        "the control character \(name) can't stand in a lesson",
        label: FileProblem.controlNames[name],
        help: name == "U+000D" ? "end lines with LF or CR LF" : "delete it; it is not visible here")
    },
    Explanation(
      "too-many-marks", "a letter bears at most \(SourceText.mostMarks) marks",
      "Accents and other marks that stand on one letter pile up on the screen without end.", .body,
      wrong: "e" + String(repeating: "\u{301}", count: SourceText.mostMarks + 1), right: "e\u{301}"
    ) {
      guard case .tooManyMarks = $0.kind else { return nil }
      return Words("a letter bears at most \(SourceText.mostMarks) marks", label: "one too many")
    },
    Explanation(
      "too-many-problems", "of a file at most 1,000 problems are told",
      "So many have one cause: most often the file is no lesson, or a bracket or a block near its top "
        + "is not closed. Mend the first ones and check again."
    ) {
      guard case .tooManyProblems = $0.kind else { return nil }
      return Words(
        "there are problems from here on that are not told: \(Limits.problems.grouped) are enough",
        help: "mend the first ones and check again")
    },
  ]

  /// The front matter: the text between the first two lines `---`.
  static let frontMatter: [Explanation<FileProblem>] = [
    Explanation(
      "front-matter-missing", "a lesson begins with its front matter",
      "The very first line is `---`: no blank line, no comment before it.",
      .file, wrong: "A lesson about lines.\n",
      right:
        "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\nA lesson about lines.\n"
    ) {
      guard case .noFrontMatter = $0.kind else { return nil }
      return Words(
        "a lesson begins with its front matter, between two lines `---`",
        label: "`---` should stand here",
        help: "begin with the lines `---`, `format: 1`, `title: …`, `summary: …`, `---`")
    },
    Explanation(
      "front-matter-not-closed", "the front matter ends with a line `---`",
      "Without it nobody can tell where the lesson's own text begins.",
      .file, wrong: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n\n# Lines\n",
      right: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\n# Lines\n"
    ) {
      guard case .frontMatterNotClosed = $0.kind else { return nil }
      return Words(
        "the front matter that begins here is never closed",
        help: "add a line `---` after its last key")
    },
    Explanation(
      "front-matter-line", "a line of the front matter is `key: value`",
      "A value stands on one line, whatever its length; there are no lists and no comments.", .key,
      wrong: "level beginner", right: "level: beginner"
    ) {
      guard case .frontMatterLine(let text, let key) = $0.kind else { return nil }
      return Words(
        "a line of the front matter is `key: value`",
        label: text.hasPrefix("#") ? "this is a comment" : "no colon here",
        help: text.hasPrefix("#")
          ? "leave it out: comments stand only in blocks"
          : key.map { "did you mean `\($0):\(text.dropFirst($0.count).prefix(60))`?" }
            ?? "the front matter ends with a line `---`; prose stands below that")
    },
    Explanation(
      "unknown-key", "the front matter has eight keys",
      "They are \(FrontMatter.keys.quoted("and")). What else there is to say belongs into the prose.",
      .key, wrong: "author: Ada",
      right: "source: Ada's notebook"
    ) {
      guard case .unknownKey(let key, let suggestion) = $0.kind else { return nil }
      return Words(
        "the front matter has no key \(key.quoted)",
        help: Words.didYouMean(suggestion)
          ?? "the keys are \(FrontMatter.keys.quoted("and"))")
    },
    Explanation(
      "repeated-key", "a key is given once",
      "Of two values nobody can tell which one counts. Several ids or codes stand on one line, with "
        + "commas.", .key, wrong: "requires: one\nrequires: two", right: "requires: one, two"
    ) {
      guard case .repeatedKey(let key) = $0.kind else { return nil }
      return Words(
        "the key \(key.quoted) is given twice", label: "the second time", related: "the first time",
        help: "leave out one of the two lines")
    },
    Explanation(
      "missing-key", "`format`, `title` and `summary` are required",
      "`list` shows title and summary, and the format says how to read the rest.",
      .file, wrong: "---\nformat: 1\ntitle: A line\n---\n\nProse.\n",
      right: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n\nProse.\n"
    ) {
      guard case .missingKey(let key) = $0.kind else { return nil }
      return Words(
        "the front matter lacks \(key.quoted)",
        help: "add a line `\(key): \(key == "format" ? "1" : "…")`")
    },
    Explanation(
      "empty-key", "a key has a value", "Where there is nothing to say, leave the line out.", .key,
      wrong: "level:", right: "level: beginner"
    ) {
      guard case .emptyKey(let key) = $0.kind else { return nil }
      return Words(
        "the key \(key.quoted) has no value", label: "nothing after the colon",
        help: "write it after the colon")
    },
    Explanation(
      "format-not-number", "the format is a whole number",
      "It is the version of the language in which the lesson is written, now 1.",
      .file, wrong: "---\nformat: one\ntitle: A line\nsummary: What a slope is\n---\n",
      right: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n"
    ) {
      guard case .formatNotNumber(let text) = $0.kind else { return nil }
      return Words(
        "the format is a whole number, not \(text.quoted)", help: "the line is `format: 1`")
    },
    Explanation(
      "format-too-old", "this program no longer reads the format",
      "It reads format 1, the first there is.",
      .file, wrong: "---\nformat: 0\ntitle: A line\nsummary: What a slope is\n---\n",
      right: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n"
    ) {
      guard case .formatTooOld(let format) = $0.kind else { return nil }
      return Words(
        "format \(format) is too old for this program",
        help: "this program reads format 1: bring the lesson up to date and write `format: 1`")
    },
    Explanation(
      "format-too-new", "this program does not read the format yet",
      "The lesson was written for a newer backprop-tutor. Get that one; or, if the 2 was a slip, "
        + "write 1.",
      .file, wrong: "---\nformat: 2\ntitle: A line\nsummary: What a slope is\n---\n",
      right: "---\nformat: 1\ntitle: A line\nsummary: What a slope is\n---\n"
    ) {
      guard case .formatTooNew(let format) = $0.kind else { return nil }
      return Words(
        "format \(format) is newer than this program",
        help: "this program reads format 1: the lesson needs a newer backprop-tutor")
    },
    Explanation(
      "order-not-number", "the place in the course is a number",
      "`order: 3.5` comes between 3 and 4. Lessons without it come last.", .key,
      wrong: "order: first", right: "order: 1"
    ) {
      guard case .orderNotNumber(let text) = $0.kind else { return nil }
      return Words(
        "the place in the course is a number, not \(text.quoted)",
        help: "write `order: 3`, say, or leave the line out")
    },
    Explanation(
      "bad-id", "a lesson's id is lower-case letters, digits and hyphens",
      "It is the name of the lesson's file without `.md`, not its title.", .key,
      wrong: "requires: Affine Batch", right: "requires: affine-batch"
    ) {
      if case .bracketsInList("requires", let text) = $0.kind {
        return Words.noBrackets("requires", text)
      }
      guard case .badID(let text) = $0.kind else { return nil }
      return Words(
        text.isEmpty ? "a lesson's id is missing here" : "\(text.quoted) is no lesson's id",
        help: "an id is a file's name without its ending: lower-case letters, digits and hyphens")
    },
    Explanation(
      "unknown-warning", "only warnings can be allowed, by their codes",
      "`backprop-tutor check --codes` lists them. An error can't be allowed: a lesson with an error "
        + "can't be shown.", .key, wrong: "allow: kinks", right: "allow: kink"
    ) {
      if case .bracketsInList("allow", let text) = $0.kind {
        return Words.noBrackets("allow", text)
      }
      guard case .unknownWarning(let code, let suggestion) = $0.kind else { return nil }
      return Words(
        code.isEmpty
          ? "a warning's code is missing here" : "there is no warning \(code.quoted) to allow",
        help: Words.didYouMean(suggestion) ?? "the codes are \(Problem.warningCodes.quoted("and"))")
    },
  ]
}

extension FileProblem {
  /// The names of some control characters.
  fileprivate static let controlNames = [
    "U+0000": "a null", "U+0007": "a bell", "U+0008": "a backspace", "U+000C": "a form feed",
    "U+000D": "a carriage return without a line feed", "U+001B": "an escape", "U+007F": "a delete",
    "U+200E": "a mark of the writing direction", "U+200F": "a mark of the writing direction",
    "U+2028": "a line separator", "U+2029": "a paragraph separator",
    "U+202A": "it changes the writing direction", "U+202B": "it changes the writing direction",
    "U+202C": "it changes the writing direction", "U+202D": "it changes the writing direction",
    "U+202E": "it reverses the writing direction", "U+FEFF": "a byte-order mark",
  ]
}

extension Words {
  fileprivate static func noBrackets(_ key: String, _ text: String) -> Words {
    let items = text.filter { !"[]\"'".contains($0) }
    return Words(
      "\(key.quoted) takes names with commas between them",
      help: "no brackets: `\(key): \(items)`")
  }
}
