import Backprop
import Formulas
import Lessons
import MatrixCore
import Terminal

/// The whole process, from the command to the last line, beside a program that does nothing and beside
/// NumPy computing and printing the same matrices.
func measureStart(_ places: Places) throws(Failure) -> [Row] {
  let words = ["lesson", "affine-batch", "--lessons", places.lessons, "--all"]
  let small = try medianSeconds(
    [
      [places.program] + words, [places.empty],
      [places.staticProgram] + words, [places.staticEmpty],
    ], runs: 100)
  let first = try medianSeconds(
    [[places.program] + words + ["--to", "1"], [places.empty]], runs: 100)
  let large = try medianSeconds(
    [[places.program] + words, [places.staticProgram] + words, places.rival("affine")], runs: 15)
  func row(_ name: String, _ ours: Double, _ rival: Double) -> Row {
    Row(
      name: name, ours: milliseconds(ours), rival: milliseconds(rival),
      ratio: times(ours / rival), goal: "≤ 2.5 ×", isReached: ours / rival <= 2.5)
  }
  func numPy(_ name: String, _ ours: Double) -> Row {
    Row(
      name: name, ours: milliseconds(ours), rival: milliseconds(large[2]),
      ratio: times(large[2] / ours), goal: "≥ 25 × faster", isReached: large[2] / ours >= 25)
  }
  return [
    row("lesson --all, beside an empty program", small[0], small[1]),
    row("the same, both linked statically", small[2], small[3]),
    row("to the first step alone", first[0], first[1]),
    numPy("lesson --all, beside NumPy", large[0]),
    numPy("the same, linked statically as installed", large[1]),
  ]
}

/// Lexing and parsing, in this process.
func measureParsing(_ places: Places) throws(Failure) -> [Row] {
  let bytes = Array(Texts.matrix.utf8)
  var best = Double.infinity
  for _ in 0..<15 {
    var lesson: Lesson?
    let time = try seconds { lesson = Lesson(SourceText(name: "matrix.md", bytes: bytes)) }
    best = min(best, time)
    if lesson?.networks.first?.graph.nodes.first?.shape.count != 100_000 {
      throw Failure("the matrix was not read: \(lesson?.problems.first.debugDescription ?? "")")
    }
  }
  let rate = Double(bytes.count) / best / 1e6
  return [
    Row(
      name: "reading a matrix of 100,000 numbers", ours: decimal(rate, 1) + " MB/s", rival: "",
      ratio: "", goal: "≥ 20 MB/s", isReached: rate >= 20)
  ]
}

/// The way forward and back of an affine layer for more and more rows: what one row costs, beside
/// what it costs among ten times fewer. It costs more where the tensors outgrow a cache.
func measureRows(_ places: Places) throws(Failure) -> [Row] {
  let counts = [100, 1000, 10_000, 100_000]
  var perRow: [Double] = []
  for count in counts {
    let network = try network(Texts.affine(rows: count))
    perRow.append(
      try medianOfRuns(network, runs: max(5, min(200, 200_000 / count))) / Double(count))
  }
  return counts.indices.dropFirst().map { index in
    let ratio = perRow[index] / perRow[index - 1]
    return Row(
      name: "one row of \(counts[index]), beside one of \(counts[index - 1])",
      ours: decimal(perRow[index] * 1e9, 0) + " ns",
      rival: decimal(perRow[index - 1] * 1e9, 0) + " ns", ratio: times(ratio), goal: "≤ 2 ×",
      isReached: ratio <= 2)
  }
}

/// Ten thousand steps of Adam, with the start of the program and all that it prints, beside the loop that
/// a student would write in NumPy, without the start of Python.
func measureTraining(_ places: Places) throws(Failure) -> [Row] {
  let folder = places.work + "/training"
  try places.makeFolder(folder)
  try places.write(Texts.training, to: folder + "/training.md")
  let output = places.work + "/adam"
  var (ours, rival): ([Double], [Double]) = ([], [])
  for _ in 0..<7 {
    ours.append(
      try Child.run([places.program, "lesson", folder + "/training.md", "--all"]).seconds)
    _ = try Child.run(places.rival("adam"), output: output)
    rival += try places.numbers(in: output)
  }
  let ratio = median(ours) / median(rival)
  return [
    Row(
      name: "10,000 steps of Adam", ours: milliseconds(median(ours)),
      rival: milliseconds(median(rival)), ratio: times(ratio), goal: "≤ 1 ×", isReached: ratio <= 1)
  ]
}

/// The digits' largest product beside a loop of multiplications and additions that never leaves the
/// registers: the most that portable code, two numbers at a time, can reach.
func measureProduct(_ places: Places) throws(Failure) -> [Row] {
  let (rows, inner, columns) = (100, 784, 50)
  func tensor(_ shape: Shape) -> Tensor {
    Tensor.uneven(shape).approximate
  }
  let left = tensor(Shape([Axis("N", rows), Axis("pixel", inner)]))
  let right = tensor(Shape([Axis("pixel", inner), Axis("hidden", columns)]))
  let operations = Double(2 * rows * inner * columns)
  let rounds = 200_000
  var (ours, peak): ([Double], [Double]) = ([], [])
  for _ in 0..<30 {
    var product: Tensor?
    for _ in 0..<5 {
      let time = try seconds { product = try? Tensor.product(left, right) }
      ours.append(operations / time)
    }
    if product?.count != rows * columns { throw Failure("the product was not computed") }
    var sum = 0.0
    let time = try seconds { sum = multiplyAndAdd(rounds: rounds, by: 0.999_999) }
    if !sum.isFinite { throw Failure("the peak loop left the range of numbers") }
    peak.append(Double(rounds * 12 * 2 * 2) / time)
  }
  let ratio = median(ours) / median(peak)
  return [
    Row(
      name: "a product of 100 × 784 × 50, beside the peak",
      ours: decimal(median(ours) / 1e9, 2) + " GF/s",
      rival: decimal(median(peak) / 1e9, 2) + " GF/s",
      ratio: times(ratio), goal: "≥ 0.8 ×", isReached: ratio >= 0.8)
  ]
}

