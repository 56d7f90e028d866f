import Backprop
import Formulas
import MatrixCore

extension LessonProblem.Kind {
  /// The words for what is wrong with a lesson's file.
  func wording(_ marked: Wording.MarkedText) -> Wording {
    switch self {
    case .formula(let kind): kind.wording(marked)

    // Files
    case .emptyFile:
      Wording(
        "empty-file", "the file is empty",
        help: "`backprop-tutor new ID` makes a lesson to start from")
    case .fileTooLarge:
      Wording(
        "file-too-large", "a lesson's file has at most 4 MiB",
        help: "let a generator such as `uniform(-1, 1)` make large data")
    case .lineTooLong: Wording("line-too-long", "a line has at most 1 MiB")
    case .notUTF8(let byte):
      Wording(
        "not-utf8",
        "the file is not UTF-8: the byte 0x\(byte.hexadecimal(digits: 2)) can't stand here",
        help: "save the file as UTF-8")
    case .controlCharacter(let name):
      Wording(
        "control-character", "the control character \(name) can't stand in a lesson",
        label: LessonProblem.controlNames[name],
        help: name == "U+000D" ? "end lines with LF or CR LF" : "delete it; it is not visible here")
    case .tooManyMarks:
      Wording(
        "too-many-marks", "a letter bears at most \(SourceText.mostMarks) marks",
        label: "one too many")
    case .tooManyProblems:
      Wording(
        "too-many-problems",
        "there are problems from here on that are not told: \(Limits.problems.grouped) are enough",
        help: "mend the first ones and check again")

    // Front matter
    case .noFrontMatter:
      Wording(
        "front-matter-missing", "a lesson begins with its front matter, between two lines `---`",
        label: "`---` should stand here",
        help: "begin with the lines `---`, `format: 1`, `title: …`, `summary: …`, `---`")
    case .frontMatterNotClosed:
      Wording(
        "front-matter-not-closed", "the front matter that begins here is never closed",
        help: "add a line `---` after its last key")
    case .frontMatterLine(let text, let key):
      Wording(
        "front-matter-line", "a line of the front matter is `key: value`",
        label: text.hasPrefix("#") ? "this is a comment" : "no colon here",
        help: text.hasPrefix("#")
          ? "leave it out: comments stand only in blocks"
          : key.map { "did you mean `\($0):\(text.dropFirst($0.count).prefix(60))`?" }
            ?? "the front matter ends with a line `---`; prose stands below that")
    case .unknownKey(let key, let suggestion):
      Wording(
        "unknown-key", "the front matter has no key \(key.quoted)",
        help: Wording.didYouMean(suggestion)
          ?? "the keys are `format`, `title`, `summary`, `requires`, `order`, `level`, `source` and"
          + " `allow`")
    case .repeatedKey(let key):
      Wording(
        "repeated-key", "the key \(key.quoted) is given twice", label: "the second time",
        related: "the first time", help: "leave out one of the two lines")
    case .missingKey(let key):
      Wording(
        "missing-key", "the front matter lacks \(key.quoted)",
        help: "add a line `\(key): \(key == "format" ? "1" : "…")`")
    case .emptyKey(let key):
      Wording(
        "empty-key", "the key \(key.quoted) has no value", label: "nothing after the colon",
        help: "write it after the colon")
    case .formatNotNumber(let text):
      Wording(
        "format-not-number", "the format is a whole number, not \(text.quoted)",
        help: "the line is `format: 1`")
    case .formatTooOld(let format):
      Wording(
        "format-too-old", "format \(format) is too old for this program",
        help: "this program reads format 1: bring the lesson up to date and write `format: 1`")
    case .formatTooNew(let format):
      Wording(
        "format-too-new", "format \(format) is newer than this program",
        help: "this program reads format 1: the lesson needs a newer backprop-tutor")
    case .orderNotNumber(let text):
      Wording(
        "order-not-number", "the place in the course is a number, not \(text.quoted)",
        help: "write `order: 3`, say, or leave the line out")
    case .badID(let text):
      Wording(
        "bad-id",
        text.isEmpty ? "a lesson's id is missing here" : "\(text.quoted) is no lesson's id",
        help: "an id is a file's name without its ending: lower-case letters, digits and hyphens")
    case .unknownWarning(let code, let suggestion):
      Wording(
        "unknown-warning",
        code.isEmpty
          ? "a warning's code is missing here" : "there is no warning \(code.quoted) to allow",
        help: Wording.didYouMean(suggestion)
          ?? "the codes are \(LessonProblem.warningCodes.quoted("and"))")

    // Blocks
    case .fenceNotClosed(let name):
      Wording(
        "fence-not-closed",
        name.isEmpty
          ? "the block that begins here is never closed"
          : "the block \(name.quoted) that begins here is never closed",
        help: "add a line \(marked.fence) after its last line")
    case .misspelledBlock(let name, let suggestion):
      Wording(
        "misspelled-block", "there is no block \(name.quoted)",
        help: Wording.didYouMean(suggestion))
    case .blockWithoutNetwork(let name):
      Wording(
        "block-without-network", "\(name.quoted) needs a network, and this lesson has none",
        help: "add a block ```network before it")
    case .blockWords(let name, _):
      Wording(
        "block-words",
        name == "network"
          ? "a network's name is one word" : "\(name.quoted) takes no word after it",
        label: "one word too many",
        help: name == "network" ? "leave it out, or join the words with `_`" : "leave it out")
    case .networkNameTaken(let name):
      Wording(
        "duplicate-network", "two networks are called \(name.quoted)", label: "the second",
        related: "the first",
        help: name == "main"
          ? "a network without a name is `main`; give this one a name, such as ```network late"
          : "choose another name")
    case .networkNameInvalid(let name):
      Wording(
        "network-name-invalid", "a network can't be called \(name.quoted)",
        help: name == "after" || ReservedWord(name) != nil
          ? "that word has a meaning of its own; choose another"
          : "a name is a letter, then letters, digits and `_`")
    case .expressionNotClosed:
      Wording(
        "expression-not-closed", "the `{{` that begins here is never closed",
        help: "close it with `}}` in the same paragraph; for the characters themselves write"
          + " `` `{{` ``")
    case .emptyExpression:
      Wording(
        "empty-expression", "nothing stands between `{{` and `}}`",
        help: "write a value's name, as in `{{ L }}`")
    case .digitsNotWhole:
      Wording(
        "digits-not-whole", "after `to` stands a whole number of digits, from 1 to 17",
        help: "for example `{{ L to 9 }}`")

    // Questions
    case .questionWithoutAnswer:
      Wording(
        "question-without-answer", "a question needs an answer, and this one has none",
        related: Wording.noChoice,
        help: "add a line `answer: …`, or at least two choices, `- [x] …` and `- [ ] …`")
    case .questionWithTwoAnswers:
      Wording(
        "question-with-two-answers", "a question has one line `answer:`, and this one has several",
        help: "make a question of its own for each")
    case .questionWithBoth:
      Wording(
        "question-with-both", "a question has an `answer:` or choices, and this one has both",
        help: "leave out the one or the other, or make a second question of it")
    case .questionChoices:
      Wording(
        "question-choices", "a question has at least two choices, and at least one is right",
        related: Wording.noChoice,
        help: "mark the right ones `- [x]` and the others `- [ ]`")
    case .questionWithoutText:
      Wording(
        "question-text-late", "a question's text stands before its answer, choices and hints",
        help: "these begin with `answer:`, `wrong:`, `hint:`, `- [x]` or `- [ ]`, each on one line")
    case .wrongWithoutReply:
      Wording(
        "wrong-without-reply", "after a wrong value stand `|` and the reply to it",
        help: marked.text.isEmpty || marked.text.count > 40
          ? "write `wrong: … | …`, and the reply at its end"
          : "write \("\(marked.text.withoutBar) | …".quoted), with the reply at its end")

    case .emptyQuestionPart(let part):
      switch part {
      case .hint:
        Wording(
          "question-part-empty", "nothing stands after `hint:`",
          help: "write the hint, or leave the line out")
      case .choice:
        Wording(
          "question-part-empty", "a choice has no text",
          help: "write it behind the brackets, or leave the line out")
      case .reply:
        Wording(
          "question-part-empty", "nothing stands after `|`",
          help: "write the reply to this choice there, or leave the `|` out")
      }

    // Expectations
    case .expectationFailed(let difference):
      difference.wording("expectation-failed")
    case .withinNotNumber:
      Wording(
        "within-not-number", "after `within` stands a number, 0 or more",
        help: "it is the largest difference that is allowed, such as `1e-4`")

    // Warnings
    case .idleCheck:
      Wording(
        "near-zero-gradients",
        "every gradient is 0 or nearly 0, so the check could not find a mistake",
        help: "choose numbers for which the loss is not at its lowest, or write"
          + " `allow: near-zero-gradients` in the front matter")
    case .kink(let name, let indices):
      Wording(
        "kink",
        "\((name + (indices.isEmpty ? "" : indices.told)).quoted) is at a kink, where the slopes on"
          + " the two sides differ",
        help: "move a number away from the kink, or write `allow: kink` in the front matter")
    case .equalAxes(let first, let second, let size):
      .weakness(
        "equal-axes",
        "the axes \(first.quoted) and \(second.quoted) have one size, \(size.grouped), so that a"
          + " forgotten transpose can't be seen", related: "and here", help: "give them two sizes")
    case .symmetricMatrix(let name):
      .weakness(
        "symmetric-matrix",
        "\(name.quoted) is its own transpose, so that a forgotten one can't be seen",
        help: "change an entry off the diagonal")
    case .zeroRow(let name, let row):
      .weakness(
        "zero-row",
        "row \(row.grouped) of \(name.quoted) is 0 throughout, and adds nothing to any"
          + " product", help: "give it numbers")
    case .tie(let function):
      .weakness(
        "tie",
        "\(function.quoted) meets a tie: two entries are equally large, and a convention says"
          + " which of them gets the gradient", help: "change one of the two")
    case .batchOfTwo(let axis):
      .weakness(
        "batch-of-two", "of two samples batch normalisation makes +1 and -1, whatever they are",
        label: "\(axis.quoted) has 2 entries", help: "take at least three")
    case .invisibleMistake(let gradient, let remark):
      .weakness(
        "mistake-invisible",
        "on these numbers a usual mistake gives the right \(gradient.quoted)",
        label: remark, help: "choose numbers on which it gives another")
    case .unusedValue(let name):
      .weakness(
        "unused-value", "nothing uses \(name.quoted)",
        help: "leave its statement out, or show it in a step or a sentence")
    case .wideLine(let columns):
      .weakness(
        "wide-line",
        "this line takes \(columns.grouped) columns, and a terminal of 80 has room for"
          + " \(LessonProblem.columnsOfCode)", help: "make it shorter, or several of it")
    }
  }
}

extension Wording {
  /// Of a line that is no choice but for its marks.
  fileprivate static let noChoice = "this is no choice: those begin with `- [x]` or `- [ ]`"

  /// The words for what a lesson may mean, and then allows.
  fileprivate static func weakness(
    _ code: String, _ message: String, label: String? = nil, related: String? = nil, help: String
  ) -> Wording {
    Wording(
      code, message, label: label, related: related,
      help: "\(help), or write `allow: \(code)` in the front matter")
  }
}

extension String {
  /// The text without a bar at its end.
  fileprivate var withoutBar: Substring {
    guard last == "|" else { return self[...] }
    let text = dropLast()
    return text.last == " " ? text.dropLast() : text
  }
}

extension LessonProblem {
  /// What some control characters are.
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
