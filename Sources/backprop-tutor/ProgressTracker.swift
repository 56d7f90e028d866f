/// Keeps where a student is in a lesson, page by page, so that nothing is lost however the program ends.
///
/// The first page is no place to come back to, and neither is the last.
struct ProgressTracker {
  /// What the lesson is kept under; nil where it is not kept.
  let lesson: String?
  let count: Int
  /// Whether these are all its pages: a problem stops a lesson before its end.
  let isWhole: Bool
  private var page = 0
  private var furthest = 0
  private var saved: Int?

  init(lesson: String?, count: Int, isWhole: Bool) {
    self.lesson = lesson
    self.count = count
    self.isWhole = isWhole
  }
}

extension ProgressTracker {
  /// A page is shown. The file is written only where nobody has been before.
  mutating func reach(_ page: Int) {
    self.page = page
    guard page > furthest else { return }
    furthest = page
    save()
  }

  /// The student leaves, or has finished.
  mutating func leave() {
    if isAtEnd {
      if let lesson { Progress.finish(lesson) }
    } else if page != saved {
      save()
    }
  }

  private var isAtEnd: Bool { isWhole && page + 1 >= count }

  private mutating func save() {
    guard let lesson, page > 0, !isAtEnd else { return }
    Progress(lesson: lesson, step: page + 1, count: count).save()
    saved = page
  }
}
