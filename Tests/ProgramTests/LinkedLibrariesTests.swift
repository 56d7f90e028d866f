#if os(Linux)
  import Foundation
  import Testing

  @Suite("Libraries")
  struct LinkedLibrariesTests {
    @Test(
      "a start loads no library that the program does not use",
      arguments: [
        "libFoundation", "libswift_Concurrency", "libswift_StringProcessing", "libdispatch",
      ])
    func isNotLoaded(_ library: String) throws {
      let program = try Data(contentsOf: URL(fileURLWithPath: BuiltProgram.path))
      #expect(program.range(of: Data("libswiftCore.so".utf8)) != nil)
      #expect(program.range(of: Data(library.utf8)) == nil)
    }
  }
#endif
