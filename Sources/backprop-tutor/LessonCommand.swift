import Backprop
import Documents
import Formats
import Formulas
import Lessons
import Terminal
import Typography

extension Command {
  static let lesson = Command(
    name: "lesson", usage: "lesson ID|FILE", summary: "step through a lesson",
    details: """
      ID is a lesson of the course; FILE is a path with `/` or `.md` in it, or `-` for standard \
      input. Enter shows the next step and ? lists the keys. A question takes your answer after \
      a, and Enter shows the right one. With --watch the step on the screen is worked out again \
      whenever the file is saved; with --accessible, at the next Enter.
      """,
    options: steps + [.format(), .output, .lessons] + CommandOption.appearance
      + LessonCommand.numberOptions,
    run: runLesson)

  private static let steps = [
    CommandOption(
      name: "--watch", value: nil, help: "work the step out again when the file is saved"),
    CommandOption(name: "--all", value: nil, help: "print all steps without pauses"),
    CommandOption(name: "--from", value: "STEP", help: "begin at this step: an id or a number"),
    CommandOption(name: "--to", value: "STEP", help: "end with this step"),
    LessonCommand.detailOption, LessonFile.withoutAnswers,
  ]

  private static func runLesson(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    guard let argument = try arguments.single() else {
      throw .missingArgument("The lesson's name (`backprop-tutor list` shows them)")
    }
    let outputOptions = try OutputOptions(arguments)
    let detail = try LessonCommand.detail(arguments.word("--detail", ["normal", "brief", "full"]))
    let format = try arguments.format()
    try arguments.checkOptions(for: format)
    let library = try LessonLibrary(arguments)
    if arguments["-o"] == "" { throw .emptyName(option: "-o") }
    let path = try library.resolve(argument)
    if let file = arguments["-o"], LessonLibrary.reads(file, from: path) {
      throw .overwritesLesson(file)
    }
    if arguments.has("--watch") {
      return try watch(path, outputOptions, detail, arguments, &output)
    }
    let way = StepperLoop.Way.suiting(
      inputIsTerminal: StandardStream.input.isTerminal,
      outputIsTerminal: StandardStream.output.isTerminal,
      plainTerminal: Environment.terminalIsDumb || outputOptions.style.accessible,
      all: arguments.has("--all") || !format.isForTerminals || arguments["-o"] != nil)
    // A range of steps is known only when all are.
    let isRange = arguments["--from"] != nil || arguments["--to"] != nil
    let source = try LessonLibrary.source(path)
    let work = way == nil || isRange ? nil : LessonWork(source)
    let begun = work?.begun() ?? LessonLibrary.run(source, .errors)
    let document = LessonDocument(begun)
    let command = LessonCommand(
      id: path.lessonID, document: document, outputOptions: outputOptions, detail: detail,
      pages: try LessonCommand.pages(arguments, document))

    var status: Int32 = 0
    // If the first step has an error there is nothing to write.
    if !begun.hasErrors || document.count > 0 && format.writesBeforeErrors {
      if !format.isForTerminals || arguments["-o"] != nil {
        let file = LessonFile(
          format: format, style: outputOptions.style(for: format), detail: detail,
          withoutAnswers: arguments.has("--without-answers"))
        let data = try file.data(document, id: command.id, pages: command.pages)
        try LessonCommand.write(arguments["-o"], &output) { format.write(data, file.style, to: $0) }
      } else {
        let tracker = ProgressTracker(
          lesson: Progress.name(of: argument, at: path), count: document.count,
          isWhole: begun.isWhole && !begun.hasErrors)
        status =
          way.map { step(command, $0, work, tracker, library, &output) }
          ?? printAll(command, &output)
      }
    }
    let run = work?.latest ?? begun
    if run.hasErrors { status = max(status, 1) }
    let errors = run.problems.filter { $0.severity == .error }
    if !errors.isEmpty {
      let source = run.lesson.source
      output.writeError(
        CheckReport.text(errors.map { Diagnostic($0, in: source) }, source, outputOptions.style)
          + CheckReport.hint(errors[0].code, outputOptions.style))
    }
    return status
  }

  private static func step(
    _ command: LessonCommand, _ way: StepperLoop.Way, _ work: LessonWork?,
    _ tracker: ProgressTracker, _ library: LessonLibrary, _ output: inout Output
  ) -> Int32 {
    // `--from` sets the first page shown; earlier pages stay reachable.
    let pages = 0..<command.pages.upperBound
    var tracker = tracker
    if let stopped = Progress.last(), stopped.lesson == tracker.lesson, stopped.step > 1,
      pages.contains(stopped.step - 1) || !command.run.isWhole, command.pages.lowerBound == 0
    {
      tracker.earlier = stopped.step - 1
    }
    let status = StepperLoop(
      content: command.content(library, work), pages: pages,
      detail: command.detail, width: command.outputOptions.fixedWidth, way: way,
      start: command.pages.lowerBound, stopped: tracker.earlier,
      onPage: { stepper in
        tracker.count = stepper.content.count
        let run = work?.latest ?? command.run
        tracker.isWhole = stepper.content.more == nil && !run.hasErrors
        tracker.reach(stepper.index, byChoice: stepper.hasChosenStep)
      }
    ).run(&output)
    if let line = tracker.leave() { output.write(line + "\n") }
    output.flush()
    return status
  }

  private static func printAll(_ command: LessonCommand, _ output: inout Output) -> Int32 {
    for page in command.pages where output.failure == nil {
      output.write(command.text(page))
    }
    output.flush()
    return 0
  }
}

