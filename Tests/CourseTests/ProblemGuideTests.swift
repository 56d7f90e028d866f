import Backprop
import Formulas
import Foundation
import Testing

@testable import Lessons

/// The pages of `check --explain` are true.
struct ProblemGuideTests {
  /// The cases of each stage's problems and the text of their rows, read from the sources.
  static let stages: [(cases: [String], rows: String)] = [
    ("Formulas/SyntaxProblem", ["SyntaxProblem"]),
    ("Backprop/Network/NetworkProblem", ["NetworkProblem"]),
    ("Derivations/Finding", ["Finding"]), ("Lessons/FileProblem", ["FileProblem", "LintProblem"]),
  ].map { file, kinds in
    let sources = Course.root.appendingPathComponent("Sources")
    func text(_ path: String) -> String {
      let file = sources.appendingPathComponent(path + ".swift")
      return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }
    let folder = "Lessons/Explanations"
    let files =
      (try? FileManager.default.contentsOfDirectory(
        atPath: sources.appendingPathComponent(folder).path)) ?? []
    return (
      text(file).matches(of: #/\n  case (\w+)/#).map { String($0.1) },
      files.filter { file in kinds.contains { file.hasPrefix($0) } }
        .map { text("\(folder)/\($0.dropLast(6))") }.joined()
    )
  }

  @Test("every problem has a row")
  func rowsAreComplete() {
    #expect(Self.stages.reduce(0) { $0 + $1.cases.count } > 120)
    for (cases, rows) in Self.stages {
      for name in cases where name != "consequence" {
        #expect(rows.contains(try! Regex("case \\.\(name)\\b")), "\(name)")
      }
    }
  }

  @Test("every code has one guide")
  func guidesAreComplete() {
    let codes = ProblemGuide.all.map(\.code)
    #expect(codes.count > 100)
    #expect(codes.count == Set(codes).count)
  }

  @Test("the wrong example has the code, and no other", arguments: ProblemGuide.all.map(\.code))
  func wrongIsWrong(code: String) throws {
    let page = try #require(ProblemGuide.named(code))
    guard let wrong = page.wrong else {
      #expect(["check-failed", "broken-claim", "too-many-problems"].contains(code))
      return
    }
    let run = LessonRun(Lesson(wrong.source(code)), .everything)
    #expect(Set(run.problems.map(\.code)) == [code])
  }

  @Test("the right example has no problem", arguments: ProblemGuide.all.map(\.code))
  func rightIsRight(code: String) throws {
    let page = try #require(ProblemGuide.named(code))
    guard let right = page.right else {
      #expect(page.wrong == nil)
      return
    }
    let run = LessonRun(Lesson(right.source(code)), .everything)
    for problem in run.problems {
      Issue.record("\(Diagnostic(problem, in: run.lesson.source).message)")
    }
  }

  @Test("a page is short, and its words fit into a list", arguments: ProblemGuide.all.map(\.code))
  func pageIsShort(code: String) throws {
    let page = try #require(ProblemGuide.named(code))
    #expect(page.rule.count <= 72 && !page.rule.hasSuffix("."))
    #expect(page.text.hasSuffix(".") && page.text.count <= 420)
  }
}
