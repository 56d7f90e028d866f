/// A piece of running text.
package enum Inline: Sendable {
  case text(String)
  /// Mathematics within a sentence; it stays on one line if it is short.
  case math(MathText)
  /// Text in the language of formulas or of the shell.
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
}

extension [Inline] {
  /// The text without its markup.
  package var plain: String {
    map {
      switch $0 {
      case .text(let text), .code(let text): text
      case .math(let math): math.text()
      case .emphasis(let inner), .strong(let inner): inner.plain
      }
    }.joined()
  }

  /// Text with code between backticks.
  package init(backticked text: String) {
    self = text.split(separator: "`", omittingEmptySubsequences: false).enumerated().compactMap {
      index, part in
      part.isEmpty ? nil : index % 2 == 1 ? .code(String(part)) : .text(String(part))
    }
  }
}

/// A sentence with mathematics in it, written as a string literal: `"all terms equal \(label)"`.
package struct Sentence: Sendable, ExpressibleByStringInterpolation {
  package var inlines: [Inline]

  package init(_ inlines: [Inline]) { self.inlines = inlines }
  package init(_ math: MathText) { inlines = [.math(math)] }
  package init(stringLiteral text: String) { inlines = [.text(text)] }
  package init(stringInterpolation parts: StringInterpolation) { inlines = parts.inlines }

  /// The text without its markup.
  package var plain: String { inlines.plain }

  package static func + (left: Sentence, right: Sentence) -> Sentence {
    Sentence(left.inlines + right.inlines)
  }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var inlines: [Inline] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { inlines.append(.text(text)) }
    }
    package mutating func appendInterpolation(_ math: MathText) { inlines.append(.math(math)) }
    package mutating func appendInterpolation(_ formula: Formula) {
      inlines.append(.math(formula.math))
    }
    package mutating func appendInterpolation(name: String) { inlines.append(.math(.name(name))) }
    package mutating func appendInterpolation(_ sentence: Sentence) { inlines += sentence.inlines }
    package mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
    package mutating func appendInterpolation(_ number: Int) { appendLiteral("\(number)") }
  }
}

extension [Sentence] {
  /// The sentences with a separator between them.
  package func joined(separator: String) -> Sentence {
    var inlines: [Inline] = []
    for (index, sentence) in enumerated() {
      if index > 0 { inlines.append(.text(separator)) }
      inlines += sentence.inlines
    }
    return Sentence(inlines)
  }
}