/// A lesson to show, with its options.
struct LessonCommand {
  let id: String
  let document: LessonDocument
  let outputOptions: OutputOptions
  let detail: Detail
  let pages: Range<Int>

  var run: LessonRun { document.run }

  static let detailOption = CommandOption(
    name: "--detail", value: "LEVEL",
    help: "brief (formula, result), normal, or full (every product)")

  static let numberOptions = [
    CommandOption(name: "--numbers", value: "KIND", help: "auto (usual), fraction or decimal"),
    CommandOption(
      name: "--precision", value: "D", help: "significant digits of decimals, 1 to 17"),
  ]

  static func detail(_ word: String) -> Detail {
    switch word {
    case "brief": .brief
    case "full": .full
    default: .normal
    }
  }

  /// Writes to a file, replaced as a whole, or to standard output.
  static func write(
    _ file: String?, _ output: inout Output, _ produce: (_ sink: ([UInt8]) -> Void) -> Void
  ) throws(UsageError) {
    guard let file, file != "-" else {
      produce { output.write($0) }
      return
    }
    do throws(FileError) {
      try FileWriter.write(to: file, produce)
    } catch {
      if case .notFound = error, !file.folder.isEmpty, !FileSystem.isFolder(file.folder) {
        throw .noFolder(file.folder)
      }
      throw .unreadable(file, "\(error)")
    }
  }

  /// The pages from `--from` to `--to`.
  static func pages(
    _ arguments: ParsedArguments, _ document: LessonDocument
  ) throws(UsageError) -> Range<Int> {
    func page(_ option: String) throws(UsageError) -> Int? {
      guard let value = arguments[option] else { return nil }
      let steps = StepNames(document)
      if let index = steps.page(value) { return index }
      throw .unknownStep(value, steps.meant(by: value), count: steps.names.count)
    }
    if document.count == 0 { return 0..<0 }
    let first = try page("--from") ?? 0
    let last = try page("--to") ?? document.count - 1
    guard first <= last else {
      throw .badValue(
        option: "--to", value: arguments["--to"] ?? "", expected: "a step not before `--from`")
    }
    return first..<last + 1
  }

  /// A page as text, with a blank line at its end.
  func text(_ page: Int) -> String {
    TextFormat.text(document(page, detail), outputOptions.style) + "\n"
  }

  func lines(_ page: Int, _ detail: Detail, _ size: WindowSize) -> [String] {
    TextFormat.lines(document(page, detail), outputOptions.style(size)) + [""]
  }

  private func document(_ page: Int, _ detail: Detail) -> Document {
    self.document.document(page, detail: detail, numbers: outputOptions.style.numbers)
  }

  /// The content as far as it is worked out.
  func content(_ library: LessonLibrary, _ work: LessonWork?) -> StepperContent {
    var content = content(closing: closing(library))
    guard let work, !run.isWhole else { return content }
    content.more = { page in
      work.run(past: page).map { run in
        LessonCommand(
          id: id, document: LessonDocument(run), outputOptions: outputOptions, detail: detail,
          pages: 0..<run.pages.count
        ).content(library, work)
      }
    }
    return content
  }

  func content(closing: [String]) -> StepperContent {
    StepperContent(
      lesson: id, count: document.count,
      page: { index in
        let name = document.name(of: index)
        return PageInfo(
          id: name.id, title: name.title.plain, entry: document.entry(index),
          folded: document.folded(into: index),
          headings: document.headings(index, numbers: outputOptions.style.numbers),
          startsSection: document.startsSection(index))
      },
      lines: { lines($0, $1, $2) },
      values: { index, width in
        TextFormat.lines(document.values(upTo: index), outputOptions.style(width: width))
      },
      hints: { index, width in
        let style = outputOptions.style(width: width)
        return document.hints(index, numbers: style.numbers).map { TextFormat.lines($0, style) }
      },
      asks: { document.asks($0) },
      choices: { index in
        let choices = document.question(at: index)?.choices ?? []
        return StepperChoices(
          count: choices.count, areSeveralRight: choices.count(where: \.isRight) > 1)
      },
      check: { reply, index, advice, width in
        let style = outputOptions.style(width: width)
        let response = document.response(
          to: reply, at: index, advice: advice, numbers: style.numbers)
        return StepperVerdict(
          lines: TextFormat.lines(response.document, style), isRight: response.isRight,
          isReadable: response.isReadable)
      },
      closing: closing,
      style: StepperStyle(
        unicode: outputOptions.style.spelling == .unicode, color: outputOptions.style.color,
        accessible: outputOptions.style.accessible))
  }

  /// The lines after the last page, which name the next lesson; none if `--to` or an error ends it
  /// early.
  func closing(_ library: LessonLibrary) -> [String] {
    guard pages.upperBound == document.count, run.isWhole, !run.hasErrors else { return [] }
    let title = run.lesson.front.title
    var blocks: [Block] = [.paragraph("That was the end of “\(title)”.")]
    let course = (try? library.folder())?.course() ?? []
    if let index = course.firstIndex(where: { $0.id == id }), index + 1 < course.count {
      let next = course[index + 1]
      blocks.append(
        .paragraph([
          .text("Next: \(next.front.title). "), .code("backprop-tutor lesson \(next.id)"),
        ]))
    }
    return TextFormat.lines(Document(blocks), outputOptions.style) + [""]
  }
}
