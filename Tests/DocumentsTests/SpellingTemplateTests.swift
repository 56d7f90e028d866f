import Testing

@testable import Documents

@Suite struct SpellingTemplateTests {
  /// What each placeholder needs to stand without brackets.
  private func needed(_ template: String) -> [Int] {
    SpellingTemplate(template).pieces.compactMap {
      if case .placeholder(let placeholder) = $0 { placeholder.binding } else { nil }
    }
  }

  @Test(
    "an operator's right side groups only where it binds more",
    arguments: [
      ("{A} + {B}", 1, [1, 2]), ("{A} @ {B}", 2, [2, 3]), ("{x}**{n}", 4, [5, 5]),
      ("-{x}", 3, [4]), ("{x} > {other}", 0, [0, 1]),
    ])
  func operators(template: String, binding: Int, parts: [Int]) {
    #expect(SpellingTemplate(template).binding == binding)
    #expect(needed(template) == parts)
  }

  @Test(
    "an argument needs no brackets, what has something after it does",
    arguments: [
      ("np.sum({x}, axis={axis})", [0, 0]), ("{x}.sum(dim={axis})", [6, 0]), ("{E}[{t}]", [6, 0]),
      ("np.where({x} > 0, 1.0, 0.0)", [6]), ("{x}", [0]),
    ])
  func calls(template: String, parts: [Int]) {
    #expect(SpellingTemplate(template).binding == Binding.atom)
    #expect(needed(template) == parts)
  }

  @Test("a placeholder says which axes it is put under, and where the classes go")
  func placeholders() {
    guard case .placeholder(let t) = SpellingTemplate("{t:z|axis}").pieces.first,
      case .placeholder(let size) = SpellingTemplate("{axis.size}").pieces.first
    else {
      Issue.record("no placeholders")
      return
    }
    #expect(t.name == "t" && t.shape == "z" && t.classAxis == "axis" && t.form == nil)
    #expect(size.name == "axis" && size.form == .size)
  }
}
