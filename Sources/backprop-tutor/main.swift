// backprop-tutor: arguments, one file per command, and the wiring of everything to the outside.

import Terminal

Signals.install()
Memory.keepFreed()
let arguments = Array(CommandLine.arguments.dropFirst())
var program = Program()
let status = program.run(arguments)
exitProgram(program.finish(status))
