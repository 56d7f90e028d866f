import Backprop
import Derivations
import Formulas
import Lessons
import Typography

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

  /// A heading with its level in the lesson.
  package typealias Heading = (level: Int, text: String)

  /// The headings in the prose of a page.
  package func headings(_ page: Int, numbers: NumberStyle) -> [Heading] {
    run.pages[page].prose.compactMap { prose in
      guard case .heading(let level, let text) = prose.block(numbers) else { return nil }
      return (level, text.plain)
    }
  }

  /// The name of a page in a list of all pages, in words: `forward`, `Y`; `question 1`.
  package func entry(_ page: Int) -> [String] {
    let name = name(of: page)
    switch run.pages[page].content {
    case .question, .answer: return ["\(name.section) \(name.title.plain)"]
    case .end: return [name.title.plain]
    case .step:
      return [name.network ?? "", name.section, name.title.plain].filter { !$0.isEmpty }
    }
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
