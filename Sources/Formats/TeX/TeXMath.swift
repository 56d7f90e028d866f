import Formulas
import Typography

/// Mathematics in the language of LaTeX.
struct TeXMath: MathMarkup {
  /// Whether a script in a browser sets it, such as that of a forge, which knows fewer commands.
  let isForBrowsers: Bool

  /// About the width of a page.
  var widestRow: Int? { 64 }

  func name(_ text: String) -> String {
    if text.contains(" ") { return words(text) }
    let base = text.prefix { !$0.isSubscript }
    let low = text.dropFirst(base.count)
    guard low.allSatisfy(\.isSubscript), !base.isEmpty else { return letters(text) }
    return low.isEmpty
      ? letters(text)
      : "{\(letters(String(base)))}_{\(low.map { TeXCharacter.math($0) ?? "\($0)" }.joined())}"
  }

  /// Several letters that are one name stand closer together than a product.
  private func letters(_ text: String) -> String {
    let body = text.map { TeXCharacter.math($0) ?? "\($0)" }.joined()
    return text.count == 1 ? body : "\\mathit{\(body)}"
  }

  func words(_ text: String) -> String {
    "\\text{\(text.map { TeXCharacter.text($0, inMath: true) }.joined())}"
  }

  func number(_ text: String, _ reference: CellReference?) -> String {
    if text.hasPrefix("[") { return words(String(text.map { $0 == "-" ? "−" : $0 })) }
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: "/")
    let body =
      parts.count == 2
      ? "\\tfrac{\(parts[0])}{\(parts[1])}"
      : parts.joined().contains { $0.isLetter } ? words(parts.joined()) : symbols(parts.joined())
    return isNegative ? "-\(body)" : body
  }

  private func symbols(_ text: String) -> String {
    text.map { TeXCharacter.math($0) ?? "\($0)" }.joined()
  }

  func sign(_ operation: MathOperator) -> String {
    switch operation {
    case .multiply, .dot: " \\cdot "
    case .entrywise: " \\circ "
    case .outer: " \\otimes "
    case .product: " \\mathbin{@} "
    case .lessOrEqual: " \\le "
    case .greaterOrEqual: " \\ge "
    case .notEqual: " \\ne "
    case .equal: " == "
    case .add, .subtract, .divide, .power, .less, .greater: " \(operation.rawValue) "
    }
  }

  func sign(_ relation: MathRelation.Sign) -> String {
    switch relation {
    case .equals: " = "
    case .approximately: " \\approx "
    case .becomes: " \\to "
    }
  }

  func minus(_ operand: String) -> String { "-\(operand)" }
  func row(_ parts: [String]) -> String { parts.joined() }
  func lines(_ parts: [String]) -> String {
    if parts.count == 1 { return parts[0] }
    let columns = isForBrowsers ? "l" : "@{}l@{}"
    return "\\begin{array}{\(columns)} \(parts.joined(separator: " \\\\[4pt] ")) \\end{array}"
  }

  func brackets(_ inner: String) -> String { "\\left(\(inner)\\right)" }

  func list(_ items: [String], isTuple: Bool) -> String {
    let inner = items.joined(separator: ",\\, ")
    return isTuple ? brackets(inner) : "\\left[\(inner)\\right]"
  }

  func indexed(_ base: String, by indices: String) -> String {
    "{\(base)}_{\(symbols(indices))}"
  }

  func transposed(_ base: String) -> String { "{\(base)}^{\\top}" }
  func power(_ base: String, _ exponent: String) -> String { "{\(base)}^{\(exponent)}" }

  func fraction(_ numerator: String, _ denominator: String) -> String {
    "\\frac{\(numerator)}{\(denominator)}"
  }

  func root(_ inner: String) -> String { "\\sqrt{\(inner)}" }

  func call(_ function: String, _ arguments: [String]) -> String {
    "\\mathrm{\(symbols(function))}\\left(\(arguments.joined(separator: ",\\, "))\\right)"
  }

  func option(_ label: String, _ value: String) -> String { "\(name(label)) = \(value)" }

  func sum(over letter: String?, _ body: String) -> String {
    "\\sum\(letter.map { "_{\(name($0))}" } ?? "") \(body)"
  }

  func matrix(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let alignment = String(repeating: "r", count: count)
    let isTall = rows.joined().contains { $0.contains("frac{") }
    let end = isTall && isForBrowsers ? " \\\\[4pt] " : " \\\\ "
    let body = rows.map { $0.joined(separator: " & ") }.joined(separator: end)
    let columns = isForBrowsers ? alignment : "@{}\(alignment)@{}"
    let array = "\\left[\\begin{array}{\(columns)} \(body) \\end{array}\\right]"
    return isTall && !isForBrowsers ? "{\\renewcommand{\\arraystretch}{1.3}\(array)}" : array
  }

  func captioned(_ matrix: String, above: String?, below: String?) -> String {
    // One of several matrices stands beside the next.
    guard let below else { return above.map { "\\overset{\($0)}{\(matrix)}\\;" } ?? matrix }
    let inner = "\\underset{\(below)}{\(matrix)}"
    return above.map { "\\overset{\($0)}{\(inner)}" } ?? inner
  }

  var rowGap: String { "\\vdots" }
  var columnGap: String { "\\cdots" }
  var cornerGap: String { "\\ddots" }
}
