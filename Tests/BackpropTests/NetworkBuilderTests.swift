import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

/// Networks with one fault each, and the problem that it is.
@Suite struct NetworkBuilderTests {
  @Test(
    "a network with one fault has one problem",
    arguments: [
      // Names
      ("input x: (n) = [1]\ny = x + z", "unknownName"),
      ("y = x + 1\ninput x: (n) = [1]", "usedBeforeStatement"),
      ("input x: (n) = [1]\ninput x: (n) = [2]", "duplicateName"),
      ("input sum: (n) = [1]", "reservedName"),
      ("input x: (n) = [1]\nloss: (n) = x", "reservedName"),
      ("input n: (n) = [1]", "axisBearsValueName"),
      ("input x: (loss) = [1]", "reservedName"),
      ("input x: (a, b) = [[1, 2]]\ny = sum(x, axis=())", "optionOutOfRange"),
      ("input x: (a, b) = [[1, 2]]\ny = softmax(x, axis=())", "optionOutOfRange"),
      ("input x: (n) = [1]\ny = x * ones", "generatorInFormula"),
      ("input x: (n) = [1]\nparam n: () = 1", "valueBearsAxisName"),
      ("input x: (n) = [1]\nparam y: (x) = [1]", "axisBearsValueName"),
      ("input x: (n) = [1]\ny = sgm(x)", "unknownFunction"),
      ("input x: (n) = [1]\ny = order(x, 1)", "internalFunction"),
      ("input x: (n) = [1]\ny = exp", "functionWithoutArguments"),
      ("input x: (n) = [1]\ny = early.x", "unknownNetwork"),
      ("input x: (n) = [1]\ny = dx", "gradientInNetwork"),
      ("input x: (n) = [1]\ndx = x * 2", "gradientName"),
      ("dx = 2\ninput x: (n) = [1]\ny = x", "gradientName"),
      ("input x: (n) = [1]\nloss L = sum(x)\nloss M = sum(x)", "secondLoss"),
      ("input x: (n) = [1]\nloss L = x", "lossNotScalar"),
      ("input x: (n) = [1]\ny = x * 2\nparam z = y", "dataFromComputed"),
      // Functions
      ("input x: (n) = [1]\ny = exp(x, x)", "argumentCount"),
      ("input x: (n) = [1]\ny = exp(x, axis=n)", "unknownOption"),
      ("input x: (n) = [1]\ny = sum(x, axis=n, axis=n)", "repeatedOption"),
      ("input x: (n) = [1]\ny = softmax(x)", "missingOption"),
      ("input x: (n) = [1]\ny = sum(x, axis=m)", "optionAxisMissing"),
      ("input x: (n) = [1]\ny = sum(x, axis=2)", "optionNotAxis"),
      ("input x: (n) = [1]\ny = leaky_relu(x, slope=x)", "optionNotConstant"),
      ("input x: (n) = [1]\ny = variance(x, kind=half)", "optionNotWord"),
      (
        "input x: (n, m) = [[1, 2]]\nparam w: (m) = [1, 1]\ny = rms_norm(x, w, axis=m, eps=-1)",
        "optionOutOfRange"
      ),
      ("input x: (n) = [1]\nparam w: () = 2\ny = x^w", "exponentNotConstant"),
      ("input x: (N, m) = [[1, 2]]\nparam w: (m) = [1, 1]\ny = batch_norm(x, w, w)", "batchOfOne"),
      (
        "input x: (N, class) = [[1, 2]]\ntarget t: (N) = [2]\ny = softmax_cross_entropy(x, t)",
        "labelTooLarge"
      ),
      (
        "input x: (N, class) = [[1, 2]]\ntarget t: (N) = [1/2]\ny = softmax_cross_entropy(x, t)",
        "labelNotWhole"
      ),
      (
        "input x: (N, class) = [[1, 2]]\ntarget t: (N) = [-1]\ny = softmax_cross_entropy(x, t)",
        "labelNotWhole"
      ),
      ("input x: (n) = [1]\ny = (x, x)", "tupleOutsideOption"),
      // Axes
      ("input x: (n) = [1]\ninput z: (n) = [1, 2]", "axisSizeConflict"),
      ("input x: (n, n) = [[1]]", "axisRepeated"),
      ("input x: (a, b, c, d, e, f, g) = [[[[[[[1]]]]]]]", "tooManyAxes"),
      ("input x: (n) = ones", "axisSizeUnknown"),
      ("input x = [1]", "axesMissing"), ("input x: (n) = [[1]]", "rankMismatch"),
      ("input x: (n=2) = [1]", "sizeMismatch"), ("input x: (n) = [1]\ny: (a, b) = x", "renameRank"),
      ("input x: (n) = [1]\ny: (a=2) = x", "renameSize"),
      ("input x: (n, m) = [[1], [1, 2]]", "raggedList"),
      ("input x: (n, m) = [[1], 2]", "mixedList"), ("input x: (n=2) = unifrom(1, 2)", "unknown"),
      ("input x: (n=2) = uniform(2, 1)", "generatorNeeds"),
      ("input x: (n=2, m=3) = eye", "generatorNeeds"),
      ("input x: (n=2) = zeros(1)", "generatorArguments"),
      ("input x: (n, m) = [[1, 2]]\nparam w: (m, o) = [[1], [2]]\ny = w @ x", "shape"),
      ("input x: (n) = [1]\nparam w: (m) = [1]\ny = x + w", "shape"),
      ("input x: (n) = [1]\ny = x.T", "shape"),
      ("input x: (n, m) = [[1, 2]]\ny = x @ x.T", "shape"),
      ("input x: (n) = [1]\ny = x @ 2", "shape"),
      ("input x: (n, h, w) = [[[1, 2]]]\ny = flatten(x, axes=(h, w), into=n)", "axisRepeated"),
      ("input E: (n, d) = [[1, 2]]\nconst t: (d) = [0, 0]\ny = rows(E, t)", "axisRepeated"),
      ("input x: (n, h, w) = [[[1, 2]]]\ny = flatten(x, axes=(n, w), into=p)", "optionOutOfRange"),
      ("input x: (n, m) = [[1, 2]]\ny = transpose(x, axes=(m))", "optionOutOfRange"),
      ("input x: (n=100000, m=100000) = zeros", "limit"),
      ("", "emptyNetwork"),
    ])
  func oneFault(_ text: String, _ kind: String) throws {
    let names: [String]
    do throws(Problem) {
      names = try NetworkText(text).problems.map(\.kind.name)
    } catch {
      names = [error.kind.name]
    }
    #expect(names.count == 1, "\(names)")
    #expect(names.first?.hasPrefix(kind) == true, "\(names)")
  }

