import Backprop
import Derivations
import Documents
import Formats
import Lessons
import MatrixCore
import Testing
import Typography

@Suite("Questions of the course")
struct CourseReplyTests {
  /// The questions of a lesson with their pages.
  private func questions(_ id: String) throws -> (LessonDocument, [(page: Int, AskedQuestion)]) {
    let document = LessonDocument(try Course.run(id))
    let found = document.run.pages.indices.compactMap { page -> (page: Int, AskedQuestion)? in
      guard case .question(let question) = document.run.pages[page].content else { return nil }
      return (page, question)
    }
    return (document, found)
  }

  private func printed(_ value: ExpressionValue, _ numbers: NumberStyle) -> String {
    switch value {
    case .tensor(let tensor): numbers.text(tensor)
    case .shape(let shape): "\(shape)"
    }
  }

  private static let styles = [
    NumberStyle(), NumberStyle(mode: .fraction), NumberStyle(mode: .decimal, precision: 3),
    NumberStyle(mode: .decimal, precision: 2), NumberStyle(precision: 12),
  ]

  @Test("accept the right answer as printed, in every number style", arguments: Course.ids)
  func right(id: String) throws {
    let (document, questions) = try questions(id)
    for (page, question) in questions {
      for numbers in Self.styles {
        let reply: String
        if let answer = question.answer {
          reply = printed(answer.value, numbers)
        } else {
          reply = question.choices.indices.filter { question.choices[$0].isRight }
            .map { AskedQuestion.letter(ofChoice: $0) }.joined(separator: " ")
        }
        let verdict = try #require(
          document.verdict(on: .text(reply), at: page, numbers: numbers))
        #expect(verdict.isRight, "\(reply): \(verdict)")
      }
    }
  }

  @Test("give each wrong answer its reply", arguments: Course.ids)
  func wrong(id: String) throws {
    let (document, questions) = try questions(id)
    let numbers = NumberStyle()
    for (page, question) in questions {
      for wrong in question.wrong {
        let reply = printed(wrong.value, numbers)
        guard
          case .mistakes(let told)? = document.verdict(
            on: .text(reply), at: page, numbers: numbers),
          case .authored(let first) = told.found[0]
        else {
          Issue.record("\(reply) is not named")
          continue
        }
        #expect(first.reply.inlines.count == wrong.reply.inlines.count)
        let said = TextFormat.text(
          document.document(on: reply, at: page, hint: [], numbers: numbers), TextStyle())
        #expect(said.contains("Not yet. "))
      }
      for (place, choice) in question.choices.enumerated() where !choice.isRight {
        let said = TextFormat.text(
          document.document(
            on: AskedQuestion.letter(ofChoice: place), at: page, hint: [], numbers: numbers),
          TextStyle())
        #expect(said.contains("\(AskedQuestion.letter(ofChoice: place))  No."), "\(said)")
      }
    }
  }
}
