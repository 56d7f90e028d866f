import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

// All that is said of a reply. It names what went wrong and never holds the answer.

extension Verdict {
  /// The response to a reply; `question` is the lesson's, if it is one. `advice`, on what can be done,
  /// is added where nothing specific is said.
  package func document(
    on question: AskedQuestion? = nil, advice: [Inline] = [], _ numbers: NumberStyle
  ) -> Document {
    switch self {
    case .right(let reason):
      Document([.paragraph(reason.text)] + (question?.remarksOnRight(numbers) ?? []))
    case .follows(let names):
      Document([.paragraph("Not yet, but it follows from your own \(Self.joined(names)).")])
    case .mistakes(let mistakes): Document(mistakes.blocks(numbers))
    case .choices(let named, let isComplete):
      Document(question?.blocks(on: named, isComplete, advice: advice, numbers) ?? [])
    case .shape(let shape):
      Document([.paragraph([.text(shape.text)] + shape.advised(advice))])
    case .partial(.digits(let missing)):
      Document([.paragraph(Vocabulary.digits(missing: missing))])
    case .partial(.close(let count)):
      Document([.paragraph(Vocabulary.close(count: count))])
    case .partial(.entries(let entries)):
      Document([.paragraph([.text("Not yet. \(entries.text) ")] + advice)])
    case .unknown(let next):
      Document([
        .paragraph([.text(next.map { "Not yet. \($0.text)" } ?? "Not yet. ")] + advice)
      ])
    case .unreadable(let reason):
      Document([.paragraph(reason.text(for: question?.answer?.value))])
    }
  }

