import Documents
import Formulas
import MatrixCore
import Typography

/// A question's form: the reply is judged on the page by what was worked out beforehand.
struct HTMLQuestion {
  private let question: QuestionData
  private let blocks: HTMLBlocks

  init(_ question: QuestionData, _ blocks: HTMLBlocks) {
    self.question = question
    self.blocks = blocks
  }

  var html: String {
    let hints = question.hints.enumerated().map { index, hint in
      "<details><summary>\(Vocabulary.hint(index + 1))</summary>\n\(blocks.html(hint))\n</details>"
    }
    return ([form] + hints).joined(separator: "\n")
  }

  private var form: String {
    """
    <form data-question="\(data.escapedInHTML)" hidden>
    <textarea rows="1" aria-label="\(Vocabulary.reply)" autocomplete="off" spellcheck="false"></textarea>
    <button type="submit">\(Vocabulary.answer)</button>
    <p class="verdict" role="status"></p>
    </form>
    """
  }

  /// What the script judges replies by.
  private var data: String {
    var members: [(key: String, value: JSON)] = []
    switch question.expected {
    case .numbers(let answer):
      members = [
        ("kind", .string("numbers")),
        ("shape", .array(answer.tensor.shape.sizes.map(JSON.integer))),
        ("precision", .integer(question.precision)), ("answer", .object(self.members(of: answer))),
      ]
    case .shape(let shape):
      let axes = shape.axes.map {
        JSON.object([("name", .string($0.name)), ("size", .integer($0.size))])
      }
      members = [("kind", .string("shape")), ("axes", .array(axes))]
    case .choices(let choices):
      members = [
        ("kind", .string("choices")),
        (
          "choices",
          .array(
            choices.map {
              .object([
                ("right", .bool($0.isRight)), ("text", .string($0.text)),
                ("reply", .string($0.reply)),
              ])
            })
        ),
      ]
    }
    let mistakes = question.mistakes.map { family in
      JSON.array(
        family.map { mistake in
          JSON.object(
            self.members(of: mistake.numbers) + [("text", .string(mistake.text))]
              + (mistake.isAuthored ? [("own", .bool(true))] : []))
        })
    }
    members += [
      ("mistakes", .array(mistakes)),
      (
        "right",
        .object([
          ("exact", .string(question.right.exact)), ("rounded", .string(question.right.rounded)),
        ])
      ),
      ("next", .string(question.next)),
    ]
    members.append(("words", .object(Vocabulary.verdicts.map { ($0.key, .string($0.words)) })))
    return JSON.object(members).line
  }

  private func members(of value: QuestionData.Numbers) -> [(key: String, value: JSON)] {
    let numbers = JSON.array(value.tensor.doubles.map { JSON(.floating($0)) })
    let isExact = value.slack.allSatisfy { $0 == 0 }
    return [("numbers", numbers)]
      + (isExact ? [] : [("slack", .array(value.slack.map(JSON.number)))])
  }
}
