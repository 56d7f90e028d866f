import Typography

/// Breaks a formula into lines: after an operator outside of brackets, between terms rather than
/// between factors, else after an operator in as few brackets as possible, else at a space, else
/// anywhere.
struct FormulaBreaker {
  let text: String
  /// The spaces at which a line may end, with their costs.
  private let breaks: [Break]

  private struct Break {
    var end: String.Index
    var cost: Int
  }

  init(_ text: String) {
    self.text = text
    var breaks: [Break] = []
    var depth = 0
    var wordStart = text.startIndex
    for index in text.indices {
      switch text[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth = max(0, depth - 1)
      case " ":
        let cost = text[wordStart..<index].costOfBreakAfter
        breaks.append(Break(end: index, cost: 4 * depth + cost))
        wordStart = text.index(after: index)
      default: break
      }
    }
    self.breaks = breaks
  }

  /// The lines; the first begins with `lead` and the others with `hang` spaces.
  func lines(width: Int, lead: String, hang: Int) -> [Line] {
    var result: [Line] = []
    var rest = text[...]
    var line = Line(lead)
    while true {
      let end = lineEnd(of: rest, room: max(width - line.width, 1))
      line.append(String(rest[..<end]))
      result.append(line)
      rest = rest[end...].drop { $0 == " " }
      if rest.isEmpty { return result }
      line = Line(.spaces(hang < width / 2 ? hang : 2))
    }
  }

  /// The end of the line that `rest`, a part of the text, begins with.
  func lineEnd(of rest: Substring, room: Int) -> String.Index {
    let (head, tail) = DisplayWidth.split(rest, at: room)
    if tail.isEmpty { return rest.endIndex }
    let widest = DisplayWidth.of(head)
    // Avoids lines less than a third full, and relations alone on a line.
    var best: Break?
    for candidate in breaks where candidate.end > rest.startIndex && candidate.end <= head.endIndex
    {
      let isShort = DisplayWidth.of(rest[..<candidate.end]) < max(4, widest / 3)
      let cost = candidate.cost + (isShort ? 500 : 0)
      if cost <= best?.cost ?? .max { best = Break(end: candidate.end, cost: cost) }
    }
    return best?.end ?? head.endIndex
  }
}

extension Substring {
  /// The cost of a line break after this word: lowest after `+` between terms, higher after `·`
  /// between factors, highest after a word that is no operator.
  fileprivate var costOfBreakAfter: Int {
    if last == "," || last == ";" { return 0 }
    return switch self {
    case "+", "-", "−", "=", "≈", "~", "<", ">", "≤", "≥", "<=", ">=": 0
    case "*", "/", "@", "·", "∘", "⊗", "⊙", "×", "(x)", ".*": 1
    default: 1000
    }
  }
}
