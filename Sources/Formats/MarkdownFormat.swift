import Documents
import Formulas
import Typography

/// Markdown as forges show it, with mathematics in `math` blocks; what has no mathematics and no Markdown
/// is drawn as text.
package enum MarkdownFormat: DocumentFormat {
  package static let name = "markdown"
  package static let help = "markdown (as GitHub and GitLab show it)"
  package static let fileExtension = "md"
  package static let asks = true

  package static func text(_ document: Document, _ style: TextStyle) -> String {
    lines(document, style).map { $0 + "\n" }.joined()
  }

  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    func put(_ lines: [String]) { sink(Array(lines.map { $0 + "\n" }.joined().utf8)) }
    put(["# " + lesson.title.escaped, ""])
    for page in lesson.pages {
      if page.isAnswer {
        put(folded(Vocabulary.answer, lines(page.document, style)))
        continue
      }
      put(lines(page.document, style) + [""])
      for (index, hint) in (page.question?.hints ?? []).enumerated() {
        put(folded(Vocabulary.hint(index + 1), lines(Document(hint), style)))
      }
    }
  }

  /// The course in order, as the page that a forge shows of the folder.
  package static func index(_ course: [CourseEntry]) -> CourseIndex? {
    let items = course.enumerated().map { index, entry in
      "\(index + 1). [\(entry.title.escaped)](\(entry.file)): \(entry.summary.escaped)"
    }
    let lines = ["# " + Vocabulary.course, ""] + items
    return CourseIndex(file: "README.md", text: lines.map { $0 + "\n" }.joined())
  }

  /// A document as a cell of a notebook.
  static func notebookText(_ document: Document, _ style: TextStyle) -> String {
    lines(document, style, isNotebook: true).map { $0 + "\n" }.joined()
  }

  private static func lines(
    _ document: Document, _ style: TextStyle, isNotebook: Bool = false
  ) -> [String] {
    let style = TextStyle(width: style.width, numbers: document.numbers(style.numbers))
    let writer = MarkdownWriter(
      layout: TextLayout(style, labels: document.labels),
      setter: MathSetter(
        markup: TeXMath(isForBrowsers: true), numbers: style.numbers, labels: document.labels),
      isNotebook: isNotebook)
    return writer.lines(document.spelled(.unicode).blocks)
  }

  /// Lines that open at a click.
  private static func folded(_ title: String, _ lines: [String]) -> [String] {
    ["<details><summary>\(title)</summary>", ""] + lines + ["", "</details>", ""]
  }
}

private struct MarkdownWriter: TextMarkup {
  /// Draws what Markdown can't.
  let layout: TextLayout
  let setter: MathSetter<TeXMath>
  /// Notebooks mark mathematics with `$`, which forges don't take reliably.
  let isNotebook: Bool

  private var style: TextStyle { layout.style }

