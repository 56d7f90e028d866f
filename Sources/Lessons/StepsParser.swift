import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// Reads the commands of a `steps` block, one a line.
struct StepsParser {
  static let words = [
    "show", "shapes", "graph", "forward", "backward", "detail", "inside", "compare", "contrast",
    "check", "sweep", "update", "train",
  ]

  let source: SourceText
  private var parser: FormulaParser
  private(set) var commands: [StepRequest] = []
  private(set) var problems: [Problem] = []

  init(_ source: SourceText, _ content: SourceRange) {
    self.source = source
    parser = FormulaParser(
      Lexer(source.bytes, in: content, statements: true), place: .anywhere,
      isFunction: Operation.isFunction)
  }

  mutating func read() {
    while problems.count <= Limits.problems, parser.beginStatement() {
      let start = parser.token.range.lowerBound
      let word = parser.word
      do throws(Problem) {
        let kind = try command()
        try parser.expectEnd(kind.end)
        commands.append(StepRequest(kind, at: start..<parser.previousEnd))
      } catch {
        problems.append(error.inStep(word))
        parser.skipStatement(after: error)
      }
    }
  }

  private mutating func command() throws(Problem) -> StepRequest.Kind {
    let range = parser.token.range
    let word = parser.word
    guard parser.token.kind == .name, StepsParser.words.contains(word) else {
      throw Problem(
        .unknownStep(word, suggestion: nearest(word, StepsParser.words)), at: range)
    }
    parser.advance()
    switch word {
    case "show":
      var formulas = [try parser.formula()]
      while parser.take(.comma) { formulas.append(try parser.formula()) }
      return .show(formulas)
    case "shapes":
      return .shapes
    case "forward":
      return .forward(until: parser.take(name: "until") ? try name("a value's name") : nil)
    case "backward":
      return .backward(
        until: parser.take(name: "until") ? try name("a gradient's name, like dW") : nil)
    case "detail":
      return try detail()
    case "inside":
      return .inside(try name("a value's name"))
    case "compare", "contrast":
      let left = try parser.formula()
      guard parser.take(name: "with") else { throw parser.unexpected("`with`") }
      let right = try parser.formula()
      return word == "compare" ? .compare(left, right) : .contrast(left, right)
    case "check":
      return try check()
    case "sweep":
      guard parser.take(name: "h") else { throw parser.unexpected("`h of` and an entry") }
      guard parser.take(name: "of") else { throw parser.unexpected("`of` and an entry") }
      let target = try name("the name of an input or param")
      // A scalar has one entry, which needs no index.
      return .sweep(target, parser.token.kind == .symbol(.openBracket) ? try parser.index() : [])
    case "graph":
      return .graph
    case "update":
      var names = [try name("the name of a param")]
      while parser.take(.comma) { names.append(try name("the name of a param")) }
      return .update(names, try optimisation())
    default:
      let range = parser.token.range
      guard parser.token.kind == .number else { throw parser.unexpected("a number of steps") }
      let number = NumberReader.read(source.bytes, range)
      guard let steps = number?.integer, steps >= 1 else {
        throw Problem(
          number?.isWhole == true && number?.isZero == false
            ? .limit(.trainingSteps, found: parser.word) : .stepsNotWhole(parser.word), at: range)
      }
      parser.advance()
      guard parser.take(name: "steps") || parser.take(name: "step") else {
        throw parser.unexpected("`steps`")
      }
      return .train(steps: steps, try optimisation())
    }
  }

  /// `with sgd(rate=1/10)`
  private mutating func optimisation() throws(Problem) -> StepRequest.Optimisation {
    guard parser.take(name: "with") else { throw parser.unexpected("`with` and an optimiser") }
    let formula = try parser.formula()
    switch formula.kind {
    case .call(let call):
      return StepRequest.Optimisation(
        name: Name(call.function, at: call.functionRange), arguments: call.arguments)
    case .name(let name) where !parser.token.is(.equals):
      return StepRequest.Optimisation(
        name: Name(name, at: formula.range), arguments: [])
    default:
      throw Problem(
        .unexpected(found: "`\(formula.text())`", expected: "an optimiser, like sgd(rate=1/10)"),
        at: formula.range)
    }
  }

  private mutating func detail() throws(Problem) -> StepRequest.Kind {
    let target = try name("a gradient's name, like dW")
    if parser.token.is(.openBracket) { return .detailEntry(target, try parser.index()) }
    guard parser.take(name: "by") else {
      throw parser.unexpected("`by sample`, `by entry` or an index like [1, 2]")
    }
    if parser.take(name: "sample") { return .detailBySample(target) }
    if parser.take(name: "entry") { return .detailByEntry(target) }
    throw parser.unexpected("`sample` or `entry`")
  }

  private mutating func check() throws(Problem) -> StepRequest.Kind {
    guard parser.take(name: "gradients") else { throw parser.unexpected("`gradients`") }
    var names: [Name] = []
    if parser.take(name: "of") {
      repeat { names.append(try name("the name of an input or param")) } while parser.take(.comma)
    }
    var h: Number?
    var isForward = false
    if parser.take(name: "with") {
      guard parser.take(name: "h") else { throw parser.unexpected("`h=` and a step") }
      try parser.expect(.equals, "`=`")
      let range = parser.token.range
      let formula = try parser.formula()
      guard let number = formula.plainNumber else {
        throw Problem(.optionNotConstant(option: "h"), at: formula.range)
      }
      guard number.double > 0 else { throw Problem(.stepNotPositive, at: range) }
      h = number
      isForward = parser.take(name: "forward")
    }
    return .check(of: names, h: h, isForward: isForward)
  }

  private mutating func name(_ expected: String) throws(Problem) -> Name {
    let (text, range) = try parser.expectName(expected)
    return Name(text, at: range)
  }
}

extension Problem {
  /// The problem with the step's word, for words that tell how that step is written.
  fileprivate func inStep(_ word: String) -> Problem {
    guard case .unexpected(let found, let expected) = kind else { return self }
    return Problem(
      .unexpectedInStep(word, found: found, expected: expected), at: range, related: related)
  }
}

extension StepRequest.Kind {
  /// What may come after a command.
  fileprivate var end: String {
    switch self {
    case .show: "`,` or the end of the line"
    case .forward(nil), .backward(nil): "`until` or the end of the step"
    case .check(let names, nil, _):
      (names.isEmpty ? "`of`, `with`" : "`with`") + " or the end of the step"
    case .compare, .contrast, .update, .train: "the end of the line"
    default: "the end of the step"
    }
  }
}

extension Formula {
  /// The number that a formula of numbers alone is.
  var plainNumber: Number? {
    switch kind {
    case .number(let number, _): return number
    case .negated(let x): return x.plainNumber.map { -$0 }
    case .binary(let operation, let left, let right):
      guard let x = left.plainNumber, let y = right.plainNumber else { return nil }
      switch operation {
      case .add: return x + y
      case .subtract: return x - y
      case .multiply: return x * y
      case .divide: return y.isZero ? nil : x / y
      case .power: return Tensor(x).raised(to: y).number
      case .product: return nil
      }
    default: return nil
    }
  }
}
