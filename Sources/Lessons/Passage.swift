/// The prose between two pages. What stands before its first heading or rule concludes the page above
/// it; the rest, or all if there is neither, opens the page below.
struct Passage {
  /// The blocks that open the page below.
  var opening: [LessonRun.Prose] = []
  private var isDivided = false

  var isEmpty: Bool { opening.isEmpty }

  /// Adds a block; returns the blocks before it if it turns out that they are a conclusion.
  mutating func add(_ block: LessonRun.Prose) -> [LessonRun.Prose] {
    guard !isDivided, block.divides else {
      opening.append(block)
      return []
    }
    isDivided = true
    defer { opening = block.isRule ? [] : [block] }
    return opening
  }
}

extension LessonRun.Prose {
  /// Whether something new begins with the block.
  fileprivate var divides: Bool {
    if case .block(.heading, _) = self { true } else { isRule }
  }

  /// Where a rule divides, the header of the next page takes its place.
  fileprivate var isRule: Bool {
    if case .block(.rule, _) = self { true } else { false }
  }
}
