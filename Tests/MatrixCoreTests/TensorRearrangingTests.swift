import MatrixCore
import Testing

@Suite struct TensorRearrangingTests {
  @Test(
    "gathering takes entries by place, and 0 where the place is below 0; scattering adds them back")
  func gatherScatter() throws {
    let exact = try vector("1/2 1/3 5")
    for tensor in [exact, exact.approximate] {
      let gathered = tensor.gather([2, -1, 0, 0], as: Shape([Axis("k", 4)]))
      #expect(gathered.doubles == [5, 0, 0.5, 0.5])
      #expect(gathered.isExact == tensor.isExact)
      let back = gathered.scatter([2, -1, 0, 0], as: tensor.shape)
      #expect(back.doubles == [1, 0, 5])
      #expect(back.isExact == tensor.isExact)
      #expect(tensor.scatter([-1, -1, -1], as: Shape([Axis("k", 2)])).doubles == [0, 0])
    }
  }

  @Test("a slice is what stands at one index of an axis")
  func slices() {
    let tensor = counting("n m k")
    #expect(tensor.slice("n", at: 1).numbers == numbers(Array(13...24)))
    #expect(tensor.slice("m", at: 2).numbers == numbers([9, 10, 11, 12, 21, 22, 23, 24]))
    #expect(tensor.slice("k", at: 0).shape == shape("n m"))
    #expect(tensor.slice("k", at: 3).numbers == numbers([4, 8, 12, 16, 20, 24]))
  }

  @Test("labels pick rows, and rows that are picked twice add their gradients")
  func rows() throws {
    let table = try matrix("word", "d", [[1, 2], [3, 4], [5, 6]])
    let labels = try vector("2 0 2")
    #expect(table.rows(at: labels, along: "word").numbers == numbers([5, 6, 1, 2, 5, 6]))
    #expect(table.rows(at: labels, along: "word").shape == Shape([Axis("n", 3), Axis("d", 2)]))
    let back = table.rows(at: labels, along: "word")
      .scatteredRows(at: labels, into: table.shape, along: "word")
    #expect(back.numbers == numbers([1, 2, 0, 0, 10, 12]))
    let columns = table.rows(at: try vector("1 1"), along: "d")
    #expect(columns.numbers == numbers([2, 4, 6, 2, 4, 6]))
    #expect(columns.shape == Shape([Axis("n", 2), Axis("word", 3)]))
    #expect(labels.oneHot(Axis("word", 3)).numbers == numbers([0, 0, 1, 1, 0, 0, 0, 0, 1]))
  }

  @Test("0 where the other is 0")
  func zeroed() throws {
    let tensor = try Tensor(Shape([Axis("n", 3)]), doubles: [.nan, -.infinity, 2])
    #expect(tensor.zeroed(where: try vector("0 0 1")).doubles == [0, 0, 2])
  }

  @Test(
    "the first entry that is not finite is found at every place",
    arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(_ double: Double) throws {
    for count in 0...9 {
      let shape = Shape([Axis("n", count)])
      let entries = (0..<count).map { $0 % 2 == 0 ? Double.greatestFiniteMagnitude : -0.0 }
      #expect(try Tensor(shape, doubles: entries).firstNonFinite == nil)
      for place in 0..<count {
        var entries = entries
        entries[place] = double
        entries[count - 1] = place < count - 1 ? .nan : double
        #expect(try Tensor(shape, doubles: entries).firstNonFinite == place)
      }
    }
  }

  @Test("entries are found by their indices and nowhere else")
  func entries() {
    let tensor = counting("n m")
    #expect(tensor.entry([1, 2]) == Number(6))
    for outside in [[2, 0], [0, 3], [-1, 0], [0], [0, 0, 0]] {
      #expect(tensor.entry(outside) == nil)
    }
    for offset in 0..<tensor.count {
      #expect(tensor.shape.offset(of: tensor.shape.indices(at: offset)) == offset)
    }
  }
}
