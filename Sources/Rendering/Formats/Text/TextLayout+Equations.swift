extension TextLayout {
  /// Formulas, each with its remark at the right edge, those of one block under each other; a remark
  /// that doesn't fit there stands below its formula.
  func equations(_ equations: [Equation], width: Int) -> [String] {
    var left = ""
    let set = equations.map { equation in
      if !equation.left.isEmpty { left = equation.left }
      return (
        lines: formula(equation, under: left, width: width), remark: equation.remark ?? ""
      )
    }
    let beside = set.map { lines, remark in
      !remark.isEmpty && !style.accessible && lines.count == 1
        && lines[0].width + 2 + DisplayWidth.of(remark) <= width
    }
    let column = remarkColumn(
      zip(set, beside).filter(\.1).map { ($0.0.lines[0].width, DisplayWidth.of($0.0.remark)) },
      width: width)
    var result: [String] = []
    for ((lines, remark), isBeside) in zip(set, beside) {
      if isBeside {
        var line = lines[0]
        line.pad(to: column ?? width - DisplayWidth.of(remark))
        result.append(line.text + style.painted(remark, .dim))
        continue
      }
      result += lines.map(\.trimmed)
      result += below(remark, width: width)
    }
    return result
  }

  /// A remark on lines of its own; one made of shapes breaks as formulas do.
  private func below(_ remark: String, width: Int) -> [String] {
    if remark.isEmpty { return [] }
    let indent = width >= 40 ? 4 : 2
    if remark.hasPrefix("(") {
      return FormulaBreaker(remark).lines(width: width, lead: .spaces(indent), hang: indent)
        .map { style.painted($0.trimmed, .dim) }
    }
    return prose(remark, width: width, lead: .spaces(indent), hang: indent, paint: .dim)
  }

  /// The column at which all remarks can begin, with the longest one at the right edge.
  private func remarkColumn(_ pairs: [(formula: Int, remark: Int)], width: Int) -> Int? {
    let longest = pairs.reduce(0) { max($0, $1.remark) }
    let widest = pairs.reduce(0) { max($0, $1.formula) }
    return widest + 2 + longest <= width ? width - longest : nil
  }

  /// A formula in one line, or a line for each relation with the relations under each other. One
  /// without a left side goes on from the one above, whose left side is `previous`.
  private func formula(_ equation: Equation, under previous: String, width: Int) -> [Line] {
    let parts = ([equation.left] + equation.right).filter { !$0.isEmpty }
    var whole = Line(parts.joined(separator: " "))
    if equation.left.isEmpty, !previous.isEmpty {
      let column = Line(previous).width + 1
      let continued = Line(.spaces(column) + whole.text)
      if column <= width / 3, continued.width <= width { whole = continued }
    }
    if whole.width <= width { return [whole] }
    let left = Line(equation.left)
    let column = equation.left.isEmpty ? 0 : left.width + 1
    if column <= width / 3 {
      var lines: [Line] = []
      for (index, part) in equation.right.enumerated() {
        let lead = index == 0 && column > 0 ? equation.left + " " : .spaces(column)
        lines += FormulaBreaker(part).lines(width: width, lead: lead, hang: column + 2)
      }
      return lines
    }
    // The left side is long: it stands on its own, or with the first relation where that fits.
    var rest = equation.right[...]
    var first = equation.left
    if let next = rest.first, left.width + 1 + DisplayWidth.of(next) <= width {
      first += " " + next
      rest = rest.dropFirst()
    }
    return FormulaBreaker(first).lines(width: width, lead: "", hang: 4)
      + rest.flatMap { FormulaBreaker($0).lines(width: width, lead: "  ", hang: 4) }
  }
}
