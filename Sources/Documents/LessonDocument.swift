import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

/// The pages of a lesson as documents.
package struct LessonDocument: Sendable {
  package let run: LessonRun
  private let layouts: [VectorLayout]

  package init(_ run: LessonRun) {
    self.run = run
    layouts = run.networks.map { VectorLayout($0) }
  }

  /// How the vectors of a network are drawn; of `main` where no network is named.
  func layout(_ network: String?) -> VectorLayout {
    run.networks.firstIndex { $0.name == network ?? "main" }.map { layouts[$0] } ?? .rows
  }

  /// How the vectors of a page's network are drawn.
  func layout(at page: Int) -> VectorLayout { run.pages[page].network.map { layouts[$0] } ?? .rows }

  package var count: Int { run.pages.count }

  /// The page that shows the step with this id, on its own or folded into another.
  package func page(ofStep id: String) -> Int? {
    run.pages.firstIndex { $0.steps.contains { $0.id == id } }
  }

  /// The ids of the steps that are folded into a page's own.
  package func folded(into page: Int) -> [String] { run.pages[page].steps.dropLast().map(\.id) }

  /// The names of a page: an id for commands, the network if it is not `main`, its part of the
  /// lesson, a title.
  package typealias Name = (id: String, network: String?, section: String, title: Sentence)

  package func name(of page: Int) -> Name {
    switch run.pages[page].content {
    case .step(let step): step.pageName
    case .question(let question): question.pageName
    case .answer(let question): question.answerName
    case .end: endName
    }
  }

  private var endName: Name { ("end", nil, "end", "\(run.lesson.front.title)") }

  /// A whole page: the header, the prose that leads to its step, the step, its conclusion.
  package func document(_ page: Int, detail: Detail, numbers: NumberStyle) -> Document {
    document(page, content(page, detail: detail, numbers: numbers), numbers)
  }

  /// A whole page with the given content between the prose.
  func document(_ page: Int, _ content: Document, _ numbers: NumberStyle) -> Document {
    let name = name(of: page)
    let header = StepHeader(
      position: page + 1, total: run.isWhole ? run.pages.count : nil, network: name.network,
      section: name.section, title: name.title)
    let (prose, conclusion) = (run.pages[page].prose, run.pages[page].conclusion)
    let numbers = content.numbers(numbers)
    var document = content
    document.blocks =
      [.stepHeader(header)] + prose.map { $0.block(numbers) } + content.blocks
      + conclusion.map { $0.block(numbers) }
    return document
  }

  /// How often a page is written anew because its lines need more digits.
  private static let mostPasses = 4

  /// A page below its header and its prose, on which each number is written one way. Where it is given
  /// the decimals that it has elsewhere, the line with it may need more of others.
  func content(_ page: Int, detail: Detail, numbers: NumberStyle) -> Document {
    var content = written(page, detail: detail, numbers: numbers)
    for _ in 0..<Self.mostPasses {
      var shared = SharedDecimals(numbers)
      shared.add(content.blocks)
      shared.add(run.pages[page].prose + run.pages[page].conclusion)
      let decimals = shared.decimals(atLeast: content.decimals)
      if decimals == content.decimals { break }
      content = written(page, detail: detail, numbers: numbers.with(decimals: decimals))
      content.decimals = decimals
    }
    return content
  }

  private func written(_ page: Int, detail: Detail, numbers: NumberStyle) -> Document {
    var document = Document()
    document.labels = MatrixLabels(run.letters(name(of: page).network))
    switch run.pages[page].content {
    case .step(let step):
      document.append(
        pageOf: step, detail: detail, numbers: numbers, layout: layout(step.network))
    case .question(let question):
      document.blocks += data(for: question, at: page) + question.blocks(numbers)
    case .answer(let question):
      document.blocks += work(question, at: page, numbers) + question.explanations(numbers)
    case .end: break
    }
    return document
  }

  /// The hints of a question's page, in order.
  package func hints(_ page: Int, numbers: NumberStyle) -> [Document] {
    guard case .question(let question) = run.pages[page].content else { return [] }
    let numbers = content(page, detail: .normal, numbers: numbers).numbers(numbers)
    return question.hints.map { Document([.remark(label: "hint", $0.inlines(numbers))]) }
  }
}

extension Step {
  fileprivate var pageName: LessonDocument.Name {
    (id, network == "main" ? nil : network, kind.word, title)
  }
}

extension AskedQuestion {
  fileprivate var pageName: LessonDocument.Name { ("ask.\(number)", nil, "question", "\(number)") }
  fileprivate var answerName: LessonDocument.Name {
    ("ask.\(number).answer", nil, "answer", "\(number)")
  }
}

