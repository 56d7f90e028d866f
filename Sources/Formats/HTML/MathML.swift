import Formulas
import Typography

/// Mathematics as MathML Core, which browsers set.
struct MathML: MathMarkup {
  var widestRow: Int? { nil }

  func name(_ text: String) -> String {
    text.contains(" ") ? words(text) : "<mi mathvariant=\"normal\">\(text.escapedInHTML)</mi>"
  }

  func words(_ text: String) -> String { "<mtext>\(text.escapedInHTML)</mtext>" }

  func number(_ text: String, _ reference: CellReference?) -> String {
    if text.hasPrefix("[") { return words(text) }
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: "/").map(mn)
    let tag = reference.map {
      " data-cell=\"\($0.name.escapedInHTML)\" data-value=\"\($0.value.escapedInHTML)\""
    }
    let inner = parts.count == 2 ? fraction(parts[0], parts[1]) : parts.joined()
    guard isNegative || parts.count == 2 || tag != nil else { return inner }
    return "<mrow\(tag ?? "")>\(isNegative ? "<mo form=\"prefix\">−</mo>" : "")\(inner)</mrow>"
  }

  /// A number without a sign; a power of ten has its sign as an operator.
  private func mn(_ text: Substring) -> String { "<mn>\(String(text).escapedInHTML)</mn>" }

  func sign(_ operation: MathOperator) -> String {
    let text =
      switch operation {
      case .multiply: "·"
      case .subtract: "−"
      case .lessOrEqual: "≤"
      case .greaterOrEqual: "≥"
      case .notEqual: "≠"
      default: operation.rawValue
      }
    return "<mo>\(text.escapedInHTML)</mo>"
  }

  func sign(_ relation: MathRelation.Sign) -> String {
    "<mo stretchy=\"false\">\(relation.rawValue)</mo>"
  }

  func minus(_ operand: String) -> String { row(["<mo form=\"prefix\">−</mo>", operand]) }

  func row(_ parts: [String]) -> String {
    parts.count == 1 ? parts[0] : "<mrow>\(parts.joined())</mrow>"
  }

  func lines(_ parts: [String]) -> String {
    if parts.count == 1 { return parts[0] }
    let rows = parts.map { "<mtr><mtd>\($0)</mtd></mtr>" }
    return "<mtable>\(rows.joined())</mtable>"
  }

  func brackets(_ inner: String) -> String { fenced("(", inner, ")") }

  /// Fences stretch to their content only in a row of their own.
  private func fenced(_ open: String, _ inner: String, _ close: String) -> String {
    "<mrow><mo fence=\"true\" form=\"prefix\">\(open)</mo>\(inner)"
      + "<mo fence=\"true\" form=\"postfix\">\(close)</mo></mrow>"
  }

  func list(_ items: [String], isTuple: Bool) -> String {
    let inner = row([items.joined(separator: comma)])
    return fenced(isTuple ? "(" : "[", inner, isTuple ? ")" : "]")
  }

  private let comma = "<mo separator=\"true\">,</mo>"

  func indexed(_ base: String, by indices: String) -> String {
    "<msub>\(base)<mtext>\(indices.escapedInHTML)</mtext></msub>"
  }

  func transposed(_ base: String) -> String { "<msup>\(base)<mo>⊤</mo></msup>" }

  func power(_ base: String, _ exponent: String) -> String { "<msup>\(base)\(exponent)</msup>" }

  func fraction(_ numerator: String, _ denominator: String) -> String {
    "<mfrac>\(numerator)\(denominator)</mfrac>"
  }

  func root(_ inner: String) -> String { "<msqrt>\(inner)</msqrt>" }

  func call(_ function: String, _ arguments: [String]) -> String {
    row([name(function), fenced("(", row([arguments.joined(separator: comma)]), ")")])
  }

  func option(_ label: String, _ value: String) -> String {
    row([name(label), sign(MathRelation.Sign.equals), value])
  }

  func sum(over letter: String?, _ body: String) -> String {
    let sign = "<mo movablelimits=\"false\">∑</mo>"
    return row([letter.map { "<munder>\(sign)\(name($0))</munder>" } ?? sign, body])
  }

  func matrix(_ rows: [[String]]) -> String {
    let rows = rows.map { row in
      "<mtr>\(row.map(cell).joined())</mtr>"
    }
    return fenced("[", "<mtable>\(rows.joined())</mtable>", "]")
  }

  /// A cell bears the reference of its number.
  private func cell(_ content: String) -> String {
    guard content.hasPrefix("<mrow data-cell"), content.hasSuffix("</mrow>") else {
      return "<mtd>\(content)</mtd>"
    }
    return "<mtd" + content.dropFirst("<mrow".count).dropLast("</mrow>".count) + "</mtd>"
  }

  func captioned(_ matrix: String, above: String?, below: String?) -> String {
    switch (above, below) {
    case (let above?, let below?): "<munderover>\(matrix)\(below)\(above)</munderover>"
    case (let above?, nil): "<mover>\(matrix)\(above)</mover>"
    case (nil, let below?): "<munder>\(matrix)\(below)</munder>"
    case (nil, nil): matrix
    }
  }

  var rowGap: String { "<mo>⋮</mo>" }
  var columnGap: String { "<mo>⋯</mo>" }
  var cornerGap: String { "<mo>⋱</mo>" }
}

extension String {
  /// The text as HTML, without characters that are never printed.
  var escapedInHTML: String {
    var result = ""
    for character in printable {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
