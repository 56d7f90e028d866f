import Formulas
import Typography

/// Mathematics as MathML Core, which browsers set.
struct MathML: MathMarkup {
  var widestRow: Int? { nil }

  func name(_ text: String) -> String {
    text.contains(" ") ? words(text) : "<mi mathvariant=\"normal\">\(text.escapedInHTML)</mi>"
  }

  /// Words; MathML would leave out a space before them.
  func words(_ text: String) -> String {
    let text = text.escapedInHTML
    return "<mtext>\(text.hasPrefix(" ") ? "&nbsp;" + text.dropFirst() : text)</mtext>"
  }

  /// Words would count as space, and operators beside them lose theirs.
  func shape(_ text: String) -> String {
    "<mi class=\"shape\" mathvariant=\"normal\">\(text.escapedInHTML)</mi>"
  }

  func number(_ text: String, _ reference: CellReference?) -> String {
    if text.hasPrefix("[") { return vector(text) }
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: "/").map(mn)
    let tag = reference.map {
      " data-cell=\"\($0.name.escapedInHTML)\" data-value=\"\($0.value.escapedInHTML)\""
    }
    let inner = parts.count == 2 ? fraction(parts[0], parts[1]) : parts.joined()
    guard isNegative || parts.count == 2 || tag != nil else { return inner }
    return "<mrow\(tag ?? "")>\(isNegative ? "<mo form=\"prefix\">−</mo>" : "")\(inner)</mrow>"
  }

  /// Numbers in brackets, as prose has them.
  private func vector(_ text: String) -> String {
    let text = String(text.map { $0 == "-" ? "−" : $0 })
    return "<mtext class=\"numbers\">\(text.escapedInHTML)</mtext>"
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
    let isOfMatrices = [.product, .outer, .entrywise].contains(operation)
    let space = isOfMatrices ? " lspace=\".22em\" rspace=\".22em\"" : ""
    return "<mo\(space)>\(text.escapedInHTML)</mo>"
  }

  func sign(_ relation: MathRelation.Sign) -> String {
    "<mo form=\"infix\" stretchy=\"false\">\(relation.rawValue)</mo>"
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

  func brackets(_ inner: String) -> String { fenced("(", inner, ")", isLine: isLine(inner)) }

  /// Fences stretch to their content only in a row of their own. Around one line they must not:
  /// stretched ones have gaps beside them.
  private func fenced(_ open: String, _ inner: String, _ close: String, isLine: Bool) -> String {
    let stretch = isLine ? " stretchy=\"false\"" : ""
    return "<mrow><mo fence=\"true\" form=\"prefix\"\(stretch)>\(open)</mo>\(inner)"
      + "<mo fence=\"true\" form=\"postfix\"\(stretch)>\(close)</mo></mrow>"
  }

  /// Whether mathematics is no taller than a line.
  private func isLine(_ math: String) -> Bool {
    !["<munder", "<mtable", "<mfrac", "<msqrt"].contains { math.contains($0) }
  }

  func list(_ items: [String], isTuple: Bool) -> String {
    let inner = row([items.joined(separator: comma)])
    return fenced(isTuple ? "(" : "[", inner, isTuple ? ")" : "]", isLine: isLine(inner))
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
    row([name(function), brackets(row([arguments.joined(separator: comma)]))])
  }

  func option(_ label: String, _ value: String) -> String {
    row([name(label), sign(MathRelation.Sign.equals), value])
  }

  func sum(over letter: String?, _ body: String) -> String {
    let sign = "<mo movablelimits=\"false\">∑</mo>"
    return row([letter.map { "<munder>\(sign)\(name($0))</munder>" } ?? sign, body])
  }

  func matrix(_ rows: [[String]]) -> String {
    let isOneLine = rows.count == 1 && rows.joined().allSatisfy(isLine)
    let rows = rows.map { row in
      "<mtr>\(row.map(cell).joined())</mtr>"
    }
    return fenced("[", "<mtable>\(rows.joined())</mtable>", "]", isLine: isOneLine)
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
    // One of several matrices stands beside the next.
    case (let above?, nil):
      "<mrow><mover>\(matrix)\(above)</mover><mspace width=\".5em\"/></mrow>"
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
