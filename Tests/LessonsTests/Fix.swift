import Lessons

/// The fix of a fault.
enum Fix: Sendable, ExpressibleByStringLiteral {
  /// The replacement for the marked text that the help quotes: `did you mean …?`, `write …`,
  /// `… has axes`.
  case told
  /// Another replacement for the marked text.
  case marked(String)
  /// Replacements elsewhere in the lesson.
  case changes([(from: String, to: String)])
  /// No change to the lesson can fix it.
  case none(because: String)

  init(stringLiteral text: String) { self = .marked(text) }

  static func change(_ from: String, _ to: String) -> Fix { .changes([(from, to)]) }
}

extension Fix {
  /// The fixed lesson; nil if the fix does not apply.
  func mended(_ lesson: MarkedSource, _ diagnostic: Diagnostic) -> String? {
    let source = lesson.source
    switch self {
    case .told:
      return diagnostic.replacement.map { source.replacing(diagnostic.range, with: $0) }
    case .marked(let text):
      return source.replacing(lesson.range, with: text)
    case .changes(let changes):
      var text = String(decoding: source.bytes, as: UTF8.self)
      for (from, to) in changes {
        guard let place = text.firstRange(of: from) else { return nil }
        text.replaceSubrange(place, with: to)
      }
      return text
    case .none:
      return nil
    }
  }
}

extension SourceText {
  fileprivate func replacing(_ range: Range<Int>, with text: String) -> String {
    String(
      decoding: bytes[..<range.lowerBound] + text.utf8 + bytes[range.upperBound...], as: UTF8.self)
  }
}

extension Diagnostic {
  /// The replacement for the marked text, if the help offers one.
  var replacement: String? {
    for pattern in [
      #/^did you mean `([^`…]+)`\?$/#, #/^write `([^`…]+)`$/#,
      #/^`([^`…]+)` has (?:axes|the axis)/#,
    ] {
      if let match = help?.firstMatch(of: pattern) { return String(match.1) }
    }
    return nil
  }

  /// The texts between backquotes in the help.
  var offers: [String] {
    guard let help else { return [] }
    return help.matches(of: #/(`{1,2})(?!`) ?(.+?) ?\1(?!`)|(`{3}\w+)/#).map { match in
      String(match.3 ?? match.2 ?? "")
    }
  }
}
