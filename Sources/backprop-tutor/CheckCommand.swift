import Backprop
import Documents
import Formats
import Lessons
import Terminal
import Typography

extension Command {
  static let check = Command(
    name: "check", usage: "check [FILE|FOLDER ...]",
    summary: "prove lessons: every problem at once, with its place",
    details: """
      Without a name, all lessons of the course. The exit status is 1 where a lesson has an error, \
      2 where a file can't be read. Every problem has a code, which --explain explains.
      """,
    options: [
      CommandOption(name: "--strict", value: nil, help: "count warnings as errors"),
      CommandOption(name: "--codes", value: nil, help: "list the codes of all problems"),
      CommandOption(
        name: "--explain", value: "CODE", help: "say what a code means, with an example"),
      .format(among: formats), .lessons,
    ] + CommandOption.appearance, run: runCheck)

  /// The formats that have something to say of problems.
  private static let formats = Format.all.filter { $0.writesBeforeErrors }

  private static func runCheck(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    let outputOptions = try OutputOptions(arguments)
    if let code = arguments["--explain"] {
      if let extra = arguments.positional.first { throw .tooManyArguments(extra) }
      guard let page = ProblemGuide.named(code) else {
        throw .unknownCode(code, nearest(code, ProblemGuide.all.map(\.code)))
      }
      output.write(
        TextFormat.text(ProblemGuideDocument.document(page, page.checked()), outputOptions.style)
          + "\n"
      )
      return 0
    }
    if arguments.has("--codes") {
      if let extra = arguments.positional.first { throw .tooManyArguments(extra) }
      output.write(
        TextFormat.text(ProblemGuideDocument.list(ProblemGuide.all), outputOptions.style))
      return 0
    }
    let format = try arguments.format(among: Command.formats)
    let library = try LessonLibrary(arguments)
    var status: Int32 = 0
    var paths: [String] = []
    if arguments.positional.isEmpty {
      let folder = try library.folder()
      paths = folder.ids.map { folder.path(of: $0) }
    }
    for argument in arguments.positional {
      do throws(UsageError) {
        if FileSystem.isFolder(argument) {
          let folder = try LessonLibrary.folder(argument)
          if folder.ids.isEmpty { throw .noLessons([argument]) }
          paths += folder.ids.map { folder.path(of: $0) }
        } else if argument == "-" || FileSystem.exists(argument) {
          paths.append(argument)
        } else {
          paths.append(try library.resolve(argument))
        }
      } catch {
        output.writeError("backprop-tutor: \(error.message)\n")
        status = 2
      }
    }
    var report = CheckReport(
      outputOptions: outputOptions, format: format, isStrict: arguments.has("--strict"))
    LessonLibrary.run(paths, .everything, find: report.findings) { findings in
      switch findings {
      case .success(let findings): output.write(report.add(findings))
      case .failure(let error):
        output.writeError("backprop-tutor: \(error.message)\n")
        status = 2
      }
    }
    output.write(report.end())
    return max(status, report.hasErrors ? 1 : 0)
  }
}

/// The report of `check`.
struct CheckReport {
  private let outputOptions: OutputOptions
  private let format: any DocumentFormat.Type
  /// Whether a warning counts as an error.
  private let isStrict: Bool
  /// The problems that are not yet written.
  private var diagnostics: [Block] = []
  private var firstCode: String?
  private var lessons = 0
  private var errors = 0
  private var warnings = 0

  init(outputOptions: OutputOptions, format: any DocumentFormat.Type, isStrict: Bool) {
    self.outputOptions = outputOptions
    self.format = format
    self.isStrict = isStrict
  }

  var hasErrors: Bool { errors > 0 }

  /// The problems of one lesson.
  struct Findings: Sendable {
    fileprivate let diagnostics: [Diagnostic]
    fileprivate let source: SourceText
    /// What is written of them at once.
    fileprivate let text: String
  }

  func findings(_ run: LessonRun) -> Findings {
    let source = run.lesson.source
    let found = run.problems.map { problem in
      let diagnostic = Diagnostic(problem, in: source)
      return isStrict ? diagnostic.asError : diagnostic
    }
    return Findings(
      diagnostics: found, source: source,
      text: format.isForTerminals ? CheckReport.text(found, source, outputOptions.style) : "")
  }

  /// Adds the problems of one lesson and returns the text to write now.
  mutating func add(_ findings: Findings) -> String {
    let found = findings.diagnostics
    lessons += 1
    errors += found.count { $0.severity == .error }
    warnings += found.count { $0.severity == .warning }
    firstCode = firstCode ?? found.first?.code
    if !format.isForTerminals {
      diagnostics += found.map { .diagnostic(DiagnosticFrame($0, in: findings.source)) }
    }
    return findings.text
  }

  /// The problems as text, each followed by a blank line.
  static func text(
    _ diagnostics: [Diagnostic], _ source: SourceText, _ style: TextStyle
  ) -> String {
    if diagnostics.isEmpty { return "" }
    let blocks = diagnostics.map { Block.diagnostic(DiagnosticFrame($0, in: source)) }
    return TextFormat.text(Document(blocks), style) + "\n"
  }

  /// A line that names the page of a code.
  static func hint(_ code: String, _ style: TextStyle) -> String {
    ProblemGuide.named(code) == nil
      ? "" : CheckReport.line("backprop-tutor check --explain \(code) says more", style)
  }

  private static func line(_ text: String, _ style: TextStyle) -> String {
    TextFormat.prose(text, hang: 2, style).map { $0 + "\n" }.joined()
  }

  /// The end of the report: the summary for a terminal, else all problems.
  func end() -> String {
    if !format.isForTerminals {
      return format.text(Document(diagnostics), outputOptions.style(for: format)) + "\n"
    }
    if lessons == 0 { return "" }
    let checked = "\(lessons) \(lessons == 1 ? "lesson" : "lessons") checked"
    if errors == 0 && warnings == 0 {
      return CheckReport.line("\(checked): no problems", outputOptions.style)
    }
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    let hint = firstCode.map { CheckReport.hint($0, outputOptions.style) } ?? ""
    return CheckReport.line("\(checked): \(counts.joined(separator: ", "))", outputOptions.style)
      + hint
  }
}
