// backprop-tutor: arguments, one file per command, and the stepper.

import Terminal

Signals.install()
runProgram()

func runProgram() -> Never {
  var program = Program()
  let status = program.run(Array(CommandLine.arguments.dropFirst()))
  exitProgram(program.finish(status))
}
