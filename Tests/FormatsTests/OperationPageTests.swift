import Backprop
import Documents
import Testing

@testable import Formats

@Suite("Pages of operations")
struct OperationPageTests {
  @Test("have only characters that each format has", arguments: Operation.functionNames)
  func characters(name: String) {
    let document = OperationDocument.document(Operation.rows(named: name))
    let tex = LaTeXFormat.text(document, TextStyle())
    #expect(!tex.contains(where: TeXCharacter.isUnsupported))
    #expect(tex.contains("\\begin{document}") && tex.hasSuffix("\\end{document}\n"))
    // A sign such as `<=` has other forms in other languages.
    guard name.contains(where: \.isLetter) else { return }
    for format in Format.ofDocuments {
      #expect(format.text(document, TextStyle()).contains(name.split(separator: "_")[0]))
    }
  }
}
