import Formulas
import MatrixCore

/// A language in which mathematics is set in two dimensions, such as MathML.
///
/// All texts but names, words and numbers are markup already.
protocol MathMarkup {
  /// The widest row of a matrix, in characters, before it is set in blocks of columns; nil for any.
  var widestRow: Int? { get }

  func name(_ text: String) -> String
  /// Words within mathematics.
  func words(_ text: String) -> String
  /// A shape that stands for its value in a formula.
  func shape(_ text: String) -> String
  /// `2.5`, `-3/2`, `1e-8`; a number of a named value bears its reference.
  func number(_ text: String, _ reference: CellReference?) -> String
  func sign(_ operation: MathOperator) -> String
  func sign(_ relation: MathRelation.Sign) -> String
  func minus(_ operand: String) -> String
  /// Parts side by side.
  func row(_ parts: [String]) -> String
  /// Parts below each other.
  func lines(_ parts: [String]) -> String
  func brackets(_ inner: String) -> String
  func list(_ items: [String], isTuple: Bool) -> String
  func indexed(_ base: String, by indices: String) -> String
  func transposed(_ base: String) -> String
  func power(_ base: String, _ exponent: String) -> String
  func fraction(_ numerator: String, _ denominator: String) -> String
  func root(_ inner: String) -> String
  func call(_ function: String, _ arguments: [String]) -> String
  /// `axis=class`
  func option(_ label: String, _ value: String) -> String
  func sum(over letter: String?, _ body: String) -> String
  func matrix(_ rows: [[String]]) -> String
  /// A matrix with its name above and its shape below, or one of several with its label above.
  func captioned(_ matrix: String, above: String?, below: String?) -> String
  /// The marks of rows and columns left out.
  var rowGap: String { get }
  var columnGap: String { get }
  var cornerGap: String { get }
}

extension MathMarkup {
  func shape(_ text: String) -> String { words(text) }
}

/// A value of a lesson, with its name in cells: `early.dW`.
struct NamedValue {
  let name: String
  let tensor: Tensor
}

/// The entry of a named value that a number shows: `dW[1,2]`.
struct CellReference {
  let name: String
  /// Its exact or full text, whatever is shown: `5/2`.
  let value: String
}
