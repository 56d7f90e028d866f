import Formulas

/// Parses an `ask` block.
struct QuestionParser {
  let source: SourceText
  let fence: BlockScanner.Fence
  var problems: [Problem] = []

  init(_ source: SourceText, _ fence: BlockScanner.Fence) {
    self.source = source
    self.fence = fence
  }

  mutating func read() -> Question? {
    var text: [SourceRange] = []
    var answers = 0
    var answer: Formula?
    var choices: [Question.Choice] = []
    var wrong: [Question.Wrong] = []
    var hints: [[ProseInline]] = []
    for line in fence.lines {
      let range = source.trimmed(line)
      if let value = rest(range, after: "answer:") {
        answers += 1
        answer = formula(value)
      } else if let value = rest(range, after: "wrong:") {
        let (left, right) = split(value)
        guard let right, !right.isEmpty else {
          problems.append(Problem(.wrongWithoutReply, at: range))
          continue
        }
        if let formula = formula(left) {
          wrong.append(Question.Wrong(value: formula, reply: inlines(right)))
        }
      } else if let value = rest(range, after: "hint:") {
        if value.isEmpty { problems.append(Problem(.emptyQuestionPart(.hint), at: range)) }
        hints.append(inlines(value))
      } else if let value = rest(range, after: "- [x]") ?? rest(range, after: "- [X]") {
        choices.append(choice(value, isRight: true, at: range))
      } else if let value = rest(range, after: "- [ ]") {
        choices.append(choice(value, isRight: false, at: range))
      } else if answers == 0 && choices.isEmpty && wrong.isEmpty && hints.isEmpty {
        text.append(line)
      } else if !range.isEmpty {
        problems.append(Problem(.questionWithoutText(mended: mendedPart(range)), at: range))
      }
    }
    var prose = ProseParser(source)
    let blocks = prose.blocks(text)
    problems += prose.problems
    if let kind = fault(answers: answers, choices) {
      // The cause, a line that is neither text nor a choice, is already reported.
      if problems.contains(where: \.isLateText) { return nil }
      let lines = text.map(source.trimmed)
      if answers == 0, let line = lines.first(where: looksLikeAnswer), choices.isEmpty {
        problems.append(Problem(.questionWithoutAnswer(mended: mendedPart(line)), at: line))
      } else {
        problems.append(
          Problem(kind, at: fence.range, related: lines.first(where: looksLikeChoice)))
      }
      return nil
    }
    if answers > 0, answer == nil { return nil }
    return Question(
      text: blocks, answer: answer, choices: choices, wrong: wrong, hints: hints,
      range: fence.range)
  }

  private func fault(answers: Int, _ choices: [Question.Choice]) -> FileProblem? {
    if answers > 0 && !choices.isEmpty { return .questionWithBoth }
    if answers > 1 { return .questionWithTwoAnswers }
    if answers == 0 && choices.isEmpty { return .questionWithoutAnswer() }
    if !choices.isEmpty, choices.count < 2 || !choices.contains(where: \.isRight) {
      return .questionChoices
    }
    return nil
  }

  private func rest(_ range: SourceRange, after prefix: String) -> SourceRange? {
    guard source.bytes[range].starts(with: prefix.utf8) else { return nil }
    return source.trimmed(range.lowerBound + prefix.utf8.count..<range.upperBound)
  }

  private func split(_ range: SourceRange) -> (SourceRange, SourceRange?) {
    guard let bar = source.bytes[range].firstIndex(of: UInt8(ascii: "|")) else {
      return (range, nil)
    }
    return (source.trimmed(range.lowerBound..<bar), source.trimmed(bar + 1..<range.upperBound))
  }

  private mutating func choice(
    _ range: SourceRange, isRight: Bool, at line: SourceRange
  ) -> Question.Choice {
    let (text, reply) = split(range)
    if text.isEmpty {
      problems.append(Problem(.emptyQuestionPart(.choice), at: line))
    } else if let reply, reply.isEmpty {
      problems.append(Problem(.emptyQuestionPart(.reply), at: line))
    }
    return Question.Choice(
      isRight: isRight, text: inlines(text), reply: reply.map { inlines($0) } ?? [])
  }

  private mutating func inlines(_ range: SourceRange) -> [ProseInline] {
    var prose = ProseParser(source)
    let inlines = prose.inlines([range])
    problems += prose.problems
    return inlines
  }

  private mutating func formula(_ range: SourceRange) -> Formula? {
    do throws(Problem) {
      var parser = FormulaParser(source, range, statements: false)
      let formula = try parser.formula()
      try parser.expectEnd()
      return formula
    } catch {
      problems.append(error)
      return nil
    }
  }
}

extension Problem {
  fileprivate var isLateText: Bool {
    if case FileProblem.questionWithoutText = kind { true } else { false }
  }
}
