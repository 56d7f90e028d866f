import Backprop

/// The template of a spelling, read.
struct SpellingTemplate {
  enum Piece {
    case text(String)
    case placeholder(Placeholder)
  }

  /// `{name:shape|axis}`, or `{name.form}`.
  struct Placeholder {
    let name: String
    /// The option or the operand whose axes it is put under.
    let shape: String?
    /// The option with the axis that PyTorch expects where it has the classes.
    let classAxis: String?
    /// The form of an option that has several.
    let form: Form?
    /// The precedence that an expression needs to stand in its place without brackets.
    fileprivate(set) var binding = Binding.atom
  }

  enum Form: String {
    /// The size of the only axis.
    case size
    /// Positions that count from 1 in lessons, as indices.
    case index
    /// The only whole number.
    case number
    /// The position of the first axis.
    case first
  }

  private(set) var pieces: [Piece] = []
  /// The precedence of the operator outside of all brackets.
  private(set) var binding = Binding.atom

  init(_ template: String) {
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      let inner = rest[rest.index(after: open)...].prefix { $0 != "}" }
      pieces.append(.placeholder(Placeholder(inner)))
      rest = rest[inner.endIndex...].dropFirst()
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    bind()
  }
}

extension SpellingTemplate.Placeholder {
  fileprivate init(_ text: Substring) {
    let moved = text.split(separator: "|", maxSplits: 1)
    let parts = moved[0].split(separator: ":", maxSplits: 1)
    let words = parts[0].split(separator: ".", maxSplits: 1)
    name = String(words[0])
    form = words.count > 1 ? SpellingTemplate.Form(rawValue: String(words[1])) : nil
    shape = parts.count > 1 ? String(parts[1]) : nil
    classAxis = moved.count > 1 ? String(moved[1]) : nil
  }
}

// MARK: - Precedence

extension SpellingTemplate {
  private static let operators = [
    (" > ", Binding.comparison), (" < ", Binding.comparison), (" >= ", Binding.comparison),
    (" <= ", Binding.comparison), (" == ", Binding.comparison), (" != ", Binding.comparison),
    (" + ", Binding.sum), (" - ", Binding.sum), (" * ", Binding.product), (" / ", Binding.product),
    (" @ ", Binding.product), ("**", Binding.power),
  ]

  /// Finds the operator outside of brackets, and what each placeholder needs.
  private mutating func bind() {
    var depth = 0
    for (index, piece) in pieces.enumerated() {
      guard case .text(let text) = piece else { continue }
      if depth == 0 {
        let outside = text.prefix { !"([".contains($0) }
        for (symbol, precedence) in Self.operators where outside.contains(symbol) {
          binding = min(binding, precedence)
        }
        if index == 0, outside == "-" { binding = Binding.negation }
      }
      for character in text {
        if "([".contains(character) { depth += 1 } else if ")]".contains(character) { depth -= 1 }
      }
    }
    depth = 0
    for index in pieces.indices {
      switch pieces[index] {
      case .text(let text):
        for character in text {
          if "([".contains(character) { depth += 1 } else if ")]".contains(character) { depth -= 1 }
        }
      case .placeholder(var placeholder):
        placeholder.binding = needed(at: index, depth: depth)
        pieces[index] = .placeholder(placeholder)
      }
    }
  }

  private func needed(at index: Int, depth: Int) -> Int {
    let before = text(at: index - 1)
    let after = text(at: index + 1)
    if depth > 0 {
      let isAlone =
        ["(", "[", ", ", "="].contains { before.hasSuffix($0) }
        && [")", "]", ","].contains { after.hasPrefix($0) }
      return isAlone ? 0 : Binding.atom
    }
    if pieces.count == 1 { return 0 }
    if [".", "[", "("].contains(where: { after.hasPrefix($0) }) { return Binding.atom }
    // The right side of an operator groups only if it binds more; a power groups on no side.
    return index == 0 && binding != Binding.power ? binding : binding + 1
  }

  private func text(at index: Int) -> String {
    guard pieces.indices.contains(index), case .text(let text) = pieces[index] else { return "" }
    return text
  }
}
