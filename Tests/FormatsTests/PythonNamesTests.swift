import Testing

@testable import Formats

@Suite struct PythonNamesTests {
  private func identifiers(_ names: [String]) -> [String] {
    var python = PythonNames(reserved: ["np", "check"])
    for name in names { python.add(name) }
    return names.map { python[$0] }
  }

  @Test(
    "a name that Python takes stays, another is changed",
    arguments: [
      ("W", "W"), ("Y.1", "Y_1"), ("early/dW", "early_dW"), ("W₂", "W2"), ("θ", "θ"), ("Θ", "Θ"),
      ("é", "é"), ("lambda", "lambda_"), ("in", "in_"), ("sum", "sum_"), ("np", "np_"),
      ("check", "check_"), ("#step", "step"), ("𝐖", "u1D416"), ("ﬁ", "uFB01"), ("ª", "uAA"),
    ])
  func single(name: String, identifier: String) {
    #expect(identifiers([name]) == [identifier])
  }

  @Test("no two names become one")
  func distinct() {
    #expect(
      identifiers(["W2", "W₂", "Y.1", "Y_1", "W2_"]) == ["W2", "W2_", "Y_1", "Y_1_", "W2__"])
    #expect(identifiers(["P.half", "P/half", "P/#loss"]) == ["P_half", "P_half_", "P_loss"])
  }

  @Test("what changed by more than its dots is told")
  func changed() {
    var python = PythonNames()
    for name in ["Y.1", "lambda", "a/W₂", "a/W", "#step"] { python.add(name) }
    #expect(python.changed.map(\.name) == ["lambda", "a.W₂"])
    #expect(python.changed.map(\.identifier) == ["lambda_", "a_W2"])
  }
}
