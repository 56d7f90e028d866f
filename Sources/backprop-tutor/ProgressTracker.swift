/// Saves a student's progress in a lesson at every page, however the program ends.
///
/// The first and the last page are not saved, nor are pages on the way to where the student stopped
/// earlier, until that is reached or another step was chosen.
struct ProgressTracker {
  /// The name under which progress is saved; nil if it is not saved.
  let lesson: String?
  var count: Int
  /// Whether the lesson has no further pages: an error ends a lesson early, and others may come.
  var isWhole: Bool
  /// The page at which the student stopped earlier, as long as that stands.
  var earlier: Int?
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
  mutating func reach(_ page: Int, byChoice: Bool) {
    self.page = page
    if byChoice || page >= earlier ?? 0 { earlier = nil }
    guard page > furthest else { return }
    furthest = page
    save()
  }

  /// Saves or clears the progress when the student leaves. Returns what to say of it.
  mutating func leave() -> String? {
    guard let lesson else { return nil }
    if isAtEnd {
      Progress.finish(lesson)
    } else if page != saved {
      save()
    }
    let stopped = earlier ?? page
    guard stopped > 0, page + 1 < count else { return nil }
    let progress = Progress(lesson: lesson, step: stopped + 1, count: count)
    // The command has a line of its own, so that no window breaks it.
    return
      "\(earlier == nil ? "Stopped" : "Stopped earlier") at step \(progress.step) of \(count). Go on:\n"
      + "\(progress.command) --from \(progress.step)"
  }

  private var isAtEnd: Bool { isWhole && page + 1 >= count }

  private mutating func save() {
    guard let lesson, page > 0, earlier == nil, !isAtEnd else { return }
    Progress(lesson: lesson, step: page + 1, count: count).save()
    saved = page
  }
}
