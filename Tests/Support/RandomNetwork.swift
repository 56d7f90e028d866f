import Backprop
import Formulas
import MatrixCore

/// A network made by chance, statement by statement, out of every operation that lessons may use.
/// The same seed gives the same network.
package struct RandomNetwork {
  package private(set) var statements: [String] = []
  /// The operations that were used, by name.
  package private(set) var used: [String: Int] = [:]
  private var chance: Chance
  private var builder: NetworkBuilder
  private var pool: [(name: String, shape: Shape)] = []
  private var unread: Set<String> = []
  private var count = 0

  private static let axes = [Axis("N", 3), Axis("in", 2), Axis("out", 4)]
  private static let rows = Operation.all.filter {
    !$0.isInternal || ["^", ".T", "negate"].contains($0.name)
  }

  package init(seed: Int) {
    chance = Chance(seed)
    builder = NetworkBuilder(
      name: "main", nameRange: 0..<0, earlier: [], names: .empty, entryRange: { _, _ in nil })
    for _ in 0...chance.below(3) { addData(shape()) }
    let length = 2 + chance.below(8)
    var tries = 0
    while count < length + 3, tries < 80 {
      tries += 1
      addValue()
    }
  }

  /// The network with a loss in which every value that nothing reads counts, each entry differently.
  package mutating func finished() -> EvaluatedNetwork? {
    var terms: [String] = []
    for value in pool where unread.contains(value.name) {
      guard let weight = data("const", value.shape, "uniform(-1, 1, seed=\(chance.below(900)))")
      else {
        return nil
      }
      terms.append("sum(\(value.name) * \(weight))")
    }
    guard !terms.isEmpty, add("loss L = \(terms.joined(separator: " + "))") != nil else {
      return nil
    }
    return builder.finish().evaluated()
  }
}

// MARK: - Statements

extension RandomNetwork {
  /// Adds a statement where it has no problem and its value is of ordinary size.
  private mutating func add(_ text: String) -> EvaluatedNetwork? {
    guard let statement = try? NetworkText.statements(text).first else { return nil }
    var next = builder
    next.add(statement)
    guard next.problems.isEmpty else { return nil }
    var copy = next
    let network = copy.finish().evaluated()
    guard network.failure == nil, let value = network.tensors.last,
      value.doubles.allSatisfy({ $0.magnitude < 30 })
    else { return nil }
    builder = next
    statements.append(text)
    count += 1
    return network
  }

  private mutating func data(_ role: String, _ shape: Shape, _ generator: String) -> String? {
    let name = "v\(count)"
    let axes = shape.axes.map { "\($0.name)=\($0.size)" }.joined(separator: ", ")
    let text =
      shape.isScalar
      ? "\(role) \(name): () = \(1 + chance.below(7))/4"
      : "\(role) \(name): (\(axes)) = \(generator)"
    return add(text) == nil ? nil : name
  }

  private mutating func addData(_ shape: Shape) {
    let generator = "uniform(-2, 2, seed=\(chance.below(900)))"
    guard let name = data(chance.below(2) == 0 ? "input" : "param", shape, generator) else {
      return
    }
    pool.append((name, shape))
    unread.insert(name)
  }

  private mutating func shape() -> Shape {
    var axes = RandomNetwork.axes
    chance.shuffle(&axes)
    return Shape(Array(axes.prefix([1, 2, 2, 2, 3, 0][chance.below(6)])))
  }

  private mutating func addValue() {
    if chance.below(8) == 0 { return addRenamedProduct() }
    let row = RandomNetwork.rows[chance.below(RandomNetwork.rows.count)]
    // Operands that fit are found by trying.
    for _ in 0..<8 where addUse(of: row) { return }
  }

  private mutating func addUse(of row: Operation) -> Bool {
    var operands: [Formula] = []
    var shapes: [Shape] = []
    var read: [String] = []
    for (index, parameter) in row.operands.enumerated() {
      guard let (formula, shape, name) = operand(row, index, parameter, shapes) else {
        return false
      }
      operands.append(formula)
      shapes.append(shape)
      if let name { read.append(name) }
    }
    guard let options = options(row, shapes) else { return false }
    let formula = row.use(operands, options, nil).withSizes(options)
    var text = "v\(count) = \(formula.text())"
    if row.name == "@", let both = try? Tensor.productShape(shapes[0], shapes[1]), both.rank > 0,
      chance.below(3) == 0
    {
      text += " / \(both.axes[0].name)"
    }
    return define(text, row.name, read)
  }

