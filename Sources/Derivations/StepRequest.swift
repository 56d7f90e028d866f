import Backprop
import Formulas

/// What one line of a `steps` block asks for.
package protocol StepRequest: Sendable {
  /// The formulas and names that it refers to.
  var references: [Formula] { get }
  /// What may follow its last word.
  var end: SyntaxProblem.Expected { get }
  /// The pass whose steps it asks for, which report that pass's failure; nil for other steps.
  var pass: Pass? { get }
  /// The steps of training that it asks for; nil if it trains nothing.
  var trainingSteps: Int? { get }

  /// Appends the steps for a network to the builder, and the findings that don't stop it.
  func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem)
}

extension StepRequest {
  package var references: [Formula] { [] }
  package var end: SyntaxProblem.Expected { .end(isStep: true) }
  package var pass: Pass? { nil }
  package var trainingSteps: Int? { nil }
}

/// A way through a network.
package enum Pass: Sendable {
  case forward
  case backward
}

/// A request for the steps of a pass, through those of a named value.
package protocol PassRequest: StepRequest {
  var until: Name? { get }
}

extension PassRequest {
  package var references: [Formula] { until.map { [$0.formula] } ?? [] }

  package var end: SyntaxProblem.Expected {
    until == nil ? .end(isStep: true, or: ["until"]) : .end(isStep: true)
  }
}

/// A line of a `steps` block.
package struct StepLine: Sendable {
  package let request: any StepRequest
  /// Whether it changes params, so that values are called `after.` from then on.
  package let changesParams: Bool
  package let range: SourceRange

  package init(_ request: any StepRequest, changesParams: Bool = false, at range: SourceRange) {
    self.request = request
    self.changesParams = changesParams
    self.range = range
  }
}

extension DerivationBuilder {
  /// The steps of a line for the network with that index.
  package mutating func run(_ line: StepLine, on index: Int) -> Result {
    do throws(Problem) {
      try line.request.derive(networks[index], at: line.range, in: &self)
    } catch {
      findings.append(error)
    }
    let result = takeResult()
    return Result(
      steps: result.steps, findings: result.findings.map { $0.inNetwork(index, of: networks) })
  }
}

extension Problem {
  /// Says where the name is that a step for the network with that index doesn't know.
  fileprivate func inNetwork(_ index: Int, of networks: [EvaluatedNetwork]) -> Problem {
    guard case NetworkProblem.unknownName(let name, let suggestion) = kind,
      let owner = networks[..<index].last(where: { $0.network.defines(name) }),
      suggestion != "\(owner.name).\(name)"
    else { return self }
    return Problem(
      .nameOfEarlierNetwork(name, network: owner.name, current: networks[index].name), at: range)
  }
}

/// A kind of step: the word that a line begins with, and how the rest of the line is read.
package struct StepKind: Sendable {
  package let word: String
  /// How it is written, as the end of a sentence: "it is written `show …`".
  package let form: String
  /// Whether its lines change params.
  package var changesParams = false
  /// Parses what follows the word.
  package let parse: @Sendable (inout FormulaParser) throws(Problem) -> any StepRequest

  /// Every kind, in the order of the guide.
  package static let all: [StepKind] = [
    show, shapes, graph, forward, backward, detail, inside, jacobian, compare, contrast, check,
    sweep, update, train,
  ]

  package static var words: [String] { all.map(\.word) }

  package static func named(_ word: String) -> StepKind? { all.first { $0.word == word } }
}

extension FormulaParser {
  /// A name, which a message calls `expected`.
  mutating func name(_ expected: SyntaxProblem.Expected) throws(Problem) -> Name {
    let (text, range) = try expectName(expected)
    var ahead = self
    if ahead.take(.dot), ahead.token.kind == .name, ahead.word != "T" {
      throw Problem(
        .memberInStep(network: text, name: ahead.word),
        at: range.lowerBound..<ahead.token.range.upperBound)
    }
    return Name(text, at: range)
  }

  /// Names separated by commas.
  mutating func names(_ expected: SyntaxProblem.Expected) throws(Problem) -> [Name] {
    var names = [try name(expected)]
    while take(.comma) { names.append(try name(expected)) }
    return names
  }

  /// The rest of a clause such as `until Y`, if the next word is `word`.
  mutating func name(
    after word: String, _ expected: SyntaxProblem.Expected
  ) throws(Problem) -> Name? {
    take(name: word) ? try name(expected) : nil
  }
}

extension Name {
  var formula: Formula { Formula(.name(text), at: range) }
}
