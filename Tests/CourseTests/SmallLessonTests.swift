import Documents
import Formats
import Foundation
import Lessons
import MatrixCore
import Testing
import Typography

/// Small lessons that once had a wrong result, each with what must and what must not stand in the
/// report of `check` and on the pages.
///
/// `27-silent-train` once had 10,000 steps in each line and `27-silent-exact` axes of 2,000: they are
/// made smaller here, so that a test takes no time.
struct SmallLessonTests {
  struct Small: CustomTestStringConvertible, Sendable {
    let name: String
    /// The problems, as line and code.
    var problems: [String] = []
    /// What stands in the text, in which white space counts as one space.
    var shows: [String] = []
    var hides: [String] = []
    /// What stands in the JSON.
    var json = ""
    var numbers = NumberStyle()

    var testDescription: String { name }
  }

  static let lessons = [
    // Each use of a value gives terms of its gradient.
    Small(
      name: "01-min-detail",
      shows: [
        "da = dL + dL * b", "da.from.L = 1", "da.from.L.1 = 2", "✓ all terms together equal da",
      ], hides: ["is not a sum"]),
    // An update without names is one of all params.
    Small(
      name: "01-min-update",
      shows: ["after.w = 3 - 0.1 · 42 = -1.2", "after.b = 1 - 0.1 · 14 = -0.4", "after.L = 19.88"]),
    // A statement that needs the sizes to be equal says so by itself.
    Small(name: "03-min-rename", shows: [") = 118"], hides: ["one size"]),
    // What a page prints can be claimed.
    Small(
      name: "05-min-step",
      shows: ["dz = step(z)", "✓ dz equals step(z)", "✓ dz equals relu(z) / z"]),
    Small(
      name: "10-min-network",
      problems: [
        "16 unknown-name", "17 other-network", "18 other-network", "19 other-network",
        "20 other-network", "21 no-params",
      ],
      shows: [
        "did you mean `main.w`?",
        "`w` is in the network `main`, and a step works on the last network above it, `two`",
        "put the step above the network `two`", "write `w`, in steps of the network `main`",
      ], hides: ["expected `with`"]),
    Small(
      name: "11-min-ignore", problems: ["59 label-not-whole"],
      shows: [
        "a class label is a whole number from 0, not -100",
        "an ignored sample takes any label and the weight 0, as in sum(keep * …) / sum(keep)",
        "✓ dz equals u * (softmax(z, axis=class) - one_hot(t, axis=class)) / sum(u)",
      ], hides: ["axes differ"]),
    Small(
      name: "12-min-transpose",
      problems: ["9 transpose-without-effect", "10 transpose-without-effect"],
      shows: [
        "`.T` changes nothing here: entry by entry, axes are matched by name",
        "write `Gt: (row, other) = G.T` before it, and `Gt` here",
      ], hides: ["Y = G + Gᵀ"]),
    // A size of an earlier network is a value as any other.
    Small(
      name: "13-min-size",
      shows: ["main.N = 3", "main.dx * main.N (N 3) [ 2/3 4/3 8/3 ] · 3 = [ 2 4 8 ]"],
      hides: ["did you mean"]),
    Small(
      name: "14-min-outer",
      problems: ["14 not-a-matrix", "15 axes-differ", "16 axes-not-contained"],
      shows: [
        "✓ dW equals outer(u, v)",
        "`outer(u, v)` multiplies every entry of one by every entry of the other",
      ]),
    Small(
      name: "15-min-3axes", problems: ["23 kink", "48 axes-differ"],
      shows: [
        "`transpose(W, axes=(unit, in, piece))` puts `in` last but one",
        "✓ da equals sum(dY * minimum(Z, 0))", "✓ sum(channel.da) equals main.da",
      ]),
    Small(
      name: "15-min-max", problems: ["8 argument-count"],
      shows: ["the larger of two is `maximum(0, a)`"], hides: ["axis="]),
    // One product for each head.
    Small(
      name: "17-min-batched", problems: ["7 equal-axes", "8 equal-axes"],
      shows: ["S[h,q,k] = Σ_d Q[h,q,d] · Kt[h,d,k]", "-4.125 -7.375 -10.625"],
      hides: ["`flatten` makes"]),
    // The replies are a test of their own.
    Small(name: "18-min-m", shows: ["dw = dz @ Xᵀ"]),
    // A base or exponent with a sign or a bar has brackets.
    Small(
      name: "20-min-power", shows: ["(-7)^2 = 49", "(-7/3)^2 = 49/9"], hides: ["-7 ^2", "-7^2"]),
    Small(
      name: "20-min-power2",
      shows: [
        "9^(1/2) ≈ 3.000", "(-1.5)^3 = -3.375", "[ 4 9 16 ]^(-1/2)",
        "[ 4 9 16 ]^(-1/2 - 1) ∘",
      ], hides: ["9 ^1/2", "] ^-1/2"]),
    // The worked-out rate has the digits that its line needs: 3 - 0.037796 · 164/3 = 0.9338.
    Small(
      name: "20-min-rate", shows: ["after.w = 3 - 0.037796 · (164/3) ≈ 0.9338"],
      hides: ["0.0378 ·"]),
    // What only rounding leaves is 0.
    Small(name: "22-min-noise", shows: ["sum(dz) ≈ 0"], hides: ["e-17"]),
    Small(
      name: "25-min-elide", shows: ["a (n 13) [ 1 2 3 4 5 6 7 8 9 1 2 3 4 ]"], hides: ["…"]),
    // A joint of two pieces with one slope is smooth.
    Small(
      name: "25-min-kink",
      shows: ["✓ da agrees with the differences in all 2 entries, exactly"],
      hides: ["kink", "slopes on the two sides"]),
    Small(
      name: "25-min-kink2",
      shows: ["✓ da agrees with the differences in all 2 entries, exactly"],
      hides: ["kink", "slopes on the two sides"]),
    // The decimals of a fraction are its own, not those of the nearest double.
    Small(
      name: "26-decimals-of-a-fraction", shows: ["a ≈ -0.679487179487179"],
      hides: ["-0.67948717948718"], numbers: NumberStyle(mode: .decimal, precision: 15)),
    // An axis that `into=` makes has a size in the rest of its formula.
    Small(
      name: "26-into-axis-same-formula",
      problems: ["8 equal-axes", "9 unused-value", "11 unused-value", "12 equal-axes"],
      shows: ["C.1 / g", "[ 1 2 3 4 ] / 4 = [ 0.25 0.5 0.75 1 ]", "= 2.5"]),
    Small(name: "26-json-double", shows: ["a ≈ 0.5584"], json: "0.5584299362927396"),
    Small(
      name: "26-literal-not-nearest", shows: ["exp(23.6155) ≈ 1.803e+10"],
      json: "23.615485245255734"),
    // Never 0 for what is not 0.
    Small(name: "26-shown-as-zero", shows: ["[ 1.203e+6 9.358e-14 ]"]),
    // The value that is not finite is named, and the loss is not blamed.
    Small(
      name: "26-train-side-value", problems: ["14 not-finite"],
      shows: ["`side` is not a number (NaN)", "there w is -0.1", "2 -0.3000"],
      hides: ["loss is no longer finite"]),
    // The warnings are about the numbers of the lesson; its gradients are right.
    Small(name: "27-check-refuses", problems: ["8 symmetric-matrix", "8 equal-axes"]),
    // What a lesson takes is told before it is taken.
    Small(
      name: "27-memory-json", problems: ["7 limit"],
      shows: ["a lesson takes at most 1 GB", "make the axes smaller"]),
    Small(
      name: "27-memory-softmax", problems: ["7 limit"],
      shows: ["a lesson takes at most 1 GB", "make the axes smaller"]),
    Small(
      name: "27-silent-exact", problems: ["7 equal-axes"],
      shows: ["L = mean(X @ W) = mean(L.1)", "≈ 9.355e+6"]),
    Small(name: "27-silent-train"),
  ]

