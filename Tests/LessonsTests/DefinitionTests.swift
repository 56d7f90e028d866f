import Backprop
import Derivations
import Formulas
import MatrixCore
import Testing

@testable import Lessons

struct DefinitionTests {
  static let data = """
    input  X1: (N, in)  = [[1, 2], [3, -1], [0, 1]]
    input  X2: (N, in)  = [[0, 2], [1, -1], [2, 1]]
    input  H0: (N, hid) = [[0, 0, 1, 2], [1, 0, 0, 1], [0, 3, 0, 0]]
    param  Wh: (hid, new=4) = uniform(-1, 1, seed=1)
    param  Wx: (in, hid)    = uniform(-1, 1, seed=2)
    param  b: (hid)     = [1, -1, 0, 2]
    target T: (N, hid)  = zeros
    const p = 2
    """

  @Test(
    "a use is what its statements written out are, with the same gradients",
    arguments: [
      // A cell used again and again: shared weights fan out.
      (
        """
        define cell(h, x) = s: (N, hid) = h @ Wh; z = s + x @ Wx + b; tanh(z)
        H1 = cell(H0, X1)
        H2 = cell(H1, X2)
        loss L = sum((H2 - T)^2) / N
        """,
        """
        S1: (N, hid) = H0 @ Wh
        H1 = tanh(S1 + X1 @ Wx + b)
        S2: (N, hid) = H1 @ Wh
        H2 = tanh(S2 + X2 @ Wx + b)
        loss L = sum((H2 - T)^2) / N
        """
      ),
      // Uses inside uses and in larger formulas, with formulas and numbers as arguments.
      (
        """
        define layer(x, rate) = rate * (x @ Wx) + b
        define two(x) = layer(x, 1/2) + layer(2 * x, N)
        H1 = two(X1) * layer(X2 - X1, p) / 3
        loss L = sum((H1 - T)^2)
        """,
        """
        A = 1/2 * (X1 @ Wx) + b
        B = 3 * (2 * X1 @ Wx) + b
        C = 2 * ((X2 - X1) @ Wx) + b
        H1 = (A + B) * C / 3
        loss L = sum((H1 - T)^2)
        """
      ),
      // A transposed argument, a const as an exponent, a parameter that hides a name and an axis.
      (
        """
        define gram(A, n) = A @ X1 / N^n
        define itself(X1) = X1
        G: (row, col) = gram(itself(X1).T, p)
        define power(N, T) = N^T
        loss L = sum(power(G, p)) + sum(power(b, 3))
        """,
        """
        G: (row, col) = X1.T @ X1 / 9
        loss L = sum(G^2) + sum(b^3)
        """
      ),
      // Axes that are named again: those of the product in it, or those of the whole.
      (
        """
        define scores(Q, K) = Q @ K.T / sqrt(in)
        param bn: (new) = [1, 2, 3, 4]
        define layer(h) = h @ Wh + bn
        S: (query, key) = scores(X1, X2)
        H1: (N, hid) = layer(H0)
        loss L = sum(S^2) + sum((H1 - T)^2)
        """,
        """
        param bn: (new) = [1, 2, 3, 4]
        S: (query, key) = X1 @ X2.T / sqrt(in)
        H1: (N, hid) = H0 @ Wh + bn
        loss L = sum(S^2) + sum((H1 - T)^2)
        """
      ),
      // A value that is a part, and one that is a parameter.
      (
        """
        define parts(x) = y = 3 * x; y
        define first(x, y) = z = x * y; x
        H1 = first(parts(X1), X2)
        loss L = sum(H1^2) + sum(parts(b)^2)
        """,
        """
        H1 = 3 * X1
        loss L = sum(H1^2) + sum((3 * b)^2)
        """
      ),
    ])
  func expansion(_ defined: String, _ written: String) throws {
    let (one, other) = (try network(defined), try network(written))
    for name in ["X1", "X2", "H0", "Wh", "Wx", "b"] {
      let gradients = try [one, other].map { network in
        let value = try #require(network.value(named: name))
        return try #require(network.gradient(of: value))
      }
      #expect(gradients[0].largestDifference(from: gradients[1]) == nil, "d\(name)")
    }
    let losses = try [one, other].map(Self.loss)
    #expect(losses[0].largestDifference(from: losses[1]) == nil)
    #expect(losses[0].isExact == losses[1].isExact)
  }

