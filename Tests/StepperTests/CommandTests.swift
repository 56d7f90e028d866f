import Derivations
import Testing

@testable import backprop_tutor

@Suite("The commands")
struct CommandTests {
  @Test("are found by their names", arguments: Command.all.map(\.name))
  func named(_ name: String) {
    #expect(Command.named(name)?.name == name)
  }

  @Test("have names of their own, and there are no others")
  func unknown() {
    #expect(Set(Command.all.map(\.name)).count == Command.all.count)
    #expect(Command.named("lessen") == nil)
  }
}
