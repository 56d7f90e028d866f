import Documents
import MatrixCore
import Typography

extension TextLayout {
  /// The maximum number of values drawn; larger graphs are listed.
  private static let maxDrawn = 80

  /// A graph drawn from left to right, with values above the lines and gradients below, in as many
  /// strips as the width needs; as text if it can't be drawn.
  func graph(_ picture: GraphPicture, width: Int) -> [String] {
    guard picture.nodes.count <= Self.maxDrawn else {
      return graphAsText(picture, width: width)
    }
    guard let plan = plan(picture, width: width), !plan.strips.isEmpty else {
      return graphAsText(picture, width: width)
    }
    let rails = glyphs.isASCII ? Rails.ascii : .unicode
    func note(_ text: String) -> [String] { prose(text, width: width, paint: .dim) }
    var result = note(picture.caption(isCut: plan.strips.count > 1))
    for strip in plan.strips {
      result.append("")
      result += strip.lines(style, rails, hasGradients: picture.hasGradients)
    }
    for rest in [sums(picture, width: width), picture.unused.map(note) ?? []]
    where !rest.isEmpty {
      result += [""] + rest
    }
    return result
  }

  /// The plan that keeps the most uses of each value together, with as much detail as that leaves
  /// room for. Numbers go only where nothing else fits.
  private func plan(_ picture: GraphPicture, width: Int) -> GraphPlan? {
    var best: GraphPlan?
    for detail in GraphText.Detail.allCases where detail != .bare || best == nil {
      let text = GraphText(picture: picture, style: style, glyphs: glyphs, detail: detail)
      guard let plan = GraphPlan(text, width: width) else { continue }
      if best.map({ plan.repetitions < $0.repetitions }) ?? true { best = plan }
      if plan.repetitions == 0 { break }
    }
    return best
  }

  private func graphAsText(_ picture: GraphPicture, width: Int) -> [String] {
    sentences(picture.sentences(style.numbers), width: width)
  }

  /// The sums of gradients of values that are used more than once.
  private func sums(_ picture: GraphPicture, width: Int) -> [String] {
    let sums = picture.sums(style.numbers)
    let spelled = Block.equations(sums).mapText(style.spelling.callAsFunction)
    return sums.isEmpty ? [] : lines(spelled, width: width)
  }
}