/// Twelve independent sums of pairs: each round multiplies and adds 24 numbers.
@inline(never)
private func multiplyAndAdd(rounds: Int, by factor: Double) -> Double {
  let (x, y) = (SIMD2<Double>(repeating: factor), SIMD2<Double>(repeating: 1e-6))
  var (a, b, c, d) = (y, y, y, y)
  var (e, f, g, h) = (y, y, y, y)
  var (i, j, k, l) = (y, y, y, y)
  for _ in 0..<rounds {
    a = a * x + y
    b = b * x + y
    c = c * x + y
    d = d * x + y
    e = e * x + y
    f = f * x + y
    g = g * x + y
    h = h * x + y
    i = i * x + y
    j = j * x + y
    k = k * x + y
    l = l * x + y
  }
  return (a + b + c + d + (e + f + g + h) + (i + j + k + l)).sum()
}

/// A network of MNIST's size: time and memory beside NumPy's.
///
/// Two thirds of our time are the products' multiplications and additions, nine tenths as many a second
/// as a processor can do two at a time (SSE2, which is what Swift may use on every x86-64). NumPy's
/// library does four or eight at a time where the processor has AVX or AVX-512.
func measureDigits(_ places: Places) throws(Failure) -> [Row] {
  let output = places.work + "/digits"
  var (ours, rival): ([Double], [Double]) = ([], [])
  var (ourPeak, rivalPeak) = (0, 0)
  for _ in 0..<15 {
    let own = try Child.run([places.benchmarks, "digits-alone", "20"], output: output)
    ours += try places.numbers(in: output)
    let other = try Child.run(places.rival("digits", "20"), output: output)
    rival += try places.numbers(in: output)
    ourPeak = max(ourPeak, own.peakBytes)
    rivalPeak = max(rivalPeak, other.peakBytes)
  }
  let ratio = median(ours) / median(rival)
  let memory = Double(ourPeak) / Double(rivalPeak)
  return [
    Row(
      name: "100 × 784 → 50 → 10, forward and back", ours: milliseconds(median(ours)),
      rival: milliseconds(median(rival)), ratio: times(ratio), goal: "≤ 3 ×",
      isReached: ratio <= 3),
    Row(
      name: "its peak memory", ours: "\(ourPeak >> 20) MiB", rival: "\(rivalPeak >> 20) MiB",
      ratio: times(memory), goal: "≤ 1 ×", isReached: memory <= 1),
  ]
}

/// What the child process that is measured for `digits` computes.
func secondsOfDigits(runs: Int) throws(Failure) -> Double {
  try medianOfRuns(network(Texts.digits), runs: runs)
}

/// The command `check` with a folder of 1,000 lessons.
func measureChecking(_ places: Places) throws(Failure) -> [Row] {
  let count = 1000
  let folder = places.work + "/lessons"
  try places.makeFolder(folder)
  for index in 0..<count {
    try places.write(Texts.small(index), to: folder + "/small-\(index).md")
  }
  let seconds = try medianSeconds(
    [[places.program, "check", folder], [places.staticProgram, "check", folder]], runs: 7,
    of: \.elapsed)
  func row(_ name: String, _ seconds: Double) -> Row {
    let rate = Double(count) / seconds
    return Row(
      name: name, ours: decimal(rate, 0) + " /s", rival: "", ratio: "", goal: "≥ 1000 /s",
      isReached: rate >= 1000)
  }
  return [
    row("checking 1,000 small lessons", seconds[0]),
    row("the same, linked statically as installed", seconds[1]),
  ]
}

private func network(_ text: String) throws(Failure) -> Network {
  let lesson = Lesson(SourceText(name: "benchmark.md", bytes: Array(text.utf8)))
  guard !lesson.hasErrors, let network = lesson.networks.first,
    network.evaluated().gradients != nil
  else {
    throw Failure("a lesson of the benchmarks is wrong: \(lesson.problems)")
  }
  return network
}

/// The median time of one way forward and back.
private func medianOfRuns(_ network: Network, runs: Int) throws(Failure) -> Double {
  guard let loss = network.loss else { throw Failure("a network of the benchmarks has no loss") }
  var times: [Double] = []
  for _ in 0..<runs {
    times.append(
      try seconds { () throws(Failure) in
        do throws(Problem) {
          let values = try network.graph.evaluate { reference in
            if case .tensor(let tensor) = reference { tensor } else { Tensor(Number(0)) }
          }
          let back = try Gradients(
            of: loss, in: network.graph, values, seed: .ones(.scalar), "dL",
            isNamed: network.isNamed)
          precondition(!back.all.isEmpty)
        } catch {
          throw Failure("a network of the benchmarks has a problem: \(error)")
        }
      })
  }
  return median(times)
}
