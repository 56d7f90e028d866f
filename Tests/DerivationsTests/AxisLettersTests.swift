import Derivations
import MatrixCore
import Testing

@Suite struct AxisLettersTests {
  @Test("an entry is called by the letters of the formulas")
  func label() throws {
    let letters = AxisLetters(["h", "head", "b"], taken: ["b"])
    let shape = Shape([Axis("head", 2), Axis("h", 3), Axis("b", 2)])
    #expect(letters.label(shape, at: 7) == "e = 2, h = 1, b′ = 2")
  }

  @Test("an axis whose letters are all taken gets a free letter, with which no other begins")
  func free() {
    let letters = AxisLetters(["N", "out", "unit", "key"], taken: ["o", "t", "u"])
    #expect(["N", "out", "unit", "key"].map { letters[$0] } == ["n", "j", "i", "k"])
  }
}
