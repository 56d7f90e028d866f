import Backprop
import Documents
import Formats
import Terminal
import Typography

extension Command {
  static let operations = Command(
    name: "operations", usage: "operations [NAME]",
    summary: "what formulas can use: value, gradients, conventions",
    options: [.format(among: Format.ofDocuments)] + CommandOption.appearance, words: ["-x"],
    run: runOperations)

  private static func runOperations(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    let outputOptions = try OutputOptions(arguments)
    let format = try arguments.format(among: Format.ofDocuments)
    let document: Document
    if let name = try arguments.single() {
      let rows = Operation.rows(named: Operation.names[name] ?? name)
      guard !rows.isEmpty else {
        throw .unknownOperation(
          name, nearest(name, Operation.all.map(\.name) + Operation.names.keys.sorted()))
      }
      document = OperationDocument.document(rows)
    } else {
      document = OperationDocument.list
    }
    let text = format.text(document, outputOptions.style(for: format))
    output.write(format.isForTerminals ? text + "\n" : text)
    return 0
  }
}

extension Operation {
  /// Aliases, with the table's name.
  fileprivate static let names = [
    "-x": "negate", "x.T": ".T", "x^n": "^", "**": "^", "matmul": "@",
  ]
}
