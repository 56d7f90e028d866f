import Lessons
import Testing

@Suite("A sheet of answers")
struct AnswerSheetTests {
  private func read(_ text: String) throws -> [String] {
    try AnswerSheet(Array(text.utf8)).answers.map { name, reply in
      guard case .text(let text) = reply else { return name }
      return "\(name): \(text)"
    }
  }

  @Test("keeps the digits as they were typed")
  func answers() throws {
    #expect(
      try read(#" { "dY" : [[1, 2.50],[3,4e-1]] , "db":7, "s": "(2, 3)\n\u00e4\ud83d\ude42" } "#)
        == [
          "dY: [[1, 2.50],[3,4e-1]]", "db: 7", "s: (2, 3)\nä🙂",
        ])
  }

  @Test(
    "is refused where it is not JSON",
    arguments: [
      "", "[]", "{", "{\"a\"}", "{\"a\": }", "{\"a\": 1", "{\"a\": [1, 2}", "{\"a\": {\"b\": 1}}",
      "{\"a\": 1} 2", "{\"a\": 1,}", "{\"a\": \"\\x\"}", "{\"a\": \"\\u00\"}", "{\"a\": \"1",
      "{a: 1}", "{\"a\": 1]}", "{\"a\": [\"1\"]}",
    ])
  func syntax(text: String) {
    #expect(throws: AnswerSheet.Fault.self) { try read(text) }
  }

  @Test("is refused where it is empty, or answers twice")
  func other() {
    #expect(throws: AnswerSheet.Fault.noAnswers) { try read("{}") }
    #expect(throws: AnswerSheet.Fault.twice("a")) { try read("{\"a\": 1, \"a\": 2}") }
  }

  @Test("is read without a stack, however deep")
  func deep() throws {
    let deep = String(repeating: "[", count: 1 << 18)
    #expect(throws: AnswerSheet.Fault.self) { try read("{\"a\": " + deep) }
  }
}
