import Backprop
import Lessons
import Terminal
import Typography

/// Where lessons are.
struct LessonLibrary {
  /// The places that the reader named, and `./lessons`: looked at first, and mostly enough.
  private let near: [String]
  /// The folder that the option names.
  private let named: String?

  /// A folder that an option names has to be there; the other places need not.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    if let folder = arguments["--lessons"], !FileSystem.isFolder(folder) {
      throw folder.isEmpty ? .emptyName(option: "--lessons") : .noFolder(folder)
    }
    var near: [String] = []
    named = arguments["--lessons"]
    if let named { near.append(named) }
    if let folder = Environment.nonEmptyVariable("BACKPROP_TUTOR_LESSONS") { near.append(folder) }
    self.near = near + ["lessons"]
  }

  /// All places in which lessons are looked for, in this order.
  var places: [String] {
    var places: [String] = []
    func add(_ place: String) {
      if !places.contains(place) { places.append(place) }
    }
    near.forEach(add)
    if let executable = Environment.executablePath() {
      var folder = executable.folder
      let home = folder
      while true {
        add(folder == "/" ? "/lessons" : folder + "/lessons")
        if folder == "/" || folder.isEmpty { break }
        folder = folder.folder
      }
      add(home.folder + "/share/backprop-tutor/lessons")
    }
    return places
  }

  static let reader = FileReader(limit: Limits.bytesOfFile)

  private func folders() -> [LessonFolder] {
    places.filter(FileSystem.isFolder).compactMap { try? LessonLibrary.folder($0) }
  }

  /// The folder of the course: the one that the option names, else the first that has lessons. Those of
  /// the others are found by their ids.
  func folder() throws(UsageError) -> LessonFolder {
    if let named {
      let folder = try LessonLibrary.folder(named)
      if folder.ids.isEmpty { throw .noLessons([named]) }
      return folder
    }
    guard let folder = folders().first(where: { !$0.ids.isEmpty }) else {
      throw .noLessons(places)
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
    if isLessonID(id), let path = found(id, in: near) { return path }
    let places = places
    if isLessonID(id), let path = found(id, in: places) { return path }
    let known = folders().flatMap(\.ids)
    // A lesson that `new` wrote outside of a course is beside the reader.
    if isLessonID(id), FileSystem.exists(id + ".md") {
      throw .unknownLesson(id, suggestion: id + ".md", places: places)
    }
    throw .unknownLesson(id, suggestion: nearest(id, known), places: places)
  }

  private func found(_ id: String, in places: [String]) -> String? {
    for place in places {
      let path = place.hasSuffix("/") ? "\(place)\(id).md" : "\(place)/\(id).md"
      if FileSystem.exists(path) { return path }
    }
    return nil
  }

  /// The path that an argument means: a file, `-`, or a lesson of the course.
  func resolve(_ argument: String) throws(UsageError) -> String {
    if argument == "-" || argument.contains("/") || argument.hasSuffix(".md") { return argument }
    return try path(of: argument)
  }

  /// The text of a file. A file past the limit is a problem of the lesson, not of the command.
  static func source(_ path: String) throws(UsageError) -> SourceText {
    let name = path == "-" ? "<stdin>" : path
    do throws(FileError) {
      return SourceText(name: name, bytes: try reader.bytes(of: path))
    } catch {
      if case .tooLarge = error {
        return SourceText(
          name: name, bytes: [UInt8](repeating: 0x20, count: Limits.bytesOfFile + 1))
      }
      throw .unreadable(name, "\(error)")
    }
  }
}

extension String {
  /// Everything before the last `/`.
  var folder: String {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }

  /// A lesson's id from its path: the file's name without `.md`.
  var lessonID: String {
    let slash = utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(self[utf8.index(after: $0)...]) } ?? self
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name == "-" ? "stdin" : name
  }
}
