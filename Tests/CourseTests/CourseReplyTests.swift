import Backprop
import Derivations
import Documents
import Formats
import Formulas
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
    #expect(!found.isEmpty)
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
          document.response(to: reply, at: page, advice: [], numbers: numbers).document, TextStyle()
        )
        #expect(said.contains("Not yet. "))
      }
      for (place, choice) in question.choices.enumerated() where !choice.isRight {
        let said = TextFormat.text(
          document.response(
            to: AskedQuestion.letter(ofChoice: place), at: page, advice: [], numbers: numbers
          ).document, TextStyle())
        #expect(said.contains("\(AskedQuestion.letter(ofChoice: place))  "), "\(said)")
        #expect(!said.contains("No."), "the verdict is said already: \(said)")
      }
    }
  }

  /// What is said of a reply to a question.
  private func said(_ id: String, _ number: Int, _ reply: String) throws -> String {
    let (document, questions) = try questions(id)
    let page = try #require(questions.first { $0.1.number == number }).page
    return TextFormat.text(
      document.response(to: reply, at: page, advice: [.text("Hint.")], numbers: NumberStyle())
        .document,
      TextStyle(width: 400)
    ).split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  @Test("know the wrong answers of the lesson from two digits")
  func wrongRounded() throws {
    let checked = try Course.ids.reduce(0) { try $0 + checkRounded($1) }
    #expect(checked > 40)
  }

  /// How many wrong answers of a lesson were given with two digits.
  private func checkRounded(_ id: String) throws -> Int {
    let (document, questions) = try questions(id)
    var checked = 0
    let two = NumberStyle(mode: .decimal, precision: 2)
    for (page, question) in questions {
      for wrong in question.wrong {
        guard case .tensor(let value) = wrong.value, value.count == 1,
          two.formatted(value[0]).isRounded
        else { continue }
        checked += 1
        let reply = two.text(value)
        switch try #require(
          document.verdict(on: .text(reply), at: page, numbers: NumberStyle()))
        {
        case .mistakes, .partial(.digits): break
        case let verdict: Issue.record("\(id), \(page): \(reply): \(verdict)")
        }
      }
    }
    return checked
  }

  @Test(
    "say what to check only where the student worked it out and a page shows it",
    arguments: [
      // dO is printed in the question, no page shows dS, and q is the p of the question.
      ("attention", 1, "7.77", "Not yet. Hint."), ("mse-variants", 1, "-36", "Not yet. Hint."),
      ("softmax", 2, "-0.22", "Not yet. Hint."),
      ("relu-gate", 1, "0.5", "Not yet. Check your dZ first. Hint."),
    ])
  func check(id: String, number: Int, reply: String, said: String) throws {
    #expect(try self.said(id, number, reply) == said)
  }

  @Test(
    "say of choices what the lesson says of them, and no verdict twice",
    arguments: [
      ("affine-batch", 2, "c", "Right. c  N is summed away, so it never shows in the shape of dW."),
      ("affine-batch", 2, "b", "Not yet. b  That is the shape of dY."),
      (
        "affine-batch", 2, "b c",
        "Not yet: there is a choice too many. b  That is the shape of dY."
      ),
      (
        "softmax-cross-entropy", 2, "a b c d",
        "Not yet: there are 2 choices too many. b  Softmax is applied twice. "
          + "d  nll_loss expects logarithms and gets bare probabilities."
      ),
      (
        "softmax-cross-entropy", 2, "a c",
        "Right. a  Scores, as they are. c  The same in two steps."
      ),
    ])
  func choices(id: String, number: Int, reply: String, said: String) throws {
    #expect(try self.said(id, number, reply) == said)
  }

  @Test(
    "know the change of an updated value alone by either sign, and a term's sign turned round",
    arguments: [
      ("affine-batch", 3, "0.25", "That is the length of the step. The old value is missing."),
      (
        "affine-batch", 3, "-0.25",
        "Perhaps this: That is -(0.1 * dW[1,1]): the term W[1,1] is missing."
      ),
      ("sgd-to-adam", 1, "0.15", "That is the length of the step. Subtract it from the old value."),
      (
        "sgd-to-adam", 1, "-0.15",
        "Perhaps this: That is (-((1/10) * dW))[2,1]: the term W is missing."
      ),
      (
        "decay-and-clip", 2, "-0.2",
        "Perhaps this: That is main.rate * dW[2,1] / 2: the term W[2,1] is missing."
      ),
      (
        "decay-and-clip", 2, "0.2",
        "Perhaps this: That is -(main.rate * dW[2,1] / 2): the term W[2,1] is missing."
      ),
      ("attention", 1, "1.566", "Mind the sign of G[3, 1], which is -1."),
      (
        "attention", 1, "0.738",
        "Perhaps this: The sign of the term q = 1 is turned round in the sum over query."
      ),
      ("attention", 1, "0.96", "Close: check the last digit."),
      ("softmax-cross-entropy", 1, "-0.47", "Close: check the last digit."),
    ])
  func slips(id: String, number: Int, reply: String, said: String) throws {
    let verdict = said.hasPrefix("Close") ? "" : "Not yet. "
    #expect(try self.said(id, number, reply) == verdict + said)
  }

  @Test(
    "praise only what the student did",
    arguments: [
      ("sigmoid-tanh", 1, "Right, to the digits given."),
      ("softmax-cross-entropy", 1, "Right, to the digits given."),
      ("affine-batch", 1, "Right: the terms are added, so N is summed away."),
      ("attention", 1, "Right, to the digits given: the terms are added, so query is summed away."),
      ("fan-out", 1, "Right: the gradients of its 2 uses are added."),
    ])
  func praise(id: String, number: Int, said: String) throws {
    let questions = try questions(id).1
    let answer = try #require(questions.first { $0.1.number == number }?.1.answer)
    #expect(try self.said(id, number, printed(answer.value, NumberStyle())) == said)
  }
}
