import Backprop
import Foundation
import Lessons
import Testing

/// What `check --explain` says is true.
struct CodePageTests {
  /// Every code that the sources of Wording give.
  static let codes: Set<String> = {
    let folder = Course.root.appendingPathComponent("Sources/Lessons")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var codes: Set<String> = []
    for name in names where name.hasPrefix("Wording") {
      let file = folder.appendingPathComponent(name)
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      for match in text.matches(of: #/(?:[Ww]ording|\.weakness)\(\s*"([a-z0-9-]+)"/#) {
        codes.insert(String(match.1))
      }
    }
    return codes
  }()

  @Test("every code has one page, and every page a code")
  func pagesAreComplete() {
    #expect(Self.codes.count > 100)
    let paged = CodePage.all.map(\.code)
    #expect(paged.count == Set(paged).count)
    #expect(Self.codes.subtracting(paged).sorted() == [])
    #expect(Set(paged).subtracting(Self.codes).sorted() == [])
  }

  @Test("the wrong example gets the code, and no other", arguments: CodePage.all.map(\.code))
  func wrongIsWrong(code: String) throws {
    let page = try #require(CodePage.named(code))
    guard let wrong = page.wrong else {
      #expect(["check-failed", "broken-claim", "too-many-problems"].contains(code))
      return
    }
    let run = LessonRun(Lesson(wrong.source(code)), .everything)
    #expect(Set(run.problems.map(\.code)) == [code])
  }

  @Test("the right example has no problem", arguments: CodePage.all.map(\.code))
  func rightIsRight(code: String) throws {
    let page = try #require(CodePage.named(code))
    guard let right = page.right else { return }
    let run = LessonRun(Lesson(right.source(code)), .everything)
    for problem in run.problems {
      Issue.record("\(Diagnostic(problem, in: run.lesson.source).message)")
    }
  }

  @Test("a page is short, and its words fit into a list", arguments: CodePage.all.map(\.code))
  func pageIsShort(code: String) throws {
    let page = try #require(CodePage.named(code))
    #expect(page.meaning.count <= 72 && !page.meaning.hasSuffix("."))
    #expect(page.text.hasSuffix(".") && page.text.count <= 420)
  }
}
