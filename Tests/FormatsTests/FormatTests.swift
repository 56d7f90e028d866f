import Documents
import Formats
import Testing

@Suite struct FormatTests {
  @Test("each format has a name of its own, with which its help begins")
  func names() {
    let names = Format.all.map { $0.name }
    #expect(Set(names).count == names.count && names.first == "text")
    for format in Format.all { #expect(format.help.hasPrefix(format.name)) }
  }

  @Test("only the text format follows the terminal")
  func terminals() {
    #expect(Format.all.filter { $0.isForTerminals }.map { $0.name } == ["text"])
  }
}
