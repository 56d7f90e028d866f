import Documents
import MatrixCore
import Typography

/// A lesson as JSON, for other programs: format 1.
package enum JSONFormat: DocumentFormat {
  package static let name = "json"
  package static let help = "json (for other programs)"
  package static let writesBeforeErrors = true
  package static let writesAnyDocument = false

  /// The diagnostics of the document, the only blocks that are data.
  package static func text(_ document: Document, _ style: TextStyle) -> String {
    let diagnostics = document.blocks.compactMap { block in
      if case .diagnostic(let frame) = block { diagnostic(frame) } else { nil }
    }
    let bytes = JSON.object([("diagnostics", .array(diagnostics))]).bytes
    return String(
      decoding: style.spelling == .ascii ? bytes.escapedInJSON : bytes, as: UTF8.self)
  }

  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    // The steps' own text keeps its symbols: JSON can escape them.
    let content = TextStyle(width: style.width, numbers: style.numbers)
    let steps = lesson.steps.map { step in
      JSON.object(
        [
          ("id", .string(step.id)), ("network", .string(step.network)),
          ("kind", .string(step.kind)), ("title", .string(step.title)),
          ("formula", step.formula.map(JSON.string) ?? .null),
          ("index_formula", step.indexFormula.map(JSON.string) ?? .null),
          ("text", .string(TextFormat.text(step.content, content))),
        ] + (step.slopes.map { [("jacobian", slopes($0))] } ?? []))
    }
    let claims = lesson.claims.map { claim in
      JSON.object([("claim", .string(claim.text)), ("holds", .bool(claim.holds))])
    }
    let json = JSON.object([
      ("format", .integer(1)), ("lesson", .string(lesson.id)), ("title", .string(lesson.title)),
      ("networks", .array(lesson.networks.map(network))), ("steps", .array(steps)),
      ("claims", .array(claims)), ("updates", .array(lesson.updates.map(update))),
    ])
    json.write { sink(style.spelling == .ascii ? $0.escapedInJSON : $0) }
    sink([UInt8(ascii: "\n")])
  }

  private static func diagnostic(_ frame: DiagnosticFrame) -> JSON {
    .object([
      ("file", .string(frame.file)), ("line", .integer(frame.line)),
      ("column", .integer(frame.column)), ("severity", .string(frame.severity)),
      ("code", .string(frame.code)), ("message", .string(frame.message)),
      ("help", frame.help.map(JSON.string) ?? .null),
    ])
  }

  /// `data` has a row for each entry of the value, a column for each of the variable.
  private static func slopes(_ table: SlopesData) -> JSON {
    .object([
      ("value", .string(table.value)), ("variable", .string(table.variable)),
      ("shape", .array(table.slopes.shape.sizes.map(JSON.integer))),
      ("data", JSON(data: table.slopes)), ("exact", .bool(table.slopes.isExact)),
    ])
  }

  private static func network(_ network: NetworkData) -> JSON {
    .object([
      ("name", .string(network.name)), ("loss", network.loss.map(JSON.string) ?? .null),
      ("axes", .object(network.axes.map { ($0.name, .integer($0.size)) })),
      (
        "values",
        .object(
          network.values.map {
            ($0.name, .object([("role", .string($0.role))] + members($0.tensor)))
          })
      ),
      ("gradients", .object(network.gradients.map { ($0.name, .object(members($0.tensor))) })),
    ])
  }

  private static func members(_ tensor: Tensor) -> [(key: String, value: JSON)] {
    [
      ("axes", .strings(tensor.shape.names)),
      ("shape", .array(tensor.shape.sizes.map(JSON.integer))), ("data", JSON(data: tensor)),
      ("exact", .bool(tensor.isExact)),
    ]
  }

  private static func update(_ update: UpdateData) -> JSON {
    .object([
      ("network", .string(update.network)), ("step", .integer(update.step)),
      ("loss", update.loss.map { JSON($0) } ?? .null),
      ("params", .object(update.params.map { ($0.name, JSON(data: $0.tensor)) })),
    ])
  }
}

extension [UInt8] {
  /// A JSON text with an escape for each character beyond ASCII, which only strings hold.
  fileprivate var escapedInJSON: [UInt8] {
    if allSatisfy({ $0 < 0x80 }) { return self }
    var bytes: [UInt8] = []
    for unit in String(decoding: self, as: UTF8.self).utf16 {
      if unit < 0x80 {
        bytes.append(UInt8(unit))
      } else {
        let digits = String(unit, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      }
    }
    return bytes
  }
}
