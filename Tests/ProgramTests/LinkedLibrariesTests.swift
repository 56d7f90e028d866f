#if os(Linux)
  import Foundation
  import Testing

  @Suite("Libraries")
  struct LinkedLibrariesTests {
    /// Linked as a library it leaves the library's name, linked into the program its types' names.
    @Test("the program links no Foundation", arguments: ["libFoundation", "10Foundation"])
    func linksNoFoundation(trace: String) throws {
      let program = try Data(contentsOf: URL(fileURLWithPath: BuiltProgram.path))
      #expect(program.range(of: Data("backprop".utf8)) != nil)
      #expect(program.range(of: Data(trace.utf8)) == nil)
    }
  }
#endif
