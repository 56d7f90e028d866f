import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

extension LessonDocument {
  /// Whether a page asks a question.
  package func asks(_ page: Int) -> Bool {
    question(at: page) != nil
  }

  /// The question of a page; nil if its answer could not be computed.
  private func question(at page: Int) -> AskedQuestion? {
    if case .question(let question) = run.pages[page].content { question } else { nil }
  }

  /// Judges a reply to a page's question; nil if the page asks none.
  package func verdict(on reply: String, at page: Int, numbers: NumberStyle) -> Verdict? {
    guard let question = question(at: page) else { return nil }
    return run.verdict(
      on: reply, at: page, choices: question.choices.map { $0.text.inlines(numbers).plain },
      precision: numbers.precision)
  }

  /// The response to a reply; `hint` is used if there is no specific response.
  package func document(
    on reply: String, at page: Int, hint: [Inline], numbers: NumberStyle
  ) -> Document {
    guard let question = question(at: page),
      let verdict = verdict(on: reply, at: page, numbers: numbers)
    else { return Document() }
    return Document(question.blocks(on: verdict, hint: hint, numbers))
  }
}

extension AskedQuestion {
  fileprivate func blocks(
    on verdict: Verdict, hint: [Inline], _ numbers: NumberStyle
  ) -> [Block] {
    func notYet(_ text: String, _ rest: [Inline] = []) -> [Block] {
      [.paragraph([.text("Not yet. \(text)")] + rest)]
    }
    switch verdict {
    case .right: return [.paragraph("Right.")]
    case .rightToDigits: return [.paragraph("Right, to the digits given.")]
    case .needsDigit: return [.paragraph("Right so far: give one more digit.")]
    case .wrong(let reply): return notYet("", reply.inlines(numbers))
    case .mistake(let remark): return notYet(remark)
    case .transposed: return notYet("Those are the right numbers, with rows and columns exchanged.")
    case .sizes(let sizes, let shape):
      return notYet(
        "\(Self.name(of: sizes)), and the answer "
          + (shape.isScalar ? "is a single number." : "has the shape \(shape)."))
    case .entries(let right, let count, let indices):
      let verb = right == 1 ? "is" : "are"
      return notYet(
        "\(right) of \(count) entries \(verb) right; the first that is not: "
          + "\(Self.name(ofEntry: indices)). ", hint)
    case .order: return notYet("Those are the axes, in another order.")
    case .notYet: return notYet("", hint)
    case .choices(let named, let isComplete): return blocks(on: named, isComplete, numbers)
    case .unreadable(let reason):
      return [.paragraph(words(for: reason))]
    }
  }

  private func blocks(
    on named: [Int], _ isComplete: Bool, _ numbers: NumberStyle
  ) -> [Block] {
    let wrong = named.filter { !choices[$0].isRight }
    var text = "Not yet."
    if wrong.isEmpty {
      text = "Right so far, but not all: there is another right choice."
    } else if wrong.count < named.count, isComplete {
      text = "Not yet: there is a choice too many."
    }
    let replies = wrong.map { index -> Block in
      let reply = choices[index].reply.inlines(numbers)
      return .remark(
        label: Self.letter(ofChoice: index),
        [.text("No.")] + (reply.isEmpty ? [] : [.text(" ")] + reply))
    }
    return [.paragraph(text)] + replies
  }

  private static func name(of sizes: [Int]) -> String {
    switch sizes.count {
    case 0: "That is a single number"
    case 1: "That is a vector of \(sizes[0])"
    default: "That is " + sizes.map(String.init).joined(separator: " × ")
    }
  }

  private static func name(ofEntry indices: [Int]) -> String {
    switch indices.count {
    case 1: "entry \(indices[0])"
    case 2: "row \(indices[0]), column \(indices[1])"
    default: "[" + indices.map(String.init).joined(separator: ", ") + "]"
    }
  }

  private func words(for reason: Verdict.Unreadable) -> String {
    switch reason {
    case .noNumber:
      let example =
        if case .tensor(let tensor)? = answer?.value, !tensor.shape.isScalar {
          tensor.shape.rank == 1
            ? "a vector like [1, -1/2, 0.25]" : "a matrix like [[1, -1/2], [0.25, 3]]"
        } else {
          "a number like -2, 0.25, 1/3 or 1e-3"
        }
      return "That can't be read. Type \(example)."
    case .bracket: return "That can't be read: a bracket is missing. [[1, 2], [3, 4]] is a matrix."
    case .emptyList: return "That can't be read: a pair of brackets has no number in it."
    case .ragged: return "That can't be read: its rows are not of one length."
    case .comma(let text):
      return "\(text) can be read in two ways: type a point before the decimals."
    case .shape:
      return "That can't be read. Type a shape with its sizes, like (N 4, in 2) or (4, 2)."
    case .choice(let count):
      let last = Self.letter(ofChoice: count - 1)
      let letters = (0..<count - 1).prefix(4).map(Self.letter).joined(separator: ", ")
      return
        "That is none of the choices. Type a letter: \(letters)\(count > 5 ? " …" : "") or \(last)."
    }
  }
}
