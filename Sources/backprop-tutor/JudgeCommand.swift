import Backprop
import Derivations
import Documents
import Formats
import Formulas
import Lessons
import MatrixCore
import Terminal
import Typography

extension Command {
  static let judge = Command(
    name: "judge", usage: "judge LESSON NAME [FILE]",
    summary: "say whether an answer is right, or what went wrong",
    details: """
      NAME is a gradient or a value of the lesson (dW, late.dW, dW[1, 2]), or a question (ask.1). FILE \
      holds the answer as you would type it, as NumPy, PyTorch or a spreadsheet prints it, or as \
      NumPy saves it (.npy); without FILE, or with `-`, it is read from standard input. With --answers instead \
      of NAME, FILE holds several: {"dY": [[1, 2]], "dW": [[3, 4]]}. The exit status is 0 where \
      all is right, 1 where it is not, 2 where something can't be read or the lesson has a \
      problem. No answer is shown.
      """,
    options: [
      CommandOption(name: "--answers", value: "FILE", help: "judge the answers in a JSON file"),
      CommandOption(name: "--format", value: "FORMAT", help: "text or json (for other programs)"),
      CommandOption(
        name: "--precision", value: "D",
        help: "significant digits with which values were shown, 1 to 17"),
      .lessons,
    ] + CommandOption.appearance, run: runJudge)

  private static func runJudge(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    let outputOptions = try OutputOptions(arguments)
    let isJSON = try arguments.word("--format", ["text", "json"]) == "json"
    guard let lesson = arguments.positional.first else {
      throw .missingArgument("The lesson's name (`backprop-tutor list` shows them)")
    }
    let sheet = arguments["--answers"]
    let names = arguments.positional.dropFirst()
    if sheet == nil, names.isEmpty {
      throw .missingArgument("What to judge (`backprop-tutor judge \(lesson.printable) dW`)")
    }
    if names.count > (sheet == nil ? 2 : 0) {
      throw .tooManyArguments(names.dropFirst(sheet == nil ? 2 : 0).first ?? "")
    }
    let file = sheet ?? names.dropFirst().first ?? "-"
    if file == "-", lesson == "-" {
      throw .notTogether("a lesson from standard input", "answers from there")
    }
    let path = try LessonLibrary(arguments).resolve(lesson)
    let run = try LessonLibrary.run(path, .errors)
    let errors = run.problems.filter { $0.severity == .error }
    guard errors.isEmpty else {
      let source = run.lesson.source
      output.writeError(
        CheckReport.text(errors.map { Diagnostic($0, in: source) }, source, outputOptions.style)
          + CheckReport.hint(errors[0].code, outputOptions.style))
      return 2
    }
    let bytes = try bytes(of: file)
    let answers: [(name: String, reply: Reply?)] =
      sheet == nil
      ? [(names.first ?? "", nil)] : try self.answers(bytes, file).map { ($0.name, $0.reply) }
    let report = JudgeReport(
      lesson: path.lessonID,
      try JudgeReport.judged(
        answers, bytes, LessonDocument(run), outputOptions.style.numbers))
    output.write(
      isJSON
        ? report.json.text
        : TextFormat.text(report.document(outputOptions.style.numbers), outputOptions.style))
    return report.status
  }

  private static func bytes(of file: String) throws(UsageError) -> [UInt8] {
    do throws(FileError) {
      return try FileReader(limit: Limits.bytesOfFile).bytes(of: file)
    } catch {
      throw .unreadable(file == "-" ? "<stdin>" : file, "\(error)")
    }
  }

  private static func answers(
    _ bytes: [UInt8], _ file: String
  ) throws(UsageError) -> [(name: String, reply: Reply)] {
    do throws(AnswerSheet.Fault) {
      return try AnswerSheet(bytes).answers
    } catch {
      throw .unreadable(file == "-" ? "<stdin>" : file, error.text(in: bytes))
    }
  }
}

extension AnswerSheet.Fault {
  fileprivate func text(in bytes: [UInt8]) -> String {
    switch self {
    case .syntax(let offset):
      let before = bytes.prefix(offset)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
      return "line \(line), column \(column) is not JSON. A file of answers looks like this: "
        + "{\"dY\": [[1, 2], [3, 4]], \"db\": [4, 6]}"
    case .noAnswers: return "it holds no answer"
    case .twice(let name): return "it answers `\(name.printable)` twice"
    }
  }
}

/// Answers with their verdicts.
struct JudgeReport {
  struct Answer {
    let name: String
    let question: AskedQuestion?
    let verdict: Verdict
    /// The sizes of the numbers; nil if they can't be read.
    let sizes: [Int]?
    let rightEntries: Int?
    let entries: Int?
  }

  let lesson: String
  let answers: [Answer]

  init(lesson: String, _ answers: [Answer]) {
    self.lesson = lesson
    self.answers = answers
  }

  /// 0 if all is right, 1 if not, 2 if something can't be read.
  var status: Int32 {
    answers.reduce(0) { status, answer in
      switch answer.verdict {
      case .right: status
      case .unreadable: 2
      default: max(status, 1)
      }
    }
  }

