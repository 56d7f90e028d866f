import Backprop
import Derivations
import Lessons

extension LessonDocument {
  /// Whether a page begins a section: a heading, a network, the forward pass or the backward pass.
  /// Questions, answers and other pages within a pass belong to it.
  package func startsSection(_ page: Int) -> Bool {
    if page == 0 || run.pages[page].prose.contains(where: \.opensSection) { return true }
    guard let kind = kind(of: page) else { return false }
    for before in (0..<page).reversed() {
      if let last = self.kind(of: before) { return last != kind }
    }
    return true
  }

  private func kind(of page: Int) -> Step.Kind? {
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
