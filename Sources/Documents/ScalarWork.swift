import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// The arithmetic behind one entry with its numbers, `0.1385 · 0.4 + (-0.0381) · 0.5`, and its
/// result.
///
/// If anything is rounded, `≈` stands before the result, unless that is 0, and the numbers have enough
/// digits that the printed terms add up to the printed result: if large terms cancel, four digits of
/// each are not enough.
struct ScalarWork {
  private let numbers: MathText
  private let value: Number
  private let style: NumberStyle
  private let isRounded: Bool

  /// The arithmetic of an entry, and the entry's value.
  init(_ numbers: MathText, value: Number, _ style: NumberStyle) {
    isRounded = numbers.isRounded(style)
    self.numbers = isRounded ? numbers.precise(for: value, style) : numbers
    self.value = value
    self.style = style
  }

  /// The arithmetic and its result, each with its sign, after the symbolic form if given:
  /// `= 1 · 2 + 3 · (-1)`, `= -1`. Repetitions are left out.
  func right(after symbols: MathText? = nil) -> [MathRelation] {
    var right = symbols.map { [MathRelation(.equals, $0)] } ?? []
    let arithmetic = numbers.text(style)
    if arithmetic != symbols?.text(style) { right.append(MathRelation(.equals, numbers)) }
    let result = style.formatted(value)
    if result.text != arithmetic { right.append(MathRelation(.equals, .number(value))) }
    let isNear = (isRounded || result.isRounded) && value.double != 0
    if isNear, let last = right.popLast() {
      right.append(MathRelation(.approximately, last.right))
    }
    return right
  }
}

extension MathText {
  /// The most significant digits that a number is given so that a line can be read.
  private static let mostDigits = 17

  /// Whether any number in it is rounded.
  fileprivate func isRounded(_ style: NumberStyle) -> Bool {
    tokens(style).contains {
      if case .number(let number, _) = $0 { style.formatted(number).isRounded } else { false }
    }
  }

  /// Arithmetic on numbers with the digits that make what is printed, read again, give `value` as it is
  /// printed.
  func precise(for value: Number, _ style: NumberStyle) -> MathText {
    let wanted = style.text(value)
    for digits in style.precision...max(style.precision, Self.mostDigits) {
      let finer = with(digits: digits)
      guard let read = Number(arithmetic: finer.text(style)) else { return self }
      if [read, .floating(read.double)].contains(where: {
        style.text($0, inPlaceOf: value) == wanted
      }) {
        return finer
      }
    }
    return self
  }

  /// The mathematics with at least `digits` significant digits in each number.
  private func with(digits: Int) -> MathText {
    map { if case .number(let number, _) = $0 { .number(number, digits: digits) } else { $0 } }
  }
}

extension Number {
  /// The value of printed arithmetic, read by the rules of formulas; nil if it is more than numbers,
  /// brackets, operators and functions of numbers.
  package init?(arithmetic text: String) {
    let bytes = Array(text.map { $0 == "·" ? "*" : String($0) }.joined().utf8)
    guard let formula = try? FormulaParser.formula(bytes, 0..<bytes.count),
      let number = formula.evaluatedNumber
    else { return nil }
    self = number
  }
}
