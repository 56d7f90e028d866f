import Backprop
import Lessons
import Terminal
import Typography

/// The folders that may contain lessons.
struct LessonLibrary {
  /// The folders that the user named, and `./lessons`: searched first.
  private let userFolders: [String]
  /// The folder that the option names.
  private let named: String?

  /// Throws if the folder that the option names does not exist; the other folders need not exist.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    if let folder = arguments["--lessons"], !FileSystem.isFolder(folder) {
      throw folder.isEmpty ? .emptyName(option: "--lessons") : .noFolder(folder)
    }
    var folders: [String] = []
    named = arguments["--lessons"]
    if let named { folders.append(named) }
    if let folder = Environment.nonEmptyVariable("BACKPROP_TUTOR_LESSONS") {
      folders.append(folder)
    }
    userFolders = folders + ["lessons"]
  }

  /// All folders that are searched for lessons, in order.
  var searchFolders: [String] {
    var folders = NameSet(userFolders)
    if let executable = Environment.executablePath() {
      let home = executable.folder
      var folder = home
      while true {
        folders.insert(folder == "/" ? "/lessons" : folder + "/lessons")
        if folder == "/" || folder.isEmpty { break }
        folder = folder.folder
      }
      folders.insert(home.folder + "/share/backprop-tutor/lessons")
    }
    return folders.names
  }

  static let reader = FileReader(limit: Limits.bytesOfFile, truncates: true)

  private func lessonFolders() -> [LessonFolder] {
    searchFolders.filter(FileSystem.isFolder).compactMap { try? LessonLibrary.folder($0) }
  }

  /// The folder of the course: the one that the option names, else the first that has lessons.
  func folder() throws(UsageError) -> LessonFolder {
    if let named {
      let folder = try LessonLibrary.folder(named)
      if folder.ids.isEmpty { throw .noLessons([named]) }
      return folder
    }
    guard let folder = lessonFolders().first(where: { !$0.ids.isEmpty }) else {
      throw .noLessons(searchFolders)
    }
    return folder
  }

  static func folder(_ path: String) throws(UsageError) -> LessonFolder {
    do {
      return LessonFolder(path: path, names: try FileSystem.names(in: path)) { path in
        try? reader.bytes(of: path)
      }
    } catch {
      throw .unreadable(path, "\(error)")
    }
  }

  /// The path of a lesson of the course.
  func path(of id: String) throws(UsageError) -> String {
    if isLessonID(id), let path = found(id, in: userFolders) ?? found(id, in: searchFolders) {
      return path
    }
    let known = lessonFolders().flatMap(\.ids)
    // A lesson that `new` wrote outside a course is in the current folder.
    if isLessonID(id), FileSystem.exists(id + ".md") {
      throw .unknownLesson(id, suggestion: id + ".md", folders: searchFolders)
    }
    throw .unknownLesson(id, suggestion: nearest(id, known), folders: searchFolders)
  }

  private func found(_ id: String, in folders: [String]) -> String? {
    folders.lazy.map { $0.hasSuffix("/") ? "\($0)\(id).md" : "\($0)/\(id).md" }
      .first(where: FileSystem.exists)
  }

  /// The path of an argument: a file, `-`, or a lesson of the course.
  func resolve(_ argument: String) throws(UsageError) -> String {
    if argument == "-" || argument.contains("/") { return argument }
    guard argument.hasSuffix(".md") else { return try path(of: argument) }
    let id = argument.lessonID
    if !FileSystem.exists(argument), (try? path(of: id)) != nil {
      throw .courseLesson(id, file: argument)
    }
    return argument
  }

  /// Whether a path is read once: standard input, or a pipe.
  static func isStream(_ path: String) -> Bool {
    path == "-" || FileSystem.openDescriptor(path) != nil
  }

  /// Whether the lesson of a path is read from this file.
  static func reads(_ file: String, from path: String) -> Bool {
    path == "-" ? FileSystem.isStandardInput(file) : FileSystem.isSameFile(file, path)
  }

  /// Runs the lesson of a file, and shows that it is worked on if that takes long.
  static func run(
    _ path: String, _ thoroughness: LessonRun.Thoroughness
  ) throws(UsageError) -> LessonRun {
    run(try source(path), thoroughness)
  }

  /// Runs the lessons of files, two at a time. What is found in each is used in the order of the paths.
  static func run<Found: Sendable>(
    _ paths: [String], _ thoroughness: LessonRun.Thoroughness,
    find: @escaping @Sendable (LessonRun) -> Found, use: (Result<Found, UsageError>) -> Void
  ) {
    let shared = BackgroundWork<(next: Int, found: [Int: Result<Found, UsageError>])>()
    shared.update { $0 = (0, [:]) }
    @Sendable func next() -> Int? {
      var taken: Int?
      shared.update { state in
        taken = state?.next
        state?.next += 1
      }
      return taken.flatMap { $0 < paths.count ? $0 : nil }
    }
    @Sendable func add(_ index: Int, _ run: (SourceText) -> LessonRun) {
      let source = Result { () throws(UsageError) in try LessonLibrary.source(paths[index]) }
      let found = source.map { find(run($0)) }
      shared.update { $0?.found[index] = found }
    }
    // The first is run here, where a long training shows how far it is.
    var taken = next()
    if paths.count > 1 {
      shared.start {
        while let index = next() { add(index) { LessonRun(Lesson($0), thoroughness) } }
      }
    }
    var used = 0
    func useFound() {
      while true {
        var found: Result<Found, UsageError>?
        shared.update { found = $0?.found.removeValue(forKey: used) }
        guard let found else { return }
        use(found)
        used += 1
      }
    }
    while let index = taken {
      add(index) { run($0, thoroughness) }
      useFound()
      taken = next()
    }
    guard used < paths.count else { return }
    let left = paths.count - used
    during(paths[used]) { _ = shared.wait { $0.found.count == left } }
    useFound()
  }

  static func run(_ source: SourceText, _ thoroughness: LessonRun.Thoroughness) -> LessonRun {
    during(source.name) {
      LessonRun(Lesson(source), thoroughness) { WorkNotice.report($0, of: $1) }
    }
  }

  private static func during<Value>(_ name: String, _ work: () -> Value) -> Value {
    WorkNotice.during(DisplayWidth.shortened(name.printable, to: 30), work)
  }

  /// The text of a file. A file over the limit is cut one byte above it, which is a problem of the
  /// lesson.
  static func source(_ path: String) throws(UsageError) -> SourceText {
    let name = path == "-" ? "<stdin>" : path
    do throws(FileError) {
      return SourceText(name: name, bytes: try reader.bytes(of: path))
    } catch {
      throw .unreadable(name, "\(error)")
    }
  }
}

extension String {
  /// The path before the last `/`.
  var folder: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  /// A lesson's id from its path: the file's name without `.md`.
  var lessonID: String {
    let name = lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name == "-" ? "stdin" : name
  }
}
