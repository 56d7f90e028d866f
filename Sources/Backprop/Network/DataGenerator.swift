import Formulas
import MatrixCore

extension NetworkBuilder {
  /// The functions that generate data.
  package static let generators = [
    "zeros", "ones", "eye", "range", "uniform", "normal", "bernoulli",
  ]

  /// The generated data for `shape`.
  mutating func generate(_ formula: Formula, _ shape: Shape) throws(Problem) -> Tensor {
    var lowering = Lowering(Graph(), scope: constantScope)
    let (name, arguments): (String, [Formula.Argument]) =
      switch formula.kind {
      case .call(let call): (call.function, call.arguments)
      case .name(let name): (name, [])
      // A larger formula that contains a generator.
      default: throw formula.generatorProblem ?? Problem(.consequence, at: formula.range)
      }
    let parameters: [(name: String, number: Number?)]
    switch name {
    case "range": parameters = [("from", nil), ("step", nil)]
    case "uniform": parameters = [("low", nil), ("high", nil), ("seed", 1)]
    case "normal": parameters = [("std", 1), ("seed", 1)]
    case "bernoulli":
      parameters = [
        ("keep", Number(1) / 2), ("seed", 1),
      ]
    default: parameters = []
    }
    let wrong = NetworkProblem.generatorArguments(name, use: NetworkBuilder.generatorUse(name))
    var numbers: [String: Number] = [:]
    for (name, value) in try arguments.bound(to: parameters.map(\.name), { _ in wrong }) {
      guard let number = try lowering.constant(value) else {
        throw Problem(.optionNotConstant(option: name), at: value.range)
      }
      numbers[name] = number
    }
    for parameter in parameters where numbers[parameter.name] == nil {
      guard let number = parameter.number else { throw Problem(wrong, at: formula.range) }
      numbers[parameter.name] = number
    }
    return try NetworkBuilder.tensor(name, numbers, shape, formula)
  }

  private var constantScope: Scope {
    Scope(allowsInternal: false, axisSize: { _ in nil }) { _, name in
      .problem(.unknownName(name, suggestion: nil), related: nil)
    }
  }

  /// The full call syntax of a generator.
  static func generatorUse(_ name: String) -> String {
    switch name {
    case "range": "range(from, step)"
    case "uniform": "uniform(low, high, seed=1)"
    case "normal": "normal(std=1, seed=1)"
    case "bernoulli": "bernoulli(keep=1/2, seed=1)"
    default: name
    }
  }

  private static func tensor(
    _ name: String, _ numbers: [String: Number], _ shape: Shape, _ formula: Formula
  ) throws(Problem) -> Tensor {
    let number = { (key: String) in numbers[key] ?? 0 }
    let wrong = Problem(.generatorArguments(name, use: generatorUse(name)), at: formula.range)
    switch name {
    case "zeros": return .zeros(shape)
    case "ones": return .ones(shape)
    case "eye":
      guard shape.rank == 2, shape.axes[0].size == shape.axes[1].size else {
        throw Problem(
          .generatorNeeds("eye needs two axes of one size"), at: formula.range)
      }
      return try filled(shape, wrong) { offset in
        offset / shape.axes[0].size == offset % shape.axes[0].size ? 1 : 0
      }
    case "range":
      var numbers: [Number] = []
      numbers.reserveCapacity(shape.count)
      for offset in 0..<shape.count {
        numbers.append(number("from") + number("step") * Number(offset))
      }
      guard let tensor = try? Tensor(shape, numbers: numbers) else { throw wrong }
      return tensor
    default: break
    }
    guard let seed = number("seed").integer else {
      throw Problem(
        .optionOutOfRange(
          option: "seed", rule: number("seed").isWhole ? "smaller" : "a whole number"),
        at: formula.range)
    }
    var generator = SplitMix64(seed: Int64(seed))
    switch name {
    case "uniform":
      let (low, high) = (number("low").double, number("high").double)
      guard low < high else {
        throw Problem(
          .generatorNeeds("uniform(low, high) needs low < high"),
          at: formula.range)
      }
      return try filled(shape, over: 1000, wrong) { _ in
        SplitMix64.thousandths(low + (high - low) * generator.unit())
      }
    case "normal":
      let std = number("std").double
      guard std > 0 else {
        throw Problem(.optionOutOfRange(option: "std", rule: "positive"), at: formula.range)
      }
      return try filled(shape, over: 1000, wrong) { _ in
        SplitMix64.thousandths(std * generator.standardNormal())
      }
    case "bernoulli":
      let keep = number("keep").double
      guard keep >= 0, keep <= 1 else {
        throw Problem(.optionOutOfRange(option: "keep", rule: "from 0 to 1"), at: formula.range)
      }
      return try filled(shape, wrong) { _ in generator.unit() < keep ? 1 : 0 }
    default:
      throw wrong
    }
  }

  /// A tensor of fractions with numerators from `entry`.
  private static func filled(
    _ shape: Shape, over denominator: Int64 = 1, _ wrong: Problem, _ entry: (Int) -> Int64?
  ) throws(Problem) -> Tensor {
    var numerators: [Int64] = []
    numerators.reserveCapacity(shape.count)
    for offset in 0..<shape.count {
      guard let numerator = entry(offset) else { throw wrong }
      numerators.append(numerator)
    }
    guard let tensor = try? Tensor(shape, numerators: numerators, over: denominator) else {
      throw wrong
    }
    return tensor
  }
}

extension Formula {
  /// The problem of the first generator in the formula, where none is allowed.
  fileprivate var generatorProblem: Problem? {
    switch kind {
    case .name(let name) where NetworkBuilder.generators.contains(name):
      return Problem(.generatorInFormula(name), at: range)
    case .call(let call) where NetworkBuilder.generators.contains(call.function):
      return Problem(.generatorInFormula(call.function), at: call.functionRange)
    default:
      for part in parts {
        if let problem = part.generatorProblem { return problem }
      }
      return nil
    }
  }

  /// Whether the formula generates an identity matrix.
  var isEye: Bool {
    switch kind {
    case .name("eye"): true
    case .call(let call): call.function == "eye"
    default: false
    }
  }
}
