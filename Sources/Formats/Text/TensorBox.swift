import Documents
import Formulas
import MatrixCore
import Typography

/// A drawn tensor, without its caption.
struct TensorBox {
  var body: Box
  /// Whether any number is rounded, which is marked once beside it.
  var isRounded: Bool
}

extension TextLayout {
  /// A tensor drawn in at most `width` columns: a number, a matrix, or matrices side by side.
  func tensorBox(_ tensor: Tensor, _ orientation: TensorView.Orientation, width: Int) -> TensorBox {
    if tensor.shape.isScalar {
      var number = style.numbers.formatted(tensor[0])
      var precision = style.numbers.precision
      while number.text.count > width, precision > 0 {
        number = NumberStyle(mode: .decimal, precision: precision).formatted(tensor[0])
        precision -= 1
      }
      return TensorBox(body: Box(style.spelling(number.text)), isRounded: number.isRounded)
    }
    let axes = tensor.shape.axes
    let all = MatrixSlice.slices(tensor, orientation)
    guard axes.count > 2 else {
      let grid = fittingGrids(all, width: width)[0]
      return TensorBox(
        body: matrix(grid, axis: axes[axes.count - 1], width: width), isRounded: grid.isRounded)
    }
    let shown = Abridged(all.count, limit: Abridged.compactLimit)
    let grids = fittingGrids(shown.compactMap { $0.map { all[$0] } }, width: width)
    var rest = grids[...]
    let leading = Shape(Array(axes.dropLast(2)))
    let boxes = shown.map { index -> Box? in
      guard let index, let grid = rest.popFirst() else { return nil }
      return slice(
        grid, label: self.label(leading, at: index), axis: axes[axes.count - 1], width: width)
    }
    return TensorBox(
      body: sideBySide(boxes, width: width), isRounded: grids.contains { $0.isRounded })
  }

  /// The matrices as text, with fewer digits if a single column doesn't fit the width.
  func fittingGrids(_ slices: [MatrixSlice], width: Int) -> [Grid] {
    var grids = Grid.grids(of: slices, numbers: style.numbers, glyphs: glyphs)
    var precision = style.numbers.precision
    while grids.contains(where: { $0.widest + 4 > width }), precision > 0 {
      grids = Grid.grids(
        of: slices, numbers: NumberStyle(mode: .decimal, precision: precision), glyphs: glyphs)
      precision -= 1
    }
    return grids
  }

  /// A matrix in brackets; one that is too wide is split, with a label of the columns above each
  /// part.
  func matrix(_ grid: Grid, axis: Axis, width: Int) -> Box {
    if grid.width <= width { return Box(grid) }
    let parts = grid.parts(width: width)
    if parts.count <= 1 { return parts.first.map(Box.init(_:)) ?? .none }
    var lines: [Line] = []
    for part in parts {
      lines += wrapped(columnLabel(part.columns, axis: axis), width: width).lines
      lines += Box(part).lines
    }
    let last = parts.last.map { (axis: lines.count - $0.height + $0.height / 2, width: $0.width) }
    return Box(lines, axis: 1 + grid.height / 2, end: last)
  }

  private func slice(_ grid: Grid, label: String, axis: Axis, width: Int) -> Box {
    let box = matrix(grid, axis: axis, width: width)
    let label = wrapped(label, width: width)
    return Box(label.lines + box.lines, axis: label.height + box.axis)
  }

  /// Boxes in bands that fit the width; nil is the gap of boxes left out.
  private func sideBySide(_ boxes: [Box?], width: Int) -> Box {
    var bands: [(boxes: [Box], width: Int)] = []
    for box in boxes {
      let box = box ?? gapBox(boxes)
      if let last = bands.last, last.width + 3 + box.width <= width {
        bands[bands.count - 1].boxes.append(box)
        bands[bands.count - 1].width += 3 + box.width
      } else {
        bands.append(([box], box.width))
      }
    }
    var lines: [Line] = []
    var end = (axis: 0, width: 0)
    for band in bands {
      var picture = Picture(height: band.boxes.reduce(0) { max($0, $1.height) })
      var column = 0
      for box in band.boxes {
        picture.place(box, column: column, row: 0)
        column += box.width + 3
      }
      if !lines.isEmpty { lines.append(Line()) }
      end = (lines.count + (band.boxes.first?.axis ?? 0), band.width)
      lines += picture.lines
    }
    return Box(
      lines, axis: boxes.compactMap { $0?.axis }.first, end: bands.count > 1 ? end : nil)
  }

  private func gapBox(_ boxes: [Box?]) -> Box {
    let axis = boxes.compactMap { $0?.axis }.first ?? 0
    return Box([Line](repeating: Line(), count: axis) + [Line(glyphs.rowGap)])
  }

  /// `out 1–5 of 12`
  private func columnLabel(_ columns: [Grid.Column], axis: Axis) -> String {
    let first = (columns.first?.index ?? 0) + 1
    let last = (columns.last?.index ?? 0) + 1
    return style.spelling(Vocabulary.columns(first...max(first, last), of: axis))
  }
}

extension Grid {
  /// Groups of columns that fit the width with brackets. A gap ends a group, because the labels
  /// show what is left out.
  fileprivate func parts(width: Int) -> [Grid] {
    var parts: [Grid] = []
    var used = Int.max
    for column in columns {
      guard column.index != nil else {
        used = .max
        continue
      }
      if used < width, used + 2 + column.width + 4 <= width {
        parts[parts.count - 1].columns.append(column)
        used += 2 + column.width
      } else {
        var part = self
        part.columns = [column]
        parts.append(part)
        used = column.width
      }
    }
    return parts
  }
}
