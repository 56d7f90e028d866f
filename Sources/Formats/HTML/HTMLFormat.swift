import Documents
import Formulas
import MatrixCore
import Typography

/// A lesson as one page for browsers, with native MathML; it steps, answers and prints without a request.
package enum HTMLFormat: DocumentFormat {
  package static let name = "html"
  package static let help = "html (a page to open, step through and print)"
  package static let asks = true

  /// A document such as a guide, as a page without steps.
  package static func text(_ document: Document, _ style: TextStyle) -> String {
    let setter = MathSetter(
      markup: MathML(), numbers: document.numbers(style.numbers), labels: document.labels)
    let body = HTMLBlocks(setter: setter, shift: 0).html(document.blocks)
    return page(title: document.title, "<main>\n\(body)\n</main>", hasScript: false)
  }

  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    func put(_ text: String) { sink(Array(text.utf8)) }
    put(head(title: lesson.title, hasScript: true))
    put(
      "<header>\n\(neighbours(lesson))<h1>\(lesson.title.escapedInHTML)</h1>\n</header>\n<main>\n")
    let references = CellNames(lesson.networks)
    for page in lesson.pages {
      put(section(page, references, style) + "\n")
    }
    put("</main>\n<footer>\n\(controls)\n\(neighbours(lesson))</footer>\n")
    put("<script>\(PageScript.text)</script>\n</body>\n</html>\n")
  }

  /// The course in order, with a link to each lesson.
  package static func index(_ course: [CourseEntry]) -> CourseIndex? {
    let items = course.map { entry in
      "<li><a href=\"\(entry.file.escapedInHTML)\">\(entry.title.escapedInHTML)</a>"
        + "<span>\(entry.summary.escapedInHTML)</span></li>"
    }
    let text = page(
      title: Vocabulary.course,
      "<main>\n<h1>\(Vocabulary.course)</h1>\n<ol class=\"course\">\n"
        + items.joined(separator: "\n") + "\n</ol>\n</main>", hasScript: false)
    return CourseIndex(file: "index.html", text: text)
  }

  private static func section(
    _ page: PageData, _ references: CellNames, _ style: TextStyle
  ) -> String {
    let network = page.network ?? "main"
    let header = page.document.blocks.lazy.compactMap(\.stepHeader).first
    let setter = MathSetter(
      markup: MathML(), numbers: page.document.numbers(style.numbers),
      labels: page.document.labels,
      reference: { references.value($0, $1, in: network) })
    let blocks = HTMLBlocks(setter: setter)
    let heading = (header?.words ?? [page.id]).map(\.escapedInHTML).joined(separator: " · ")
    let id = page.id.escapedInHTML
    // Links to steps that have no page of their own lead to the page that they are folded into.
    let anchors = page.folded.map { "<span id=\"\($0.escapedInHTML)\"></span>" }.joined()
    return """
      <section id="\(id)" aria-labelledby="\(id)-title">
      <h2 id="\(id)-title" tabindex="-1">\(heading)</h2>\(anchors)
      \(blocks.html(page.document.blocks.filter { $0.stepHeader == nil }))
      \(page.question.map { HTMLQuestion($0, blocks).html } ?? "")
      </section>
      """
  }

  private static func neighbours(_ lesson: LessonData) -> String {
    guard let neighbours = lesson.neighbours else { return "" }
    let links = [
      neighbours.previous.map {
        "<a rel=\"prev\" href=\"\($0.file.escapedInHTML)\">← \($0.title.escapedInHTML)</a>"
      },
      "<a href=\"\(neighbours.index.escapedInHTML)\">\(Vocabulary.course)</a>",
      neighbours.next.map {
        "<a rel=\"next\" href=\"\($0.file.escapedInHTML)\">\($0.title.escapedInHTML) →</a>"
      },
    ].compactMap(\.self)
    return "<nav aria-label=\"\(Vocabulary.course)\">\(links.joined(separator: "\n"))</nav>\n"
  }

  private static let controls = """
    <nav id="steps" aria-label="\(Vocabulary.steps)" hidden>
    <button type="button" id="back">← \(Vocabulary.back)</button>
    <span id="place"></span>
    <button type="button" id="next">\(Vocabulary.next) →</button>
    <button type="button" id="all" aria-pressed="false">\(Vocabulary.all)</button>
    <button type="button" id="help" aria-controls="keys">?</button>
    <div class="keys" id="keys" hidden>
    <p>\(Vocabulary.pageKeys)</p>
    \(legend)
    </div>
    </nav>
    """

  /// The signs of formulas and what they mean.
  private static let legend =
    "<dl>"
    + Legend.signs(.unicode).map {
      "<dt>\($0.name.escapedInHTML)</dt><dd>\($0.purpose.escapedInHTML)</dd>"
    }.joined(separator: "\n") + "</dl>"

  private static func page(title: String, _ body: String, hasScript: Bool) -> String {
    head(title: title, hasScript: hasScript) + body + "\n</body>\n</html>\n"
  }

  /// The style sheet and the script are allowed by their hashes, and nothing else is.
  private static func head(title: String, hasScript: Bool) -> String {
    let script = hasScript ? "; script-src 'sha256-\(PageScript.hash)'" : ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(
        PageStyle.hash)'\(script)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.escapedInHTML)</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>

      """
  }
}

/// Finds the value of the lesson that a tensor on a page is.
private struct CellNames {
  private var tensors: [String: Tensor] = [:]

  init(_ networks: [NetworkData]) {
    for network in networks {
      let prefix = Self.prefix(network.name)
      for value in network.values { tensors[prefix + value.name] = value.tensor }
      for gradient in network.gradients { tensors[prefix + "d" + gradient.name] = gradient.tensor }
    }
  }

  /// The value of this name, with its network unless that is `main`, if the tensor shows it.
  func value(_ name: String, _ tensor: Tensor, in network: String) -> NamedValue? {
    for full in [Self.prefix(network) + name, name] {
      guard let value = tensors[full] else { continue }
      return value.shape.sizes == tensor.shape.sizes && value.largestDifference(from: tensor) == nil
        ? NamedValue(name: full, tensor: value) : nil
    }
    return nil
  }

  private static func prefix(_ network: String) -> String { network == "main" ? "" : network + "." }
}

extension Document {
  /// The text of its first heading.
  fileprivate var title: String {
    for case .heading(_, let text) in blocks { return text.plain }
    return Vocabulary.course
  }
}

extension Block {
  fileprivate var stepHeader: StepHeader? {
    if case .stepHeader(let header) = self { header } else { nil }
  }
}
