import Formulas
import TestSupport
import Testing

@Suite struct FormulaParserTests {
  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("x ** 2", "doubleTimes", 2..<4), ("2x", "missingOperator", 0..<2),
      ("2 (x)", "missingOperator", 0..<3), ("3 4", "missingOperator", 0..<3),
      ("x + 2 y", "missingOperator", 4..<7),
      ("(x + 1", "unclosedBracket", 0..<1), ("sum(x", "unclosedBracket", 3..<4),
      ("[1, 2", "unclosedBracket", 0..<1), ("sum(x, axis=(a, b)", "unclosedBracket", 3..<4),
      ("dW[1, 2", "unclosedBracket", 2..<3),
      ("x +", "unexpected", 3..<3), ("", "unexpected", 0..<0), ("* x", "unexpected", 0..<1),
      ("x)", "unexpected", 1..<2), ("x.2", "unexpected", 1..<3), ("f(x).y", "unexpected", 5..<6),
      ("x $ y", "unknownCharacter", 2..<3), ("x · y", "unknownCharacter", 2..<4),
      ("[]", "emptyList", 0..<2), ("dW[0]", "indexNotWhole", 3..<4),
      ("dW[1.5]", "indexNotWhole", 3..<6), ("1e400", "numberTooLarge", 0..<5),
      ("-1e400", "numberTooLarge", 1..<6), ("x + 1e99999999999999999999", "numberTooLarge", 4..<26),
    ])
  func complaints(_ text: String, _ kind: String, _ range: SourceRange) {
    do {
      let formula = try Formula(reading: text)
      Issue.record("\(text) is read as \(formula.text())")
    } catch {
      #expect(error.kind.name == kind)
      #expect(error.range == range)
    }
  }

  @Test(
    "a network's formula has no lists and no indexes",
    arguments: [
      ("[1, 2]", "listInNetwork"), ("x[1]", "indexInNetwork"), ("x + [[1]]", "listInNetwork"),
    ])
  func inNetwork(_ text: String, _ kind: String) {
    do {
      _ = try Formula(reading: text, place: .network)
      Issue.record("\(text)")
    } catch {
      #expect(error.kind.name == kind)
    }
  }

  @Test(
    "brackets, minus signs and powers nest 64 deep and no deeper",
    arguments: [
      ("(", "x", ")"), ("-", "x", ""), ("x^", "x", ""), ("[", "1", "]"), ("sum(", "x", ")"),
      ("-(", "x", ")"),
    ])
  func nesting(_ open: String, _ inner: String, _ close: String) {
    let depth = 64 / (open == "-(" ? 2 : 1)
    let text = { (count: Int) in
      String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    }
    #expect(throws: Never.self) { try Formula(reading: text(depth)) }
    for count in [depth + 1, 100_000] {
      do {
        _ = try Formula(reading: text(count))
        Issue.record("\(count)")
      } catch {
        guard case SyntaxProblem.nestsTooDeep = error.kind else {
          Issue.record("\(error.kind)")
          continue
        }
      }
    }
  }

  @Test("unclosed brackets without end, and postfixes without end, end in a problem")
  func hostile() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "f(", count: 100_000),
      "x" + String(repeating: ".T", count: 100_000), "x" + String(repeating: "ᵀ", count: 100_000),
      "x" + String(repeating: "[1]", count: 100_000), String(repeating: "x+", count: 100_000) + "x",
      "[" + String(repeating: "-x,", count: 100_000), "[" + String(repeating: "[", count: 100_000),
    ] {
      #expect(throws: Problem.self, "\(text.prefix(10))") { try Formula(reading: text) }
    }
  }

  @Test("a formula has at most 250 operations")
  func operations() {
    let text = { (count: Int) in "x" + String(repeating: " + x", count: count) }
    #expect(throws: Never.self) { try Formula(reading: text(250)) }
    do {
      _ = try Formula(reading: text(251))
      Issue.record("251 operations")
    } catch {
      guard case SyntaxProblem.tooManyOperations(limit: 250) = error.kind else {
        Issue.record("\(error.kind)")
        return
      }
    }
  }

  @Test("a list may hold more numbers than a formula operations")
  func longList() throws {
    for item in ["1", "-1", "-1/2"] {
      let text = "[" + Array(repeating: item, count: 5_000).joined(separator: ", ") + "]"
      #expect(try Formula(reading: text).parts.count == 5_000)
    }
    // What stands around a list is counted with the longest of its numbers.
    let sum = "1" + String(repeating: " + 1", count: 126)
    #expect(throws: Problem.self) { try Formula(reading: "[1, \(sum), 1] + \(sum)") }
  }
}
