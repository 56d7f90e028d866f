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
    case .numbers(let tensor, let slack):
      members = [
        ("kind", .string("numbers")), ("shape", .array(tensor.shape.sizes.map(JSON.integer))),
        ("answer", .object([("numbers", numbers(tensor)), ("slack", .number(slack))])),
      ]
    case .shape(let shape):
      members = [("kind", .string("shape")), ("shape", .array(shape.sizes.map(JSON.integer)))]
    case .choices(let choices):
      members = [
        ("kind", .string("choices")),
        (
          "choices",
          .array(
            choices.map {
              .object([("right", .bool($0.isRight)), ("reply", .string($0.reply))])
            })
        ),
      ]
    }
    let mistakes = question.mistakes.map { mistake in
      JSON.object([
        ("numbers", numbers(mistake.value)), ("text", .string(mistake.text)),
      ])
    }
    members.append(("mistakes", .array(mistakes)))
    members.append(("words", .object(Vocabulary.verdicts.map { ($0.key, .string($0.words)) })))
    return JSON.object(members).line
  }

  private func numbers(_ tensor: Tensor) -> JSON {
    .array(tensor.doubles.map { JSON(.floating($0)) })
  }
}
