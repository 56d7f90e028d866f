#if os(Linux)
  import Foundation
  import Testing

  @Suite("Libraries")
  struct LinkedLibrariesTests {
    @Test("the program links no Foundation")
    func linksNoFoundation() throws {
      let program = try Data(contentsOf: URL(fileURLWithPath: BuiltProgram.path))
      #expect(program.range(of: Data("libswiftCore.so".utf8)) != nil)
      #expect(program.range(of: Data("libFoundation".utf8)) == nil)
    }
  }
#endif
