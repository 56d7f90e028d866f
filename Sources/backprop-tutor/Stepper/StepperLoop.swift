import Rendering
import Terminal

/// Walks a student through a lesson on the screen.
struct StepperLoop {
  let content: StepperContent
  /// The pages to show; all where there is none.
  var pages: Range<Int>?
  var detail = Detail.normal
  /// How wide pages are; as wide as the window where there is none.
  var width: Int?
  let way: Way
  /// The page to begin with; the first where there is none.
  var start: Int?
  /// Tells what the lesson has become where its file was saved; nil where nobody looks at the file.
  var watch: (() -> StepperRevision?)?
  /// The page of the content that is a problem of the file.
  var problem: Int?
  /// Told which page is on the screen, each time that it is another.
  var onPage: (Int) -> Void = { _ in }

  /// How the student leads the walk.
  enum Way: Hashable, Sendable {
    /// By keys, one by one.
    case keys
    /// By lines, each ended with Enter.
    case lines
  }
}

extension StepperLoop.Way {
  /// The way that suits what the program is connected to; nil where everything is to be printed.
  static func suiting(
    inputIsTerminal: Bool, outputIsTerminal: Bool, plainTerminal: Bool, all: Bool
  ) -> Self? {
    if all || !inputIsTerminal || !outputIsTerminal { return nil }
    return plainTerminal ? .lines : .keys
  }
}

extension StepperLoop {
  /// Walks until the student or the lesson ends it, or nothing more can be written.
  ///
  /// Gives the exit status: 1 where the output could not be written, its `failure` saying why.
  func run(_ output: inout Output) -> Int32 {
    switch way {
    case .keys: runWithKeys(&output)
    case .lines: runWithLines(&output)
    }
    output.flush()
    if case .failed = output.failure { return 1 }
    return 0
  }

  /// How often the lesson's file is looked at, in milliseconds.
  private static var interval: Int32 { 150 }

  private func runWithLines(_ output: inout Output) {
    var reader = LineReader()
    var stepper = makeStepper(pauses: false)
    var effect = stepper.start(at: start)
    var page: Int?
    while true {
      output.write(lines: effect.lines)
      tell(stepper, &page)
      if effect.ends || output.failure != nil { return }
      output.write(stepper.prompt)
      output.flush()
      let line = reader.next()
      stepper.size = WindowSize.current() ?? stepper.size
      switch line {
      case .text(let text):
        // Looked at twice, a file is known to rest.
        if let revision = watch?() ?? watch?() {
          effect = stepper.take(revision)
          if text.contains(where: { !$0.isWhitespace }) { effect = stepper.receive(line: text) }
        } else {
          effect = stepper.receive(line: text)
        }
      case .tooLong: effect = stepper.receiveTooLongLine()
      case .endOfInput:
        // The prompt's line was not ended by an Enter.
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
    var effect = stepper.start(at: start)
    var page: Int?
    while true {
      prompt.erase(&output, columns: stepper.size.columns, if: !effect.lines.isEmpty || effect.ends)
      output.write(lines: effect.lines)
      tell(stepper, &page)
      if effect.ends { return }
      prompt.show(stepper.prompt, &output, columns: stepper.size.columns)
      output.flush()
      if output.failure != nil { return }
      switch keyboard.nextEvent(timeout: watch == nil ? nil : Self.interval) {
      case .key(let key):
        effect = stepper.receive(key)
      case .continued:
        // Most often the shell has written below the prompt.
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

  private func tell(_ stepper: Stepper, _ page: inout Int?) {
    guard stepper.index != page else { return }
    page = stepper.index
    onPage(stepper.index)
  }

  private func makeStepper(pauses: Bool) -> Stepper {
    var stepper = Stepper(
      content, pages: pages, detail: detail, size: .current() ?? .usual, fixedWidth: width,
      pauses: pauses)
    if watch != nil { stepper.watched = Stepper.Watched(problem: problem) }
    return stepper
  }
}
