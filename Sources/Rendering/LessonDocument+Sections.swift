import Backprop
import Derivations
import Lessons

extension LessonDocument {
  /// Whether a section begins with a page, as a student would say: with a heading, a network, the way
  /// forward, the way backward. A question, its answer and what else stands on the way belong to it.
  package func startsSection(_ page: Int) -> Bool {
    if page == 0 || run.pages[page].prose.contains(where: \.opensSection) { return true }
    guard let way = way(of: page) else { return false }
    for before in (0..<page).reversed() {
      if let last = self.way(of: before) { return last != way }
    }
    return true
  }

  private func way(of page: Int) -> Step.Kind? {
    guard case .step(let step) = run.pages[page].content,
      step.kind == .forward || step.kind == .backward
    else { return nil }
    return step.kind
  }
}

extension LessonRun.Prose {
  fileprivate var opensSection: Bool {
    switch self {
    case .block(.heading, _), .network: true
    case .block: false
    }
  }
}