  private mutating func addRenamedProduct() {
    guard let x = pick(where: { $0.rank == 2 }) else { return }
    let forms = [
      "x @ x.T", "x @ x.T / 2", "-(x @ x.T) * 0.5", "x.T @ x", "0.5 * (x.T @ x)",
    ]
    let form = forms[chance.below(forms.count)].replacing("x", with: x.name)
    _ = define("v\(count): (q\(count), k\(count)) = \(form)", "@", [x.name])
  }

  private mutating func define(_ text: String, _ operation: String, _ read: [String]) -> Bool {
    let name = "v\(count)"
    guard let network = add(text), let value = network.values.last else { return false }
    pool.append((name, network.shape(value.node)))
    unread.insert(name)
    for other in read { unread.remove(other) }
    used[operation, default: 0] += 1
    return true
  }
}

// MARK: - Operands and options

extension RandomNetwork {
  private mutating func pick(where fits: (Shape) -> Bool) -> (name: String, shape: Shape)? {
    let candidates = pool.filter { fits($0.shape) }
    return candidates.isEmpty ? nil : candidates[chance.below(candidates.count)]
  }

  private mutating func operand(
    _ row: Operation, _ index: Int, _ parameter: Parameter, _ before: [Shape]
  ) -> (Formula, Shape, String?)? {
    if case .labels = parameter.kind {
      let target = index == 0 || row.name == "rows" ? Shape([Axis("N", 3)]) : labelShape(before[0])
      guard let target, !target.isScalar,
        let name = data("const", target, "bernoulli(seed=\(chance.below(900)))")
      else { return nil }
      return (.name(name), target, nil)
    }
    if row.broadcasts, chance.below(8) == 0 {
      let numbers = ["2", "0.5", "3/2", "N", "-1.5"]
      guard let number = try? Formula(reading: numbers[chance.below(numbers.count)]) else {
        return nil
      }
      return (number, .scalar, nil)
    }
    // Operands that have to fit the first one are likelier drawn from those that do.
    let first = before.first
    let wanted = chance.below(4)
    let found = pick { shape in
      guard let first, wanted > 0 else { return true }
      if row.name == "@" { return shape.axes.first == first.axes.last }
      if wanted == 1, row.broadcasts {
        return shape.rank != first.rank && shape.isContained(in: first)
      }
      return shape.isContained(in: first) || first.isContained(in: shape)
    }
    guard let found else { return nil }
    let form: String =
      switch row.domain {
      case .positive, .labels: "square(x) / 4 + 0.5"
      case .nonZero where index == 1: "square(x) + 1"
      case .probability: "sigmoid(x)"
      case .oneHot where index == 1: "sigmoid(x)"
      case .any where parameter.name == "mask": "x > 0"
      default: parameter.name.hasSuffix("variance") ? "square(x) + 0.5" : "x"
      }
    // Labels with probabilities need those, and don't mind scores.
    let safe = row.name == "cross_entropy" ? "sigmoid(x)" : form
    guard let formula = try? Formula(reading: safe) else { return nil }
    return (formula.replacing { $0 == "x" ? .name(found.name) : nil }, found.shape, found.name)
  }

  private func labelShape(_ scores: Shape) -> Shape? {
    scores.rank > 1 ? Shape(Array(scores.axes.dropLast())) : nil
  }

  private mutating func options(_ row: Operation, _ shapes: [Shape]) -> Options? {
    var options = Options()
    let first = shapes.first ?? .scalar
    for parameter in row.parameters where !parameter.isOperand {
      guard let value = value(parameter, first, row, shapes, options) else { return nil }
      options.set(parameter.name, to: value)
    }
    return options
  }

