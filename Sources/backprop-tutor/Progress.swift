import Terminal

/// Where a student left the last lesson. It is a convenience: what can't be read or written is not
/// mentioned.
struct Progress {
  let lesson: String
  /// From 1.
  let step: Int
  let count: Int

  /// `$XDG_STATE_HOME/backprop-tutor`, or `~/.local/state/backprop-tutor`.
  private static var folder: String? {
    if let state = Surroundings.nonEmptyVariable("XDG_STATE_HOME") {
      return state + "/backprop-tutor"
    }
    return Surroundings.nonEmptyVariable("HOME").map { $0 + "/.local/state/backprop-tutor" }
  }

  static func last() -> Progress? {
    guard let folder,
      let bytes = try? FileReader(limit: 1024).bytes(of: folder + "/stopped-at")
    else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 3, let step = Int(words[1]), let count = Int(words[2]) else { return nil }
    return Progress(lesson: String(words[0]), step: step, count: count)
  }

  func save() {
    guard let folder = Progress.folder, FileSystem.makeFolders(folder) else { return }
    try? FileWriter.write(
      Array("\(lesson) \(step) \(count)\n".utf8), to: folder + "/stopped-at")
  }

  /// Forgets the lesson, which has been finished.
  static func finish(_ lesson: String) {
    guard let folder, last()?.lesson == lesson else { return }
    try? FileWriter.write([], to: folder + "/stopped-at")
  }
}
