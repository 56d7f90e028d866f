import Documents
import Typography

extension TextLayout {
  /// The header line of a step: `── 8/14 · backward · dW ────`. In a narrow space the title is
  /// shortened, then the section is left out; `8/14` is always shown unbroken.
  func stepHeader(_ header: StepHeader, width: Int) -> Line {
    var words = header.words.map(style.spelling.callAsFunction)
    if style.accessible {
      words[0] = Vocabulary.step(header.progress)
      let full = Line(words.joined(separator: ", "))
      if full.width <= width { return full }
      words[0] = header.progress
      return Line(
        DisplayWidth.shortened(
          words.joined(separator: ", "), to: width, ellipsis: glyphs.ellipsis))
    }
    let gap = DisplayWidth.of(glyphs.separator)
    func needed() -> Int { words.reduce(-gap) { $0 + gap + DisplayWidth.of($1) } }
    let room = width - 6
    if needed() > room, words.count > 1, let title = words.popLast() {
      var left = room - needed() - gap
      if left < 6, words.count > 1 {
        // The title is more informative than the section.
        words = [header.progress]
        left = room - needed() - gap
      }
      let short = DisplayWidth.shortened(title, to: left, ellipsis: glyphs.ellipsis)
      if !short.isEmpty { words.append(short) }
    }
    return bar(words, width: width)
  }

  /// Words in a rule that fills the width: `── Enter next · q quit ─────`. Final words that don't
  /// fit are left out.
  func bar(_ words: [String], width: Int) -> Line {
    var line = Line()
    if !style.accessible {
      line.append(glyphs.rule, times: 2)
      line.append(spaces: 1)
    }
    let start = line.width
    let gap = DisplayWidth.of(glyphs.separator)
    if style.color { line.append(Paint.bold.start, width: 0) }
    for word in words {
      let used = line.width - start
      let columns = DisplayWidth.of(word)
      if used > 0, used + gap + columns > width - 6 { break }
      if used > 0 { line.append(glyphs.separator, width: gap) }
      line.append(word, width: columns)
    }
    if style.color { line.append(Paint.end, width: 0) }
    if style.accessible { return line }
    let fill = width - 1 - line.width
    if fill > 0 {
      line.append(spaces: 1)
      line.append(glyphs.rule, times: fill)
    }
    return line
  }
}
