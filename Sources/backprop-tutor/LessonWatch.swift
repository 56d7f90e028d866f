import Lessons
import Terminal

/// A lesson's file, looked at again and again while the lesson is on the screen.
final class LessonWatch {
  private let path: String
  private var bytes: [UInt8]
  private var stamp: FileStamp?
  /// Whether the text is known that goes with the stamp.
  private var isResting = false

  init(_ path: String, _ source: SourceText) {
    self.path = path
    bytes = source.bytes
    stamp = FileStamp(of: path)
  }

  /// The file's new text, once; nil while it is the same, being written, or gone.
  func change() -> SourceText? {
    let now = FileStamp(of: path)
    if now != stamp {
      // An editor may be writing still: look once more.
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