  /// The lines of blocks, separated by blank lines.
  func lines(_ blocks: [Block]) -> [String] {
    Array(blocks.map(lines).filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let level, let text): [.repeated("#", min(level, 6)) + " " + inline(text)]
    case .stepHeader(let header): ["## " + header.words.map(\.escaped).joined(separator: " · ")]
    case .paragraph(let text): paragraph(text)
    case .list(let marks, let items):
      items.enumerated().flatMap { index, blocks -> [String] in
        let mark = marks.text(at: index)
        if marks == .letters { return item("- ", lines(labelled(mark ?? "", blocks))) }
        return item((mark ?? "-") + " ", lines(blocks))
      }
    case .quote(let blocks): lines(blocks).map { $0.isEmpty ? ">" : "> " + $0 }
    case .code(let lines): fenced(lines)
    case .rule: ["---"]
    case .sentences(let sentences): sentences.flatMap { item("- ", paragraph([.text($0)])) }
    case .definitions(let title, let definitions):
      lines(title.map { [.paragraph([.text($0)])] } ?? [])
        + (title == nil ? [] : [""])
        + definitions.map { definition in
          let meaning = definition.meaning.isEmpty ? "" : ": " + inline(definition.meaning)
          return "- **" + definition.term.escaped + "**" + meaning
        }
    case .table(let table): rows(table)
    case .claim(let text, let holds):
      paragraph(
        [.text((holds ? Glyphs(.unicode).holds : Glyphs(.unicode).fails) + " ")] + text.inlines)
    case .remark(let label, let text): ["**" + label.escaped + "**: " + inline(text)]
    case .equations(let equations): separated(equations.map(self.equation))
    case .work(let rows): separated(rows.map(work))
    case .graph, .plot, .diagnostic: fenced(layout.lines(block, width: style.width))
    }
  }

  private func separated(_ blocks: [[String]]) -> [String] {
    Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// A block of mathematics; one that is too long for the forges is drawn as text.
  private func math(_ tex: String, else block: Block) -> [String] {
    tex.count <= Self.longestMath && !tex.contains(where: TeXCharacter.isUnsupported)
      ? (isNotebook ? ["$$" + tex + "$$"] : ["```math", tex, "```"])
      : fenced(layout.lines(block, width: style.width))
  }

  private static let longestMath = 990

  private func equation(_ equation: Equation) -> [String] {
    let remark = equation.remark.map { [inline($0.inlines)] } ?? []
    let whole = MathText.relations(equation.left, equation.right)
    return math(whole.broken(setter), else: .equations([equation]))
      + (remark.isEmpty ? [] : [""] + remark)
  }

  private func work(_ row: WorkRow) -> [String] {
    switch row {
    case .sumRule: []
    case .aside(let aside):
      math(setter.markup.brackets(setter.set(aside)), else: .work([row]))
    case .line(let label, let parts):
      math(
        (label.map { setter.markup.words($0) + "\\quad " } ?? "")
          + parts.map { $0.broken(setter) }.joined(separator: "\\qquad "), else: .work([row]))
    }
  }

  /// Lines in a fence that is longer than any in them.
  private func fenced(_ lines: [String]) -> [String] {
    let longest = lines.map(\.longestBackticks).max() ?? 0
    let fence = String.repeated("`", max(3, longest + 1))
    return lines.isEmpty ? [] : [fence] + lines + [fence]
  }

  /// Blocks with a label before their text, where Markdown has no such list mark.
  private func labelled(_ label: String, _ blocks: [Block]) -> [Block] {
    guard case .paragraph(let text) = blocks.first else {
      return [.paragraph([.text(label)])] + blocks
    }
    return [.paragraph([.text(label + " ")] + text)] + blocks.dropFirst()
  }

  /// The lines of a list's item, indented behind its mark.
  private func item(_ mark: String, _ lines: [String]) -> [String] {
    guard let first = lines.first else { return [mark.trimmed] }
    return [mark + first]
      + lines.dropFirst().map { $0.isEmpty ? "" : .spaces(mark.count) + $0 }
  }

  private func paragraph(_ text: [Inline]) -> [String] {
    let text = inline(text)
    return text.isEmpty ? [] : [text.escapedAtStart]
  }

  func escaped(_ text: String) -> String { text.escaped }

  func code(_ text: String) -> String {
    let fence = String.repeated("`", text.longestBackticks + 1)
    let gap = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + gap + text + gap + fence
  }

  func emphasis(_ inner: String) -> String { "*\(inner)*" }
  func strong(_ inner: String) -> String { "**\(inner)**" }
  func inText(_ mathematics: String) -> String {
    isNotebook ? "$\(mathematics)$" : "$`\(mathematics)`$"
  }

  func math(_ math: MathText) -> String {
    let tex = setter.set(math)
    if tex.contains("|") || tex.contains("`") || tex.contains(where: TeXCharacter.isUnsupported) {
      return math.text(style.numbers).escaped
    }
    return inText(tex)
  }

  private func rows(_ table: Table) -> [String] {
    if table.header.isEmpty { return [] }
    func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    return [row(table.header.map(escaped)), row(table.header.map { _ in "---" })]
      + table.rows.map { row($0.map(content)) }
  }

  func content(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): escaped(text)
    case .math(let math): self.math(math)
    case .number(let number): style.numbers.text(number)
    case .zero: Glyphs(.unicode).dottedRule
    case .tensor(let tensor): escaped(style.numbers.text(tensor))
    }
  }
}

extension String {
  /// The text without characters that are Markdown.
  fileprivate var escaped: String {
    map { #"\`*_[]<>#|~$&"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }

  /// A paragraph that does not begin like a list or a rule.
  fileprivate var escapedAtStart: String {
    if hasPrefix("-") || hasPrefix("+") { return "\\" + self }
    let rest = drop(while: \.isNumber)
    guard rest.count < count, rest.first == "." || rest.first == ")" else { return self }
    return prefix(count - rest.count) + "\\" + rest
  }

  /// The length of the longest run of backticks.
  fileprivate var longestBackticks: Int {
    split { $0 != "`" }.map(\.count).max() ?? 0
  }
}
