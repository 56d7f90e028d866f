import Documents

extension Stepper {
  /// Shows what the next level of detail adds to the page; levels that add nothing are passed over.
  mutating func showMore() -> StepperEffect {
    let before = lines(index, detail)
    guard let more = nextDetail(\.more, before) else { return answer(.fullDetail) }
    detail = more
    let page = lines(index, more)
    let added = blocks(page, notIn: before)
    // A page that was not read to its end begins anew.
    guard isPageRead, !isAside, !added.isEmpty else { return show(index) }
    return present(added)
  }

  /// Shows the page at the level of detail before; levels that leave nothing out are passed over.
  mutating func showLess() -> StepperEffect {
    guard let less = nextDetail(\.less, lines(index, detail)) else { return answer(.leastDetail) }
    detail = less
    return show(index)
  }

  /// The next level at which the page is another.
  private func nextDetail(_ next: (Detail) -> Detail?, _ before: [String]) -> Detail? {
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
