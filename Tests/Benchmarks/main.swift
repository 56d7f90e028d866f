// Benchmarks: how fast the program is, beside rivals measured in the same run. It is a program of its
// own and no test: times differ from machine to machine, ratios much less.
//
//     Tests/Benchmarks/run                all measurements
//     Tests/Benchmarks/run start parse    some of them
//
// `run` builds everything and starts this program. What is measured is the processor's time, in which
// waiting for other programs does not count; runs of ours and of the rival take turns, so that whatever
// else the machine does slows both, and medians are compared.

import Terminal

// What takes much memory comes last: the peak of a child counts that of the process that starts it.
let all: [(name: String, measure: (Places) throws(Failure) -> [Row])] = [
  ("start", measureStart), ("product", measureProduct), ("digits", measureDigits),
  ("training", measureTraining), ("check", measureChecking), ("growth", measureGrowth),
  ("parse", measureParsing), ("rows", measureRows),
]

// As the program does.
let arguments = CommandLine.arguments.dropFirst()
var output = Output()
do throws(Failure) {
  if arguments.first == "digits-alone" {
    output.write("\(try secondsOfDigits(runs: Int(arguments.last ?? "") ?? 1))\n")
    output.flush()
    exitProgram(0)
  }
  guard arguments.count >= 2 else { throw Failure("start it with Tests/Benchmarks/run") }
  let places = Places(package: arguments[1], work: arguments[2])
  let chosen = Array(arguments.dropFirst(2))
  for name in chosen where !all.contains(where: { $0.name == name }) {
    throw Failure("there is no measurement \(name): \(all.map(\.name).joined(separator: " "))")
  }
  var rows: [Row] = []
  for (name, measure) in all where chosen.isEmpty || chosen.contains(name) {
    rows += try measure(places)
  }
  output.write(Row.table(rows) + "\n")
  output.flush()
} catch {
  output.writeError("Benchmarks: \(error.message)\n")
  exitProgram(2)
}
