import Testing

@testable import Backprop

@Suite("Tables of names")
struct NameTableTests {
  @Test("know few names and many, in the order in which they came", arguments: [0, 1, 32, 33, 500])
  func manyNames(_ count: Int) {
    let names = (0..<count).map { "x\(($0 * 7919) % 100_003)" }
    var set = NameSet()
    var table = NameTable<Int>()
    for (place, name) in names.enumerated() {
      let answers = [set.insert(name), set.insert(name)]
      #expect(answers == [true, false])
      table.set(name, to: -1)
      table.set(name, to: place)
    }
    #expect(set.names == names)
    #expect(table.names == names)
    #expect(set.isEmpty == names.isEmpty)
    #expect(names.allSatisfy(set.contains))
    #expect(names.map { table[$0] } == Array(0..<count))
    #expect(!set.contains("y"))
    #expect(table["y"] == nil)
  }

  @Test("take a name for the same however its marks are written")
  func canonicalNames() {
    var set = NameSet(["\u{E9}"])
    #expect(set.contains("e\u{301}"))
    let isNew = set.insert("e\u{301}")
    #expect(!isNew)
  }

  @Test("keep where a name stood first")
  func firstPlaces() {
    var table = NameTable<SourceRange>.empty
    let answers = [table.note("W", at: 1..<2), table.note("W", at: 5..<6)]
    #expect(answers == [nil, 1..<2])
    #expect(table.range(of: "W") == 1..<2)
    #expect(table.range(of: "b") == nil)
  }
}