  /// Judges answers by name; one without a reply is in `bytes`.
  static func judged(
    _ answers: [(name: String, reply: Reply?)], _ bytes: [UInt8], _ document: LessonDocument,
    _ numbers: NumberStyle
  ) throws(UsageError) -> [Answer] {
    var judges: [String: Judge] = [:]
    var questions: [String: AskedQuestion] = [:]
    var earlier = EarlierAnswers()
    var replies: [(name: String, key: String, reply: Result<Reply, UnreadableReply>)] = []
    for (name, reply) in answers {
      let key = name.split(separator: " ").joined(separator: " ")
      let judge: Judge
      if let known = judges[key] {
        judge = known
      } else {
        (judge, questions[key]) = try self.judge(key, document, numbers)
        judges[key] = judge
      }
      let reply = reply.map { .success($0) } ?? Reply.read(bytes)
      if case .success(let reply) = reply, !judge.accepts(reply) {
        judge.add(reply, named: key, to: &earlier)
      }
      replies.append((name, key, reply))
    }
    var judged: [Answer] = []
    for (name, key, reply) in replies {
      guard var judge = judges.removeValue(forKey: key) else { continue }
      judged.append(answer(name, questions[key], reply, &judge, earlier))
      judges[key] = judge
    }
    return judged
  }

  private static func answer(
    _ name: String, _ question: AskedQuestion?, _ reply: Result<Reply, UnreadableReply>,
    _ judge: inout Judge, _ earlier: EarlierAnswers
  ) -> Answer {
    let entries = judge.sizes.map { $0.reduce(1, *) }
    switch reply {
    case .failure(let reason):
      return Answer(
        name: name, question: question, verdict: .unreadable(reason), sizes: nil,
        rightEntries: nil, entries: entries)
    case .success(let reply):
      let typed = judge.numbers(in: reply)
      return Answer(
        name: name, question: question, verdict: judge.verdict(on: reply, after: earlier),
        sizes: typed?.sizes, rightEntries: typed.flatMap(judge.rightEntries), entries: entries)
    }
  }

  private static func judge(
    _ name: String, _ document: LessonDocument, _ numbers: NumberStyle
  ) throws(UsageError) -> (Judge, AskedQuestion?) {
    let page = (0..<document.count).first { document.name(of: $0).id == name }
    if let page, let judge = document.judge(at: page, numbers: numbers) {
      return (judge, document.question(at: page))
    }
    // `2` is a formula too, but names nothing to judge.
    if !name.isEmpty, !name.contains(where: \.isLetter) {
      let isQuestion = (0..<document.count).contains { document.name(of: $0).id == "ask.\(name)" }
      throw .notJudged(
        name, ["it names no value"] + (isQuestion ? ["did you mean `ask.\(name)`?"] : []))
    }
    do throws(Problem) {
      return (try document.run.judge(of: name, numbers), nil)
    } catch {
      let diagnostic = Diagnostic(error, in: SourceText(name: "", bytes: Array(name.utf8)))
      throw .notJudged(name, ([diagnostic.message] + [diagnostic.help].compactMap(\.self)))
    }
  }
}

extension Reply {
  /// The reply in a file: numbers that NumPy saved, or text.
  fileprivate static func read(_ bytes: [UInt8]) -> Result<Reply, UnreadableReply> {
    guard NPYReader.isArray(bytes) else {
      return .success(.text(String(decoding: bytes, as: UTF8.self)))
    }
    do throws(UnreadableReply) {
      return .success(.array(try NPYReader.read(bytes)))
    } catch {
      return .failure(error)
    }
  }
}

// MARK: - Text and JSON

extension JudgeReport {
  func document(_ numbers: NumberStyle) -> Document {
    Document(
      answers.flatMap { answer -> [Block] in
        var blocks = answer.verdict.document(on: answer.question, numbers).blocks
        if answers.count > 1, case .paragraph(let text)? = blocks.first {
          blocks[0] = .remark(label: answer.name, text)
        }
        return blocks
      })
  }

  var json: JSON {
    .object([
      ("lesson", .string(lesson)), ("seed", .null), ("answers", .array(answers.map(\.json))),
    ])
  }
}

extension JudgeReport.Answer {
  fileprivate var json: JSON {
    func integer(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }
    var next: String?
    if case .unknown(let value) = verdict { next = value?.name }
    return .object([
      ("name", .string(name)), ("verdict", .string(word)),
      ("shape", sizes.map { .array($0.map { .integer($0) }) } ?? .null),
      ("right_entries", integer(rightEntries)), ("entries", integer(entries)),
      ("mistakes", .array(mistakes)), ("compare_next", next.map { .string($0) } ?? .null),
    ])
  }

  private var word: String {
    switch verdict {
    case .right: "right"
    case .follows: "follows"
    case .mistakes(let mistakes): mistakes.found.count == 1 ? "mistake" : "either"
    case .choices(let named, _): named.allSatisfy(isRight) ? "partial" : "mistake"
    case .shape: "shape"
    case .partial: "partial"
    case .unknown: "unknown"
    case .unreadable: "unreadable"
    }
  }

  private func isRight(choice index: Int) -> Bool {
    question.map { $0.choices.indices.contains(index) && $0.choices[index].isRight } ?? false
  }

  private var mistakes: [JSON] {
    func mistake(_ text: [Inline], _ formula: String?) -> JSON {
      .object([
        ("text", .string(text.plain)), ("formula", formula.map { .string($0) } ?? .null),
      ])
    }
    switch verdict {
    case .mistakes(let mistakes):
      return mistakes.found.map { mistake($0.inlines(NumberStyle()), $0.formula) }
    case .choices(let named, _):
      guard let question else { return [] }
      return named.filter { !isRight(choice: $0) }.map {
        mistake(question.reply(toChoice: $0, NumberStyle()), nil)
      }
    default: return []
    }
  }
}
