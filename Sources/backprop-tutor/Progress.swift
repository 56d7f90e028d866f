import Terminal
import Typography

/// The step at which a student left the last lesson. Errors in reading or writing it are ignored.
struct Progress: Equatable {
  /// The id of a lesson of the course, or the absolute path of a file.
  let lesson: String
  /// From 1.
  let step: Int
  let count: Int
}

extension Progress {
  /// The name under which the progress of a lesson is saved; nil if it is not saved.
  static func name(of argument: String, at path: String) -> String? {
    if LessonLibrary.isStream(argument) { return nil }
    return argument == path ? FileSystem.resolved(path) : argument
  }

  /// The command that continues the lesson.
  var command: String { "backprop-tutor lesson \(lesson.shellWord)" }
}

extension Progress {
  /// `$XDG_STATE_HOME/backprop-tutor`, or `~/.local/state/backprop-tutor`.
  private static var folder: String? {
    if let state = Environment.nonEmptyVariable("XDG_STATE_HOME") {
      return state + "/backprop-tutor"
    }
    return Environment.nonEmptyVariable("HOME").map { $0 + "/.local/state/backprop-tutor" }
  }

  static func last() -> Progress? {
    guard let folder,
      let bytes = try? FileReader(limit: 8192).bytes(
        of: folder + "/stopped-at", followingLinks: false)
    else { return nil }
    return Progress(reading: bytes)
  }

  func save() {
    guard let folder = Progress.folder, FileSystem.makeFolders(folder) else { return }
    try? FileWriter.overwrite(Array(text.utf8), at: folder + "/stopped-at")
  }

  /// Clears the progress of a finished lesson.
  static func finish(_ lesson: String) {
    guard let folder, last()?.lesson == lesson else { return }
    try? FileWriter.overwrite([], at: folder + "/stopped-at")
  }
}

extension Progress {
  /// `18 30 affine-batch`: the name last, because a path may contain spaces.
  var text: String { "\(step) \(count) \(lesson)\n" }

  init?(reading bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, let step = Int(words[0]), let count = Int(words[1]),
      (1...max(1, count)).contains(step), words[2].count > 1, words[2].last == "\n"
    else { return nil }
    self.init(lesson: String(words[2].dropLast()), step: step, count: count)
  }
}
