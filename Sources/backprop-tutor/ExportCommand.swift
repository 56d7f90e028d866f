import Documents
import Formats
import Lessons
import MatrixCore
import Terminal
import Typography

extension Command {
  static let export = Command(
    name: "export", usage: "export FORMAT FOLDER",
    summary: "the course, or some lessons, as files of a format",
    details: """
      Writes each lesson of the course to a file in FOLDER, which is made where it is not there. \
      Lessons named after it, by ids or files, are written instead of the course. FORMAT is \
      \(Format.all.map { $0.name }.listed()). A file is replaced as a whole, and no other file is \
      touched. The exit status is 1 where a lesson has an error: the others are written.
      """,
    options: [LessonCommand.detailOption, LessonFile.withoutAnswers, .lessons]
      + CommandOption.appearance
      + LessonCommand.numberOptions, run: runExport)

  private static func runExport(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    let words = arguments.positional
    guard words.count >= 2 else {
      throw .missingArgument(words.isEmpty ? "The format" : "The folder to write to")
    }
    let format = try Format.named(words[0])
    try arguments.checkOptions(for: format)
    let outputOptions = try OutputOptions(arguments)
    let export = LessonExport(
      file: LessonFile(
        format: format,
        // Files are the same in every terminal and every locale.
        style: TextStyle(width: 80, numbers: outputOptions.style.numbers),
        detail: try LessonCommand.detail(arguments.word("--detail", ["normal", "brief", "full"])),
        withoutAnswers: arguments.has("--without-answers")),
      folder: words[1], messages: outputOptions.style)
    let library = try LessonLibrary(arguments)
    var paths: [String] = []
    if words.count == 2 {
      let folder = try library.folder()
      paths = folder.course().map { folder.path(of: $0.id) }
    }
    for word in words.dropFirst(2) { paths.append(try library.resolve(word)) }
    try export.check(paths)
    return export.write(paths, &output)
  }
}

/// Lessons as files of one format.
struct LessonExport {
  let file: LessonFile
  let folder: String
  /// How problems are shown.
  let messages: TextStyle

  private var format: any DocumentFormat.Type { file.format }

  private func path(of name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  private func name(of lesson: String) -> String { "\(lesson.lessonID).\(format.fileExtension)" }

  /// Makes the folder. Throws if two lessons would be one file, or if a file is a lesson itself.
  func check(_ paths: [String]) throws(UsageError) {
    if folder.isEmpty { throw .emptyName(option: "export \(format.name)") }
    do throws(FileError) { try FileSystem.createFolders(folder) } catch {
      if error == .exists { throw .fileInTheWay(folder) }
      throw .unreadable(folder, "this folder can't be made: \(error)")
    }
    var files: [String: String] = [:]
    for path in paths {
      let file = self.path(of: name(of: path))
      if let other = files.updateValue(path, forKey: file), other != path {
        throw .twoLessonsOneFile(file, other, path)
      }
    }
    for path in paths where files.keys.contains(where: { FileSystem.isSameFile($0, path) }) {
      throw .overwritesLesson(path)
    }
  }

  /// Writes the lessons. The status is 1 if one has errors, 2 if one can't be read or written.
  func write(_ paths: [String], _ output: inout Output) -> Int32 {
    var status: Int32 = 0
    var progress = ExportProgress(count: paths.count)
    let entries = paths.map(entry)
    for (index, path) in paths.enumerated() {
      progress.show(path.lessonID, &output)
      do throws(UsageError) {
        let run = try LessonLibrary.run(path, .errors)
        let neighbours = format.index(entries).map { list in
          CourseNeighbours(
            previous: index > 0 ? entries[index - 1] : nil,
            next: index + 1 < entries.count ? entries[index + 1] : nil, index: list.file)
        }
        try write(run, path, neighbours, &output)
        let errors = run.problems.filter { $0.severity == .error }
        guard !errors.isEmpty else { continue }
        progress.clear(&output)
        output.writeError(
          CheckReport.text(
            errors.map { Diagnostic($0, in: run.lesson.source) }, run.lesson.source, messages))
        status = max(status, 1)
      } catch {
        progress.clear(&output)
        output.writeError("backprop-tutor: \(error.message)\n")
        status = 2
      }
    }
    progress.clear(&output)
    if let index = format.index(entries) {
      do throws(UsageError) {
        try LessonCommand.write(self.path(of: index.file), &output) { $0(Array(index.text.utf8)) }
      } catch {
        output.writeError("backprop-tutor: \(error.message)\n")
        status = 2
      }
    }
    return status
  }

  /// What a list of the course says of a lesson.
  private func entry(_ path: String) -> CourseEntry {
    let source = LessonLibrary.isStream(path) ? nil : try? LessonLibrary.source(path)
    let front = source.map { Lesson($0).front }
    return CourseEntry(
      file: name(of: path), title: front?.title ?? path.lessonID, summary: front?.summary ?? "")
  }

  private func write(
    _ run: LessonRun, _ path: String, _ neighbours: CourseNeighbours?, _ output: inout Output
  ) throws(UsageError) {
    guard !run.hasErrors || format.writesBeforeErrors else { return }
    let document = LessonDocument(run)
    let data = try file.data(
      document, id: path.lessonID, pages: 0..<document.count, neighbours: neighbours)
    try LessonCommand.write(self.path(of: name(of: path)), &output) {
      format.write(data, file.style, to: $0)
    }
  }
}

/// A line on standard error, if that is a terminal, that says which lesson is written.
private struct ExportProgress {
  let count: Int
  private var index = 0
  private var width = 0
  private let isShown = StandardStream.error.isTerminal

  init(count: Int) { self.count = count }

  mutating func show(_ id: String, _ output: inout Output) {
    index += 1
    guard isShown else { return }
    clear(&output)
    let text = DisplayWidth.shortened("\(index)/\(count) \(id.printable)", to: 40)
    width = DisplayWidth.of(text)
    output.writeError(text)
  }

  mutating func clear(_ output: inout Output) {
    if width > 0 { output.writeError("\r\(String(repeating: " ", count: width))\r") }
    width = 0
  }
}
