/// Saves a student's progress in a lesson at every page, however the program ends.
///
/// The first and the last page are not saved.
struct ProgressTracker {
  /// The name under which progress is saved; nil if it is not saved.
  let lesson: String?
  let count: Int
  /// Whether the lesson has no further pages: an error ends a lesson early.
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
  /// Records that a page is shown, and saves it if it is the furthest so far.
  mutating func reach(_ page: Int) {
    self.page = page
    guard page > furthest else { return }
    furthest = page
    save()
  }

  /// Saves or clears the progress when the student leaves.
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
