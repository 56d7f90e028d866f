import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// Parses the steps of a `steps` block, one per line.
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
    parser = FormulaParser(source, content)
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
      return .forward(until: parser.take(name: "until") ? try name(.valueName) : nil)
    case "backward":
      return .backward(
        until: parser.take(name: "until") ? try name(.gradientName) : nil)
    case "detail":
      return try detail()
    case "inside":
      return .inside(try name(.valueName))
    case "compare", "contrast":
      let left = try parser.formula()
      guard parser.take(name: "with") else { throw parser.unexpected(.words(["with"])) }
      let right = try parser.formula()
      return word == "compare" ? .compare(left, right) : .contrast(left, right)
    case "check":
      return try check()
    case "sweep":
      guard parser.take(name: "h") else {
        throw parser.unexpected(.words(["h of"], then: "an entry"))
      }
      guard parser.take(name: "of") else {
        throw parser.unexpected(.words(["of"], then: "an entry"))
      }
      let target = try name(.inputOrParamName)
      // The single entry of a scalar needs no index.
      return .sweep(target, parser.token.kind == .symbol(.openBracket) ? try parser.index() : [])
    case "graph":
      return .graph
    case "update":
      var names = [try name(.paramName)]
      while parser.take(.comma) { names.append(try name(.paramName)) }
      return .update(names, try optimisation())
    default:
      let range = parser.token.range
      guard parser.token.kind == .number else { throw parser.unexpected(.stepCount) }
      let number = NumberReader.read(source.bytes, range)
      guard let steps = number?.integer, steps >= 1 else {
        throw number?.isWhole == true && number?.isZero == false
          ? Problem(.limit(.trainingSteps, found: parser.word), at: range)
          : Problem(.stepsNotWhole(parser.word), at: range)
      }
      parser.advance()
      guard parser.take(name: "steps") || parser.take(name: "step") else {
        throw parser.unexpected(.words(["steps"]))
      }
      return .train(steps: steps, try optimisation())
    }
  }

  /// `with sgd(rate=1/10)`
  private mutating func optimisation() throws(Problem) -> StepRequest.Optimisation {
    guard parser.take(name: "with") else {
      throw parser.unexpected(.words(["with"], then: "an optimiser"))
    }
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
        .unexpected(.text(formula.text()), expected: .optimiser),
        at: formula.range)
    }
  }

  private mutating func detail() throws(Problem) -> StepRequest.Kind {
    let target = try name(.gradientName)
    if parser.token.is(.openBracket) { return .detailEntry(target, try parser.index()) }
    guard parser.take(name: "by") else {
      throw parser.unexpected(.part)
    }
    if parser.take(name: "sample") { return .detailBySample(target) }
    if parser.take(name: "entry") { return .detailByEntry(target) }
    throw parser.unexpected(.words(["sample", "entry"]))
  }

  private mutating func check() throws(Problem) -> StepRequest.Kind {
    guard parser.take(name: "gradients") else { throw parser.unexpected(.words(["gradients"])) }
    var names: [Name] = []
    if parser.take(name: "of") {
      repeat { names.append(try name(.inputOrParamName)) } while parser.take(.comma)
    }
    var h: Number?
    var isForward = false
    if parser.take(name: "with") {
      guard parser.take(name: "h") else { throw parser.unexpected(.words(["h="], then: "a step")) }
      try parser.expect(.equals, .words(["="]))
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

  private mutating func name(_ expected: SyntaxProblem.Expected) throws(Problem) -> Name {
    let (text, range) = try parser.expectName(expected)
    return Name(text, at: range)
  }
}

extension Problem {
  /// Adds the step's word to a problem, so that the help can show the syntax of the step.
  fileprivate func inStep(_ word: String) -> Problem {
    guard case SyntaxProblem.unexpected(let found, let expected, _) = kind else { return self }
    return Problem(.unexpected(found, expected: expected, statement: word), at: range)
  }
}

extension StepRequest.Kind {
  /// The keywords that may follow a step.
  fileprivate var end: SyntaxProblem.Expected {
    switch self {
    case .show: .end(or: [","])
    case .forward(nil), .backward(nil): .end(isStep: true, or: ["until"])
    case .check(let names, nil, _):
      .end(isStep: true, or: names.isEmpty ? ["of", "with"] : ["with"])
    case .compare, .contrast, .update, .train: .end()
    default: .end(isStep: true)
    }
  }
}

extension Formula {
  /// The value of a formula that contains only numbers.
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
