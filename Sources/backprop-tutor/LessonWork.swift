import Lessons
import Terminal
import Typography

/// A lesson that is worked out while its first pages are read.
struct LessonWork {
  private let name: String
  private let work = BackgroundWork<LessonRun>()
  /// How long a lesson is waited for before its first pages are shown, in milliseconds.
  private static let patience = 900

  init(_ source: SourceText) {
    name = DisplayWidth.shortened(source.name.printable, to: 30)
    work.start { [work] in
      let run = LessonRun(
        Lesson(source), .errors, onProgress: { WorkNotice.report($0, of: $1) },
        onPages: { part in
          work.update { run in
            if run == nil { run = part } else { run?.append(part) }
          }
        })
      work.update { $0 = run }
    }
  }

  /// The run so far; nil if it has no page yet.
  var latest: LessonRun? { work.wait(milliseconds: 0) { _ in true } }

  /// The whole run, or its first pages if it takes long.
  func begun() -> LessonRun? {
    WorkNotice.during(name) {
      let run = work.wait(milliseconds: Self.patience) { $0.isWhole }
      return run ?? work.wait { _ in true }
    }
  }

  /// Waits until the run goes past a page, or for its end if that is nil.
  func run(past page: Int?) -> LessonRun? {
    WorkNotice.during(name) {
      work.wait { run in run.isWhole || page.map { run.pages.count > $0 + 1 } ?? false }
    }
  }
}
