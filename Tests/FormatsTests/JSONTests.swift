import Formats
import Foundation
import MatrixCore
import Testing

@Suite struct JSONTests {
  @Test("objects have a key a line, plain arrays stand in one line")
  func layout() {
    let value = JSON.object([
      ("format", .integer(1)), ("axes", .strings(["N", "in"])), ("empty", .object([])),
      ("none", .array([])), ("data", JSON(data: Samples.x)), ("exact", .bool(true)),
      ("loss", .null), ("steps", .array([.object([("id", .string("a"))])])),
    ])
    #expect(
      value.text == """
        {
          "format": 1,
          "axes": ["N", "in"],
          "empty": {},
          "none": [],
          "data": [
            [1, 2],
            [3, -1]
          ],
          "exact": true,
          "loss": null,
          "steps": [
            {
              "id": "a"
            }
          ]
        }

        """)
  }

  @Test(
    "numbers are the shortest that read back the same",
    arguments: [
      (2.5, "2.5"), (-2, "-2"), (1e-7, "1e-07"), (0, "0"), (-0.0, "0"), (1e300, "1e+300"),
      (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"), (100, "100"), (.nan, "null"),
      (.infinity, "null"), (.leastNonzeroMagnitude, "5e-324"),
    ] as [(Double, String)])
  func numbers(_ number: Double, _ text: String) {
    #expect(JSON.number(number).text == text + "\n")
  }

  @Test(
    "strings are escaped",
    arguments: [
      ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\u{1}\u{1B}", #""\n\r\t\u0001\u001b""#),
      ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("ŷ 日本", "\"ŷ 日本\""),
      ("\u{9B}\u{7F}", #""\u009b\u007f""#), ("\u{E0001}", #""\udb40\udc01""#), ("", "\"\""),
    ])
  func strings(_ string: String, _ text: String) throws {
    #expect(JSON.string(string).text == text + "\n")
    let read = try JSONSerialization.jsonObject(
      with: Data(JSON.string(string).bytes), options: .fragmentsAllowed)
    #expect(read as? String == string)
  }

  @Test("a tensor is nested by its shape")
  func tensors() {
    #expect(JSON(data: Tensor(.exact(Rational(9, 4)!))).text == "2.25\n")
    #expect(JSON(data: Samples.counting([Axis("N", 3)])).text == "[1, 2, 3]\n")
    let cube = JSON(data: Samples.counting([Axis("a", 1), Axis("b", 2), Axis("c", 2)])).text
    #expect(cube.filter { !$0.isWhitespace } == "[[[1,2],[3,4]]]")
  }

  @Test("a hundred thousand numbers are written, and a deep value takes no stack")
  func large() throws {
    let tensor = Samples.counting([Axis("N", 100), Axis("in", 1000)], approximate: true)
    let text = JSON.object([("data", JSON(data: tensor))]).text
    let read = text.split { !"0123456789.e-+".contains($0) }.compactMap { Double($0) }
    let isSame = read == tensor.doubles
    #expect(isSame)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }

    var deep = JSON.array([])
    for _ in 0..<1000 { deep = .array([deep]) }
    #expect(deep.text.filter { $0 == "[" }.count == 1001)
  }
}
