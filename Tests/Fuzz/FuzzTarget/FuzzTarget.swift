// FuzzTarget: one input through everything that a lesson goes through, for the fuzzer and for the test
// that replays what it found.

import Documents
import Formats
import Lessons
import Typography

/// Reads, works out and renders what may or may not be a lesson.
package enum FuzzTarget {
  /// Whatever was rendered that must never reach a terminal: each kind of output with the first
  /// control character in it. A crash or a hang is what the fuzzer looks for itself.
  package static func faults(_ bytes: [UInt8]) -> [String] {
    let run = LessonRun(Lesson(SourceText(name: "input.md", bytes: bytes)), .everything)
    let narrow = TextStyle(width: 40, spelling: .ascii)
    let wide = TextStyle(width: 80, spelling: .unicode)
    let document = LessonDocument(run)
    var faults: [String] = []
    func look(_ kind: String, _ lines: [String], in style: TextStyle) {
      for line in lines {
        let scalars = line.unicodeScalars
        if let bad = scalars.first(where: { !$0.isPrintable(in: style) }) {
          faults.append("\(kind) holds U+\(String(bad.value, radix: 16, uppercase: true))")
          return
        }
      }
    }
    for page in 0..<document.count {
      for (style, detail) in [(narrow, Detail.normal), (wide, .full)] {
        let content = document.document(page, detail: detail, numbers: style.numbers)
        look("page \(page + 1)", TextFormat.lines(content, style), in: style)
      }
    }
    // What stands last is as good a reply as any.
    let reply = String(decoding: bytes.suffix(40), as: UTF8.self)
    for page in (0..<document.count).filter(document.asks).prefix(8) {
      for reply in [reply, "0", "[[1, 2], [3, 4]]", "a"] {
        let said = document.response(to: reply, at: page, advice: [], numbers: narrow.numbers)
          .document
        look("what is said of a reply", TextFormat.lines(said, narrow), in: narrow)
      }
    }
    if document.count > 0 {
      look(
        "the values", TextFormat.lines(document.values(upTo: document.count - 1), narrow),
        in: narrow)
    }
    let json = JSONFormat.text(
      document.data(
        id: "input", pages: 0..<document.count, detail: .normal, numbers: wide.numbers), wide)
    look("the JSON", json.split(separator: "\n").map(String.init), in: wide)
    let source = run.lesson.source
    let diagnostics = Document(
      run.problems.map { .diagnostic(DiagnosticFrame(Diagnostic($0, in: source), in: source)) })
    for style in [narrow, wide, TextStyle(width: 60, accessible: true)] {
      look(
        "the diagnostics",
        TextFormat.lines(diagnostics, style), in: style)
    }
    return faults
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows it and does nothing else with it.
  fileprivate func isPrintable(in style: TextStyle) -> Bool {
    switch value {
    case 0x20..<0x7F: true
    case 0..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
    default: style.spelling == .unicode
    }
  }
}