extension LessonRun.Prose {
  func block(_ numbers: NumberStyle) -> Block {
    switch self {
    case .block(let block, let values):
      var reader = ProseDocument(values: values, numbers: numbers)
      return reader.block(block)
    case .network(let name, let statements):
      let lines = statements.flatMap(\.statementLines)
      return .code((name == "main" ? [] : ["# \(name)"]) + lines)
    }
  }
}

extension String {
  /// The lines of a statement, as written.
  fileprivate var statementLines: [String] {
    split(whereSeparator: \.isNewline).map { line in
      line.lastIndex { $0 != " " && $0 != "\t" }.map { String(line[...$0]) } ?? ""
    }
  }
}

/// Fills in the values of prose, in order.
struct ProseDocument {
  private var values: ArraySlice<ProseValue>
  private let numbers: NumberStyle

  init(values: [ProseValue], numbers: NumberStyle) {
    self.values = values[...]
    self.numbers = numbers
  }

  mutating func block(_ block: ProseBlock) -> Block {
    switch block {
    case .heading(let level, let inlines): return .heading(level: level, self.inlines(inlines))
    case .paragraph(let inlines): return .paragraph(self.inlines(inlines))
    case .list(let start, let items):
      var result: [[Block]] = []
      for item in items {
        var blocks: [Block] = []
        for inner in item { blocks.append(self.block(inner)) }
        result.append(blocks)
      }
      return .list(start.map { .numbers(from: $0) } ?? .bullets, items: result)
    case .quote(let blocks):
      var result: [Block] = []
      for inner in blocks { result.append(self.block(inner)) }
      return .quote(result)
    case .code(let lines): return .code(lines)
    case .rule: return .rule
    }
  }

  mutating func inlines(_ inlines: [ProseInline]) -> [Inline] {
    var result: [Inline] = []
    for inline in inlines {
      switch inline {
      case .text(let text): result.append(.text(text))
      case .code(let text): result.append(.code(text))
      case .emphasis(let inner): result.append(.emphasis(self.inlines(inner)))
      case .strong(let inner): result.append(.strong(self.inlines(inner)))
      case .expression: appendNextValue(to: &result)
      }
    }
    return result
  }

  /// Appends the next value. An author can't know of each value whether it is rounded: `=` before one
  /// that is becomes `≈`.
  private mutating func appendNextValue(to inlines: inout [Inline]) {
    guard let next = values.popFirst() else { return }
    let style = next.digits.map { NumberStyle(mode: .decimal, precision: $0) } ?? numbers
    if case .text(let text)? = inlines.last, text.hasSuffix(" = "), next.value.isRounded(style) {
      inlines[inlines.count - 1] = .text(text.dropLast(2) + "≈ ")
    }
    inlines.append(.math(.typed(next.value.text(style))))
  }
}

extension AskedQuestion {
  func blocks(_ numbers: NumberStyle) -> [Block] {
    choices.isEmpty
      ? [] : [.list(.letters, items: choices.map { [.paragraph($0.text.inlines(numbers))] })]
  }

  /// The sources of other answers, and what is said of each choice.
  func explanations(_ numbers: NumberStyle) -> [Block] {
    var blocks: [Block] = []
    let replies = wrong.map { wrong -> [Block] in
      [
        .paragraph(
          [.math(.typed(wrong.value.text(numbers))), .text(": ")] + wrong.reply.inlines(numbers))
      ]
    }
    if !replies.isEmpty {
      blocks.append(.paragraph("Where another answer comes from:"))
      blocks.append(.list(.bullets, items: replies))
    }
    let items = choices.map { choice -> [Block] in
      let verdict = choice.isRight ? ". Yes." : ". No."
      let reply = choice.reply.inlines(numbers)
      return [
        .paragraph(
          choice.text.inlines(numbers) + [.text(verdict)]
            + (reply.isEmpty ? [] : [.text(" ")] + reply))
      ]
    }
    if !items.isEmpty { blocks.append(.list(.letters, items: items)) }
    return blocks
  }

}

extension AskedQuestion.Text {
  func inlines(_ numbers: NumberStyle) -> [Inline] {
    var reader = ProseDocument(values: values, numbers: numbers)
    return reader.inlines(inlines)
  }
}

extension ExpressionValue {
  /// The value as inline text.
  fileprivate func text(_ numbers: NumberStyle) -> String {
    switch self {
    case .shape(let shape): "\(shape)"
    case .tensor(let tensor): numbers.text(tensor)
    }
  }

  fileprivate func isRounded(_ numbers: NumberStyle) -> Bool {
    guard case .tensor(let tensor) = self else { return false }
    return tensor.numbers.contains { numbers.formatted($0).isRounded }
  }
}
