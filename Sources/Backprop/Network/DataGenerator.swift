import Formulas
import MatrixCore

/// A function that makes the data of a statement.
package struct DataGenerator: Sendable {
  /// How it is called, with its defaults: `uniform(low, high, seed=1)`.
  package let usage: String
  package let name: String
  /// Whether it makes a square matrix, so that one axis has the other's size.
  let isSquare: Bool
  /// The defaults of its arguments, in order; nil for one that must be given.
  private let arguments: [(name: String, number: Number?)]
  private let make: @Sendable (Call) throws(Problem) -> Tensor

  private init(
    _ usage: String, isSquare: Bool = false,
    make: @escaping @Sendable (Call) throws(Problem) -> Tensor
  ) {
    self.usage = usage
    self.isSquare = isSquare
    self.make = make
    let written = Operation.formula(usage).calledWith
    name = written?.name ?? usage
    arguments = (written?.arguments ?? []).map { argument in
      argument.label.map { ($0, argument.value.plainNumber) } ?? (argument.value.text(), nil)
    }
  }

  package var takesArguments: Bool { !arguments.isEmpty }

  package static let all = [
    DataGenerator("zeros") { .zeros($0.shape) },
    DataGenerator("ones") { .ones($0.shape) },
    DataGenerator("eye", isSquare: true) { (call) throws(Problem) in
      let sizes = call.shape.sizes
      guard sizes.count == 2, sizes[0] == sizes[1] else {
        throw Problem(.generatorNeeds("eye needs two axes of one size"), at: call.range)
      }
      return try call.filled { $0 / sizes[0] == $0 % sizes[0] ? 1 : 0 }
    },
    DataGenerator("range(from, step)") { (call) throws(Problem) in
      let numbers = (0..<call.shape.count).map { call["from"] + call["step"] * Number($0) }
      guard let tensor = try? Tensor(call.shape, numbers: numbers) else { throw call.problem }
      return tensor
    },
    DataGenerator("uniform(low, high, seed=1)") { (call) throws(Problem) in
      var random = try call.random()
      let (low, high) = (call["low"].double, call["high"].double)
      guard low < high else {
        throw Problem(.generatorNeeds("uniform(low, high) needs low < high"), at: call.range)
      }
      return try call.filled(over: 1000) { _ in
        SplitMix64.thousandths(low + (high - low) * random.unit())
      }
    },
    DataGenerator("normal(std=1, seed=1)") { (call) throws(Problem) in
      var random = try call.random()
      let std = call["std"].double
      guard std > 0 else {
        throw Problem(.optionOutOfRange(option: "std", rule: "positive"), at: call.range)
      }
      return try call.filled(over: 1000) { _ in
        SplitMix64.thousandths(std * random.standardNormal())
      }
    },
    DataGenerator("bernoulli(keep=1/2, seed=1)") { (call) throws(Problem) in
      var random = try call.random()
      let keep = call["keep"].double
      guard keep >= 0, keep <= 1 else {
        throw Problem(.optionOutOfRange(option: "keep", rule: "from 0 to 1"), at: call.range)
      }
      return try call.filled { _ in random.unit() < keep ? 1 : 0 }
    },
  ]

  package static let names = all.map(\.name)
}

// MARK: - Calls

extension DataGenerator {
  /// A call with its numbers.
  private struct Call {
    let shape: Shape
    let range: SourceRange
    let numbers: [String: Number]
    /// What is wrong with a call whose numbers make no data.
    let problem: Problem

    subscript(argument: String) -> Number { numbers[argument] ?? 0 }

    /// The random numbers of its seed.
    func random() throws(Problem) -> SplitMix64 {
      let seed = self["seed"]
      guard let integer = seed.integer else {
        throw Problem(
          .optionOutOfRange(option: "seed", rule: seed.isWhole ? "smaller" : "a whole number"),
          at: range)
      }
      return SplitMix64(seed: Int64(integer))
    }

    /// A tensor of fractions whose numerators are given by the offsets of their entries.
    func filled(
      over denominator: Int64 = 1, _ numerator: (_ offset: Int) -> Int64?
    ) throws(Problem) -> Tensor {
      let numerators = (0..<shape.count).compactMap(numerator)
      guard let tensor = try? Tensor(shape, numerators: numerators, over: denominator) else {
        throw problem
      }
      return tensor
    }
  }

  /// The data of a statement for its shape. The formula is a call or a name.
  static func data(_ formula: Formula, _ shape: Shape) throws(Problem) -> Tensor {
    guard let generator = formula.generator, let written = formula.calledWith else {
      // A larger formula that contains a generator.
      throw formula.generatorProblem ?? Problem(.consequence, at: formula.range)
    }
    let wrong = NetworkProblem.generatorArguments(generator.name, use: generator.usage)
    var lowering = Lowering(
      scope: Scope(allowsInternal: false, axisSize: { _ in nil }) { _, name in
        .problem(.unknownName(name, suggestion: nil), related: nil)
      })
    var numbers: [String: Number] = [:]
    let given = try written.arguments.bound(to: generator.arguments.map(\.name)) { _ in wrong }
    for (name, value) in given {
      guard let number = try lowering.constant(value) else {
        throw Problem(.optionNotConstant(option: name), at: value.range)
      }
      numbers[name] = number
    }
    let problem = Problem(wrong, at: formula.range)
    for (name, number) in generator.arguments where numbers[name] == nil {
      guard let number else { throw problem }
      numbers[name] = number
    }
    return try generator.make(
      Call(shape: shape, range: formula.range, numbers: numbers, problem: problem))
  }
}

extension Formula {
  /// A call, or a name as a call without arguments.
  fileprivate var calledWith: (name: String, arguments: [Argument])? {
    switch kind {
    case .name(let name): (name, [])
    case .call(let call): (call.function, call.arguments)
    default: nil
    }
  }

  /// The generator that the formula calls.
  var generator: DataGenerator? {
    calledWith.flatMap { called in DataGenerator.all.first { $0.name == called.name } }
  }

  /// The problem of the first generator in the formula, where none is allowed.
  fileprivate var generatorProblem: Problem? {
    if let generator {
      let place = if case .call(let call) = kind { call.functionRange } else { range }
      return Problem(.generatorInFormula(generator.name), at: place)
    }
    return parts.lazy.compactMap(\.generatorProblem).first
  }
}
