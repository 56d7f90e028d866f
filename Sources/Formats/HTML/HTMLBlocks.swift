import Documents
import Formulas
import MatrixCore
import Typography

/// Writes the blocks of a page as HTML.
struct HTMLBlocks: TextMarkup {
  let setter: MathSetter<MathML>
  /// How many levels a heading of the document stands below its own.
  var shift = 2

  var numbers: NumberStyle { setter.numbers }

  func html(_ blocks: [Block]) -> String { blocks.map(html).joined(separator: "\n") }

  func html(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text):
      let tag = "h\(min(level + shift, 6))"
      return "<\(tag)>\(inline(text))</\(tag)>"
    case .stepHeader(let header):
      return "<h2>\(header.words.map(\.escapedInHTML).joined(separator: " · "))</h2>"
    case .paragraph(let text): return text.isEmpty ? "" : "<p>\(inline(text))</p>"
    case .list(let marks, let items): return list(marks, items)
    case .quote(let blocks): return "<blockquote>\n\(html(blocks))\n</blockquote>"
    case .code(let lines):
      let text = lines.map(\.escapedInHTML).joined(separator: "\n")
      return "<pre tabindex=\"0\"><code>\(text)</code></pre>"
    case .rule: return "<hr>"
    case .sentences(let sentences):
      return sentences.map { "<p>\($0.escapedInHTML)</p>" }.joined(separator: "\n")
    case .equations(let equations): return wide(equations.map(equation).joined(separator: "\n"))
    case .definitions(let title, let definitions):
      let rows = definitions.map {
        "<dt>\($0.term.escapedInHTML)</dt><dd>\(inline($0.meaning))</dd>"
      }
      return (title.map { "<p>\($0.escapedInHTML)</p>\n" } ?? "")
        + "<dl>\n\(rows.joined(separator: "\n"))\n</dl>"
    case .work(let rows): return work(rows)
    case .table(let table): return self.table(table)
    case .graph(let picture):
      let graph = HTMLGraph(picture, numbers)
      let sums = graph.isDrawn ? picture.sums(numbers) : []
      return graph.html + (sums.isEmpty ? "" : "\n" + html(.equations(sums)))
    case .plot(let plot): return HTMLPlot(plot, numbers).html
    case .diagnostic(let frame):
      let message = "\(frame.severity): \(frame.message)"
      return "<p>\(message.escapedInHTML)</p>"
    case .claim(let text, let holds):
      let mark = "<span class=\"mark\" aria-hidden=\"true\">\(holds ? "✓" : "✗")</span>"
      let words = "<span class=\"spoken\">\(Vocabulary.claim(holds: holds)): </span>"
      return "<p class=\"\(holds ? "holds" : "fails")\">\(mark) \(words)\(inline(text.inlines))</p>"
    case .remark(let label, let text):
      return "<p class=\"remark\"><b>\(label.escapedInHTML)</b> \(inline(text))</p>"
    }
  }

  func escaped(_ text: String) -> String { text.escapedInHTML }
  func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }
  func emphasis(_ inner: String) -> String { "<em>\(inner)</em>" }
  func strong(_ inner: String) -> String { "<strong>\(inner)</strong>" }
  func inText(_ mathematics: String) -> String { "<math>\(mathematics)</math>" }

  /// Mathematics within a sentence; what may be wider than a small screen scrolls in its own box.
  func math(_ math: MathText) -> String {
    let text = inText(setter.set(math))
    guard math.text(numbers).count > Self.longestInline else { return text }
    return "<span class=\"wide\" tabindex=\"0\" role=\"group\" "
      + "aria-label=\"\(Vocabulary.mathematics)\">\(text)</span>"
  }

  /// The most characters of mathematics that fit a narrow screen.
  private static let longestInline = 24

  private func list(_ marks: ListMarks, _ items: [[Block]]) -> String {
    let body = items.map { "<li>\(html($0))</li>" }.joined(separator: "\n")
    return switch marks {
    case .bullets: "<ul>\n\(body)\n</ul>"
    case .numbers(let first): "<ol start=\"\(first)\">\n\(body)\n</ol>"
    case .letters: "<ol type=\"a\">\n\(body)\n</ol>"
    }
  }

  /// Content that scrolls in its own box where it is wider than the page.
  private func wide(_ content: String) -> String {
    "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"\(Vocabulary.mathematics)\">"
      + "\n\(content)\n</div>"
  }

  private func equation(_ equation: Equation) -> String {
    let parts = setter.relations(equation.left, equation.right)
    let remark = equation.remark.map { " <span class=\"note\">\(inline($0.inlines))</span>" } ?? ""
    return "<p class=\"equation\">\(displayed(parts.joined()))\(remark)</p>"
  }

  private func displayed(_ math: String) -> String {
    "<math displaystyle=\"true\"><mrow>\(math)</mrow></math>"
  }

  /// Rows of worked numbers, with the last relations aligned.
  private func work(_ rows: [WorkRow]) -> String {
    let body = rows.map { row -> String in
      switch row {
      case .sumRule: return "<tr class=\"rule\"><td></td><td></td><td></td></tr>"
      case .aside(let math):
        return
          "<tr><th></th><td></td><td>\(displayed(setter.markup.brackets(setter.set(math))))</td></tr>"
      case .line(let label, let parts):
        let head = "<th scope=\"row\">\((label ?? "").escapedInHTML)</th>"
        guard parts.count == 1, case .relations(let left, let rest) = parts[0], rest.count == 1,
          rows.count > 1
        else {
          let whole = parts.map { displayed(setter.set($0)) }.joined(separator: " ")
          return rows.count == 1 && label == nil
            ? "<tr><td>\(whole)</td></tr>" : "<tr>\(head)<td></td><td>\(whole)</td></tr>"
        }
        let sides = setter.relations(left, rest)
        let result = sides.last ?? ""
        return "<tr>\(head)<td>\(displayed(sides.dropLast().joined()))</td>"
          + "<td>\(displayed(result))</td></tr>"
      }
    }
    return wide("<table class=\"work\">\n\(body.joined(separator: "\n"))\n</table>")
  }

  private func table(_ table: Table) -> String {
    let header = table.header.map { "<th scope=\"col\">\(escaped($0))</th>" }
    let rows = table.rows.map { row in
      let cells = row.enumerated().map { cell($1, beginsGroup: table.beginsGroup($0)) }
      return "<tr>\(cells.joined())</tr>"
    }
    return wide(
      "<table class=\"data\">\n<thead><tr>\(header.joined())</tr></thead>\n<tbody>\n"
        + rows.joined(separator: "\n") + "\n</tbody>\n</table>")
  }

  private func cell(_ cell: Table.Cell, beginsGroup: Bool) -> String {
    let kind =
      switch cell {
      case .number: "number"
      case .zero: "number zero"
      case .text, .math, .tensor: ""
      }
    return "<td class=\"\(kind)\(beginsGroup ? " group" : "")\">\(content(cell))</td>"
  }
}