  @Test("a fault is told once, not again where its name is used")
  func consequences() throws {
    let built = try NetworkText(
      "input x: (n) = [1]\ny = x + nothing\nz = y * 2\nloss L = sum(z)")
    #expect(built.problems.map(\.kind.name) == ["unknownName"])
  }

  @Test("all problems of a network are told at once")
  func several() throws {
    let built = try NetworkText(
      "input x: (n) = [1]\na = x + p\nb = exp(x, x)\nc = x @ 2\nloss L = sum(a)")
    #expect(built.problems.count == 3)
  }

  @Test("every bad label of a list is told, and each once")
  func badLabels() throws {
    let built = try NetworkText(
      """
      input z: (N, class) = [[1, 2], [3, 4], [5, 6]]
      const t: (N) = [2, -1, 1/2]
      loss L = sum(softmax_cross_entropy(z, t)) + sum(rows(z, t))
      """, entryRange: { list, offset in list.lowerBound + offset..<list.lowerBound + offset + 1 })
    #expect(
      built.problems.map(\.kind.name) == ["labelTooLarge", "labelNotWhole", "labelNotWhole"])
    #expect(Set(built.problems.map(\.range)).count == 3)
    #expect(built.problems.allSatisfy { $0.related == built.problems[0].related })
  }

  @Test("the limit of multiplications is met at the statement that takes too many")
  func multiplications() throws {
    let text = "input x: (N=2000, k=4000) = ones\ninput y: (k, M=2000) = ones\nZ = x @ y"
    let built = try NetworkText(text)
    #expect(built.problems.map(\.kind.name) == ["limit"])
    // The product is the last that is written.
    #expect(built.problems.first?.range == text.utf8.count - "x @ y".utf8.count..<text.utf8.count)
  }

  @Test("an axis that a function makes has a size like any other")
  func madeAxes() throws {
    let built = try NetworkText(
      "input x: (n, h, w) = [[[1, 2], [3, 4]]]\ny = flatten(x, axes=(h, w), into=p)\nloss L = sum(y) / p"
    )
    #expect(built.problems.isEmpty, "\(built.problems.map(\.kind))")
    let atOnce = try NetworkText(
      "input x: (n, h, w) = [[[1, 2], [3, 4]]]\nloss L = sum(flatten(x, axes=(h, w), into=p) / p)")
    #expect(atOnce.problems.isEmpty)
    #expect(atOnce.network.tensor(named: "L")?.number == Number(5) / 2)
    let clash = try NetworkText(
      "input x: (n, h, w) = [[[1, 2], [3, 4]]]\nparam u: (p) = [1, 2]\ny = flatten(x, axes=(h, w), into=p)"
    )
    #expect(clash.problems.map(\.kind.name) == ["axisSizeConflict"])
  }
}