  private mutating func value(
    _ parameter: Parameter, _ first: Shape, _ row: Operation, _ shapes: [Shape], _ options: Options
  ) -> Options.Value? {
    let number = { (number: Number) in Options.Value.number(number, .number(number)) }
    switch parameter.kind {
    case .operand, .labels:
      return nil
    case .target:
      var added = RandomNetwork.axes.filter { !first.contains($0.name) }
      chance.shuffle(&added)
      return first.isContained(in: Shape(RandomNetwork.axes + first.axes))
        ? .shape(Shape(added.prefix(1) + first.axes)) : nil
    case .axisOfEach:
      guard first.rank > 0 else { return nil }
      let axis = first.names[chance.below(first.rank)]
      return .names(
        shapes.map { shape in
          shape.contains(axis) ? axis : shape.names.first { !first.contains($0) } ?? axis
        })
    case .sizedAxes:
      let names = ["h\(count)", "w\(count)"]
      if row.name == "overlap_add" {
        // Windows of one row: as many places as rows, and one in a row.
        let sizes = options.names("axes").compactMap { first.size(of: $0) }
        return sizes.count == 2 ? .shape(Shape(zip(names, sizes).map { Axis($0, $1) })) : nil
      }
      guard let axis = options.names().first, let size = first.size(of: axis) else { return nil }
      let rows = size % 2 == 0 ? 2 : 1
      return .shape(Shape([Axis(names[0], rows), Axis(names[1], size / rows)]))
    case .index:
      let size = options.names().first.flatMap { first.size(of: $0) } ?? 1
      let start = parameter.name == "to" ? options.index("from") : 1
      return .integers([start + chance.below(max(1, size - start + 1))])
    case .axes(let defaultAxes):
      guard first.rank > 0 else { return nil }
      if row.domain == .labels { return first.axes.last.map { .names([$0.name]) } }
      var names = first.names
      if parameter.name == "axes" {
        if row.name == "transpose" {
          chance.shuffle(&names)
        } else {
          names = Array(names.suffix(2))
        }
        return .names(names)
      }
      if case .all = defaultAxes, chance.below(3) == 0 { return .names(names) }
      return .names([names[chance.below(names.count)]])
    case .number(let given, let rule):
      guard let given else {
        return number(
          [
            Number(2), Number(3), Number(-1),
            Number(1) / Number(2),
            // A root has no slope at 0, where a mask may be.
          ][chance.below(row.domain == .positive ? 4 : 3)])
      }
      return number(rule == .notNegative ? Number(1) / Number(10) : given)
    case .word(let words, _):
      return .word(words[chance.below(words.count)])
    case .newAxes(let count):
      let count = count ?? options.names("axes").count
      return .names((0..<count).map { "a\(self.count)\($0)" })
    case .knownAxis:
      return .shape(Shape([RandomNetwork.axes[1 + chance.below(2)]]))
    case .integers(_, let least):
      if row.name == "overlap_add" {
        if parameter.name == "size" {
          return .integers([1, options.shape("into").axes.last?.size ?? 1])
        }
        return .integers(parameter.name == "padding" ? [0, 0] : [1, 1])
      }
      if parameter.name == "dilation" { return .integers([1, 1]) }
      let counts = options.names("axes").map { _ in max(least, 1 + chance.below(2)) }
      return .integers(counts)
    }
  }
}

/// Chance that is the same on every run.
package struct Chance {
  private var generator: SplitMix64

  package init(_ seed: Int) { generator = SplitMix64(seed: Int64(seed)) }

  package mutating func below(_ limit: Int) -> Int { Int(generator.next() % UInt64(limit)) }

  /// From −1 to 1.
  package mutating func unit() -> Double { 2 * generator.unit() - 1 }

  package mutating func shuffle<Item>(_ items: inout [Item]) {
    for index in items.indices.reversed() { items.swapAt(index, below(index + 1)) }
  }
}

extension Formula {
  /// The call with the sizes of new axes: `into=(h=2, w=3)`.
  fileprivate func withSizes(_ options: Options) -> Formula {
    guard case .call(let call) = kind, case .shape(let shape)? = options["into"] else {
      return self
    }
    let axes = shape.axes.map { Formula(.axis($0.name, size: .number(Number($0.size)))) }
    return Formula(
      .call(
        Call(
          function: call.function, functionRange: call.functionRange,
          arguments: call.arguments.map { argument in
            Argument(
              label: argument.label, labelRange: argument.labelRange,
              value: argument.label == "into" ? Formula(.tuple(axes)) : argument.value)
          })))
  }
}

extension String {
  fileprivate func replacing(_ character: Character, with replacement: String) -> String {
    map { $0 == character ? replacement : String($0) }.joined()
  }
}