  private static let folder = Course.root.appendingPathComponent("Tests/CourseTests/SmallLessons")

  private static func run(_ name: String) throws -> LessonRun {
    let data = try Data(contentsOf: folder.appendingPathComponent("\(name).md"))
    return LessonRun(Lesson(SourceText(name: "\(name).md", bytes: [UInt8](data))), .everything)
  }

  /// The report of `check` and the pages, with single spaces.
  private static func text(_ run: LessonRun, _ numbers: NumberStyle) -> String {
    let style = TextStyle(numbers: numbers)
    let source = run.lesson.source
    let report = run.problems.map {
      TextFormat.text(
        Document([.diagnostic(DiagnosticFrame(Diagnostic($0, in: source), in: source))]), style)
    }
    let lesson = LessonDocument(run)
    let pages = (0..<lesson.count).map {
      TextFormat.text(lesson.document($0, detail: .normal, numbers: numbers), style)
    }
    return (report + pages).joined().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("every small lesson has its result here")
  func all() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == Self.lessons.map { "\($0.name).md" })
  }

  @Test("a small lesson has its right result", arguments: lessons)
  func result(_ small: Small) throws {
    let run = try Self.run(small.name)
    let problems = run.problems.map {
      let diagnostic = Diagnostic($0, in: run.lesson.source)
      return "\(diagnostic.line) \(diagnostic.code)"
    }
    #expect(problems == small.problems)
    let text = Self.text(run, small.numbers)
    for shown in small.shows { #expect(text.contains(shown), "\(shown)\n\(text)") }
    for hidden in small.hides { #expect(!text.contains(hidden), "\(hidden)\n\(text)") }
    if !small.json.isEmpty {
      let lesson = LessonDocument(run)
      let data = lesson.data(
        id: small.name, pages: 0..<lesson.count, detail: .normal, numbers: small.numbers)
      #expect(JSONFormat.text(data, TextStyle()).contains(small.json))
    }
  }

  @Test(
    "a division in a statement of its own is one by the number of samples",
    arguments: [
      ("[-1.147, -1.940, 1.573]", "1/m is missing: the loss divides by m."),
      (
        "[-0.0717, -0.12125, 0.098325]",
        "1/m is in there twice: what arrives from the loss has it already."
      ),
    ])
  func division(reply: String, said: String) throws {
    var judge = try Self.run("18-min-m").judge(of: "dw", NumberStyle())
    guard case .mistakes(let mistakes) = judge.verdict(on: .text(reply)),
      case .usual(let mistake)? = mistakes.found.first
    else {
      Issue.record("no mistake is named")
      return
    }
    #expect(mistake.text == said)
  }
}
