import Documents
import Terminal

/// Runs a stepper on the screen.
struct StepperLoop {
  let content: StepperContent
  /// The pages to show; nil for all.
  var pages: Range<Int>?
  var detail = Detail.normal
  /// The width of pages; nil to follow the window.
  var width: Int?
  let way: Way
  /// The page to begin with; nil for the first.
  var start: Int?
  /// The page at which the student stopped last time.
  var stopped: Int?
  /// Returns the lesson's revision if its file was saved; nil if no file is watched.
  var watch: (() -> StepperRevision?)?
  /// The page of the file's error.
  var problem: Int?
  /// Called whenever another page is on the screen.
  var onPage: (Stepper) -> Void = { _ in }

  /// How the student controls the stepper.
  enum Way: Hashable, Sendable {
    /// By single keys.
    case keys
    /// By lines.
    case lines
  }
}

extension StepperLoop.Way {
  /// The input mode that suits the standard streams; nil if everything is to be printed.
  static func suiting(
    inputIsTerminal: Bool, outputIsTerminal: Bool, plainTerminal: Bool, all: Bool
  ) -> Self? {
    if all || !inputIsTerminal || !outputIsTerminal { return nil }
    return plainTerminal ? .lines : .keys
  }
}

extension StepperLoop {
  /// Runs until the student or the lesson ends it, or the output fails.
  ///
  /// Returns the exit status: 1 if the output failed.
  func run(_ output: inout Output) -> Int32 {
    switch way {
    case .keys: runWithKeys(&output)
    case .lines: runWithLines(&output)
    }
    output.flush()
    if case .failed = output.failure { return 1 }
    return 0
  }

  /// The polling interval of the lesson's file, in milliseconds.
  private static var interval: Int32 { 150 }

  private func runWithLines(_ output: inout Output) {
    var reader = LineReader()
    var stepper = makeStepper(pauses: false)
    var effect = stepper.start(at: start, stopped: stopped)
    var page: Int?
    while true {
      output.write(lines: effect.lines)
      report(stepper, &page)
      if effect.ends || output.failure != nil { return }
      output.write(stepper.prompt)
      output.flush()
      let line = reader.next()
      stepper.size = WindowSize.current() ?? stepper.size
      switch line {
      case .text(let text):
        // Polls twice, because a file counts as written only if it is unchanged.
        if let revision = watch?() ?? watch?() {
          effect = stepper.take(revision)
          if text.contains(where: { !$0.isWhitespace }) { effect = stepper.receive(line: text) }
        } else {
          effect = stepper.receive(line: text)
        }
      case .tooLong: effect = stepper.receiveTooLongLine()
      case .endOfInput:
        // Ends the prompt's line, which no Enter ended.
        output.write("\n")
        return
      }
    }
  }

  private func runWithKeys(_ output: inout Output) {
    output.flush()
    guard var keyboard = Keyboard() else { return runWithLines(&output) }
    var stepper = makeStepper(pauses: true)
    var prompt = PromptLine(color: content.style.color)
    var effect = stepper.start(at: start, stopped: stopped)
    var page: Int?
    while true {
      if !effect.lines.isEmpty || effect.ends { prompt.erase(&output) }
      if effect.startsScreen { prompt.startScreen(rows: stepper.size.rows, &output) }
      output.write(lines: effect.lines)
      report(stepper, &page)
      if effect.ends { return }
      prompt.show(stepper.prompt, &output)
      output.flush()
      if output.failure != nil { return }
      switch keyboard.nextEvent(timeout: watch == nil ? nil : Self.interval) {
      case .key(let key):
        effect = stepper.receive(key)
      case .continued:
        // The shell has usually written below the prompt.
        prompt.startAfresh(&output)
        fallthrough
      case .resized:
        stepper.size = WindowSize.current() ?? stepper.size
        effect = StepperEffect()
      case .timedOut:
        effect = watch?().map { stepper.take($0) } ?? StepperEffect()
      case .endOfInput:
        effect = StepperEffect(ends: true)
      }
    }
  }

  private func report(_ stepper: Stepper, _ page: inout Int?) {
    guard stepper.index != page else { return }
    page = stepper.index
    onPage(stepper)
  }

  private func makeStepper(pauses: Bool) -> Stepper {
    var stepper = Stepper(
      content, pages: pages, detail: detail, size: .current() ?? .usual, fixedWidth: width,
      pauses: pauses)
    if watch != nil { stepper.watched = Stepper.Watched(problem: problem) }
    return stepper
  }
}
