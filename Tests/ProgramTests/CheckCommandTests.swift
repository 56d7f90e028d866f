import Foundation
import Testing

@Suite("check")
struct CheckCommandTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    let front = "---\nformat: 1\ntitle: A\nsummary: B\n---\n\n"
    try folder.write(
      front + "```network\ninput x: (N) = [0, 1]\nloss L = sum(relu(x))\n```\n", to: "kink.md")
    try folder.write(front + "```network\ninput x = 2\ny = xx + x\n```\n", to: "name.md")
    try folder.write(front + "Prose.\n", to: "sound.md")
  }

  private func check(_ arguments: String..., width: Int = 80) throws -> FinishedRun {
    try FinishedRun(["check"] + arguments, in: folder.url, width: width)
  }

  @Test("tells the code of each problem, and once where more is said")
  func codes() throws {
    let run = try check("name.md", "kink.md")
    #expect(run.status == 1 && run.messages == "")
    #expect(
      run.output == """
        error: nothing here is called `xx`
         --> name.md:9:5
          |
        9 | y = xx + x
          |     ^^
          = help: did you mean `x`?
          = code: unknown-name

        warning: `x[1]` is at a kink, where the slopes on the two sides differ
          --> kink.md:11:1
           |
        11 |
           | ^
           = help: move a number away from the kink, or write `allow: kink` in the front
                   matter
           = code: kink

        2 lessons checked: 1 error, 1 warning
        backprop-tutor check --explain unknown-name says more

        """)
  }

  @Test("shows on a terminal that it works, and how far, and dies of Ctrl-C while it does")
  func progress() throws {
    let train = String(repeating: "train 10000 steps with adam(rate=1/100)\n", count: 12)
    try folder.write(
      "---\nformat: 1\ntitle: A\nsummary: B\n---\n```network\nparam W: (N=100) = uniform(-1, 1)\n"
        + "loss L = sum(tanh(W)^2)\n```\n```steps\n\(train)```\n", to: "long.md")
    let terminal = try PseudoTerminal()
    try terminal.run(
      BuiltProgram.path, ["check", folder.url.appendingPathComponent("long.md").path])
    try terminal.wait(for: "working on ")
    try terminal.wait(for: " s, training step ")
    try terminal.wait(for: " of 10000")
    terminal.type("\u{03}")
    #expect(try terminal.waitForEnd() == .killed(by: SIGINT))
  }

  /// Two lessons are worked out at a time: the slow one is still at work when the quick ones end.
  @Test(
    "tells problems in the order of the files, however long each takes",
    arguments: ["00.md", "01.md", "12.md"])
  func order(slow: String) throws {
    let front = "---\nformat: 1\ntitle: A\nsummary: B\n---\n\n"
    var names: [String] = []
    for number in 0...12 {
      let name = number < 10 ? "0\(number).md" : "\(number).md"
      let work =
        name == slow
        ? "```network\nparam w = 2\nloss L = w^2 * 0\n```\n\n"
          + "```steps\ntrain 9000 steps with sgd(rate=1/10)\nshow slow\n```\n"
        : "```steps\nshow quick\(number)\n```\n"
      try folder.write(front + work, to: name)
      names.append(name)
      if number == 6 { names.append("missing.md") }
    }
    let run = try FinishedRun(["check"] + names, in: folder.url, width: 80)
    let told = run.output.split(separator: "\n").compactMap { line in
      line.contains("--> ") ? line.split(separator: " ").last?.prefix(2) : nil
    }
    #expect(told == names.filter { $0 != "missing.md" }.map { $0.prefix(2) })
    #expect(run.status == 2 && run.messages == "backprop-tutor: missing.md: no such file\n")
    #expect(run.output.contains("13 lessons checked: 13 errors"))
  }

  @Test("lets warnings pass unless it is strict")
  func strict() throws {
    let usual = try check("kink.md")
    #expect(usual.status == 0 && usual.output.contains("1 warning\n"))
    let strict = try check("kink.md", "--strict")
    #expect(strict.status == 1)
    #expect(strict.output.hasPrefix("error: ") && strict.output.contains("1 error\n"))
    let sound = try check("sound.md", "--strict")
    #expect(sound.status == 0 && sound.output == "1 lesson checked: no problems\n")
    let json = try check("kink.md", "--strict", "--format", "json")
    #expect(json.status == 1)
    #expect(json.output.replacingOccurrences(of: " ", with: "").contains("\"severity\":\"error\""))
  }

  @Test("does not repeat a training that failed as values that are missing")
  func trainingFailed() throws {
    try folder.write(
      """
      ---
      format: 1
      title: A
      summary: B
      ---

      ```network
      param w = 3
      loss L = w^2
      ```

      ```steps
      train 5 steps with sgd(lr=1/10)
      show after.L
      ```

      """, to: "train.md")
    let run = try check("train.md")
    #expect(run.status == 1)
    #expect(run.output.contains("1 lesson checked: 1 error\n"))
    #expect(run.output.contains("its options are `rate`, `weight_decay` and `clip`"))
  }

  @Test("prints JSON and nothing else")
  func json() throws {
    let run = try check("name.md", "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: [[String: Any]]])
    let diagnostic = try #require(object["diagnostics"]?.first)
    #expect(
      Set(diagnostic.keys) == ["file", "line", "column", "severity", "code", "message", "help"])
    #expect(diagnostic["code"] as? String == "unknown-name")
  }

  @Test("lists all codes, a line each")
  func list() throws {
    let run = try check("--codes", width: 120)
    let lines = run.output.split(separator: "\n")
    #expect(run.status == 0 && lines.count > 100)
    #expect(
      lines.contains { $0.hasPrefix("  kink  ") && $0.hasSuffix("at a kink there are two slopes") })
  }

  @Test("explains a code with an example")
  func explain() throws {
    let run = try check("--explain", "double-times")
    #expect(run.status == 0)
    for text in ["a power is written", "Wrong", "Y = X**2", "Right", "Y = X^2"] {
      #expect(run.output.lowercased().contains(text.lowercased()))
    }
  }

  @Test("knows what code was meant")
  func unknownCode() throws {
    let run = try check("--explain", "unknown-nam")
    #expect(run.status == 2 && run.output == "")
    #expect(run.messages.contains("did you mean `unknown-name`?"))
  }
}
