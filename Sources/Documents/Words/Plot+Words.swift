import MatrixCore
import Typography

extension Plot {
  /// The label of a vertical axis.
  package func yLabel(isLogarithmic: Bool) -> String {
    yLabel + (isLogarithmic ? ", logarithmic" : "")
  }

  /// Counts the points that are not drawn; nil if there are none.
  package var omissions: String? {
    let rest = points.count { !$0.isDrawable }
    return rest == 0
      ? nil : "\(rest) of \(points.count) points are too large or no numbers, and left out."
  }

  /// The ends and the extremes of the curve.
  package func sentences(_ numbers: NumberStyle) -> [String] {
    let drawn = points.filter(\.isDrawable)
    let count = drawn.count == 1 ? "1 point" : "\(drawn.count) points"
    var sentences = [
      (title.isEmpty ? "" : title + ": ") + "\(yLabel) against \(xLabel), \(count)."
    ]
    func add(_ lead: String, _ point: Point) {
      sentences.append("\(lead)\(text(point.y, numbers)) at \(xLabel) \(text(point.x, numbers)).")
    }
    if let first = drawn.first, let last = drawn.last, drawn.count > 1,
      let lowest = drawn.min(by: { $0.y < $1.y }), let highest = drawn.max(by: { $0.y < $1.y })
    {
      add("First: ", first)
      add("Lowest: ", lowest)
      if highest.y > max(first.y, last.y) { add("Highest: ", highest) }
      add("Last: ", last)
    } else if let point = drawn.first {
      add("", point)
    }
    return sentences + (omissions.map { [$0] } ?? [])
  }

  private func text(_ x: Double, _ numbers: NumberStyle) -> String {
    if let whole = Int(exactly: x), abs(whole) < 1_000_000_000 { return "\(whole)" }
    return numbers.text(.floating(x))
  }
}
