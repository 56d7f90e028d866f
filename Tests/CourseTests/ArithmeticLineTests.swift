import Documents
import Formats
import Lessons
import MatrixCore
import Testing
import Typography

@Suite struct ArithmeticLineTests {
  /// One line of arithmetic that was printed: `3 · (-1.5)^2`, `=`, `6.75`.
  struct Line {
    let left: String
    let isRounded: Bool
    let right: String

    /// Whether the left side, read by the rules of formulas, gives the right one as far as its digits
    /// say.
    var holds: Bool {
      guard let read = Number(arithmetic: left), let result = Number(arithmetic: right) else {
        return false
      }
      if !isRounded { return read == result || read.double == result.double }
      return abs(read.double - result.double) <= 0.51 * unitOfLastDigit
    }

    private var unitOfLastDigit: Double {
      let parts = right.split(separator: "e")
      let places = parts[0].split(separator: ".", omittingEmptySubsequences: false)
      let scale = (0..<(places.count > 1 ? places[1].count : 0)).reduce(1.0) { unit, _ in unit / 10
      }
      return scale * (parts.count > 1 ? Double("1e" + parts[1]) ?? 1 : 1)
    }
  }

  @Test("each printed line of arithmetic gives its result", arguments: Course.ids)
  func course(_ id: String) throws {
    let lines = try arithmetic(id)
    for line in lines {
      #expect(line.holds, "\(line.left) \(line.isRounded ? "≈" : "=") \(line.right)")
    }
  }

  @Test("arithmetic in sentences gives its result as far as its digits say", arguments: Course.ids)
  func sentences(_ id: String) throws {
    for line in try arithmeticInSentences(id) {
      #expect(line.holds, "\(line.left) \(line.isRounded ? "≈" : "=") \(line.right)")
    }
  }

  @Test("the course prints enough arithmetic to judge by")
  func enough() throws {
    let count = try Course.ids.reduce(0) { try $0 + arithmetic($1).count }
    #expect(count > 250)
    #expect(try Course.ids.reduce(0) { try $0 + arithmeticInSentences($1).count } > 50)
  }

  @Test(
    "brackets stand around a negative or fractional base or exponent",
    arguments: [
      ("x = -7", "x^2", "(-7)^2  =  49"), ("x = -7/3", "x^2", "(-7/3)^2  =  49/9"),
      ("x = 9", "x^(1/2)", "9^(1/2)  ≈  3.000"), ("x = -3/2", "x^3", "(-1.5)^3  =  -3.375"),
      ("x = 4", "x^(-1)", "4^(-1)  =  0.25"), ("x = -2", "3 - x", "3 - (-2)  =  5"),
      ("x = 2/3", "1 / x", "1 / (2/3)  =  1.5"),
    ])
  func brackets(_ data: String, _ formula: String, _ printed: String) {
    let text = """
      ---
      format: 1
      title: Brackets
      summary: Brackets around numbers
      ---

      ```network
      input \(data)
      y = \(formula)
      ```

      ```steps
      forward
      ```
      """
    let source = SourceText(name: "brackets.md", bytes: Array(text.utf8))
    let page = LessonDocument(LessonRun(Lesson(source), .errors))
      .document(0, detail: .normal, numbers: NumberStyle())
    #expect(TextFormat.lines(page, TextStyle()).contains("  y  =  \(printed)"))
  }

  private func arithmetic(_ id: String) throws -> [Line] {
    try [Detail.brief, .normal, .full].flatMap { detail in
      try Course.text(id, TextStyle(width: 400), detail: detail)
        .split(separator: "\n").flatMap { lines(String($0)) }
    }
  }

  /// Sentences that name arithmetic and what it gives: `1 · 0.5 + 3 · (−1) = -2.5`.
  private func arithmeticInSentences(_ id: String) throws -> [Line] {
    let lines = try Course.text(id, TextStyle()).split(
      separator: "\n", omittingEmptySubsequences: false)
    // A paragraph is indented by 2 and has no gaps, as drawings have.
    let paragraphs = lines.split(separator: "").map { $0.map { $0.drop { $0 == " " } } }
      .filter { $0.allSatisfy { !$0.contains("  ") && !$0.hasPrefix("=") } }
    return paragraphs.flatMap { paragraph -> [Line] in
      let words = paragraph.joined(separator: " ").split(separator: " ").map {
        $0.map { $0 == "−" ? "-" : String($0) }.joined()
      }
      return words.indices.compactMap { index in
        guard ["=", "≈"].contains(words[index]), index + 1 < words.count else { return nil }
        let before = words[..<index].reversed().prefix {
          $0.allSatisfy { "0123456789.·+-*/^()".contains($0) }
        }
        // What has letters before it is not all of it: `2a - 1 = 3`.
        let isWhole = before.last.map { $0 != "-" && $0.first != "+" && $0 != "·" } ?? false
        let right = words[index + 1].prefix { "0123456789.-".contains($0) }
        // The longest arithmetic that ends here.
        let left = (2...max(2, before.count)).reversed().lazy
          .map { before.prefix($0).reversed().joined(separator: " ") }
          .first { Number(arithmetic: $0) != nil }
        let result = right.hasSuffix(".") ? right.dropLast() : right
        guard let left, left.contains(" "), isWhole, Number(arithmetic: String(result)) != nil
        else { return nil }
        return Line(left: left, isRounded: words[index] == "≈", right: String(result))
      }
    }
  }

  /// The parts of a line that are arithmetic, beside what they give.
  private func lines(_ text: String) -> [Line] {
    var parts = [""]
    var signs: [String] = []
    for word in text.split(separator: " ") {
      if word == "=" || word == "≈" {
        signs.append(String(word))
        parts.append("")
      } else {
        parts[parts.count - 1] += (parts[parts.count - 1].isEmpty ? "" : " ") + word
      }
    }
    return signs.indices.compactMap { index in
      let (left, right) = (parts[index], parts[index + 1])
      // The entries of a drawn vector are rounded on their own.
      guard left.contains(where: { "+-*/^·(".contains($0) }), !left.contains("[ "),
        Number(arithmetic: left) != nil,
        Number(arithmetic: right) != nil
      else { return nil }
      return Line(left: left, isRounded: signs[index] == "≈", right: right)
    }
  }
}
