import Derivations
import Testing

@testable import backprop_tutor

@Suite("The commands")
struct CommandTests {
  @Test("are found by their names", arguments: Command.all.map(\.name))
  func named(_ name: String) {
    #expect(Command.named(name)?.name == name)
  }

  @Test("are those that the help names, and no others")
  func unknown() {
    #expect(Command.named("lessen") == nil)
    #expect(Command.all.map(\.name) == ["list", "lesson", "check", "new", "operations"])
  }
}
