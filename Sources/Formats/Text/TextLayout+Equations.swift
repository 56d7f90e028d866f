import Documents
import Formulas
import Typography

/// An equation as text.
private struct EquationText {
  let left: String
  /// The right sides, each after its relation: `= Xᵀ @ dY`.
  let right: [String]
  let remark: String
}

/// An equation laid out in lines.
private struct EquationLayout {
  /// The equation on one line; nil if it doesn't fit.
  var whole: Line?
  var lines: [Line]
  var remark: String
  var remarkWidth: Int
}

extension TextLayout {
  /// The columns between the longest formula of a block and the remarks.
  private static let remarkGap = 6

  /// Formulas with remarks at their right, aligned within a block; a remark that doesn't fit is on a
  /// line below.
  func equations(_ equations: [Equation], width: Int, into lines: inout TextLines) {
    let layouts = layouts(equations, width: width)
    // The common column of all remarks.
    var (longest, widest) = (0, 0)
    for equation in layouts {
      guard let whole = equation.whole, isBeside(equation, whole, width: width) else { continue }
      longest = max(longest, equation.remarkWidth)
      widest = max(widest, whole.width)
    }
    let column = widest + 2 + longest <= width ? min(widest + Self.remarkGap, width - longest) : nil
    for equation in layouts {
      guard var line = equation.whole else {
        for line in equation.lines { lines.append(line) }
        below(equation.remark, width: width, into: &lines)
        continue
      }
      if isBeside(equation, line, width: width) {
        line.pad(
          to: column ?? min(line.width + Self.remarkGap, width - equation.remarkWidth))
        line.append(equation.remark, width: equation.remarkWidth)
        lines.append(line)
      } else {
        lines.append(line)
        below(equation.remark, width: width, into: &lines)
      }
    }
  }

  private func isBeside(_ equation: EquationLayout, _ whole: Line, width: Int) -> Bool {
    !equation.remark.isEmpty && !style.accessible
      && whole.width + 2 + equation.remarkWidth <= width
  }

  /// Writes a remark on lines of its own; a shape breaks like a formula.
  private func below(_ remark: String, width: Int, into lines: inout TextLines) {
    if remark.isEmpty { return }
    let indent = width >= 40 ? 4 : 2
    if remark.hasPrefix("(") {
      let broken = FormulaBreaker(remark).lines(width: width, lead: .spaces(indent), hang: indent)
      for line in broken { lines.append(line) }
    } else {
      lines.append(prose(remark, width: width, lead: .spaces(indent), hang: indent))
    }
  }

  private func layouts(_ equations: [Equation], width: Int) -> [EquationLayout] {
    var layouts: [EquationLayout] = []
    layouts.reserveCapacity(equations.count)
    var left = ""
    for equation in equations.map(equationText) {
      if !equation.left.isEmpty { left = equation.left }
      let whole = whole(equation, under: left, width: width)
      layouts.append(
        EquationLayout(
          whole: whole.width <= width ? whole : nil,
          lines: whole.width <= width ? [] : broken(equation, width: width),
          remark: equation.remark,
          remarkWidth: DisplayWidth.of(equation.remark)))
    }
    return layouts
  }

  private func equationText(_ equation: Equation) -> EquationText {
    EquationText(
      left: equation.left.map(mathText) ?? "",
      right: equation.right.map { mathText(.relations(nil, [$0])) },
      remark: equation.remark.map { style.spelling($0.plain) } ?? "")
  }

  /// An equation on one line. Without a left side it continues the equation above, whose left side
  /// is `previous`.
  private func whole(_ equation: EquationText, under previous: String, width: Int) -> Line {
    var whole = Line()
    whole.append(equation.left)
    for part in equation.right where !part.isEmpty {
      if whole.width > 0 { whole.append(spaces: 1) }
      whole.append(part)
    }
    guard equation.left.isEmpty, !previous.isEmpty else { return whole }
    let column = DisplayWidth.of(previous) + 1
    guard column <= width / 3, column + whole.width <= width else { return whole }
    var continued = Line()
    continued.append(spaces: column)
    continued.append(whole)
    return continued
  }

  /// An equation with one line per relation, the relations aligned.
  private func broken(_ equation: EquationText, width: Int) -> [Line] {
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
    // A long left side has its own line, with the first relation if it fits.
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
