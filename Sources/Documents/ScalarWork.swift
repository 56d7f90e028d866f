import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// The arithmetic behind one entry with its numbers, `0.1385 · 0.4 + (-0.0381) · 0.5`, and its
/// result.
///
/// If anything is rounded, the signs are `≈`, and the numbers have enough digits that the printed
/// terms add up to the printed result: if large terms cancel, four digits of each are not enough.
struct ScalarWork {
  private let pieces: [ScalarPiece]
  private let value: Number
  private let style: NumberStyle
  private let isRounded: Bool
  private let result: NumberText

  /// The arithmetic of an entry, and the entry's value.
  init(_ pieces: [ScalarPiece], value: Number, _ style: NumberStyle) {
    self.pieces = pieces
    self.value = value
    isRounded = pieces.contains { piece in
      if case .number(let number) = piece { style.formatted(number).isRounded } else { false }
    }
    self.style = isRounded ? ScalarWork.style(pieces, value, style) : style
    result = style.formatted(value)
  }

  /// The arithmetic and its result, each with its sign, after the symbolic form if given:
  /// `= 1 · 2 + 3 · (-1)`, `= -1`. Repetitions are left out.
  func right(after symbols: String? = nil) -> [String] {
    let equal = "= "
    let near = style.mark
    var right = symbols.map { [equal + $0] } ?? []
    let arithmetic = pieces.text(style)
    if arithmetic != symbols { right.append((isRounded ? near : equal) + arithmetic) }
    if result.text != arithmetic {
      right.append((isRounded || result.isRounded ? near : equal) + result.text)
    }
    return right
  }
}

extension NumberStyle {
  fileprivate var mark: String { "≈ " }
}

extension ScalarWork {
  /// The maximum number of digits added to the precision.
  private static let maxExtraDigits = 6

  /// The style whose printed digits make the arithmetic equal the printed value.
  private static func style(
    _ pieces: [ScalarPiece], _ value: Number, _ style: NumberStyle
  ) -> NumberStyle {
    let wanted = style.text(value)
    for extra in 0...maxExtraDigits {
      let finer = style.with(digits: min(style.precision + extra, 17))
      guard let read = Number(arithmetic: pieces.text(finer)) else { return style }
      if style.text(.floating(read.double)) == wanted { return finer }
    }
    return style
  }
}

extension Number {
  /// The value of printed arithmetic, read by the rules of formulas; nil if it is more than numbers,
  /// brackets and operators.
  package init?(arithmetic text: String) {
    let bytes = Array(text.map { $0 == "·" ? "*" : String($0) }.joined().utf8)
    guard let number = try? FormulaParser.formula(bytes, 0..<bytes.count).plainNumber else {
      return nil
    }
    self = number
  }
}
