import Documents
import MatrixCore
import Typography

extension TextLayout {
  /// The approximate number of rows, fewer in a low window; the exact one puts ticks at equal
  /// distances.
  private var plotHeight: Int { min(12, max(4, (style.rows ?? 40) / 3)) }
  /// The minimum width of a curve.
  private static let narrowestPlot = 10

  /// A curve with its axes, and a note on points left out; as text if there is no room.
  func plot(_ plot: Plot, width: Int) -> [String] {
    let points = plot.points.filter(\.isDrawable)
    guard points.count > 1 else { return plotAsText(plot, width: width) }
    let vertical = PlotScale.fitting(points.map(\.y), intervals: 4)
    let labels = vertical.ticks.map { style.spelling($0.text) }
    let margin = labels.reduce(0) { max($0, DisplayWidth.of($1)) } + 2
    let columns = width - margin
    guard columns >= Self.narrowestPlot else { return plotAsText(plot, width: width) }
    let horizontal = PlotScale.spanning(points.map(\.x), intervals: min(10, max(2, columns / 12)))

    let height = max(1, plotHeight / vertical.parts) * vertical.parts + 1
    var grid = DotGrid(
      columns: columns, rows: min(height, plotHeight + 1), isASCII: glyphs.isASCII)
    draw(plot, horizontal, vertical, &grid)
    let rows = (0..<grid.rows).map(grid.text(row:))
    var labelOf: [Int: String] = [:]
    for (tick, label) in zip(vertical.ticks, labels) {
      let dot = Double(rows.count - 1) * (1 - vertical.position(of: tick.value))
      labelOf[Int(dot.rounded())] = label
    }
    var result: [String] = []
    if !plot.title.isEmpty { result += prose(plot.title, width: width, paint: .bold) }
    result += prose(plot.yLabel(isLogarithmic: vertical.isLogarithmic), width: width)
    for (index, row) in rows.enumerated() {
      let label = labelOf[index]
      let lead = String.spaces(margin - 2 - DisplayWidth.of(label ?? "")) + (label ?? "") + " "
      let axis = label == nil ? glyphs.bar : glyphs.isASCII ? "+" : "┤"
      result.append((lead + axis + row).trimmed)
    }
    result += axis(horizontal, plot.xLabel, margin: margin, columns: columns, width: width)
    return result + (plot.omissions.map { prose($0, width: width) } ?? [])
  }

  private func plotAsText(_ plot: Plot, width: Int) -> [String] {
    sentences(plot.sentences(style.numbers), width: width)
  }

  /// Draws the points and the lines between neighbours, with gaps at points that can't be drawn.
  private func draw(
    _ plot: Plot, _ horizontal: PlotScale, _ vertical: PlotScale, _ grid: inout DotGrid
  ) {
    var last: (x: Int, y: Int)?
    for point in plot.points {
      guard point.isDrawable else {
        last = nil
        continue
      }
      let dot = grid.dot(x: horizontal.position(of: point.x), y: 1 - vertical.position(of: point.y))
      grid.line(from: last ?? dot, to: dot)
      last = dot
    }
  }

  /// The axis under the curve, with its numbers and its label.
  private func axis(
    _ scale: PlotScale, _ label: String, margin: Int, columns: Int, width: Int
  ) -> [String] {
    var canvas = Canvas(width: width, height: 2)
    canvas.write(glyphs.isASCII ? "+" : "└", row: 0, column: margin - 1)
    canvas.write(.repeated(glyphs.rule, columns), row: 0, column: margin)
    var free = 0
    for tick in scale.ticks {
      let column = margin + Int((scale.position(of: tick.value) * Double(columns - 1)).rounded())
      let text = style.spelling(tick.text)
      let length = DisplayWidth.of(text)
      let start = min(max(column - length / 2, 0), width - length)
      if start < free { continue }
      canvas.write(glyphs.isASCII ? "+" : "┬", row: 0, column: column)
      canvas.write(text, row: 1, column: start)
      free = start + length + 1
    }
    let length = DisplayWidth.of(label)
    if length <= width - free - 1 {
      canvas.write(label, row: 1, column: width - length)
      return canvas.lines(style)
    }
    let below = length <= width ? [.spaces(width - length) + label] : prose(label, width: width)
    return canvas.lines(style) + below.filter { !$0.isEmpty }
  }
}
