import Documents
import Formulas
import MatrixCore
import Typography

/// A drawn piece of a work row.
struct WorkItem {
  enum Role { case tensor, number, symbol, relation, text }

  var role: Role
  var body: Box
  /// The caption above it.
  var caption = Box.none
  /// Its column in the strip.
  var column = 0
  /// Whether it has more room at both sides.
  var isWide = false

  /// The number of columns between this and the next item.
  func gap(to next: WorkItem) -> Int {
    if role == .relation || next.role == .relation || isWide || next.isWide { return 2 }
    guard next.isWord else { return 1 }
    let start = next.body.text(0).first
    if start == "^" || start == "ᵀ" || start == "," || start == "[" { return 0 }
    guard isWord else { return 1 }
    let end = body.text(0).last
    return start == "(" || start == ")" || end == "(" || end == "-" ? 0 : 1
  }

  /// The end of the line that goes on behind its last band.
  var endWidth: Int { body.end?.width ?? body.width }

  /// Whether it closes what is before it, so that it stands beside its last band.
  var isClosing: Bool {
    guard role == .text, body.height == 1, let first = body.text(0).first else { return false }
    return ")],".contains(first)
  }

  /// Whether it is a matrix or a number, not a sign or a name.
  var isValue: Bool { role == .tensor || role == .number }

  private var isWord: Bool { role == .text || role == .number }
}

extension [WorkItem] {
  /// The same with equal room around the signs between matrices, whether or not their captions need it.
  var roomy: [WorkItem] {
    var items = self
    for index in indices.dropFirst().dropLast() where items[index].role == .symbol {
      items[index].isWide = [items[index - 1], items[index + 1]].allSatisfy {
        $0.role == .tensor && $0.caption.height > 0
      }
    }
    return items
  }

  /// Whether something else than a closing bracket follows a tensor of several bands, to the side of
  /// which it would be lost.
  var goesOnBesideBands: Bool {
    guard let first = firstIndex(where: { $0.body.end != nil }) else { return false }
    return self[(first + 1)...].contains { !$0.isClosing }
  }

  /// The width of a final relation or operator, which stays with the next matrix in any width.
  fileprivate var lead: Int {
    guard !isEmpty, [.symbol, .relation].contains(self[count - 1].role) else { return 0 }
    return self[count - 1].body.width + 2
  }

  fileprivate var endsInEquals: Bool {
    !isEmpty && self[count - 1].role == .relation && self[count - 1].body.text(0) == "="
  }
}

extension TextLayout {
  /// The drawn pieces of a row. Before a rounded matrix without a name, `=` becomes `≈`.
  func items(_ tokens: [MathToken], width: Int, tail: Grid?) -> [WorkItem] {
    var items: [WorkItem] = []
    items.reserveCapacity(tokens.count)
    // The last relation of each equation of the row, and whether something in it is rounded.
    var equations: [(relation: Int?, isNear: Bool)] = [(nil, false)]
    let last = tokens.lastIndex { if case .tensor = $0 { true } else { false } }
    for (index, token) in tokens.enumerated() {
      switch token {
      case .symbol(let text):
        items.append(WorkItem(role: .symbol, body: Box(style.spelling(text))))
      case .relation(let text):
        equations[equations.count - 1].relation = items.count
        items.append(WorkItem(role: .relation, body: Box(style.spelling(text))))
      case .text(let text):
        if text == " " { equations.append((nil, false)) }
        items.append(WorkItem(role: .text, body: wrapped(style.spelling(text), width: width)))
      case .number(let number, let digits):
        let room = max(width - items.lead, 8)
        let box = with(digits: digits).tensorBox(Tensor(number), .row, width: room)
        if box.isRounded { equations[equations.count - 1].isNear = true }
        items.append(WorkItem(role: .number, body: box.body))
      case .tensor(let view):
        let grid = index == last && view.digits <= style.numbers.precision ? tail : nil
        let room = max(width - items.lead, 8)
        let item = self.with(digits: view.digits).item(view, width: room, grid: grid)
        if item.needsMark, items.endsInEquals {
          items[items.count - 1].body = Box(glyphs.approximately)
          items.append(item.item)
        } else {
          // Beside others in a row with a result, the sign before that says it.
          let isPart = tokens.contains { if case .relation = $0 { true } else { false } }
          if item.needsMark && isPart { equations[equations.count - 1].isNear = true }
          items.append(item.needsMark && !isPart ? marked(item.item) : item.item)
        }
      }
    }
    // A rounded operand needs no mark: the sign before the result becomes `≈`.
    for case (let relation?, true) in equations {
      items[relation].body = Box(glyphs.approximately)
    }
    return items
  }

  private func item(
    _ view: TensorView, width: Int, grid: Grid?
  ) -> (item: WorkItem, needsMark: Bool) {
    let axes = view.tensor.shape.axes
    let box =
      if let grid, let axis = axes.last {
        TensorBox(body: matrix(grid, axis: axis, width: width), isRounded: grid.isRounded)
      } else {
        tensorBox(view.tensor, view.orientation, width: width - (view.name == nil ? 2 : 0))
      }
    var item = WorkItem(role: .tensor, body: box.body)
    guard let name = view.name else { return (item, box.isRounded) }
    let mark = box.isRounded ? " " + glyphs.approximately : ""
    let shape = style.spelling("\(view.tensor.shape)") + mark
    item.caption = caption(mathText(name), shape, width: width)
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
    let end = item.body.end.map { (axis: $0.axis, width: mark.width + 1 + $0.width) }
    item.body = Box(picture.lines, axis: item.body.axis, end: end)
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
