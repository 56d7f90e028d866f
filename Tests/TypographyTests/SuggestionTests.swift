import Testing
import Typography

@Suite struct SuggestionTests {
  @Test(
    "edits are counted, neighbours and letters that changed places as one",
    arguments: [
      ("", "", 0), ("relu", "relu", 0), ("relu", "rely", 1), ("sum", "sums", 1),
      ("bakc", "back", 1),
      ("forward", "dorwarf", 1), ("kitten", "sitting", 3), ("", "abc", 3),
    ])
  func distance(_ a: String, _ b: String, _ distance: Int) {
    #expect(editDistance(Array(a), Array(b)) == distance)
    #expect(editDistance(Array(b), Array(a)) == distance)
  }

  @Test(
    "the nearest name is suggested, and none that is far",
    arguments: [
      ("sotfmax", "softmax"), ("RELU", "relu"), ("rel", "relu"), ("sigmoidd", "sigmoid"),
      ("xyz", nil), ("", nil), (String(repeating: "a", count: 33), nil),
    ])
  func nearestName(_ word: String, _ meant: String?) {
    #expect(nearest(word, ["relu", "softmax", "sigmoid"]) == meant)
  }
}
