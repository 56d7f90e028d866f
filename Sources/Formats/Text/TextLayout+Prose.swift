import Documents
import Formulas
import Typography

extension TextLayout {
  /// Wraps text into lines. The first begins with `lead`, which is `hang` columns wide or at the
  /// left edge; the others are indented by `hang`.
  func prose(_ text: [Inline], width: Int, lead: [WordWrap.Run] = [], hang: Int = 0) -> [String] {
    var prose = WordWrap(width: readable(width), lead: lead, hang: hang)
    add(text.joiningMathematics(longest: Self.longestUnbroken), nil, to: &prose)
    return painted(prose.finish())
  }

  func prose(
    _ text: String, width: Int, lead: String = "", hang: Int = 0, paint: Paint? = nil
  ) -> [String] {
    var prose = WordWrap(width: readable(width), lead: [WordWrap.Run(lead)], hang: hang)
    prose.add(text, paint)
    return painted(prose.finish())
  }

  /// The width of running text in a space of `width` columns: it ends at the readable width of the
  /// line, unless the space begins far right.
  private func readable(_ width: Int) -> Int {
    max(min(width, 40), width - max(0, style.width - TextStyle.readableWidth))
  }

  /// Sentences of a document or its drawings, each from the left edge.
  func sentences(_ sentences: [String], width: Int) -> [String] {
    sentences.flatMap { prose(style.spelling($0), width: width, hang: 2) }
  }

  private func painted(_ lines: [[WordWrap.Run]]) -> [String] {
    lines.map { $0.map { style.painted($0.text, $0.paint) }.joined().trimmed }
  }

  /// The maximum length of values and code that never break.
  private static let longestUnbroken = 36

  private func addUnbroken(_ text: String, _ paint: Paint?, to prose: inout WordWrap) {
    prose.add(text, paint, isUnbroken: text.count <= Self.longestUnbroken)
  }

  private func add(_ inlines: [Inline], _ paint: Paint?, to prose: inout WordWrap) {
    for inline in inlines {
      switch inline {
      case .text(let text): prose.add(text, paint)
      case .math(let math): addUnbroken(mathText(math), paint, to: &prose)
      case .code(let text):
        addUnbroken(style.accessible ? text : "`\(text)`", paint, to: &prose)
      case .emphasis(let inner): add(inner, between: "*", paint ?? .italic, to: &prose)
      case .strong(let inner): add(inner, between: "**", .bold, to: &prose)
      }
    }
  }

  private func add(
    _ inner: [Inline], between mark: String, _ paint: Paint, to prose: inout WordWrap
  ) {
    // Where the paint is seen, or nothing is to be read out, no mark is needed.
    let mark = style.accessible || style.color ? "" : mark
    prose.add(mark, paint)
    add(inner, paint, to: &prose)
    prose.add(mark, paint)
  }
}
