import Backprop
import Lessons
import Rendering
import Terminal
import Typography

extension Program {
  /// Steps through a lesson, or prints it.
  mutating func lesson(_ arguments: ParsedArguments) throws(UsageError) -> Int32 {
    guard let argument = try arguments.single() else {
      throw .missingArgument("The lesson's name (`backprop-tutor list` shows them)")
    }
    let look = try OutputOptions(arguments)
    let detail = try LessonCommand.detail(arguments.word("--detail", ["normal", "brief", "full"]))
    let isJSON = try arguments.word("--format", ["text", "json"]) == "json"
    let library = try LessonLibrary(arguments)
    if arguments["-o"] == "" { throw .emptyName(option: "-o") }
    let path = try library.resolve(argument)
    if arguments.has("--watch") { return try watch(path, look, detail, arguments) }
    let lesson = Lesson(try LessonLibrary.source(path))
    let run = LessonRun(lesson, .errors)
    Program.shown = run
    let document = LessonDocument(run)
    let command = LessonCommand(
      id: path.lessonID, document: document, look: look, detail: detail,
      pages: try LessonCommand.pages(arguments, document))

    var status: Int32 = run.hasErrors ? 1 : 0
    // Of a lesson that is wrong from its beginning there is nothing to write.
    if document.count > 0 || !run.hasErrors {
      if isJSON {
        status = max(status, try write(command.json, arguments["-o"]))
      } else if let file = arguments["-o"] {
        status = max(status, try write(command.text, file))
      } else {
        let place = ProgressTracker(
          lesson: Progress.name(of: argument, at: path), count: document.count,
          isWhole: !run.hasErrors)
        status = max(status, step(command, place, library, arguments))
      }
    }
    let errors = run.problems.filter { $0.severity == .error }
    if !errors.isEmpty {
      let source = run.lesson.source
      output.writeError(
        CheckReport.text(errors.map { Diagnostic($0, in: source) }, source, look.style)
          + CheckReport.hint(errors[0].code, look.style))
    }
    return status
  }

  private mutating func write(_ text: String, _ file: String?) throws(UsageError) -> Int32 {
    guard let file, file != "-" else {
      output.write(text)
      return 0
    }
    do throws(FileError) {
      try FileWriter.write(Array(text.utf8), to: file)
      return 0
    } catch {
      if case .notFound = error, !file.folder.isEmpty, !FileSystem.isFolder(file.folder) {
        throw .noFolder(file.folder)
      }
      throw .unreadable(file, "\(error)")
    }
  }

  private mutating func step(
    _ command: LessonCommand, _ place: ProgressTracker, _ library: LessonLibrary,
    _ arguments: ParsedArguments
  ) -> Int32 {
    let suiting = StepperLoop.Way.suiting(
      inputIsTerminal: StandardStream.input.isTerminal,
      outputIsTerminal: StandardStream.output.isTerminal,
      plainTerminal: Environment.variable("TERM") == "dumb" || command.look.style.accessible,
      all: arguments.has("--all"))
    guard let way = suiting else { return printAll(command) }
    // What `--from` names is where the walk begins; the steps before it can be gone back to.
    let pages = 0..<command.pages.upperBound
    if let stopped = Progress.last(), stopped.lesson == place.lesson, stopped.step > 1,
      pages.contains(stopped.step - 1), command.pages.lowerBound == 0
    {
      output.write(
        "You stopped at step \(stopped.step) of \(command.document.count) last time: "
          + "type \(stopped.step) and Enter to go there.\n\n")
    }
    var place = place
    let status = StepperLoop(
      content: command.content(closing: command.closing(library)), pages: pages,
      detail: command.detail, width: command.look.fixedWidth, way: way,
      start: command.pages.lowerBound, onPage: { place.reach($0) }
    ).run(&output)
    place.leave()
    return status
  }

  private mutating func printAll(_ command: LessonCommand) -> Int32 {
    for page in command.pages where output.failure == nil {
      output.write(command.text(page))
    }
    output.flush()
    return 0
  }
}

/// A lesson that is to be shown, and how.
struct LessonCommand {
  let id: String
  let document: LessonDocument
  let look: OutputOptions
  let detail: Detail
  let pages: Range<Int>

  var run: LessonRun { document.run }

  static func detail(_ word: String) -> Detail {
    switch word {
    case "brief": .brief
    case "full": .full
    default: .normal
    }
  }

  /// The pages between `--from` and `--to`.
  static func pages(
    _ arguments: ParsedArguments, _ document: LessonDocument
  ) throws(UsageError) -> Range<Int> {
    func place(_ option: String) throws(UsageError) -> Int? {
      guard let value = arguments[option] else { return nil }
      let steps = StepNames(document)
      if let page = steps.page(value) { return page }
      throw .unknownStep(value, steps.meant(by: value), count: steps.names.count)
    }
    if document.count == 0 { return 0..<0 }
    let first = try place("--from") ?? 0
    let last = try place("--to") ?? document.count - 1
    guard first <= last else {
      throw .badValue(
        option: "--to", value: arguments["--to"] ?? "", expected: "a step not before `--from`")
    }
    return first..<last + 1
  }

  var json: String {
    LessonJSON.value(
      id, run, pages: pages, detail: detail,
      style: TextStyle(width: look.fixedWidth ?? 80, numbers: look.style.numbers)
    ).text + "\n"
  }

  var text: String {
    pages.map(text).joined()
  }

  /// A page as text, with a blank line at its end.
  func text(_ page: Int) -> String {
    TextFormat.text(document(page, detail), look.style) + "\n"
  }

  func lines(_ page: Int, _ detail: Detail, _ width: Int) -> [String] {
    TextFormat.lines(document(page, detail), look.style(width: width)) + [""]
  }

  private func document(_ page: Int, _ detail: Detail) -> Document {
    self.document.document(page, detail: detail, numbers: look.style.numbers)
  }

  func content(closing: [String]) -> StepperContent {
    StepperContent(
      lesson: id, count: document.count,
      page: { index in
        let name = document.name(of: index)
        return PageInfo(
          id: name.id, title: name.title, startsSection: document.startsSection(index))
      },
      lines: { lines($0, $1, $2) },
      values: { index, width in
        TextFormat.lines(document.values(upTo: index), look.style(width: width))
      },
      hints: { index, width in
        let style = look.style(width: width)
        return document.hints(index, numbers: style.numbers).map { TextFormat.lines($0, style) }
      },
      asks: { document.asks($0) },
      check: { reply, index, hint, width in
        let style = look.style(width: width)
        return TextFormat.lines(
          document.document(on: reply, at: index, hint: hint, numbers: style.numbers), style)
      },
      closing: closing,
      style: StepperStyle(
        unicode: look.style.spelling == .unicode, color: look.style.color,
        accessible: look.style.accessible))
  }

  /// What is said at the lesson's end: the lesson that comes next. Nothing is at the end of a part, or
  /// where a problem stops the lesson.
  func closing(_ library: LessonLibrary) -> [String] {
    guard pages.upperBound == document.count, !run.hasErrors else { return [] }
    let title = run.lesson.front.title
    var blocks: [Block] = [.paragraph([.text("That was the end of “\(title)”.")])]
    let course = (try? library.folder())?.course() ?? []
    if let place = course.firstIndex(where: { $0.id == id }), place + 1 < course.count {
      let next = course[place + 1]
      blocks.append(
        .paragraph([
          .text("Next: \(next.front.title). "), .code("backprop-tutor lesson \(next.id)"),
        ]))
    }
    return TextFormat.lines(Document(blocks), look.style) + [""]
  }
}
