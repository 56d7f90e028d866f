import MatrixCore

/// How one entry of a value comes of entries of others: `Σₙ X[n,i] · dY[n,o]`.
///
/// It is made from what is run, it can be printed with letters or with numbers, and it can be
/// evaluated entry by entry, so that what it says is checked.
package indirect enum IndexForm: Sendable {
  case number(Number, text: String)
  case entry(label: String, tensor: Tensor, letters: [String])
  case sum(letter: String, size: Int, IndexForm)
  case collected(Collection, IndexForm)
  case negated(IndexForm)
  case binary(BinaryOperator, IndexForm, IndexForm)
  case function(String, [IndexForm], evaluate: @Sendable ([Number]) -> Number)
}

extension IndexForm {
  /// Which entries of an operand belong to each entry of a value.
  package struct Collection: Sendable {
    let letters: [String]
    let shape: Shape
    let operandLetters: [String]
    let operandShape: Shape
    /// The offsets in the operand, for each offset in the value.
    let sources: [[Int]]

    /// The indices of each of the operand's entries that belong to one entry, under their letters.
    func bindings(at index: (String) -> Int) -> [[(letter: String, index: Int)]] {
      guard let offset = shape.offset(of: letters.map(index)) else { return [] }
      return sources[offset].map { source in
        zip(operandLetters, operandShape.indices(at: source)).map { ($0, $1) }
      }
    }
  }

  /// An entry's number, `letters` being bound to indices from 0.
  package func evaluate(_ letters: [String: Int]) -> Number {
    var bound = Array(letters)
    return evaluate(&bound)
  }

  /// There are few letters, so they are searched from the innermost outwards.
  private func evaluate(_ letters: inout [(key: String, value: Int)]) -> Number {
    switch self {
    case .number(let number, _): return number
    case .entry(_, let tensor, let names):
      let indices = names.map { name in letters.last { $0.key == name }?.value ?? 0 }
      return tensor.entry(indices) ?? Number(Int32(0))
    case .sum(let letter, let size, let body):
      var total = Number(Int32(0))
      letters.append((letter, 0))
      for index in 0..<size {
        letters[letters.count - 1].value = index
        total = total + body.evaluate(&letters)
      }
      letters.removeLast()
      return total
    case .collected(let collection, let body):
      var total = Number(Int32(0))
      let bound = letters
      for binding in collection.bindings(at: { name in bound.last { $0.key == name }?.value ?? 0 })
      {
        letters += binding.map { ($0.letter, $0.index) }
        total = total + body.evaluate(&letters)
        letters.removeLast(binding.count)
      }
      return total
    case .negated(let body): return -body.evaluate(&letters)
    case .binary(let operation, let left, let right):
      let (x, y) = (left.evaluate(&letters), right.evaluate(&letters))
      switch operation {
      case .add: return x + y
      case .subtract: return x - y
      case .multiply, .product: return x * y
      case .divide: return x / y
      case .power: return Tensor(x).raised(to: y)[0]
      }
    case .function(_, let arguments, let function):
      return function(arguments.map { $0.evaluate(&letters) })
    }
  }

  /// How many entries are looked up to evaluate one.
  package var cost: Int {
    switch self {
    case .number: return 0
    case .entry: return 1
    case .sum(_, let size, let body):
      let (cost, overflow) = size.multipliedReportingOverflow(by: max(1, body.cost))
      return overflow ? .max : cost
    case .collected(let collection, let body):
      let most = collection.sources.reduce(1) { max($0, $1.count) }
      let (cost, overflow) = most.multipliedReportingOverflow(by: max(1, body.cost))
      return overflow ? .max : cost
    case .negated(let body): return body.cost
    case .binary(_, let left, let right):
      let (cost, overflow) = left.cost.addingReportingOverflow(right.cost)
      return overflow ? .max : cost
    case .function(_, let arguments, _):
      return arguments.reduce(1) { $0 < .max / 2 && $1.cost < .max / 2 ? $0 + $1.cost : .max / 2 }
    }
  }
}

// MARK: - Text

/// A piece of worked-out arithmetic: symbols, and numbers that are yet to be formatted.
package enum ScalarPiece: Sendable {
  case text(String)
  case number(Number)
}

extension IndexForm {
  /// With letters: `Σₙ X[n,i] · dY[n,o]`.
  package var text: String {
    var pieces: [String] = []
    write(to: &pieces, inside: 0)
    return pieces.joined()
  }

  private func write(to pieces: inout [String], inside outer: Int) {
    let needed = precedence < outer
    if needed { pieces.append("(") }
    switch self {
    case .number(_, let text): pieces.append(text)
    case .entry(let label, _, let letters):
      pieces.append(letters.isEmpty ? label : label + "[" + letters.joined(separator: ",") + "]")
    case .sum(let letter, _, let body):
      pieces.append(subscripted("Σ", letter) + " ")
      // Sums one inside the other need no parentheses.
      if case .sum = body {
        body.write(to: &pieces, inside: 0)
      } else {
        body.write(to: &pieces, inside: 2)
      }
    case .collected(let collection, let body):
      let sources = collection.operandLetters.joined(separator: ",")
      let place = collection.letters.joined(separator: ",")
      pieces.append("Σ ")
      body.write(to: &pieces, inside: 2)
      pieces.append(" for each [\(sources)] that lies at [\(place)]")
    case .negated(let body):
      pieces.append("-")
      if case .sum = body, outer == 0 {
        body.write(to: &pieces, inside: 0)
      } else {
        body.write(to: &pieces, inside: 3)
      }
    case .binary(let operation, let left, let right):
      left.write(to: &pieces, inside: operation.precedence + (operation == .power ? 1 : 0))
      switch operation {
      case .multiply, .product: pieces.append(" · ")
      case .power: pieces.append("^")
      default: pieces.append(" \(operation.rawValue) ")
      }
      right.write(to: &pieces, inside: operation.precedence + (operation == .power ? 0 : 1))
    case .function(let name, let arguments, _):
      pieces.append(name + "(")
      for (index, argument) in arguments.enumerated() {
        if index > 0 { pieces.append(", ") }
        argument.write(to: &pieces, inside: 0)
      }
      pieces.append(")")
    }
    if needed { pieces.append(")") }
  }

