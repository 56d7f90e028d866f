import Backprop
import Derivations
import MatrixCore
import Typography

/// The arithmetic behind one entry with its numbers, `0.1385 · 0.4 + (-0.0381) · 0.5`, and what it
/// comes to.
///
/// Where something is rounded away the signs are `≈`, and the numbers have as many digits as it takes
/// for the sum that is read to be the result that is printed: where large terms cancel, four digits of
/// each leave none.
struct ScalarWork {
  private let pieces: [ScalarPiece]
  private let value: Number
  private let style: NumberStyle
  private let isRounded: Bool
  private let result: NumberText

  /// The arithmetic of an entry, and the entry as it is known.
  init(_ pieces: [ScalarPiece], value: Number, _ style: NumberStyle) {
    self.pieces = pieces
    self.value = value
    isRounded = pieces.contains { piece in
      if case .number(let number) = piece { style.formatted(number).isRounded } else { false }
    }
    self.style = isRounded ? ScalarWork.style(pieces, value, style) : style
    result = style.formatted(value)
  }

  /// The arithmetic and its result, each after its sign, the form with letters before them where it is
  /// given: `= 1 · 2 + 3 · (-1)`, `= -1`. What says the same as the one before it is left out.
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
  /// The most digits beyond those asked for.
  private static let mostExtra = 6

  /// The style in which the arithmetic, read with its printed digits, comes to the printed value.
  private static func style(
    _ pieces: [ScalarPiece], _ value: Number, _ style: NumberStyle
  ) -> NumberStyle {
    let wanted = style.text(value)
    for extra in 0...mostExtra {
      let finer = style.with(digits: min(style.precision + extra, 17))
      guard let read = sum(pieces, as: finer) else { return style }
      if style.text(.floating(read)) == wanted { return finer }
    }
    return style
  }

  /// The sum of products with its numbers as they are printed; nil where the pieces are something else.
  private static func sum(_ pieces: [ScalarPiece], as style: NumberStyle) -> Double? {
    var sum = 0.0
    var product: Double?
    var sign = 1.0
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .number(let number):
        let printed = style.formatted(number)
        let factor = printed.isRounded ? Double(printed.text) ?? number.double : number.double
        product = (product ?? sign) * factor
      case .text("("):
        // Those of one number.
        guard index + 2 < pieces.count, case .text(")") = pieces[index + 2] else { return nil }
      case .text(")"), .text(" · "): break
      case .text(let text) where text == " + " || text == " - ":
        guard let term = product else { return nil }
        sum += term
        product = nil
        sign = text == " - " ? -1 : 1
      case .text: return nil
      }
    }
    return product.map { sum + $0 }
  }
}
