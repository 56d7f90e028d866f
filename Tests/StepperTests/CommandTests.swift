import Testing

@testable import backprop_tutor

@Suite("The commands")
struct CommandTests {
  @Test("have names of their own, which begin their usage")
  func names() {
    #expect(Set(Command.all.map(\.name)).count == Command.all.count)
    for command in Command.all {
      #expect(command.usage.split(separator: " ").first.map(String.init) == command.name)
    }
  }
}
