import Foundation
import FuzzTarget
import Testing

/// Replays what the fuzzer found, and what was collected for it to begin with.
struct CorpusTests {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz/corpus")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { !$0.hasPrefix(".") }.sorted()

  @Test("there is a corpus")
  func corpusIsThere() {
    #expect(CorpusTests.names.count >= 10)
  }

  @Test("no input crashes, and all that is shown is printable", arguments: names)
  func inputIsHandled(name: String) throws {
    let file = CorpusTests.folder.appendingPathComponent(name)
    #expect(FuzzTarget.faults([UInt8](try Data(contentsOf: file))) == [])
  }
}