  @Test("each operation is a step under the value that uses it, and parts are no values")
  func steps() throws {
    let run = SampleLesson.run(
      SampleLesson.lesson(
        "\(Self.data)\ndefine cell(x) = z = x @ Wx + b; tanh(z)\nH = 2 * cell(X1)\nK = cell(X2)\n"
          + "loss L = sum((H + K - T)^2)", steps: "forward until K\ninside K"))
    let steps = run.pages.compactMap { page -> Step? in
      if case .step(let step) = page.content { step } else { nil }
    }
    #expect(
      steps.map(\.id) == [
        "forward.H.1.z.1", "forward.H.1.z.2", "forward.H.1.z", "forward.H.1", "forward.H",
        "forward.K.z.1", "forward.K.z.2", "forward.K.z", "forward.K", "inside.K",
      ])
    #expect(steps[2].formula?.text() == "X1 @ Wx + b" && steps[3].formula?.text() == "cell(X1)")
    #expect(!run.networks[0].values.contains { $0.name.contains(".") || $0.name == "z" })
  }

  @Test("steps, questions, expectations and prose name what a definition names inside")
  func innerNames() throws {
    let text =
      SampleLesson.lesson(
        "\(Self.data)\ndefine cell(x) = z = x @ Wx + b; tanh(z)\nH = cell(X1)\nK = 2 * cell(X2)\n"
          + "loss L = sum((H + K - T)^2)",
        steps: "show H.z, dH.z\ncompare dH.z with dH * (1 - H^2)\ncontrast H.z with dH.z")
      + "At first it is {{ H.z[1, 1] }}.\n\n```ask\nWhat is dH.z?\nanswer: dH.z\n```\n\n"
      + "```expect\nH.z = X1 @ Wx + b\nshape(dH.z) = [3, 4]\n```\n"
    let run = SampleLesson.run(text)
    #expect(run.problems.filter { $0.severity == .error }.map(\.code) == [])
    let network = try #require(run.networks.first)
    let inner = try #require(network.graph.nodes.firstIndex { $0.label == "H.z" })
    let shown = run.pages.compactMap { page -> [ExpressionValue]? in
      guard case .step(let step) = page.content, case .values(let values) = step.content else {
        return nil
      }
      return values.map(\.value)
    }.first
    guard case .tensor(let value)?? = shown?.first, case .tensor(let gradient)?? = shown?.last
    else {
      Issue.record("nothing is shown")
      return
    }
    #expect(try #require(network.tensor(inner)).largestDifference(from: value) == nil)
    #expect(
      try #require(network.gradients?.value(of: inner)).largestDifference(from: gradient) == nil)
  }

  @Test("steps show what parameters stand for")
  func shownFormulas() throws {
    let run = SampleLesson.run(
      SampleLesson.lesson(
        "\(Self.data)\ndefine f(x, n, k, m) = leaky_relu(x^n, slope=k) * (2 * m) + m\n"
          + "H = f(X1.T @ H0, p, 1/10, N)\nloss L = sum(H)",
        steps: "forward until H",
        allow: "equal-axes, symmetric-matrix, zero-row, tie, unused-value, mistake-invisible"))
    let formulas = run.pages.compactMap { page -> String? in
      guard case .step(let step) = page.content, case .evaluation(let shown) = step.content else {
        return nil
      }
      return shown.formula.text()
    }
    #expect(
      formulas == [
        "X1.T @ H0", "H.1^p", "leaky_relu(H.2, slope=1/10)", "H.3 * (2 * N)", "H.4 + N",
      ])
  }

  @Test("no two values have one label, whatever definitions name inside")
  func labels() throws {
    let network = try network(
      "define a(x) = z = 2 * x; z + 1\ndefine c(x) = z = 3 * a(x); a(z)\nH = c(X1)\nK = 2 * c(H) + c(X2)\n"
        + "loss L = sum(K)")
    let labels = network.graph.nodes.map(\.label)
    #expect(Set(labels).count == labels.count, "\(labels)")
    #expect(Set(labels).isSuperset(of: ["H.z", "H.z.1.z", "H.z.1", "H.1.z", "H"]))
  }

  @Test("`define` is a word only before a name and a bracket")
  func word() throws {
    let text = "input x = 3\nconst define = 2\ndefine define(define) = 2 * define\n"
    #expect(SampleLesson.codes(SampleLesson.lesson(text + "loss L = x")).first == "duplicate-name")
    let network = try network(
      "const define = 2\ndefine f(define) = 2 * define\nloss L = define * f(sum(b))")
    #expect(try Self.loss(network).number == 8)
  }

  @Test("a definition goes on in the next line after its semicolon")
  func lines() throws {
    let network = try network("define f(x) = y = 2 * x;\n  y + 1\nloss L = f(sum(b))")
    #expect(try Self.loss(network).number == 5)
  }

  @Test("a problem in a definition is told once, with a place where it is used")
  func places() throws {
    let text = SampleLesson.lesson(
      "\(Self.data)\ndefine f(x) = x @ Wh\ndefine g(x) = 2 * f(x)\nA = g(X1)\nB = g(X2)\n"
        + "loss L = sum(A + B)")
    let found = LessonRun.diagnostics(SourceText(name: "a.md", bytes: Array(text.utf8)))
    #expect(found.map(\.code) == ["axes-differ"])
    let diagnostic = try #require(found.first)
    let source = SourceText(name: "a.md", bytes: Array(text.utf8))
    #expect(source.text(diagnostic.range) == "x @ Wh")
    #expect(diagnostic.notes.map { source.text($0.range) } == ["f(x)", "g(X1)"])
    #expect(diagnostic.notes.allSatisfy { $0.label == "used here" })
  }

  @Test("a value that is not finite is told at the definition and the use")
  func notFinite() throws {
    let text = SampleLesson.lesson(
      "param x = 1\nparam y = 0\ndefine f(x) = log(x)\nloss L = f(x) + f(y)")
    let found = LessonRun.diagnostics(SourceText(name: "a.md", bytes: Array(text.utf8)))
    #expect(found.map(\.code) == ["not-finite"])
    let source = SourceText(name: "a.md", bytes: Array(text.utf8))
    #expect(found.first.map { source.text($0.range) } == "log(x)")
    #expect(found.first?.notes.map { source.text($0.range) } == ["f(y)"])
  }

  @Test("definitions that use each other are bounded in number and depth")
  func limits() {
    // Each uses the one before twice: 2 to the power 40 operations, or none at all.
    for body in ["f#(x) + f#(x)", "f#(f#(x))"] {
      var text = "param a = 1\ndefine f0(x) = x\n"
      for index in 1...40 {
        text += "define f\(index)(x) = \(body.replacing("#", with: "\(index - 1)"))\n"
      }
      #expect(SampleLesson.codes(SampleLesson.lesson(text + "loss L = f40(a)")) == ["limit"])
    }
    // Long formulas within each other.
    let long = String(repeating: " + 1", count: 240)
    var text = "param a = 1\ndefine f0(x) = x\n"
    for index in 1...200 { text += "define f\(index)(x) = f\(index - 1)(x)\(long)\n" }
    #expect(SampleLesson.codes(SampleLesson.lesson(text + "loss L = f200(a)")) == ["limit"])
  }

  private static func loss(_ network: EvaluatedNetwork) throws -> Tensor {
    let loss = try #require(network.loss)
    return try #require(network.tensor(loss))
  }

  private func network(_ text: String) throws -> EvaluatedNetwork {
    let run = SampleLesson.run(SampleLesson.lesson("\(Self.data)\n\(text)"))
    let errors = run.problems.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [])
    return try #require(run.networks.first)
  }
}
