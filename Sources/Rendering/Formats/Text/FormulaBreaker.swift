/// Cuts a formula into lines: after an operator outside of brackets, between terms sooner than between
/// factors, else after one in as few brackets as possible, else at a space, else anywhere.
struct FormulaBreaker {
  private let scalars: [Unicode.Scalar]
  /// For each place at which a line may end, the scalars before it and how bad that is.
  private let breaks: [(end: Int, cost: Int)]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var breaks: [(end: Int, cost: Int)] = []
    var depth = 0
    var wordStart = 0
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth = max(0, depth - 1)
      case " ":
        breaks.append((index, 4 * depth + scalars[wordStart..<index].costOfBreakAfter))
        wordStart = index + 1
      default: break
      }
    }
    self.breaks = breaks
  }

  /// The lines, the first one beginning with `lead` and the others with `hang` spaces.
  func lines(width: Int, lead: String, hang: Int) -> [Line] {
    var result: [Line] = []
    var start = 0
    var line = Line(lead)
    while true {
      let end = lineEnd(from: start, room: max(width - line.width, 1), isFirst: result.isEmpty)
      line.append(String(String.UnicodeScalarView(scalars[start..<end])))
      result.append(line)
      start = end
      while start < scalars.count, scalars[start] == " " { start += 1 }
      if start >= scalars.count { return result }
      line = Line(.spaces(hang < width / 2 ? hang : 2))
    }
  }

  private func lineEnd(from start: Int, room: Int, isFirst: Bool) -> Int {
    var used = 0
    var limit = start
    while limit < scalars.count {
      let columns = DisplayWidth.of(scalars[limit])
      if used + columns > room { break }
      used += columns
      limit += 1
    }
    if limit == scalars.count { return limit }
    // A line less than a third full is no line, and a relation is not left alone on it.
    var best: (end: Int, cost: Int)?
    for place in breaks where place.end > start && place.end <= limit {
      let isShort = place.end - start < max(4, (limit - start) / 3)
      let cost = place.cost + (isShort ? 500 : 0)
      if best == nil || cost <= best!.cost { best = (place.end, cost) }
    }
    if let best { return best.end }
    return max(limit, start + 1)
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// How bad it is to end a line after this word: least after `+` between terms, more after `·`
  /// between factors, most where it is no operator.
  fileprivate var costOfBreakAfter: Int {
    if last == "," || last == ";" { return 0 }
    switch String(String.UnicodeScalarView(self)) {
    case "+", "-", "−", "=", "≈", "~", "<", ">", "≤", "≥", "<=", ">=": return 0
    case "*", "/", "@", "·", "∘", "⊗", "⊙", "×", "(x)", ".*": return 1
    default: return 1000
    }
  }
}
