import Documents
import Formats
import Lessons
import Testing

/// Parts without a name, such as `Y.1`, are named on pages only after it has been said what they are.
struct ExplainedPartsTests {
  @Test("no page names a part that was not explained", arguments: Course.ids)
  func parts(_ id: String) throws {
    let document = LessonDocument(try Course.run(id))
    var explained: Set<Substring> = []
    for page in 0..<document.count {
      let text = TextFormat.lines(
        document.document(page, detail: .normal, numbers: TextStyle().numbers),
        TextStyle(width: 1000)
      ).joined(separator: "\n")
      // `Y.1[n,o] = …`, `Y.1 = …`, `to Y.1, which is …`; a formula that is compared with none.
      for match in text.matches(of: /([\w.′]*\.\d+)(?:\[[^\]]*\])? = |([\w.′]*\.\d+), which is/) {
        if let part = match.1 ?? match.2 { explained.insert(part) }
      }
      // The picture of a graph gives the formula of each part by where it stands.
      if document.name(of: page).id.hasSuffix("graph") { continue }
      for match in text.matches(of: /[\p{L}_][\w′]*(?:\.[\p{L}_][\w′]*)*\.\d+\b(?!`)/) {
        let name = match.0
        let part = name.split(separator: ".from.").last ?? name
        let isExplained =
          explained.contains(part) || part.first == "d" && explained.contains(part.dropFirst())
        #expect(isExplained, "\(document.name(of: page).id): \(name)")
      }
    }
  }

  @Test("titles are names that fit", arguments: Course.ids)
  func titles(_ id: String) throws {
    let document = LessonDocument(try Course.run(id))
    for page in 0..<document.count {
      let header = TextFormat.lines(
        document.document(page, detail: .brief, numbers: TextStyle().numbers), TextStyle(width: 80)
      ).first
      #expect(header?.contains("…") == false)
    }
  }
}