  /// `dY, Z and b`
  fileprivate static func joined(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Verdict.Next {
  /// Only what the student can meet is worth a word.
  fileprivate var text: String { isOnPage ? "Check your \(name) first. " : "" }
}

extension Verdict.Reason {
  fileprivate var text: String {
    var parts: [String] = []
    if !summed.isEmpty {
      let axes = Verdict.joined(summed)
      let verb = summed.count == 1 ? "is" : "are"
      parts.append("the terms are added, so \(axes) \(verb) summed away")
    }
    if uses > 1 { parts.append("the gradients of its \(uses) uses are added") }
    if !divided.isEmpty {
      let factors = Verdict.joined(divided.map { "1/\($0)" })
      parts.append("\(factors) \(divided.count == 1 ? "is in it once" : "are in it once each")")
    }
    let verdict = isRounded ? "Right, to the digits given" : "Right"
    return parts.isEmpty ? "\(verdict)." : "\(verdict): \(parts.joined(separator: ", and "))."
  }
}

extension Verdict.Explanation {
  /// What went wrong, in a sentence or two.
  package func inlines(_ numbers: NumberStyle) -> [Inline] {
    switch self {
    case .usual(let mistake): [Inline](backticked: mistake.text)
    case .authored(let wrong): wrong.reply.inlines(numbers)
    }
  }

  /// What was computed instead, in the language of formulas; nil if no formula says it.
  package var formula: String? {
    switch self {
    case .usual(let mistake): mistake.written
    case .authored(let wrong): wrong.formula.text()
    }
  }
}

extension Verdict.Mistakes {
  fileprivate func blocks(_ numbers: NumberStyle) -> [Block] {
    let texts = found.map { $0.inlines(numbers) }
    if texts.count == 1 {
      return [
        .paragraph([.text(isLikely ? "Not yet. " : "Not yet. Perhaps this: ")] + texts[0])
      ]
    }
    let one = texts.count == 2 ? "Either" : "Any"
    return [
      .paragraph("Not yet. \(one) of these \(isLikely ? "gives" : "could give") that:"),
      .list(.bullets, items: texts.map { [.paragraph($0)] }),
    ]
  }
}

extension Verdict.OtherShape {
  fileprivate var text: String {
    let answer =
      "the answer " + (expected.isScalar ? "is a single number" : "has the shape \(expected)")
    return switch kind {
    case .transposed(_, isRight: true):
      "Not yet. Those are the right numbers, with rows and columns exchanged."
    case .transposed(let sizes, isRight: false):
      "Not yet. \(Self.name(of: sizes)), and \(answer): rows and columns are exchanged."
    case .unsummed(_, let axis, let name?):
      "Not yet. That is \(name), one row for each entry of \(axis): the sum over \(axis) is missing."
    case .unsummed(_, let axis, nil):
      "Not yet. That has one row for each entry of \(axis), and \(answer)."
    case .flattened(_, isRight: true):
      "Not yet. Those are the right numbers, but \(answer)."
    case .flattened(let sizes, isRight: false), .other(let sizes):
      "Not yet. \(Self.name(of: sizes)), and \(answer)."
    case .order: "Not yet. Those are the axes, in another order."
    case .notThis: Vocabulary.otherShape
    }
  }

  /// The advice, where nothing specific is said of a shape.
  fileprivate func advised(_ advice: [Inline]) -> [Inline] {
    if case .notThis = kind { advice.isEmpty ? [] : [.text(" ")] + advice } else { [] }
  }

  /// The sizes of the reply; nil if it is a shape itself.
  package var sizes: [Int]? {
    switch kind {
    case .transposed(let sizes, _), .unsummed(let sizes, _, _), .flattened(let sizes, _),
      .other(let sizes):
      sizes
    case .order, .notThis: nil
    }
  }

  private static func name(of sizes: [Int]) -> String {
    switch sizes.count {
    case 0: "That is a single number"
    case 1: "That is a vector of \(sizes[0])"
    default: "That is " + sizes.map(String.init).joined(separator: " × ")
    }
  }
}

extension Verdict.Entries {
  fileprivate var text: String {
    if let slices {
      let kind = ["row", "column"].dropFirst(slices.position).first ?? "slice"
      let wrong = Verdict.joined(slices.wrong.map(String.init))
      return "All is right but \(kind)\(slices.wrong.count == 1 ? "" : "s") \(wrong),"
        + " along \(slices.axis.name)."
    }
    return
      "\(right) of \(count) entries \(right == 1 ? "is" : "are") right; the first that is not: "
      + "\(Self.name(ofEntry: firstWrong))."
  }

  private static func name(ofEntry indices: [Int]) -> String {
    switch indices.count {
    case 1: "entry \(indices[0])"
    case 2: "row \(indices[0]), column \(indices[1])"
    default: "[" + indices.map(String.init).joined(separator: ", ") + "]"
    }
  }
}

extension AskedQuestion {
  /// What the lesson says to a choice; empty if nothing.
  package func reply(toChoice index: Int, _ numbers: NumberStyle) -> [Inline] {
    choices.indices.contains(index) ? choices[index].reply.inlines(numbers) : []
  }

  fileprivate func blocks(
    on named: [Int], _ isComplete: Bool, advice: [Inline], _ numbers: NumberStyle
  ) -> [Block] {
    let wrong = named.filter { choices.indices.contains($0) && !choices[$0].isRight }
    var text = Vocabulary.notYet
    if wrong.isEmpty {
      let missing = choices.count(where: \.isRight) - named.count
      text = Vocabulary.missingChoices(missing)
    } else if wrong.count < named.count, isComplete {
      text = Vocabulary.choicesTooMany(wrong.count)
    }
    // Of several choices the wrong ones are named.
    let silent = named.count > 1 ? [Inline.text(Vocabulary.wrongChoice)] : []
    let remarks = remarks(on: wrong, orElse: silent, numbers)
    let isBare = remarks.isEmpty && !wrong.isEmpty && !advice.isEmpty
    return [.paragraph([.text(text)] + (isBare ? [.text(" ")] + advice : []))] + remarks
  }

  /// What the lesson says to its right choices.
  fileprivate func remarksOnRight(_ numbers: NumberStyle) -> [Block] {
    remarks(on: choices.indices.filter { choices[$0].isRight }, orElse: [], numbers)
  }

  private func remarks(
    on choices: [Int], orElse silent: [Inline], _ numbers: NumberStyle
  ) -> [Block] {
    choices.compactMap { index in
      let reply = reply(toChoice: index, numbers)
      let text = reply.isEmpty ? silent : reply
      return text.isEmpty ? nil : .remark(label: Self.letter(ofChoice: index), text)
    }
  }
}

extension UnreadableReply {
  /// What is wrong, and how it can be typed.
  fileprivate func text(for answer: ExpressionValue?) -> String {
    switch self {
    case .noNumber:
      let example =
        if case .tensor(let tensor)? = answer, !tensor.shape.isScalar {
          tensor.shape.rank == 1
            ? "a vector like [1, -1/2, 0.25]" : "a matrix like [[1, -1/2], [0.25, 3]]"
        } else {
          "a number like -2, 0.25, 1/3 or 1e-3"
        }
      return "That can't be read. Type \(example)."
    case .bracket: return "That can't be read: a bracket is missing. [[1, 2], [3, 4]] is a matrix."
    case .emptyList: return "That can't be read: a pair of brackets has no number in it."
    case .ragged: return Vocabulary.ragged
    case .comma(let text):
      return "\(text) can be read in two ways: type a point before the decimals."
    case .cut:
      return "That was cut where the dots are. Print it whole: "
        + "np.set_printoptions(threshold=10**9), or torch.set_printoptions(profile=\"full\")."
    case .notFinite: return "That is not finite: nan or inf is among the numbers."
    case .shape: return Vocabulary.typeShape
    case .choice(let count): return "\(Vocabulary.noChoice) \(Self.letters(count))"
    case .ambiguousChoice(let count):
      return "\(Vocabulary.ambiguousChoice) \(Self.letters(count))"
    case .array(let fault): return "That file can't be read: \(fault.text)."
    }
  }
}

extension UnreadableReply {
  private static func letters(_ count: Int) -> String {
    let last = AskedQuestion.letter(ofChoice: max(0, count - 1))
    let letters = (0..<max(0, count - 1)).prefix(4).map(AskedQuestion.letter)
      .joined(separator: ", ")
    return "Type a letter: \(letters)\(count > 5 ? " …" : "") or \(last)."
  }
}

extension UnreadableReply.ArrayFault {
  fileprivate var text: String {
    switch self {
    case .version: "it is not version 1 of NumPy's format. np.save writes that"
    case .header: "its header is damaged"
    case .type(let type):
      "its numbers are of the type \(type.printable). Save them as float32, float64, int32 or int64"
    case .axes(let count): "it has \(count) axes, and a value has at most \(Shape.maximumRank)"
    case .size: "it has not as many bytes as its shape needs"
    }
  }
}
