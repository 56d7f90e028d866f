import Backprop
import Formulas

extension NetworkParser {
  /// Whether the next words begin a definition: `define` before `NAME(`.
  var isAtDefinition: Bool {
    guard parser.isName("define") else { return false }
    var ahead = parser
    ahead.advance()
    guard ahead.token.kind == .name else { return false }
    ahead.advance()
    return ahead.token.is(.openParenthesis)
  }

  /// `define cell(h, x) = z = h @ Wh + x @ Wx + b; tanh(z)`. After `;` it may go on in the next line.
  mutating func definition() throws(Problem) -> NetworkBuilder.Statement {
    parser.advance()
    let (text, range) = try parser.expectName(.valueName)
    let name = Name(text, at: range)
    begin(.value, name)
    let parameters = try parameters()
    try parser.expect(.equals, .words(["="]))
    var parts: [Definition.Part] = []
    while true {
      let start = parser.token.range
      if let part = try part() {
        parts.append(part)
        guard parser.take(.semicolon) else {
          try parser.expectEnd(.words([";"], then: "the value"))
          throw Problem(
            .definitionWithoutValue(definition: text, last: part.name.text), at: part.name.range)
        }
        while parser.token.kind == .newline { parser.advance() }
        continue
      }
      let value = try parser.formula()
      if parser.token.is(.semicolon) {
        throw Problem(.definitionPartWithoutName, at: start.lowerBound..<parser.previousEnd)
      }
      return NetworkBuilder.Statement(
        role: .value, name: text, nameRange: range, axes: nil,
        data: .definition(
          Definition(
            name: name, parameters: parameters, parts: parts, value: value,
            range: range.lowerBound..<parser.previousEnd)))
    }
  }

  /// `(h, x)`
  private mutating func parameters() throws(Problem) -> [Name] {
    let open = parser.token.range
    parser.advance()
    var names: [Name] = []
    if parser.take(.closeParenthesis) { return names }
    repeat {
      guard parser.token.kind == .name else {
        throw parser.unexpectedInside(open, "(", .parameterName)
      }
      let (text, range) = try parser.expectName(.parameterName)
      names.append(Name(text, at: range))
    } while parser.take(.comma)
    guard parser.take(.closeParenthesis) else {
      throw parser.unexpectedInside(open, "(", .words([",", ")"]))
    }
    return names
  }

  /// `z = …` or `S: (query, key) = …`; nil if no name stands here, or one in a formula.
  private mutating func part() throws(Problem) -> Definition.Part? {
    guard parser.token.kind == .name else { return nil }
    var ahead = parser
    ahead.advance()
    guard ahead.token.is(.equals) || ahead.token.is(.colon) else { return nil }
    let (text, range) = try parser.expectName(.valueName)
    let axes = parser.take(.colon) ? try readAxes() : nil
    try parser.expect(.equals, .words(["="]))
    return Definition.Part(
      name: Name(text, at: range), axes: axes, formula: try parser.formula())
  }
}
