import Documents
import Formats
import Lessons
import Testing
import Typography

@Suite("Questions")
struct LessonDocumentRepliesTests {
  private func pages(
    _ question: String,
    network: String = "input  x: (N) = [1, 2, 4]\nparam  w      = 3\nloss L = sum(w * x)^2 / N"
  ) -> (document: LessonDocument, pages: [String]) {
    let text = """
      ---
      format: 1
      title: A question
      summary: Only a test
      ---

      ```network
      \(network)
      ```

      ```ask
      \(question)
      ```

      """
    let source = SourceText(name: "question.md", bytes: Array(text.utf8))
    let document = LessonDocument(LessonRun(Lesson(source), .everything))
    let pages = (0..<document.count).map { page in
      TextFormat.lines(
        document.document(page, detail: .normal, numbers: NumberStyle()), TextStyle()
      ).dropFirst().joined(separator: "\n")
    }
    return (document, pages)
  }

  @Test("an answer says where other answers come from, unless they are right on these numbers")
  func wrongAnswers() {
    let pages = pages(
      """
      What is dw?
      answer: dw
      wrong: N * dw | {{ N }} times as much: 1/N is missing.
      wrong: x * x | Every entry by itself.
      wrong: 2 * dw / 2 | It is the same.
      """
    ).pages
    #expect(
      pages[1] == """

          dw = 14 · 1 + 14 · 2 + 14 · 4 = 98

          Where another answer comes from:

          • 294: 3 times as much: 1/N is missing.
          • [1, 4, 16]: Every entry by itself.
        """)
  }

  @Test(
    "an answer whose last step only moves entries has the arithmetic of the step before",
    arguments: [
      (
        "dK[2, 1]",
        """
          dK[2,1] = dk[3] = P[1,3] · dY[1] + P[2,3] · dY[2] = 2 · 0 + 1 · (-2) = -2
        """
      ),
      (
        "k[4]",
        """
          k[4]  =  -1
        """
      ),
    ])
  func moved(answer: String, shown: String) {
    let network = """
      input P: (N, tap) = [[1, 0, 2, 1], [3, -1, 1, 2]]
      param K: (row=2, column=2) = [[1, 2], [0, -1]]
      k = flatten(K, axes=(row, column), into=tap)
      Y = P @ k
      loss L = sum(Y * Y)
      """
    let pages = pages("What is it?\nanswer: \(answer)", network: network).pages
    #expect(pages[1] == "\n" + shown)
  }

  @Test("a page that judges by itself says of digits what the program says")
  func digits() {
    let words = Dictionary(uniqueKeysWithValues: Vocabulary.verdicts.map { ($0.key, $0.words) })
    let verdicts: [(key: String, verdict: Verdict)] = [
      ("oneDigit", .partial(.digits(missing: 1))), ("twoDigits", .partial(.digits(missing: 2))),
      ("close", .partial(.close(count: 1))), ("allClose", .partial(.close(count: 4))),
      ("notYet", .unknown(next: nil)),
    ]
    for (key, verdict) in verdicts {
      for accessible in [false, true] {
        let lines = TextFormat.lines(
          verdict.document(NumberStyle()), TextStyle(accessible: accessible))
        #expect(lines.map { $0.drop { $0 == " " } } == [words[key]?[...]])
      }
    }
  }

  @Test("choices and their replies hold values")
  func choices() {
    let pages = pages(
      """
      How large is N?
      - [ ] {{ N - 1 }} | One more than {{ N - 1 }}.
      - [x] {{ N }}
      """
    ).pages
    #expect(pages[0].hasSuffix("\n\n  How large is N?\n\n  a) 2\n  b) 3"))
    #expect(pages[1] == "\n  a) 2. No. One more than 2.\n  b) 3. Yes.")
  }

  @Test("a question without a right answer is not put")
  func noAnswer() {
    let document = pages("What is it?\nanswer: nothing").document
    #expect(document.count == 0 && document.run.hasErrors)
  }

  @Test("hints hold values, and are not counted")
  func hints() {
    let document = pages("What is L?\nanswer: L\nhint: N is {{ N }}.\nhint: Add first.").document
    let hints = document.hints(0, numbers: NumberStyle()).map { TextFormat.lines($0, TextStyle()) }
    #expect(hints == [["  hint  N is 3."], ["  hint  Add first."]])
    #expect(document.hints(1, numbers: NumberStyle()).isEmpty)
  }
}
