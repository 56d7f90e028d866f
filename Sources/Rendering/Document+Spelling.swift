import MatrixCore
import Typography

extension Document {
  /// The document with every text in it spelt, so that layout measures what will be printed. Most
  /// blocks hold nothing that changes.
  func spelled(_ spelling: Spelling) -> Document {
    if isClean, spelling == .unicode { return self }
    guard blocks.contains(where: { $0.contains(where: spelling.changes) }) else { return self }
    return Document(blocks.map { $0.spelled(spelling) })
  }
}

extension Block {
  fileprivate func spelled(_ spell: Spelling) -> Block {
    switch self {
    case .heading(let level, let text): .heading(level: level, text.spelled(spell))
    case .paragraph(let text): .paragraph(text.spelled(spell))
    case .list(let marks, let items):
      .list(marks, items: items.map { $0.map { $0.spelled(spell) } })
    case .quote(let blocks): .quote(blocks.map { $0.spelled(spell) })
    case .code(let lines): .code(lines.flatMap { $0.codeLines(spell) })
    case .rule: .rule
    case .stepHeader(let header):
      .stepHeader(
        StepHeader(
          place: header.place, total: header.total,
          network: header.network.map(spell.callAsFunction), section: spell(header.section),
          title: spell(header.title)))
    case .equations(let equations):
      .equations(
        equations.map {
          Equation(
            spell($0.left), $0.right.map(spell.callAsFunction),
            remark: $0.remark.map(spell.callAsFunction))
        })
    case .work(let rows): .work(rows.map { $0.spelled(spell) })
    case .table(let table):
      .table(
        Table(
          header: table.header.map(spell.callAsFunction),
          rows: table.rows.map { $0.map { $0.spelled(spell) } }))
    case .graph(let picture): .graph(picture.spelled(spell))
    case .plot(let plot): .plot(plot.spelled(spell))
    case .claim(let text, let holds): .claim(spell(text), holds: holds)
    case .remark(let label, let text): .remark(label: spell(label), text.spelled(spell))
    }
  }
}

extension [Inline] {
  fileprivate func spelled(_ spell: Spelling) -> [Inline] {
    map {
      switch $0 {
      case .text(let text): .text(spell(text))
      case .code(let text): .code(spell(text))
      case .emphasis(let inner): .emphasis(inner.spelled(spell))
      case .strong(let inner): .strong(inner.spelled(spell))
      }
    }
  }
}

extension String {
  /// A line of code with its tabs widened to the next multiple of 4, cut where it holds line ends.
  fileprivate func codeLines(_ spell: Spelling) -> [String] {
    guard utf8.contains(where: { $0 < 0x20 }) else { return [spell(self)] }
    return split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
      var result = ""
      for part in line.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
        if part.offset > 0 {
          result += String(repeating: " ", count: 4 - DisplayWidth.of(result) % 4)
        }
        result += spell(String(part.element))
      }
      return result
    }
  }
}

extension WorkRow {
  fileprivate func spelled(_ spell: Spelling) -> WorkRow {
    switch self {
    case .sumRule: .sumRule
    case .pieces(let label, let pieces):
      .pieces(
        label: label.map(spell.callAsFunction),
        pieces.map {
          switch $0 {
          case .tensor(let view):
            .tensor(
              TensorView(
                view.tensor.spelled(spell), name: view.name.map(spell.callAsFunction),
                orientation: view.orientation,
                digits: view.digits))
          case .symbol(let text): .symbol(spell(text))
          case .relation(let text): .relation(spell(text))
          case .text(let text): .text(spell(text))
          }
        })
    }
  }
}

extension Table.Cell {
  fileprivate func spelled(_ spell: Spelling) -> Table.Cell {
    switch self {
    case .text(let text): .text(spell(text))
    case .number: self
    case .tensor(let tensor): .tensor(tensor.spelled(spell))
    }
  }
}

extension Tensor {
  fileprivate func spelled(_ spell: Spelling) -> Tensor {
    let spelled = shape.spelled(spell)
    return spelled == shape ? self : (try? renamed(spelled)) ?? self
  }
}

extension Shape {
  fileprivate func spelled(_ spell: Spelling) -> Shape {
    Shape(axes.map { Axis(spell($0.name), $0.size) })
  }
}

extension GraphPicture {
  fileprivate func spelled(_ spell: Spelling) -> GraphPicture {
    GraphPicture(
      nodes.map { node in
        Node(
          label: spell(node.label), role: node.role, isNamed: node.isNamed,
          shape: node.shape.spelled(spell), number: node.number,
          gradient: node.gradient.map { Gradient(label: spell($0.label), number: $0.number) },
          use: node.use.map {
            Use(
              operation: spell($0.operation), formula: spell($0.formula), operands: $0.operands)
          })
      })
  }
}

extension Plot {
  fileprivate func spelled(_ spell: Spelling) -> Plot {
    Plot(
      title: spell(title), xLabel: spell(xLabel), yLabel: spell(yLabel),
      points: points.map { ($0.x, $0.y) })
  }
}

extension Block {
  /// Whether there is a text in the block that passes the test.
  fileprivate func contains(where test: (String) -> Bool) -> Bool {
    switch self {
    case .heading(_, let text), .paragraph(let text): text.contains(where: test)
    case .list(_, let items): items.contains { $0.contains { $0.contains(where: test) } }
    case .quote(let blocks): blocks.contains { $0.contains(where: test) }
    case .code(let lines): lines.contains(where: test)
    case .rule: false
    case .stepHeader(let header):
      test(header.network ?? "") || test(header.section) || test(header.title)
    case .equations(let equations):
      equations.contains {
        test($0.left) || $0.right.contains(where: test) || test($0.remark ?? "")
      }
    case .work(let rows): rows.contains { $0.contains(where: test) }
    case .table(let table):
      table.header.contains(where: test)
        || table.rows.contains { $0.contains { $0.contains(where: test) } }
    case .graph(let picture): picture.nodes.contains { $0.contains(where: test) }
    case .plot(let plot): test(plot.title) || test(plot.xLabel) || test(plot.yLabel)
    case .claim(let text, _): test(text)
    case .remark(let label, let text): test(label) || text.contains(where: test)
    }
  }
}

extension [Inline] {
  fileprivate func contains(where test: (String) -> Bool) -> Bool {
    for inline in self {
      switch inline {
      case .text(let text), .code(let text): if test(text) { return true }
      case .emphasis(let inner), .strong(let inner):
        if inner.contains(where: test) { return true }
      }
    }
    return false
  }
}

extension WorkRow {
  fileprivate func contains(where test: (String) -> Bool) -> Bool {
    guard case .pieces(let label, let pieces) = self else { return false }
    return test(label ?? "")
      || pieces.contains {
        switch $0 {
        case .tensor(let view): test(view.name ?? "") || view.tensor.shape.contains(where: test)
        case .symbol(let text), .relation(let text), .text(let text): test(text)
        }
      }
  }
}

extension Table.Cell {
  fileprivate func contains(where test: (String) -> Bool) -> Bool {
    switch self {
    case .text(let text): test(text)
    case .number: false
    case .tensor(let tensor): tensor.shape.contains(where: test)
    }
  }
}

extension Shape {
  fileprivate func contains(where test: (String) -> Bool) -> Bool {
    axes.contains { test($0.name) }
  }
}

extension GraphPicture.Node {
  fileprivate func contains(where test: (String) -> Bool) -> Bool {
    test(label) || shape.contains(where: test) || test(gradient?.label ?? "")
      || test(use?.operation ?? "") || test(use?.formula ?? "")
  }
}
