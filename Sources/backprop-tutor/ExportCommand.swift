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

  /// Writes the lessons. The status is 1 if one has errors, 2 if one can't be read or written. Those that
  /// aren't written are no lesson's neighbours, and not in the course's list.
  func write(_ paths: [String], _ output: inout Output) -> Int32 {
    var queue = ExportQueue(paths, for: self)
    var course: [CourseEntry] = []
    var current = queue.next(&output)
    while let lesson = current {
      let following = queue.next(&output)
      queue.attempt(&output) { (output) throws(UsageError) in
        try write(lesson, previous: course.last, next: following?.entry, &output)
      }
      course.append(lesson.entry)
      current = following
    }
    if let index = format.index(course) {
      queue.attempt(&output) { (output) throws(UsageError) in
        try LessonCommand.write(path(of: index.file), &output) { $0(Array(index.text.utf8)) }
      }
    }
    return queue.status
  }

  private func write(
    _ lesson: ExportedLesson, previous: CourseEntry?, next: CourseEntry?, _ output: inout Output
  ) throws(UsageError) {
    let neighbours = format.index([]).map {
      CourseNeighbours(previous: previous, next: next, index: $0.file)
    }
    let document = LessonDocument(lesson.run)
    let data = try file.data(
      document, id: lesson.path.lessonID, pages: 0..<document.count, neighbours: neighbours)
    try LessonCommand.write(path(of: lesson.entry.file), &output) {
      format.write(data, file.style, to: $0)
    }
  }

  fileprivate func lesson(_ path: String) throws(UsageError) -> ExportedLesson {
    let run = try LessonLibrary.run(path, .errors)
    let errors = run.problems.filter { $0.severity == .error }
    let front = run.lesson.front
    return ExportedLesson(
      run: run, path: path,
      entry: CourseEntry(file: name(of: path), title: front.title, summary: front.summary),
      errors: errors.isEmpty
        ? nil
        : CheckReport.text(
          errors.map { Diagnostic($0, in: run.lesson.source) }, run.lesson.source, messages),
      isWritten: errors.isEmpty || format.writesBeforeErrors)
  }
}

/// A lesson, and what a list of the course says of it.
private struct ExportedLesson {
  let run: LessonRun
  let path: String
  let entry: CourseEntry
  /// The report of its errors; nil if it has none.
  let errors: String?
  /// Whether the format writes it in spite of its errors.
  let isWritten: Bool
}

/// The lessons still to be written, with what went wrong so far.
private struct ExportQueue {
  private let export: LessonExport
  private var paths: ArraySlice<String>
  private var progress: ExportProgress
  private(set) var status: Int32 = 0

  init(_ paths: [String], for export: LessonExport) {
    self.export = export
    self.paths = paths[...]
    progress = ExportProgress(count: paths.count)
  }

  /// The next lesson that is written.
  mutating func next(_ output: inout Output) -> ExportedLesson? {
    while let path = paths.popFirst() {
      progress.show(path.lessonID, &output)
      let export = export
      guard
        let lesson = attempt(&output, { (_) throws(UsageError) in try export.lesson(path) })
      else { continue }
      if let errors = lesson.errors {
        progress.clear(&output)
        output.writeError(errors)
        status = max(status, 1)
      }
      if lesson.isWritten { return lesson }
    }
    progress.clear(&output)
    return nil
  }

  /// What a body returns; nil if it throws, which is reported.
  @discardableResult
  mutating func attempt<Value>(
    _ output: inout Output, _ body: (inout Output) throws(UsageError) -> Value
  ) -> Value? {
    do throws(UsageError) { return try body(&output) } catch {
      progress.clear(&output)
      output.writeError("backprop-tutor: \(error.message)\n")
      status = 2
      return nil
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
