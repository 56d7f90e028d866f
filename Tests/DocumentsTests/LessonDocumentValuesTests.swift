import Documents
import Formats
import Lessons
import Testing

@Suite("The values so far")
struct LessonDocumentValuesTests {
  private let document = LessonDocument(
    LessonRun(
      Lesson(
        SourceText(
          name: "test",
          bytes: Array(
            """
            ---
            format: 1
            title: Values
            summary: Only a test
            ---

            ```network
            input  x: (N) = [1, 2, 4]
            param  w      = 3
            y = w * x
            loss L = sum(y^2) / N
            ```

            ```steps
            show y
            compare dw with sum(x * dy)
            compare dw with 42
            update with sgd(rate=1/2)
            check gradients
            ```

            ```network other
            param  v      = 3
            loss M = v^2
            ```

            ```steps
            show M, main.dy
            backward
            ```

            ```ask
            In the main network, what is dw for?
            - [x] for w
            - [ ] for x
            ```

            ```ask
            What is y of main without its first factor?
            answer: v / 3
            ```

            ```ask
            Which of v and M is larger?
            - [x] M
            - [ ] v
            ```

            """.utf8))), .errors))

  private func lines(upTo id: String) throws -> [String] {
    let page = try #require((0..<document.count).first { document.name(of: $0).id == id })
    return TextFormat.lines(document.values(upTo: page), TextStyle())
  }

  @Test("are the data and what every kind of step showed")
  func kinds() throws {
    let shown = try lines(upTo: "show.y")
    #expect(shown.contains("  y (N 3)"))
    #expect(shown.contains("  w  =  3") && shown.contains("  x (N 3)"))
    #expect(!shown.contains { $0.contains("dw") })
    let compared = try lines(upTo: "compare")
    #expect(compared.contains("           dw  =  42"))
    #expect(compared.contains("  sum(x * dy)  =  42"))
    let updated = try lines(upTo: "update.w")
    #expect(updated.contains { $0.contains("after.w") })
  }

  @Test("stand once each, below their network where there are several")
  func networks() throws {
    let lines = try lines(upTo: "other.backward.dv")
    let headings = lines.filter { ["main", "other"].contains($0) }
    #expect(headings == ["other", "main"])
    #expect(lines.count { $0 == "  x (N 3)" } == 1)
    #expect(lines.count { $0.contains("dw  =") } == 1)
    let main = try #require(lines.firstIndex(of: "main"))
    // What another network's page shows stands with its own network.
    #expect(try #require(lines.firstIndex(of: "  dy (N 3)")) > main)
    #expect(lines[..<main].contains { $0.contains("v  =  3") })
    #expect(lines[..<main].contains { $0.contains("dv  =  6") })
    // The page of dv shows the steps before it too.
    #expect(lines[..<main].contains { $0.contains("dM  =  1") })
    #expect(!lines.contains { $0.contains("42  =") })
  }

  @Test(
    "begin at a question with what it is answered from, else with what its text names",
    arguments: [
      ("ask.1", ["main", "other"], "dw"), ("ask.2", ["other", "main"], "v"),
      ("ask.3", ["other", "main"], "v"),
    ])
  func question(id: String, networks: [String], first: String) throws {
    let lines = try lines(upTo: id)
    #expect(lines.filter { ["main", "other"].contains($0) } == networks)
    let value = try #require(lines.first { $0.hasPrefix("  ") })
    #expect(value.split(separator: " ").first == first[...], "\(lines)")
  }
}
