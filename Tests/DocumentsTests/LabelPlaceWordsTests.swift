import Backprop
import Testing

@testable import Derivations
@testable import Documents

@Suite struct LabelPlaceWordsTests {
  @Test(
    "labels count from 0, rows and columns from 1",
    arguments: [
      (1, "class 0, the first"), (3, "class 2, the third"), (10, "class 9, the tenth"),
      (11, "class 10, the 11th"), (21, "class 20, the 21st"), (22, "class 21, the 22nd"),
      (103, "class 102, the 103rd"), (112, "class 111, the 112th"),
    ])
  func words(_ index: Int, _ words: String) {
    #expect([LabelPlace(axis: "class", index: index)].text == words)
  }
}
