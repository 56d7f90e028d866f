import Backprop
import Formulas
import MatrixCore

/// Reads what a step says entry by entry, `dW[i,o] = Σₙ X[n,i] · dY[n,o]`, by the rules of formulas and
/// by nothing that made it, and works it out.
package struct IndexFormula {
  package enum Failure: Error, Equatable {
    /// It says in words, or by a function of the whole, what can't be looked up.
    case inWords
    case unread(String)
  }

  private let tokens: [String]
  private let tensor: (String) -> Tensor?
  private let axisSize: (String) -> Int?
  private var position = 0
  private var letters: [String: Int] = [:]
  /// The number of functions around the position.
  private var depth = 0

  package init(
    _ text: String, tensor: @escaping (String) -> Tensor?, axisSize: @escaping (String) -> Int?
  ) {
    tokens = Self.tokens(text)
    self.tensor = tensor
    self.axisSize = axisSize
  }

  /// The numbers of all entries of a value with this shape.
  package mutating func entries(_ shape: Shape) throws(Failure) -> [Double] {
    position = 1
    var own: [String] = []
    if peek == "[" {
      while take() != "]" { if let token = peek, token != ",", token != "]" { own.append(token) } }
    }
    guard own.count == shape.rank, take() == "=" else {
      throw .unread(tokens.joined(separator: " "))
    }
    let start = position
    var result: [Double] = []
    for offset in 0..<shape.count {
      position = start
      letters = [:]
      depth = 0
      for (letter, index) in zip(own, shape.indices(at: offset)) { letters[letter] = index + 1 }
      result.append(try conditional())
      guard peek == nil else { throw .unread(tokens[position...].joined(separator: " ")) }
    }
    return result
  }

  // MARK: - Tokens

  private static let subscripts: [Character: Character] = [
    "ₐ": "a", "ₑ": "e", "ₕ": "h", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₙ": "n",
    "ₒ": "o", "ₚ": "p", "ᵣ": "r", "ₛ": "s", "ₜ": "t", "ᵤ": "u", "ᵥ": "v", "ₓ": "x",
  ]

  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first == "Σ" {
        let letter = rest.dropFirst().prefix { $0 != " " && $0 != "(" }
        rest = rest.dropFirst(1 + letter.count)
        let read =
          letter.hasPrefix("_")
          ? letter.dropFirst() : Substring(letter.map { subscripts[$0] ?? $0 })
        tokens.append("Σ" + read)
      } else if first.isNumber, first.isASCII {
        var number = rest.prefix { $0.isNumber || $0 == "." || $0 == "e" }
        if number.hasSuffix("e") {
          number = rest.prefix(number.count + 1)
          number = rest.prefix(
            number.count + rest.dropFirst(number.count).prefix { $0.isNumber }.count)
        }
        rest = rest.dropFirst(number.count)
        tokens.append(String(number))
      } else if first.isLetter {
        let name = rest.prefix { $0.isLetter || $0.isNumber || "._′".contains($0) }
        rest = rest.dropFirst(name.count)
        tokens.append(String(name))
      } else if first == " " {
        rest = rest.dropFirst()
      } else {
        let two = String(rest.prefix(2))
        let sign = ["<=", ">=", "==", "!="].contains(two) ? two : String(first)
        rest = rest.dropFirst(sign.count)
        tokens.append(sign)
      }
    }
    return tokens
  }

  private var peek: String? { position < tokens.count ? tokens[position] : nil }

  private mutating func take() -> String? {
    defer { position += 1 }
    return peek
  }

  private mutating func take(_ token: String) -> Bool {
    guard peek == token else { return false }
    position += 1
    return true
  }

  // MARK: - Rules

  /// `a for n ≤ 2, else b`, `a where k = 2·(t - 1) + n`, or no condition.
  private mutating func conditional() throws(Failure) -> Double {
    if let place = wordAhead("where") { return try parted(place) }
    let value = try sum()
    guard take("for") else { return value }
    if peek == "each" || peek == "the" { throw .inWords }
    var holds = try condition()
    while take("and") { holds = try condition() && holds }
    guard take(","), take("else") else { throw .unread("a condition without else") }
    let other = try conditional()
    return holds ? value : other
  }

  /// The position of a word at this depth of brackets.
  private func wordAhead(_ word: String) -> Int? {
    var depth = 0
    for place in position..<tokens.count {
      if ["(", "["].contains(tokens[place]) { depth += 1 }
      if [")", "]"].contains(tokens[place]) { depth -= 1 }
      if depth < 0 { return nil }
      if depth == 0, tokens[place] == word, tokens[place + 1] != "(" { return place }
    }
    return nil
  }

  /// Finds the indices for which what stands behind `where` is so.
  private mutating func parted(_ place: Int) throws(Failure) -> Double {
    let start = position
    let outer = letters
    let free = tokens[place...].filter {
      letters[$0] == nil && $0.first?.isLetter == true && $0 != "where"
    }
    var choices: [[String: Int]] = [[:]]
    for letter in free {
      guard let size = size(of: letter) else { throw .unread("the size of \(letter)") }
      choices = choices.flatMap { choice in
        (1...size).map { choice.merging([letter: $0]) { old, _ in old } }
      }
    }
    for choice in choices {
      letters = outer.merging(choice) { $1 }
      position = place + 1
      let left = try index()
      guard take("="), left == (try index()) else { continue }
      let end = position
      position = start
      let value = try sum()
      position = end
      letters = outer
      return value
    }
    throw .unread("no index where it is so")
  }

  private mutating func condition() throws(Failure) -> Bool {
    var holds = true
    var left = try index()
    while let sign = peek, ["≤", "=", ">"].contains(sign) {
      position += 1
      let right = try index()
      holds = holds && (sign == "≤" ? left <= right : sign == ">" ? left > right : left == right)
      left = right
    }
    return holds
  }

  private mutating func sum() throws(Failure) -> Double {
    var value = try addition()
    while let sign = peek, ["<", "<=", ">", ">=", "==", "!="].contains(sign) {
      position += 1
      let right = try addition()
      let holds =
        switch sign {
        case "<": value < right
        case "<=": value <= right
        case ">": value > right
        case ">=": value >= right
        case "==": value == right
        default: value != right
        }
      value = holds ? 1 : 0
    }
    return value
  }

  private mutating func addition() throws(Failure) -> Double {
    var value = try product()
    while let sign = peek, sign == "+" || sign == "-" {
      position += 1
      let right = try product()
      value = sign == "+" ? value + right : value - right
    }
    return value
  }

  private mutating func product() throws(Failure) -> Double {
    var value = try unary()
    while let sign = peek, ["·", "*", "/"].contains(sign) {
      position += 1
      let right = try unary()
      value = sign == "/" ? value / right : value * right
    }
    return value
  }

  private mutating func unary() throws(Failure) -> Double {
    if take("-") { return -(try unary()) }
    if let token = peek, token.hasPrefix("Σ") {
      position += 1
      guard token.count > 1 else { throw .inWords }
      return try sum(over: String(token.dropFirst()))
    }
    let base = try primary()
    guard take("^") else { return base }
    let exponent = try unary()
    return try call("(\(base))^(\(exponent))")
  }

  /// A sum reaches as far as products do.
  private mutating func sum(over letter: String) throws(Failure) -> Double {
    guard let size = size(of: letter) else {
      // Only functions of the whole have that axis.
      let isInWords = zip(tokens, tokens.dropFirst()).contains { $0 == (")", "[") }
      throw isInWords ? .inWords : .unread("the size of \(letter)")
    }
    let (start, outer) = (position, letters[letter])
    // A letter that means an index already must not mean another one here.
    guard outer == nil else { throw .unread("\(letter) is bound twice") }
    var total = 0.0
    for index in 1...size {
      position = start
      letters[letter] = index
      total += try product()
    }
    letters[letter] = nil
    return total
  }

  /// The size of the axis whose index a letter is, from the first entry that it stands in.
  private func size(of letter: String) -> Int? {
    for place in tokens.indices.dropFirst() where tokens[place] == "[" {
      var place = place
      let name = tokens[place - 1]
      var axis = 0
      while tokens[place] != "]" {
        if tokens[place] == letter, ["[", ","].contains(tokens[place - 1]),
          [",", "]"].contains(tokens[place + 1]), let shape = tensor(name)?.shape, axis < shape.rank
        {
          return shape.axes[axis].size
        }
        if tokens[place] == "," { axis += 1 }
        place += 1
      }
    }
    return nil
  }

  private mutating func primary() throws(Failure) -> Double {
    guard let token = take() else { throw .unread("the end") }
    if token == "(" {
      let value = try conditional()
      guard take(")") else { throw .unread(tokens[position...].joined(separator: " ")) }
      return value
    }
    if let number = Double(token) { return number }
    if token == "pi" { return .pi }
    if peek == "(" { return try function(token) }
    guard let tensor = tensor(token) else {
      guard let size = axisSize(token) else { throw .unread(token) }
      return Double(size)
    }
    var indices: [Int] = []
    if take("[") {
      repeat { indices.append(try index()) } while take(",")
      guard take("]") else { throw .unread(token) }
    }
    if indices.isEmpty, tensor.shape.rank > 0, depth > 0 { throw .inWords }
    guard indices.count == tensor.shape.rank else { throw .unread("\(token) has other axes") }
    let isInside = zip(indices, tensor.shape.sizes).allSatisfy { 1...$1 ~= $0 }
    let offset = tensor.shape.offset(of: indices.map { $0 - 1 })
    return isInside ? offset.map { tensor[$0].double } ?? .nan : .nan
  }

  private mutating func function(_ name: String) throws(Failure) -> Double {
    var arguments: [String] = []
    position += 1
    depth += 1
    defer { depth -= 1 }
    repeat {
      if position + 1 < tokens.count, tokens[position + 1] == "=" {
        let option = tokens[position]
        position += 2
        arguments.append("\(option)=\(try sum())")
      } else {
        arguments.append("\(try conditional())")
      }
    } while take(",")
    guard take(")") else { throw .unread(name) }
    if peek == "[" { throw .inWords }
    return try call("\(name)(\(arguments.joined(separator: ", ")))")
  }

  private func call(_ text: String) throws(Failure) -> Double {
    if text.contains("nan") || text.contains("inf") { return .nan }
    let bytes = Array(text.utf8)
    guard let formula = try? FormulaParser.formula(bytes, 0..<bytes.count),
      let number = formula.evaluatedNumber
    else { throw .unread(text) }
    return number.double
  }

  /// An index: letters and whole numbers, added and multiplied.
  private mutating func index() throws(Failure) -> Int {
    var value = try indexFactors()
    while let sign = peek, sign == "+" || sign == "-" {
      position += 1
      let right = try indexFactors()
      value = sign == "+" ? value + right : value - right
    }
    return value
  }

  private mutating func indexFactors() throws(Failure) -> Int {
    var value = try indexPrimary()
    while take("·") { value *= try indexPrimary() }
    return value
  }

  private mutating func indexPrimary() throws(Failure) -> Int {
    guard let token = take() else { throw .unread("the end") }
    if token == "(" {
      let value = try index()
      guard take(")") else { throw .unread(token) }
      return value
    }
    if let number = Int(token) { return number }
    guard let letter = letters[token] else { throw .inWords }
    return letter
  }
}
