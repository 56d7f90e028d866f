import Documents
import Formulas
import MatrixCore
import Typography

/// A lesson as a handout for pdfLaTeX, with the packages that every installation has.
package enum LaTeXFormat: DocumentFormat {
  package static let name = "latex"
  package static let help = "latex (a handout)"
  package static let fileExtension = "tex"

  package static func text(_ document: Document, _ style: TextStyle) -> String {
    preamble + "\\begin{document}\n" + body(document, style) + "\\end{document}\n"
  }

  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    func put(_ text: String) { sink(Array(text.utf8)) }
    put(preamble + "\\begin{document}\n\\section*{\(lesson.title.inTeX)}\n")
    for page in lesson.pages { put(body(page.document, style)) }
    put("\\end{document}\n")
  }

  /// The first character that no font of a usual installation has, and its page.
  package static func unsupported(_ lesson: LessonData, _ style: TextStyle) -> UnsupportedCharacter?
  {
    if let character = lesson.title.inTeX.first(where: TeXCharacter.isUnsupported) {
      return UnsupportedCharacter(character: character, page: nil)
    }
    for page in lesson.pages {
      let text = body(page.document, style)
      if let character = text.first(where: TeXCharacter.isUnsupported) {
        return UnsupportedCharacter(character: character, page: page.id)
      }
    }
    return nil
  }

  private static func body(_ document: Document, _ style: TextStyle) -> String {
    let setter = MathSetter(
      markup: TeXMath(isForBrowsers: false), numbers: document.numbers(style.numbers),
      labels: document.labels)
    return TeXBlocks(setter: setter).text(document.blocks) + "\n"
  }

  /// `\fit` sets its content smaller, step by step, where it is wider than the page. `\stephead` never
  /// ends a page: it begins a new one where fewer than six lines are left.
  private static let preamble = #"""
    \documentclass[11pt,a4paper]{article}
    \usepackage[margin=22mm]{geometry}
    \usepackage{amsmath}
    \usepackage{booktabs}
    \usepackage{xcolor}
    \usepackage[hidelinks]{hyperref}
    \pdfinfoomitdate=1
    \pdftrailerid{}
    \pdfsuppressptexinfo=-1
    \setlength{\parindent}{0pt}
    \setlength{\parskip}{5pt plus 2pt minus 1pt}
    \emergencystretch=3em
    \tolerance=2000
    \raggedbottom
    \newsavebox{\fitbox}
    \newcommand{\tryfit}[2]{\ifdim\wd\fitbox>\linewidth\sbox{\fitbox}{#1#2}\fi}
    \newcommand{\fit}[1]{\sbox{\fitbox}{#1}\tryfit{\small}{#1}\tryfit{\footnotesize}{#1}%
    \tryfit{\scriptsize}{#1}\tryfit{\tiny}{#1}\usebox{\fitbox}}
    \newcommand{\shownmath}[1]{\par\fit{$\displaystyle #1$}\par}
    \makeatletter
    \newcommand{\stephead}[1]{\par\vskip 0pt plus 6\baselineskip\penalty-200
    \vskip 0pt plus -6\baselineskip\medskip{\color{darkgray}\small\bfseries #1\par}%
    \nobreak\vskip 1pt{\color{gray}\hrule height 0.3pt}\nobreak\vskip 3pt\@afterheading}
    \makeatother
    \newcommand{\remark}[2]{\par\textcolor{darkgray}{\textbf{#1}}\quad #2\par}

    """#
}

/// Writes the blocks of a page as LaTeX.
private struct TeXBlocks: TextMarkup {
  let setter: MathSetter<TeXMath>

  func text(_ blocks: [Block]) -> String { blocks.map(text).joined(separator: "\n") }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text):
      return "\\\(level < 2 ? "subsection" : level == 2 ? "subsubsection" : "paragraph")*"
        + "{\(inline(text))}"
    case .stepHeader(let header):
      let words = header.words.map(\.inTeX).joined(separator: " $\\cdot$ ")
      return "\\stephead{\(words)}"
    case .paragraph(let text): return text.isEmpty ? "" : "\(inline(text))\\par"
    case .list(let marks, let items): return list(marks, items)
    case .quote(let blocks): return "\\begin{quote}\n\(text(blocks))\n\\end{quote}"
    case .code(let lines): return code(lines)
    case .rule: return "\\par\\hrulefill\\par"
    case .sentences(let sentences):
      return sentences.map { "\($0.inTeX)\\par" }.joined(separator: "\n")
    case .equations(let equations): return equations.map(equation).joined(separator: "\n")
    case .definitions(let title, let definitions):
      let items = definitions.map { "\\item[\($0.term.inTeX)] \(inline($0.meaning))" }
      return (title.map { "\($0.inTeX)\\par\n" } ?? "")
        + "\\begin{description}\n\(items.joined(separator: "\n"))\n\\end{description}"
    case .work(let rows): return rows.map(work).joined(separator: "\n")
    case .table(let table): return self.table(table)
    case .graph(let picture):
      return code(picture.sentences(setter.numbers), isText: true)
        + (picture.sums(setter.numbers).map { equation($0) }.joined(separator: "\n"))
    case .plot(let plot):
      return plot.sentences(setter.numbers).map { "\($0.inTeX)" }.joined(separator: " ") + "\\par"
    case .diagnostic(let frame): return "\("\(frame.severity): \(frame.message)".inTeX)\\par"
    case .claim(let text, let holds):
      return "$\(holds ? "\\surd" : "\\times")$ \(inline(text.inlines))\\par"
    case .remark(let label, let text): return "\\remark{\(label.inTeX)}{\(inline(text))}"
    }
  }

  func escaped(_ text: String) -> String { text.inTeX }
  func code(_ text: String) -> String { "\\texttt{\(text.inTeX.breakable)}" }
  func emphasis(_ inner: String) -> String { "\\emph{\(inner)}" }
  func strong(_ inner: String) -> String { "\\textbf{\(inner)}" }
  func inText(_ mathematics: String) -> String { "$\(mathematics)$" }

  /// Mathematics in a sentence; where it is long it stands on a line of its own, which fits.
  func math(_ math: MathText) -> String {
    let text = setter.set(math)
    return math.width(setter.numbers) > 60 ? "\\shownmath{\(text)}" : inText(text)
  }

  private func list(_ marks: ListMarks, _ items: [[Block]]) -> String {
    let body = items.enumerated().map { index, blocks in
      "\\item\(marks.text(at: index).map { "[\($0)]" } ?? "") \(text(blocks))"
    }
    let kind = marks == .bullets ? "itemize" : "description"
    return "\\begin{\(kind)}\n\(body.joined(separator: "\n"))\n\\end{\(kind)}"
  }

  /// The maximum length of a line of code.
  private static let longestLine = 86

  private func code(_ lines: [String], isText: Bool = false) -> String {
    if isText { return lines.map { "{\\small \($0.inTeX)}\\par" }.joined(separator: "\n") }
    let cut = lines.flatMap { line -> [String] in
      var rest = line[...]
      var parts: [String] = []
      repeat {
        parts.append(String(rest.prefix(Self.longestLine)))
        rest = rest.dropFirst(Self.longestLine)
      } while !rest.isEmpty
      return parts
    }
    let body = cut.map { "\\mbox{\($0.isEmpty ? "\\strut" : $0.inTeX.withFixedSpaces)}" }
    return "\\par\\smallskip{\\footnotesize\\ttfamily\\parskip=0pt\n"
      + "\(body.joined(separator: "\\par\n"))\\par}\\smallskip"
  }

  private func equation(_ equation: Equation) -> String {
    let parts = setter.relations(equation.left, equation.right)
    let remark = equation.remark.map {
      "\\textcolor{darkgray}{\\small \(inline($0.inlines))}"
    }
    let length = equation.length(setter.numbers)
    let math: String
    if length > 80, parts.count > 1 {
      math = "\\begin{aligned} & \(parts.joined(separator: " \\\\ & \\quad ")) \\end{aligned}"
    } else {
      math = parts.joined()
    }
    let remarkLength = equation.remark?.plain.count ?? 0
    if let remark, length + remarkLength < 70 {
      return "\\par$\\displaystyle \(math)$\\hfill \(remark)\\par"
    }
    return "\\shownmath{\(math)}" + (remark.map { "\n\($0)\\par" } ?? "")
  }

  /// About the width of a line of matrices that fits the page when it is set smaller, in characters.
  private static let widestLine = 110

  private func work(_ row: WorkRow) -> String {
    switch row {
    case .sumRule: return ""
    case .aside(let math): return "\\shownmath{\(setter.markup.brackets(setter.set(math)))}"
    case .line(let label, let parts):
      let head = label.map { "\(setter.markup.words($0))\\quad " } ?? ""
      let math = parts.map { $0.broken(setter) }
      // Tensors that are too wide together stand below each other.
      let width = parts.reduce(0) { $0 + $1.width(setter.numbers) }
      let lines = width > Self.widestLine ? math : [math.joined(separator: "\\qquad ")]
      return lines.map { "\\shownmath{\(head)\($0)}" }.joined(separator: "\n")
    }
  }

  private func table(_ table: Table) -> String {
    if table.header.isEmpty { return "" }
    let alignment = table.header.indices.map { column in
      table.rows.contains { $0[column].isNumeric } ? "r" : "l"
    }.joined()
    let header = table.header.map { strong(escaped($0)) }.joined(separator: " & ")
    // A table can't break across pages.
    return stride(from: 0, to: max(1, table.rows.count), by: 30).map { start in
      let rows = table.rows.dropFirst(start).prefix(30).map { row in
        row.map(cell).joined(separator: " & ")
      }
      return "\\par\\fit{\\begin{tabular}{@{}\(alignment)@{}} \\toprule \(header) \\\\ \\midrule "
        + rows.joined(separator: " \\\\ ") + " \\\\ \\bottomrule \\end{tabular}}\\par"
    }.joined(separator: "\n")
  }

  private func cell(_ cell: Table.Cell) -> String {
    if case .zero = cell { return "\\textcolor{gray}{\(content(cell))}" }
    return content(cell)
  }
}

extension Table.Cell {
  fileprivate var isNumeric: Bool {
    switch self {
    case .number, .zero: true
    default: false
    }
  }
}

extension Equation {
  /// Its length as text.
  fileprivate func length(_ numbers: NumberStyle) -> Int {
    MathText.relations(left, right).text(numbers).count
  }
}

extension MathText {
  /// Mathematics in one row; a row that is too long breaks before its relations.
  func broken(_ setter: MathSetter<TeXMath>) -> String {
    var setter = setter
    setter.tensorsBeside = max(1, sides.map(\.countOfStacks).max() ?? 1)
    guard case .relations(let left, let rest) = self, width(setter.numbers) > 74 else {
      return setter.set(self)
    }
    let parts = setter.relations(left, rest)
    return "\\begin{aligned} & \(parts.joined(separator: " \\\\ & \\quad ")) \\end{aligned}"
  }

  /// The sides of its relations, or itself.
  private var sides: [MathText] {
    guard case .relations(let left, let rest) = self else { return [self] }
    return [left].compactMap(\.self) + rest.map(\.right)
  }

  /// The number of tensors in it that are shown as several matrices.
  private var countOfStacks: Int {
    tokens().count { if case .tensor(let view) = $0 { view.tensor.shape.rank > 2 } else { false } }
  }

  /// About its width, in characters: a matrix is as wide as its widest row.
  fileprivate func width(_ numbers: NumberStyle) -> Int {
    tokens(numbers).reduce(0) { width, token in
      switch token {
      case .text(let text): return width + text.count
      case .symbol, .relation: return width + 3
      case .number: return width + 6
      case .tensor(let view):
        let slices = MatrixSlice.slices(view.tensor, view.orientation)
        let columns = min(slices.first?.columns ?? 1, Abridged.limit)
        return width + min(slices.count, Abridged.compactLimit) * (2 + 5 * columns)
      }
    }
  }
}

extension String {
  /// The text in LaTeX.
  var inTeX: String { printable.map { TeXCharacter.text($0) }.joined() }

  /// LaTeX of code that may break after its punctuation.
  fileprivate var breakable: String {
    map { ",;/ ".contains($0) ? "\($0)\\allowbreak{}" : "\($0)" }.joined()
  }

  fileprivate var withFixedSpaces: String { map { $0 == " " ? "~" : "\($0)" }.joined() }
}