  private var precedence: Int {
    switch self {
    case .binary(let operation, _, _): operation.precedence
    case .sum, .collected: 1
    case .negated: 3
    case .number(let number, let text):
      number.double < 0 ? 3 : text.contains("/") || text.contains(" ") ? 2 : 6
    default: 6
    }
  }

  /// With indices and with numbers, the outermost sum written out:
  /// `X[1,1] · dY[1,2] + X[2,1] · dY[2,2]` and `1 · (-1/2) + 3 · (-1/2)`.
  package func worked(_ letters: [String: Int]) -> (symbols: String, numbers: [ScalarPiece]) {
    var symbols: [String] = []
    var numbers: [ScalarPiece] = []
    work(letters, &symbols, &numbers, inside: 0, isOutermost: true)
    return (symbols.joined(), numbers)
  }

  private func work(
    _ letters: [String: Int], _ symbols: inout [String], _ numbers: inout [ScalarPiece],
    inside outer: Int, isOutermost: Bool
  ) {
    func both(_ text: String) {
      symbols.append(text)
      numbers.append(.text(text))
    }
    switch self {
    case .number(let number, let text):
      symbols.append(text)
      numbers.append(.number(number))
    case .entry(let label, _, let names):
      symbols.append(
        names.isEmpty
          ? label
          : label + "[" + names.map { "\((letters[$0] ?? 0) + 1)" }.joined(separator: ",") + "]")
      let number = evaluate(letters)
      // A negative factor or a fraction stands in parentheses, as on paper.
      let wrapped = outer > 1 && (number.double < 0 || number.isWrittenAsFraction)
      if wrapped { numbers.append(.text("(")) }
      numbers.append(.number(number))
      if wrapped { numbers.append(.text(")")) }
    case .sum(let letter, let size, let body):
      let needed = outer > 1
      if needed { both("(") }
      for index in 0..<size {
        if index > 0 { both(" + ") }
        var bound = letters
        bound[letter] = index
        body.work(bound, &symbols, &numbers, inside: 2, isOutermost: false)
      }
      if needed { both(")") }
    case .collected(let collection, let body):
      let bindings = collection.bindings(at: { letters[$0] ?? 0 })
      let needed = outer > 1 && bindings.count > 1
      if needed { both("(") }
      if bindings.isEmpty { both("0") }
      for (index, binding) in bindings.enumerated() {
        if index > 0 { both(" + ") }
        var bound = letters
        for (letter, index) in binding { bound[letter] = index }
        body.work(bound, &symbols, &numbers, inside: 2, isOutermost: false)
      }
      if needed { both(")") }
    case .negated(let body):
      let needed = outer > 1
      if needed { both("(") }
      both("-")
      body.work(letters, &symbols, &numbers, inside: 3, isOutermost: false)
      if needed { both(")") }
    case .binary(let operation, let left, let right):
      let needed = operation.precedence < outer
      if needed { both("(") }
      left.work(
        letters, &symbols, &numbers,
        inside: operation.precedence + (operation == .power ? 1 : 0), isOutermost: false)
      switch operation {
      case .multiply, .product: both(" · ")
      case .power: both("^")
      default: both(" \(operation.rawValue) ")
      }
      right.work(
        letters, &symbols, &numbers,
        inside: operation.precedence + (operation == .power ? 0 : 1), isOutermost: false)
      if needed { both(")") }
    case .function(let name, let arguments, _):
      both(name + "(")
      for (index, argument) in arguments.enumerated() {
        if index > 0 { both(", ") }
        argument.work(letters, &symbols, &numbers, inside: 0, isOutermost: false)
      }
      both(")")
    }
  }
}

extension Number {
  /// Whether it has no short decimal form.
  fileprivate var isWrittenAsFraction: Bool {
    rational.map { 10_000 % $0.denominator != 0 } ?? false
  }
}

extension Unicode.Scalar {
  /// The letter as it stands below the line, where Unicode has it so.
  fileprivate var lowered: Unicode.Scalar? {
    switch self {
    case "a": "ₐ"
    case "e": "ₑ"
    case "h": "ₕ"
    case "i": "ᵢ"
    case "j": "ⱼ"
    case "k": "ₖ"
    case "l": "ₗ"
    case "m": "ₘ"
    case "n": "ₙ"
    case "o": "ₒ"
    case "p": "ₚ"
    case "r": "ᵣ"
    case "s": "ₛ"
    case "t": "ₜ"
    case "u": "ᵤ"
    case "v": "ᵥ"
    case "x": "ₓ"
    case "′": "′"
    default: nil
    }
  }
}

/// `Σₙ`; letters for which there is no subscript follow an underscore.
private func subscripted(_ symbol: String, _ letter: String) -> String {
  var low = symbol.unicodeScalars
  for scalar in letter.unicodeScalars {
    guard let lowered = scalar.lowered else { return "\(symbol)_\(letter)" }
    low.append(lowered)
  }
  return String(low)
}
