import Documents
import Formulas
import MatrixCore

/// A language in which text is marked up, such as HTML: sentences and the cells of tables.
protocol TextMarkup {
  associatedtype Mathematics: MathMarkup

  var setter: MathSetter<Mathematics> { get }

  /// The text, in which no character is markup.
  func escaped(_ text: String) -> String
  func code(_ text: String) -> String
  func emphasis(_ inner: String) -> String
  func strong(_ inner: String) -> String
  /// Markup of `setter` within text.
  func inText(_ mathematics: String) -> String
  /// Mathematics in a sentence.
  func math(_ math: MathText) -> String
}

extension TextMarkup {
  func math(_ math: MathText) -> String { inText(setter.set(math)) }

  func inline(_ text: [Inline]) -> String {
    text.map { part in
      switch part {
      case .text(let text): escaped(text)
      case .math(let math): self.math(math)
      case .code(let text): code(text)
      case .emphasis(let inner): emphasis(inline(inner))
      case .strong(let inner): strong(inline(inner))
      }
    }.joined()
  }

  /// What stands in a cell.
  func content(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): escaped(text)
    case .math(let math): inText(setter.set(math))
    case .number(let number): inText(setter.set(.number(number)))
    case .zero: inText(setter.set(.number(0)))
    case .tensor(let tensor): inText(setter.set(.tensor(tensor)))
    }
  }
}
