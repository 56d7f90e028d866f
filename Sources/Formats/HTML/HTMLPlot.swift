import Documents
import Typography

/// A curve as SVG, with its words beside it.
struct HTMLPlot {
  private let plot: Plot
  private let numbers: NumberStyle

  init(_ plot: Plot, _ numbers: NumberStyle) {
    self.plot = plot
    self.numbers = numbers
  }

  private let width = 640.0
  private let height = 240.0
  private let left = 76.0
  private let bottom = 40.0

  var html: String {
    let words = plot.sentences(numbers).map(\.escapedInHTML).joined(separator: " ")
    let drawn = plot.points.filter(\.isDrawable)
    guard drawn.count > 1 else { return "<p>\(words)</p>" }
    let vertical = PlotScale.fitting(drawn.map(\.y), intervals: 4)
    let horizontal = PlotScale.spanning(drawn.map(\.x), intervals: 8)
    func x(_ value: Double) -> Int {
      Int((left + horizontal.position(of: value) * (width - left - 16)).rounded())
    }
    func y(_ value: Double) -> Int {
      Int((12 + (1 - vertical.position(of: value)) * (height - bottom - 12)).rounded())
    }
    var parts: [String] = []
    for tick in vertical.ticks {
      parts.append(SVG.line(Int(left), y(tick.value), Int(width) - 16, y(tick.value), "grid"))
      parts.append(SVG.text(Int(left) - 8, y(tick.value) + 4, tick.text, "end"))
    }
    for tick in horizontal.ticks {
      parts.append(SVG.line(x(tick.value), Int(height - bottom), x(tick.value), 12, "grid"))
      parts.append(SVG.text(x(tick.value), Int(height - bottom) + 18, tick.text, "middle"))
    }
    for run in plot.points.split(whereSeparator: { !$0.isDrawable }) {
      let points = run.map { "\(x($0.x)),\(y($0.y))" }.joined(separator: " ")
      parts.append("<polyline class=\"curve\" points=\"\(points)\"/>")
    }
    let yLabel = plot.yLabel(isLogarithmic: vertical.isLogarithmic)
    parts.append(SVG.text(Int(left), Int(height) - 4, plot.xLabel, "start"))
    return """
      <figure><figcaption>\(yLabel.escapedInHTML)</figcaption>
      <svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-label="\(words)">
      \(parts.joined(separator: "\n"))
      </svg>
      <p class="words">\(words)</p></figure>
      """
  }
}
