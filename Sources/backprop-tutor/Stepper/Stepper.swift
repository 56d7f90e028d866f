import Documents
import Terminal
import Typography

/// The state of stepping through a lesson: keys go in, lines to print come out.
///
///     var stepper = Stepper(content, size: WindowSize(columns: 80, rows: 24))
///     var effect = stepper.start()
///     effect = stepper.receive(.enter)
///
/// It has no side effects. After each call `prompt` is the line to show below the printed lines.
struct Stepper {
  var content: StepperContent
  /// The pages that can be shown.
  var pages: Range<Int>
  /// The width of pages; nil if they follow the window.
  let fixedWidth: Int?
  /// Whether text taller than the window is shown in parts.
  let pauses: Bool
  /// The state of a watched file; nil if none is watched.
  var watched: Watched?
  var size: WindowSize

  /// The current page.
  var index: Int
  var detail: Detail
  /// The text being typed into the prompt.
  var entry = Entry.nothing
  /// The notice shown until the next key.
  var notice: StepperNotice?
  /// The text shown last, if it was shown only in part.
  var unread: UnreadText?
  /// The first line of the page's part that was shown last.
  var partStart = 0
  /// Whether a higher level of detail adds to the page.
  var hasMoreDetail = false
  /// Whether the page was shown to its end.
  var isPageRead = false
  /// Whether the text shown last stands in place of the page, which is shown again after it.
  var isAside = false
  /// Whether the contents were shown last.
  var isInContents = false
  /// Whether the last line printed is in the middle of a text, with no blank line after it.
  var isInText = false
  var searchText = ""
  /// Whether the student went to a step other than the next or the one before.
  var hasChosenStep = false
  /// The lines of a reply typed line by line whose brackets are still open.
  var openReply: String?
  /// The number of hints shown since the page was.
  private var hintsShown = 0
  /// Whether a reply to the page's question was right.
  var isAnswered = false

  enum Entry: Hashable {
    case nothing
    /// A step's number, without a `:` before it.
    case number(String)
    /// A step's number or name.
    case step(String)
    case search(String)
    /// A reply, which may have several lines.
    case reply(String)
  }

  init(
    _ content: StepperContent, pages: Range<Int>? = nil, detail: Detail = .normal,
    size: WindowSize = .usual, fixedWidth: Int? = nil, pauses: Bool = true
  ) {
    self.content = content
    let all = 0..<max(0, content.count)
    self.pages = pages?.clamped(to: all) ?? all
    self.fixedWidth = fixedWidth
    self.pauses = pauses
    self.size = size
    self.index = self.pages.lowerBound
    self.detail = detail
  }
}

/// The effect of a key or command.
struct StepperEffect: Equatable {
  /// The lines to print.
  var lines: [String] = []
  /// Whether the lines begin at the top of the window.
  var startsScreen = false
  /// Whether stepping ends.
  var ends = false
}

extension Stepper {
  /// Shows the first page, or another; `stopped` is where the student stopped last time.
  mutating func start(at page: Int? = nil, stopped: Int? = nil) -> StepperEffect {
    guard !pages.isEmpty else { return StepperEffect(lines: content.closing, ends: true) }
    var effect = show(
      page.map { min(max($0, pages.lowerBound), pages.upperBound - 1) } ?? pages.lowerBound)
    guard let stopped, pages.contains(stopped) || content.more != nil, stopped != index else {
      return effect
    }
    if pauses {
      // A number alone would begin a reply to a question.
      let key = "\(content.asks(index) ? ":" : "")\(stopped + 1) Enter"
      notice = .stoppedAt(stopped + 1, key: key)
    } else {
      effect.lines +=
        WordWrap.lines(
          "You stopped at step \(stopped + 1) of \(content.count) last time: "
            + "type go \(stopped + 1) and Enter to go there.", width: width) + [""]
    }
    return effect
  }

  /// Performs a command.
  mutating func perform(_ command: StepperCommand) -> StepperEffect {
    let before = index
    let effect = effect(of: command)
    if index != before, command != .next, command != .back { hasChosenStep = true }
    return effect
  }

  private mutating func effect(of command: StepperCommand) -> StepperEffect {
    notice = nil
    awaitPages(for: command)
    switch command {
    case .next: return next()
    case .back: return back()
    case .nextSection: return nextSection()
    case .previousSection: return previousSection()
    case .first: return go(to: pages.lowerBound, else: .firstStep)
    case .last: return go(to: pages.upperBound - 1, else: .lastStep)
    case .goToNumber(let number): return go(toNumber: number)
    case .find(let text): return find(text)
    case .goToName(let name): return go(toName: name)
    case .contents:
      let (lines, current) = contents()
      defer { isInContents = true }
      return present(lines, .list(showing: current))
    case .values:
      let values = content.values(index, width)
      return values.isEmpty ? answer(.noValues) : present(values, .list())
    case .hint: return hint()
    case .reply(let reply): return check(reply)
    case .moreDetail: return showMore()
    case .lessDetail: return showLess()
    case .help: return present(pauses ? keyLines() : commandLines(), .list())
    case .leave: return isAside ? resume() : quit()
    case .quit: return quit()
    }
  }

