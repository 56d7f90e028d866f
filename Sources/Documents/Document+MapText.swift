import Formulas
import MatrixCore

extension Document {
  /// The document with all text transformed, but not its mathematics.
  package func mapText(_ transform: (String) -> String) -> Document {
    var document = self
    document.blocks = blocks.map { $0.mapText(transform) }
    return document
  }
}

extension Block {
  package func mapText(_ transform: (String) -> String) -> Block {
    switch self {
    case .heading(let level, let text): .heading(level: level, text.mapText(transform))
    case .paragraph(let text): .paragraph(text.mapText(transform))
    case .list(let marks, let items):
      .list(marks, items: items.map { $0.map { $0.mapText(transform) } })
    case .quote(let blocks): .quote(blocks.map { $0.mapText(transform) })
    case .code(let lines): .code(lines.map(transform))
    case .rule: .rule
    case .sentences(let sentences): .sentences(sentences.map(transform))
    case .stepHeader(let header):
      .stepHeader(
        StepHeader(
          position: header.position, total: header.total,
          network: header.network.map(transform), section: transform(header.section),
          title: header.title.mapText(transform)))
    case .equations(let equations):
      .equations(
        equations.map {
          Equation($0.left, $0.right, remark: $0.remark?.mapText(transform))
        })
    case .definitions(let title, let definitions):
      .definitions(
        title: title.map(transform),
        definitions.map { Definition(transform($0.term), $0.meaning.mapText(transform)) })
    case .work(let rows): .work(rows.map { $0.mapText(transform) })
    case .table(let table):
      .table(
        Table(
          header: table.header.map(transform),
          rows: table.rows.map { $0.map { $0.mapText(transform) } }, groups: table.groups))
    case .diagnostic(let frame): .diagnostic(frame.mapText(transform))
    case .graph(let picture): .graph(picture.mapText(transform))
    case .plot(let plot): .plot(plot.mapText(transform))
    case .claim(let text, let holds): .claim(text.mapText(transform), holds: holds)
    case .remark(let label, let text): .remark(label: transform(label), text.mapText(transform))
    }
  }
}

extension [Inline] {
  fileprivate func mapText(_ transform: (String) -> String) -> [Inline] {
    map {
      switch $0 {
      case .text(let text): .text(transform(text))
      case .math: $0
      case .code(let text): .code(transform(text))
      case .emphasis(let inner): .emphasis(inner.mapText(transform))
      case .strong(let inner): .strong(inner.mapText(transform))
      }
    }
  }
}

extension Sentence {
  fileprivate func mapText(_ transform: (String) -> String) -> Sentence {
    Sentence(inlines.mapText(transform))
  }
}

extension WorkRow {
  fileprivate func mapText(_ transform: (String) -> String) -> WorkRow {
    if case .line(let label, let math) = self {
      .line(label: label.map(transform), math)
    } else {
      self
    }
  }
}

extension Table.Cell {
  fileprivate func mapText(_ transform: (String) -> String) -> Table.Cell {
    switch self {
    case .text(let text): .text(transform(text))
    case .math, .number, .tensor, .zero: self
    }
  }
}

extension Shape {
  fileprivate func mapText(_ transform: (String) -> String) -> Shape {
    Shape(axes.map { Axis(transform($0.name), $0.size) })
  }
}

extension GraphPicture {
  fileprivate func mapText(_ transform: (String) -> String) -> GraphPicture {
    GraphPicture(
      nodes.map { node in
        Node(
          label: transform(node.label), role: node.role, isNamed: node.isNamed,
          shape: node.shape.mapText(transform), number: node.number,
          gradient: node.gradient.map { gradient in
            Gradient(
              label: transform(gradient.label), number: gradient.number,
              contributions: gradient.contributions.map {
                Contribution(label: transform($0.label), number: $0.number)
              })
          },
          use: node.use.map {
            Use(
              operation: transform($0.operation), formula: transform($0.formula),
              operands: $0.operands)
          })
      })
  }
}

extension Plot {
  fileprivate func mapText(_ transform: (String) -> String) -> Plot {
    Plot(
      title: transform(title), xLabel: transform(xLabel), yLabel: transform(yLabel),
      points: points.map { ($0.x, $0.y) })
  }
}
