import Documents
import Formats
import Lessons
import Terminal

extension Command {
  /// Steps through a lesson while its file is being edited.
  static func watch(
    _ path: String, _ outputOptions: OutputOptions, _ detail: Detail, _ arguments: ParsedArguments,
    _ output: inout Output
  ) throws(UsageError) -> Int32 {
    for option in ["-o", "--to", "--format"] where arguments[option] != nil {
      throw .notTogether("--watch", option)
    }
    if arguments.has("--all") { throw .notTogether("--watch", "--all") }
    if LessonLibrary.isStream(path) { throw .notTogether("--watch", path) }
    let suiting = StepperLoop.Way.suiting(
      inputIsTerminal: StandardStream.input.isTerminal,
      outputIsTerminal: StandardStream.output.isTerminal,
      plainTerminal: Environment.terminalIsDumb || outputOptions.style.accessible,
      all: false)
    guard let way = suiting else { throw .needsTerminal("--watch") }

    let source = try LessonLibrary.source(path)
    let file = LessonWatch(path, source)
    let shown = WatchedLesson(id: path.lessonID, outputOptions: outputOptions, detail: detail)
    let first = shown.revision(source)
    var start = first.problem
    if start == nil, arguments["--from"] != nil, let run = shown.run {
      start = try LessonCommand.pages(arguments, LessonDocument(run)).lowerBound
    }
    let status = StepperLoop(
      content: first.content, detail: detail, width: outputOptions.fixedWidth, way: way,
      start: start,
      watch: { file.change().map { shown.revision($0) } }, problem: first.problem
    ).run(&output)
    return max(status, shown.run?.hasErrors == true ? 1 : 0)
  }
}

/// A lesson shown while its file is watched.
private final class WatchedLesson {
  let id: String
  let outputOptions: OutputOptions
  let detail: Detail
  /// The run shown last.
  var run: LessonRun?

  init(id: String, outputOptions: OutputOptions, detail: Detail) {
    self.id = id
    self.outputOptions = outputOptions
    self.detail = detail
  }

  /// The lesson as its file is now; an error is the last page.
  func revision(_ source: SourceText) -> StepperRevision {
    let run = LessonLibrary.run(source, .errors)
    self.run = run
    let document = LessonDocument(run)
    let count = document.count
    let command = LessonCommand(
      id: id, document: document, outputOptions: outputOptions, detail: detail, pages: 0..<count)
    let content = command.content(closing: [])
    let errors = run.problems.filter { $0.severity == .error }
      .map { Diagnostic($0, in: source) }
    if let first = errors.first {
      // Expectations are never shown, so that one that fails leaves the step on the screen.
      let stops = errors.contains { $0.code != "expectation-failed" }
      let outputOptions = outputOptions
      return StepperRevision(
        content: content.appending("problem") { width in
          let style = outputOptions.style(width: width)
          let text = CheckReport.text(errors, source, style)
          return text.lines + (CheckReport.hint(first.code, style) + "\n").lines
        }, problem: stops || count == 0 ? count : nil, failsExpectation: !stops)
    }
    guard count == 0 else { return StepperRevision(content: content, problem: nil) }
    return StepperRevision(
      content: content.appending("empty") { _ in ["The lesson has nothing to show yet.", ""] },
      problem: 0)
  }
}

extension StepperContent {
  /// The content with an extra page that is not part of the lesson.
  fileprivate func appending(
    _ name: String, _ added: @escaping (_ width: Int) -> [String]
  ) -> StepperContent {
    let (own, page, lines, values) = (count, page, lines, values)
    let (hints, asks, choices) = (hints, asks, choices)
    return StepperContent(
      lesson: lesson, count: own + 1,
      page: {
        $0 < own ? page($0) : PageInfo(id: name, title: name, entry: [name], startsSection: true)
      },
      lines: { $0 < own ? lines($0, $1, $2) : added($2.columns) },
      values: { own == 0 ? [] : values(min($0, own - 1), $1) },
      hints: { $0 < own ? hints($0, $1) : [] }, asks: { $0 < own && asks($0) },
      choices: { $0 < own ? choices($0) : StepperChoices() }, check: check, closing: closing,
      style: style)
  }
}

extension String {
  /// The lines of a text that ends with a newline.
  fileprivate var lines: [String] {
    split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
