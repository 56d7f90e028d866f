/// What should cost twice as much where there is twice as much of it.
struct Growth: Sendable {
  /// What there is more of: `statements`.
  let things: String
  /// How many there are; the measurement has twice as many too.
  let count: Int
  /// The command, to which the lesson's path is added.
  let command: [String]
  /// How often the path is added, where one lesson is too quick.
  var times = 1
  var status: Int32 = 0
  let text: @Sendable (Int) -> String

  static let all = [
    Growth(things: "statements", count: 2000, command: ["check"]) { count in
      lesson(chain(count), ["forward", "backward", "check gradients"])
    },
    Growth(things: "nodes of a graph", count: 2000, command: ["lesson", "--all"]) { count in
      lesson(chain(count), ["graph"])
    },
    // No lesson has more than a hundred problems.
    Growth(things: "problems", count: 45, command: ["check"], times: 40, status: 1) { count in
      lesson([input] + (0..<count).map { "v\($0) = x @ x @ \($0)" } + ["loss L = sum(x)"])
    },
    Growth(things: "names beside unknown ones", count: 2000, command: ["check"], status: 1) {
      count in
      lesson(
        [input] + (0..<count).map { "value\($0) = x + \($0)" }
          + (0..<50).map { "w\($0) = valeu\($0) * 2" } + ["loss L = sum(x)"])
    },
    Growth(things: "uses of a value", count: 1000, command: ["lesson", "--all"]) { count in
      lesson(
        [input, "s0 = x"] + (1...count).map { "s\($0) = s\($0 - 1) + x * \($0)" }
          + ["loss L = sum(s\(count))"], ["backward"])
    },
    Growth(things: "values shown", count: 3000, command: ["lesson", "--all"]) { count in
      lesson([input, "loss L = sum(x)"], (0..<count).map { "show x + \($0)" })
    },
    Growth(things: "operations opened with inside", count: 100, command: ["lesson", "--all"]) {
      count in
      lesson(
        [input] + (1...count).map { "y\($0) = softmax(x * \($0), axis=n)" }
          + ["loss L = sum(y1 * x)"], (1...count).map { "inside y\($0)" })
    },
  ]

  private static let input = "input x: (n) = [1, 2]"

  private static func lesson(_ network: [String], _ steps: [String] = ["shapes"]) -> String {
    Texts.lesson(
      "What grows", Texts.fence("network", network) + "\n" + Texts.fence("steps", steps))
  }

  /// So many statements, each of which uses the one before.
  private static func chain(_ count: Int) -> [String] {
    [input, "v1 = x + 1"]
      + (2..<count).map { "v\($0) = v\($0 - 1) * \($0 % 2 == 0 ? "0.5" : "2")" }
      + ["loss L = sum(v\(count - 1))"]
  }
}

func measureGrowth(_ places: Places) throws(Failure) -> [Row] {
  let folder = places.work + "/growth"
  try places.makeFolder(folder)
  var rows: [Row] = []
  for growth in Growth.all {
    var commands: [[String]] = []
    for count in [2 * growth.count, growth.count] {
      let path = folder + "/lesson-\(count).md"
      try places.write(growth.text(count), to: path)
      commands.append(
        [places.program] + growth.command + Array(repeating: path, count: growth.times))
    }
    let seconds = try medianSeconds(commands, runs: 7, status: growth.status)
    let ratio = seconds[0] / seconds[1]
    rows.append(
      Row(
        name: "\(2 * growth.count) \(growth.things), beside \(growth.count)",
        ours: milliseconds(seconds[0]), rival: milliseconds(seconds[1]), ratio: times(ratio),
        goal: "≤ 2.4 ×", isReached: ratio <= 2.4))
  }
  return rows
}
