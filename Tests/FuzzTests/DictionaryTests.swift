import Backprop
import Derivations
import Foundation
import Testing

/// The fuzzer puts lessons together from a list of words, which has to know the language.
@Suite struct DictionaryTests {
  static let text =
    (try? String(
      contentsOf: CorpusTests.folder.deletingLastPathComponent()
        .appendingPathComponent("words.dict"), encoding: .utf8)) ?? ""

  @Test(
    "the fuzzer's dictionary has each function, step and optimiser",
    arguments: Operation.functionNames.map { $0.first?.isLetter == true ? "\"\($0)(" : $0 }
      + StepKind.words.map { "\"\($0)" }
      + Optimiser.all.map { " with \($0.name)(" })
  func word(_ word: String) {
    let isKnown = DictionaryTests.text.contains(word)
    #expect(isKnown, "Tests/Fuzz/words.dict lacks \(word)")
  }
}
