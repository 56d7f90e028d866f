// Formats: how a document looks. A format chooses no words.

/// The formats, listed once.
package enum Format {
  /// Every format for `--format`, the usual one first.
  package static let all: [any DocumentFormat.Type] = [
    TextFormat.self, JSONFormat.self, NumPyFormat.self, PyTorchFormat.self, NotebookFormat.self,
    HTMLFormat.self, LaTeXFormat.self, MarkdownFormat.self,
  ]

  /// Those that write any document, such as an operation's page.
  package static let ofDocuments = all.filter { $0.writesAnyDocument }
}
