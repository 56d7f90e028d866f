import Documents
import MatrixCore
import Typography

/// A drawn piece of a work row.
struct WorkItem {
  enum Role { case tensor, symbol, relation, text }

  var role: Role
  var body: Box
  /// The caption above it.
  var caption = Box.none
  /// Its column in the strip.
  var column = 0

  /// The number of columns between this and the next item.
  func gap(to next: WorkItem) -> Int {
    if role == .relation || next.role == .relation { return 2 }
    guard next.role == .text else { return 1 }
    let start = next.body.text(0).first
    if start == "^" { return 0 }
    if role == .text {
      let opens = start == "(" || body.text(0).last == "("
      if opens || start == ")" { return 0 }
    }
    return start == "," ? 0 : 1
  }
}

extension [WorkItem] {
  /// The width of a final relation or operator, which stays with the next matrix in any width.
  fileprivate var lead: Int {
    guard !isEmpty, [.symbol, .relation].contains(self[count - 1].role) else { return 0 }
    return self[count - 1].body.width + 2
  }

  /// Whether a negative number after the items needs parentheses.
  fileprivate var endsInOperator: Bool {
    guard !isEmpty else { return false }
    let (role, body) = (self[count - 1].role, self[count - 1].body)
    return role == .symbol
      || role == .text && body.text(body.height - 1).last == "-"
  }

  fileprivate var endsInEquals: Bool {
    !isEmpty && self[count - 1].role == .relation && self[count - 1].body.text(0) == "="
  }
}

extension TensorView {
  fileprivate var isNegativeNumber: Bool {
    name == nil && tensor.shape.isScalar && tensor[0].double < 0
  }
}

extension TextLayout {
  /// The drawn pieces of a row. Before a rounded matrix without a name, `=` becomes `≈`.
  func items(_ pieces: [WorkPiece], width: Int, tail: Grid?) -> [WorkItem] {
    var items: [WorkItem] = []
    items.reserveCapacity(pieces.count)
    var isNear = false
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .symbol(let text): items.append(WorkItem(role: .symbol, body: Box(text)))
      case .relation(let text): items.append(WorkItem(role: .relation, body: Box(text)))
      case .text(let text):
        items.append(WorkItem(role: .text, body: wrapped(text, width: width)))
      case .tensor(let view):
        let grid = index == pieces.count - 1 && view.digits <= style.numbers.precision ? tail : nil
        let room = max(width - items.lead, 8)
        var item = self.with(digits: view.digits).item(
          view, isAlone: pieces.count == 1, width: room, grid: grid)
        if view.name == nil, view.tensor.shape.isScalar {
          let text = item.item.body.text(0)
          let isAfterOperator = view.isNegativeNumber && items.endsInOperator
          item.item.body = Box(isAfterOperator ? "(\(text))" : view.bracketed(text))
        }
        if item.needsMark, items.endsInEquals {
          items[items.count - 1].body = Box(glyphs.approximately)
          items.append(item.item)
        } else {
          // A number beside others needs no mark: the signs between them become `≈`.
          let isAmongOthers = view.tensor.shape.isScalar && pieces.count > 1
          isNear = isNear || item.needsMark && isAmongOthers
          items.append(item.needsMark && !isAmongOthers ? marked(item.item) : item.item)
        }
      }
    }
    guard isNear else { return items }
    for index in items.indices where items[index].role == .relation {
      if items[index].body.text(0) == "=" { items[index].body = Box(glyphs.approximately) }
    }
    return items
  }

  private func item(
    _ view: TensorView, isAlone: Bool, width: Int, grid: Grid?
  ) -> (item: WorkItem, needsMark: Bool) {
    let axes = view.tensor.shape.axes
    let box =
      if let grid, let axis = axes.last {
        TensorBox(body: matrix(grid, axis: axis, width: width), isRounded: grid.isRounded)
      } else {
        tensorBox(view.tensor, view.orientation, width: width - (view.name == nil ? 2 : 0))
      }
    var item = WorkItem(role: .tensor, body: box.body)
    guard let name = view.name, !name.isEmpty else { return (item, box.isRounded) }
    let mark = box.isRounded ? " " + glyphs.approximately : ""
    if !axes.isEmpty {
      item.caption = caption(name, "\(view.tensor.shape)\(mark)", width: width)
    } else if isAlone {
      let relation = box.isRounded ? glyphs.approximately : "="
      item.body = wrapped("\(name) \(relation) \(box.body.text(0))", width: width)
    } else {
      item.caption = wrapped(name + mark, width: width)
    }
    return (item, false)
  }

  /// A formula and its shape; if too long, it breaks like a formula, before the shape last.
  private func caption(_ formula: String, _ shape: String, width: Int) -> Box {
    let whole = Box(formula + " " + shape)
    if whole.width <= width { return whole }
    var lines = FormulaBreaker(formula).lines(width: width, lead: "", hang: 0)
    let shape = wrapped(shape, width: width)
    if shape.height == 1, let last = lines.last, last.width + 1 + shape.width <= width {
      lines[lines.count - 1].append(" " + shape.text(0))
      return Box(lines)
    }
    return Box(lines + shape.lines)
  }

  /// The item with `≈` before it.
  private func marked(_ item: WorkItem) -> WorkItem {
    let mark = Box(glyphs.approximately)
    var picture = Picture(height: item.body.height)
    picture.place(mark, column: 0, row: item.body.axis)
    picture.place(item.body, column: mark.width + 1, row: 0)
    var item = item
    item.body = Box(picture.lines, axis: item.body.axis)
    return item
  }
}

extension TextLayout {
  /// Text as a box; symbols beside it are level with its first line.
  func wrapped(_ text: String, width: Int) -> Box {
    let box = Box(text)
    return box.width <= width ? box : Box(prose(text, width: width).map { Line($0) }, axis: 0)
  }
}
