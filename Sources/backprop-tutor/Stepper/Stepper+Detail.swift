import Documents

extension Stepper {
  /// Shows what the next level of detail adds to the page; levels that add nothing are passed over.
  mutating func showMore() -> StepperEffect {
    let before = lines(index, detail)
    guard let more = nextDetail(\.more, before) else {
      return change(to: detail.more, else: .fullDetail, StepperNotice.moreElsewhere)
    }
    detail = more
    let page = lines(index, more)
    let added = blocks(page, notIn: before)
    // A page that was not read to its end is shown again, and one on which something is written
    // otherwise now, such as with more digits.
    guard isPageRead, !isAside, !added.isEmpty, blocks(before, notIn: page).isEmpty else {
      return show(at: place(in: page, before))
    }
    hasMoreDetail = nextDetail(\.more, page) != nil
    return present(added)
  }

  /// Shows the page at the level of detail before; levels that leave nothing out are passed over.
  mutating func showLess() -> StepperEffect {
    let before = lines(index, detail)
    guard let less = nextDetail(\.less, before) else {
      return change(to: detail.less, else: .leastDetail, StepperNotice.lessElsewhere)
    }
    detail = less
    return show(at: place(in: lines(index, less), before))
  }

  /// Changes the level for other pages, where this one is the same at both.
  private mutating func change(
    to level: Detail?, else none: StepperNotice, _ elsewhere: (Detail) -> StepperNotice
  ) -> StepperEffect {
    guard let level else { return answer(none) }
    detail = level
    return answer(elsewhere(level))
  }

  private mutating func show(at line: Int) -> StepperEffect { show(index, from: line) }

  /// The line of a page with what stands first on the screen of its former lines; 0 if it lacks that.
  private func place(in page: [String], _ before: [String]) -> Int {
    guard partStart > 0, before.indices.contains(partStart) else { return 0 }
    let line = before[partStart]
    let earlier = before[..<partStart].count { $0 == line }
    return page.indices.filter { page[$0] == line }.dropFirst(earlier).first ?? 0
  }

  /// The next level at which the page is another.
  func nextDetail(_ next: (Detail) -> Detail?, _ before: [String]) -> Detail? {
    var level = next(detail)
    while let candidate = level, lines(index, candidate) == before { level = next(candidate) }
    return level
  }

  /// The blocks of a page, separated by blank lines, that another page lacks.
  private func blocks(_ page: [String], notIn other: [String]) -> [String] {
    let known = Set(other.split(whereSeparator: \.isEmpty))
    let new = page.split(whereSeparator: \.isEmpty).filter { !known.contains($0) }
    return Array(new.joined(separator: [""]))
  }
}
