// backprop-tutor: arguments, one file per command, and the wiring of everything to the outside.

import Terminal

Signals.install()
Memory.keepFreed()
runProgram()

func runProgram() -> Never {
  var program = Program()
  let status = program.run(Array(CommandLine.arguments.dropFirst()))
  exitProgram(program.finish(status))
}
