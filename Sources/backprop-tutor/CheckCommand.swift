import Lessons
import Rendering
import Terminal

extension Program {
  /// Proves lessons: every problem of every file.
  mutating func check(_ arguments: ParsedArguments) throws(UsageError) -> Int32 {
    let look = try Look(arguments)
    let isJSON = try arguments.word("--format", ["text", "json"]) == "json"
    let library = LessonLibrary(arguments)
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
          if folder.ids.isEmpty {
            output.writeError("backprop-tutor: there are no lessons in \(argument.printable)\n")
          }
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
    var report = CheckReport(look: look, isJSON: isJSON)
    for path in paths {
      do throws(UsageError) {
        let run = LessonRun(Lesson(try LessonLibrary.source(path)), .everything)
        if run.hasErrors { status = max(status, 1) }
        output.write(report.add(run))
      } catch {
        output.writeError("backprop-tutor: \(error.message)\n")
        status = 2
      }
    }
    output.write(report.end())
    return status
  }
}

/// What `check` says of its files.
struct CheckReport {
  private let look: Look
  private let isJSON: Bool
  private var diagnostics: [JSON] = []
  private var lessons = 0
  private var errors = 0
  private var warnings = 0

  init(look: Look, isJSON: Bool) {
    self.look = look
    self.isJSON = isJSON
  }

  /// Takes the problems of one lesson; what is to be written at once.
  mutating func add(_ run: LessonRun) -> String {
    lessons += 1
    errors += run.problems.count { $0.severity == .error }
    warnings += run.problems.count { $0.severity == .warning }
    if isJSON {
      diagnostics += run.problems.map { Diagnostic($0, in: run.lesson.source).json }
      return ""
    }
    return CheckReport.text(run.problems, run.lesson.source, look.style)
  }

  /// The problems as text, each followed by an empty line.
  static func text(
    _ problems: [LessonProblem], _ source: SourceText, _ style: TextStyle
  ) -> String {
    guard !problems.isEmpty else { return "" }
    let diagnostics = problems.map { Diagnostic($0, in: source) }
    return DiagnosticText.lines(diagnostics, source: source, style: style)
      .joined(separator: "\n") + "\n\n"
  }

  /// The summary, or the JSON.
  func end() -> String {
    if isJSON {
      return JSON.object([("diagnostics", .array(diagnostics))]).text + "\n"
    }
    if lessons == 0 { return "" }
    let checked = "\(lessons) \(lessons == 1 ? "lesson" : "lessons") checked"
    if errors == 0 && warnings == 0 { return "\(checked): no problems\n" }
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return "\(checked): \(counts.joined(separator: ", "))\n"
  }
}

extension Diagnostic {
  fileprivate var json: JSON {
    .object([
      ("file", .string(file)), ("line", .integer(line)), ("column", .integer(column)),
      ("severity", .string(severity.rawValue)), ("code", .string(code)),
      ("message", .string(message)), ("help", help.map(JSON.string) ?? .null),
    ])
  }
}
