extension TextLayout {
  /// The line that opens a step: `── 8/14 · backward · dW ────`. Where it is narrow the title is
  /// shortened, then the section left out; `8/14` is always there, in one piece.
  func stepHeader(_ header: StepHeader, width: Int) -> String {
    let place = "\(header.place)/\(header.total)"
    if style.accessible {
      let words = [
        "Step \(place)", header.section, header.title,
      ]
      let full = words.filter { !$0.isEmpty }.joined(separator: ", ")
      if DisplayWidth.of(full) <= width { return full }
      let short = [place, header.section, header.title].filter { !$0.isEmpty }
      return DisplayWidth.shortened(
        short.joined(separator: ", "), to: width, ellipsis: glyphs.ellipsis)
    }
    let room = width - 6 - DisplayWidth.of(place)
    let gap = DisplayWidth.of(glyphs.separator)
    var words = [header.section, header.title].filter { !$0.isEmpty }
    func needed() -> Int { words.reduce(0) { $0 + gap + DisplayWidth.of($1) } }
    if needed() > room, let title = words.popLast() {
      var left = room - needed() - gap
      if left < 6, !words.isEmpty {
        // The title says more than the section.
        words = []
        left = room - gap
      }
      let short = DisplayWidth.shortened(title, to: left, ellipsis: glyphs.ellipsis)
      if !short.isEmpty { words.append(short) }
    }
    return bar([place] + words, width: width)
  }

  /// Words set into a line that fills the width: `── Enter next · q quit ─────`. Words at the end
  /// that don't fit are left out.
  func bar(_ words: [String], width: Int) -> String {
    var text = words.first ?? ""
    var used = DisplayWidth.of(text)
    for word in words.dropFirst() {
      let columns = DisplayWidth.of(glyphs.separator) + DisplayWidth.of(word)
      if used > 0, used + columns > width - 6 { break }
      if used > 0 { text += glyphs.separator }
      text += word
      used += columns
    }
    text = style.painted(text, .bold)
    if style.accessible { return text }
    let fill = width - 4 - used
    return glyphs.rule + glyphs.rule + " " + text
      + (fill > 0 ? " " + .repeated(glyphs.rule, fill) : "")
  }
}
