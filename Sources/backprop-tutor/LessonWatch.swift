import Lessons
import Terminal

/// A lesson's file, polled while the lesson is on the screen.
final class LessonWatch {
  private let path: String
  private var bytes: [UInt8]
  private var stamp: FileStamp?
  /// Whether `bytes` are those of the file with this stamp.
  private var isResting = false

  init(_ path: String, _ source: SourceText) {
    self.path = path
    bytes = source.bytes
    stamp = FileStamp(of: path)
  }

  /// The file's new text, once; nil if the file is unchanged, being written, or missing.
  func change() -> SourceText? {
    let now = FileStamp(of: path)
    if now != stamp {
      // The editor may still be writing: wait for the next poll.
      stamp = now
      isResting = false
      return nil
    }
    guard !isResting, now != nil, let source = try? LessonLibrary.source(path) else { return nil }
    isResting = true
    guard source.bytes != bytes else { return nil }
    bytes = source.bytes
    return source
  }
}
