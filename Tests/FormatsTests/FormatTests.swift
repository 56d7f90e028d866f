import Documents
import Formats
import Foundation
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

  /// What a format may write in letters: its name, the end of its files' names, a mark in ASCII, the
  /// keywords of its language.
  private static let terms: [String] =
    Format.all.flatMap { [$0.name, $0.help] } + [
      "txt", "[ok]", "sqrt",
      // Markdown.
      "md", "math", "README.md", "```math", #"\quad "#, #"\qquad "#, "</details>",
      #"<details><summary>\</summary>"#,
    ]

  /// The folders of formats that write keywords of another language throughout.
  private static let languages = ["JSON/", "Python/", "Notebook/", "HTML/", "TeX/"]

  @Test("formats choose no words")
  func words() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Formats")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { file in
        file.hasSuffix(".swift") && !Self.languages.contains { file.hasPrefix($0) }
      }
    #expect(files.count > 20)
    for file in files {
      let source = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for line in source.split(separator: "\n") where !line.contains("///") {
        for literal in Self.literals(line) where !Self.terms.contains(literal) {
          #expect(
            literal.firstMatch(of: /[a-z]{2}/) == nil,
            "\(file): a keyword of the format's language? Then list it in `terms`: \"\(literal)\"")
        }
      }
    }
  }

  /// The string literals of a line, without what is interpolated and escaped.
  private static func literals(_ line: Substring) -> [String] {
    var literals: [String] = []
    var open: [(text: String, depth: Int)] = []
    var depth = 0
    var previous: Character = " "
    for character in line {
      defer { previous = previous == "\\" && character == "\\" ? " " : character }
      let isEscaped = previous == "\\"
      let isInside = open.last?.depth == depth
      switch character {
      case "\"" where isInside && !isEscaped: literals += open.popLast().map { [$0.text] } ?? []
      case "\"" where !isEscaped: open.append(("", depth))
      case "(" where !isInside || isEscaped: depth += 1
      case ")" where !isInside: depth -= 1
      case _ where isInside && !isEscaped: open[open.count - 1].text.append(character)
      default: break
      }
    }
    return literals
  }
}
