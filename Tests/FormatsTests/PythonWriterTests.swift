import MatrixCore
import Testing

@testable import Documents
@testable import Formats

@Suite struct PythonWriterTests {
  private let writer = PythonWriter(names: PythonNames())

  private func written(_ tensor: Tensor) -> String {
    writer.lines([.check("a", .name("a"), expected: tensor)]).joined(separator: "\n")
  }

  @Test("fractions are fractions, and what is exact is held to more")
  func numbers() {
    let axis = [Axis("N", 3)]
    #expect(
      written(Samples.exact(axis, [(1, 2), (-3, 1), (-1, 3)]))
        == "check(\"a\", a, [1/2, -3, -1/3])")
    #expect(
      written(Samples.doubles(axis, [0.5, -1e-7, 1e300]))
        == "check(\"a\", a, [0.5, -1e-07, 1e+300], 1e-9)")
    #expect(written(Tensor(7)) == "check(\"a\", a, 7)")
  }

  @Test("no line of a long list is wider than the page")
  func wide() {
    let axes = [Axis("a", 2), Axis("b", 3), Axis("c", 40)]
    for tensor in [Samples.counting(axes), Samples.counting(axes, approximate: true)] {
      let lines = written(tensor).split(separator: "\n")
      #expect(lines.count > 6 && lines.allSatisfy { $0.count <= 88 })
    }
  }

  @Test("brackets stand where Python would group otherwise")
  func brackets() {
    func binary(_ left: Program.Expression, _ text: String, _ right: Program.Expression, _ own: Int)
      -> Program.Expression
    {
      .code(
        [.part(left, binding: own), .text(text), .part(right, binding: own + 1)], binding: own)
    }
    let sum = binary(.name("a"), " + ", .name("b"), 1)
    let third = Program.Expression.number(Number(1) / 3)
    for (expression, text) in [
      (binary(sum, " * ", third, 2), "(a + b) * (1/3)"),
      (binary(third, " * ", sum, 2), "1/3 * (a + b)"),
      (binary(.name("a"), " - ", sum, 1), "a - (a + b)"),
      (binary(sum, " - ", .name("a"), 1), "a + b - a"),
      (binary(.name("a"), " * ", .number(-2), 2), "a * -2"),
    ] {
      #expect(writer.lines([.run(expression)]) == [text])
    }
  }

  @Test("a comment is one line, whatever its text")
  func comments() {
    let text = "a\nimport os\r\u{85}\u{2028}# \"\"\""
    #expect(writer.lines([.comment(text)]) == ["# a import os   # \"\"\""])
  }

  @Test("a string is one literal, whatever its text")
  func strings() {
    #expect(PythonWriter.quoted("a\"b\\c\n") == "\"a\\\"b\\\\c\\U0000000a\"")
  }

  @Test("no text of a lesson names the encoding, which stands in the first two lines")
  func encoding() throws {
    let title = "-*- coding: utf-7 -*- \"\"\" ''' \\"
    for format in [NumPyFormat.self, PyTorchFormat.self] as [any DocumentFormat.Type] {
      let script = try ScriptSamples.write(
        ScriptSamples.text(title: title, "param w: () = 2"), format)
      let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[1] == "# -*- coding: utf-8 -*-")
      #expect(lines.filter { $0.contains("utf-7") } == ["# \(title) (line)"])
    }
  }
}
