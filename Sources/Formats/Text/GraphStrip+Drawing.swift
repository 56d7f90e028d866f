import Typography

extension GraphStrip {
  /// The strip as lines: each band has the values, the line, the gradients.
  func lines(_ style: TextStyle, _ rails: Rails, hasGradients: Bool) -> [String] {
    let pitch = hasGradients ? 4 : 3
    var canvas = Canvas(width: width, height: bands * pitch)
    func row(_ band: Int) -> Int { band * pitch + 1 }

    for edge in edges {
      let row = row(edge.band)
      canvas.write(edge.value, row: row - 1, column: edge.textColumn)
      canvas.write(
        .repeated(rails.line, edge.end - edge.start), row: row, column: edge.start)
      if hasGradients {
        canvas.write(edge.gradient, row: row + 1, column: edge.textColumn)
        if let part = edge.part { canvas.write(part.text, row: row + 1, column: part.column) }
      }
    }
    for edge in edges {
      guard let circle = edge.circle else { continue }
      var falling = false
      for (index, operand) in edge.operands.enumerated() {
        let operand = edges[operand]
        let row = row(operand.band)
        if index == edge.operands.count - 1 {
          canvas.write(
            .repeated(rails.line, circle.column - operand.end), row: row, column: operand.end)
          continue
        }
        canvas.write(
          .repeated(rails.line, circle.center - operand.end), row: row, column: operand.end)
        canvas.write(falling ? rails.join : rails.corner, row: row, column: circle.center)
        falling = true
        let last = edges[edge.operands[index + 1]].band
        for below in row + 1..<self.row(last, pitch) {
          canvas.write(rails.drop, row: below, column: circle.center)
        }
      }
      canvas.write(circle.text, row: row(edge.band), column: circle.column, paint: .bold)
    }
    for lane in lanes { draw(lane, rails, pitch, &canvas) }
    if let last = edges.last { canvas.write(rails.arrow, row: row(last.band), column: last.end) }
    var lines = canvas.lines(style)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  private func row(_ band: Int, _ pitch: Int) -> Int { band * pitch + 1 }

  /// Draws a value's line and its branches to the bands that use it.
  private func draw(_ lane: Lane, _ rails: Rails, _ pitch: Int, _ canvas: inout Canvas) {
    guard let first = lane.bands.first, let last = lane.bands.last else { return }
    canvas.write(rails.fork, row: row(first, pitch), column: lane.column)
    for canvasRow in row(first, pitch) + 1..<row(last, pitch) {
      let crosses = canvas.text(row: canvasRow, column: lane.column) != " "
      canvas.write(crosses ? rails.crossing : rails.drop, row: canvasRow, column: lane.column)
    }
    for band in lane.bands.dropFirst() {
      canvas.write(
        band == last ? rails.lastBranch : rails.branch, row: row(band, pitch), column: lane.column)
    }
  }
}