  /// Whether the page has a hint that was not shown since it was.
  var hasHint: Bool { hintsShown < content.hints(index, width).count }

  /// The width of pages.
  var width: Int { fixedWidth ?? size.columns }

  /// The lines of a page in the window.
  func lines(_ page: Int, _ detail: Detail) -> [String] {
    content.lines(page, detail, WindowSize(columns: width, rows: size.rows))
  }

  var isAtLastPage: Bool { index + 1 >= pages.upperBound && content.more == nil }

  /// Waits for the pages that a command needs, where they are not worked out yet.
  private mutating func awaitPages(for command: StepperCommand) {
    guard let more = content.more else { return }
    let grown: StepperContent?
    switch command {
    case .next where index + 1 >= pages.upperBound && unread == nil && !isAside:
      grown = more(index)
    case .goToNumber(let number) where number > pages.upperBound: grown = more(nil)
    case .last, .contents, .find, .goToName, .nextSection: grown = more(nil)
    default: return
    }
    guard let grown else { return }
    content = grown
    pages = pages.lowerBound..<max(pages.upperBound, grown.count)
  }
}

extension Stepper {
  /// Prints a page from its beginning, or from a line on.
  mutating func show(_ page: Int, from line: Int = 0) -> StepperEffect {
    // What comes after a question may be its answer.
    let isBelowAnswer = page < index && content.asks(page)
    if page != index { isAnswered = false }
    hintsShown = 0
    index = page
    let text = lines(page, detail)
    hasMoreDetail = pauses && nextDetail(\.more, text) != nil
    let start = text.indices.contains(line) ? line : 0
    return present(text, .page, from: start, atTop: isBelowAnswer)
  }

  /// Prints the page again as it was left, after what stood in its place.
  mutating func resume() -> StepperEffect { show(index, from: partStart) }

  private mutating func next() -> StepperEffect {
    if unread != nil { return readOn() }
    if isAside { return resume() }
    if isAtLastPage, watched != nil { return answer(.lastStep) }
    if isAtLastPage { return StepperEffect(lines: content.closing, ends: true) }
    return show(index + 1)
  }

  /// Ends with a blank line below a text that was left in its middle.
  private func quit() -> StepperEffect { StepperEffect(lines: isInText ? [""] : [], ends: true) }

  private mutating func back() -> StepperEffect {
    if isAside { return resume() }
    if unread != nil, partStart > 0 { return show(index) }
    guard index > pages.lowerBound else { return answer(.firstStep) }
    return show(index - 1)
  }

  private mutating func hint() -> StepperEffect {
    let hints = content.hints(index, width)
    guard !hints.isEmpty else { return answer(.noHints) }
    let next = hintsShown % hints.count
    let effect = present(hints[next])
    if next == 0, hintsShown > 0 { notice = .hintsAgain }
    hintsShown += 1
    return effect
  }

  private mutating func nextSection() -> StepperEffect {
    let next = pages[index...].dropFirst().first { content.page($0).startsSection }
    guard let next else { return answer(.lastSection) }
    return show(next)
  }

  private mutating func previousSection() -> StepperEffect {
    let start = startOfSection(at: index)
    if start < index { return show(start) }
    guard start > pages.lowerBound else { return answer(.firstSection) }
    return show(startOfSection(at: start - 1))
  }

  private func startOfSection(at page: Int) -> Int {
    pages[...page].last { content.page($0).startsSection } ?? pages.lowerBound
  }

  private mutating func go(toNumber number: Int) -> StepperEffect {
    guard number > pages.lowerBound, number <= pages.upperBound else {
      return answer(noStep("\(number)"))
    }
    return go(to: number - 1, else: .thisStep(number))
  }

  /// Shows a page, unless it is on the screen of a student who can scroll.
  private mutating func go(to page: Int, else notice: StepperNotice) -> StepperEffect {
    page == index && pauses && !isAside ? answer(notice) : show(page)
  }

  /// That there is no step with a number or name.
  func noStep(_ name: String) -> StepperNotice {
    .noStep(name, pages.lowerBound + 1...max(pages.lowerBound + 1, pages.upperBound))
  }

  private mutating func go(toName name: String) -> StepperEffect {
    guard !name.isEmpty else { return answer(.noStepNamed) }
    let wanted = name.lowercased()
    let tests: [(PageInfo) -> Bool] = [
      { $0.ids.contains(name) }, { $0.ids.contains { $0.lowercased() == wanted } },
      { $0.title.lowercased() == wanted },
      { $0.entry.joined(separator: " ").lowercased() == wanted },
      { $0.ids.contains { $0.lowercased().hasSuffix("." + wanted) } },
      // One of the names in a title, or a network.
      { page in
        page.title.lowercased().split(separator: ",").contains { "\($0)".trimmedAround == wanted }
      },
      { $0.ids.contains { $0.lowercased().hasPrefix(wanted + ".") } },
    ]
    for test in tests {
      if let page = pages.first(where: { test(content.page($0)) }) {
        return go(to: page, else: .thisStep(page + 1))
      }
    }
    return answer(noStep(name))
  }

  /// Shows a notice in the prompt.
  mutating func answer(_ notice: StepperNotice) -> StepperEffect {
    self.notice = notice
    return StepperEffect()
  }
}
