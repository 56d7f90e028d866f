import Backprop
import Derivations
import Documents
import Formats
import Foundation
import Lessons
import MatrixCore
import Testing
import Typography

/// Rules for every lesson of the course.
struct LessonTests {
  @Test("a lesson has no problem and no claim that fails", arguments: Course.ids)
  func lessonIsSound(id: String) throws {
    let run = try Course.run(id)
    for problem in run.problems {
      let diagnostic = Diagnostic(problem, in: run.lesson.source)
      Issue.record("\(diagnostic.file):\(diagnostic.line): \(diagnostic.message)")
    }
    let claims = run.steps.flatMap(\.claims)
    #expect(!claims.isEmpty)
    for claim in claims { #expect(claim.holds, "\(claim.text)") }
  }

  @Test("a lesson has a summary and proves its results", arguments: Course.ids)
  func lessonIsComplete(id: String) throws {
    let lesson = try Course.lesson(id)
    #expect(!lesson.front.title.isEmpty && !lesson.front.summary.isEmpty)
    #expect(lesson.front.order != nil && lesson.front.source != nil)
    for required in lesson.front.requires { #expect(Course.ids.contains(required)) }
    var expectations = 0
    var questions = 0
    for item in lesson.items {
      switch item.content {
      case .expectations(let proved): expectations += proved.count
      case .question: questions += 1
      default: break
      }
    }
    #expect(expectations > 0, "no expect block")
    #expect(questions > 0, "no question")
  }

  @Test("step ids are unique", arguments: Course.ids)
  func idsAreUnique(id: String) throws {
    let document = LessonDocument(try Course.run(id))
    let ids = (0..<document.count).map { document.name(of: $0).id }
    #expect(Set(ids).count == ids.count)
  }

  @Test(
    "no line is wider than the terminal, in any detail", arguments: Course.ids)
  func linesFit(id: String) throws {
    for width in [40, 60, 80, 100, 120, 200] {
      for detail in Detail.allCases {
        let text = try Course.text(id, TextStyle(width: width), detail: detail)
        for line in text.split(separator: "\n") where DisplayWidth.of(String(line)) > width {
          Issue.record("\(width) columns, \(detail): \(line)")
        }
      }
    }
  }

  @Test("ASCII output is ASCII, and fits", arguments: Course.ids)
  func asciiFits(id: String) throws {
    for (width, detail) in [(40, Detail.normal), (80, .full)] {
      let text = try Course.text(id, TextStyle(width: width, spelling: .ascii), detail: detail)
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
      for line in text.split(separator: "\n") where line.utf8.count > width {
        Issue.record("\(width) columns: \(line)")
      }
    }
  }

  @Test("accessible output draws nothing", arguments: Course.ids)
  func accessibleDrawsNothing(id: String) throws {
    let words = try Course.text(id, TextStyle(accessible: true), detail: .full)
    #expect(!words.contains { "─│⎡⎢⎣⎤⎥⎦".contains($0) })
  }

  @Test("each step's header has its number, of the number of steps", arguments: Course.ids)
  func headersHoldPlaces(id: String) throws {
    let document = LessonDocument(try Course.run(id))
    for color in [false, true] {
      for page in 0..<document.count {
        let style = TextStyle(width: 40, color: color)
        let lines = TextFormat.lines(
          document.document(page, detail: .brief, numbers: style.numbers), style)
        #expect(lines.first?.contains("\(page + 1)/\(document.count)") ?? false)
      }
    }
  }

  @Test("JSON holds every value, every gradient and every claim", arguments: Course.ids)
  func jsonIsComplete(id: String) throws {
    let run = try Course.run(id)
    let data = LessonDocument(run).data(
      id: id, pages: 0..<run.pages.count, detail: .normal, numbers: NumberStyle())
    let text = JSONFormat.text(data, TextStyle())
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["format"] as? Int == 1)
    #expect(object["lesson"] as? String == id)
    let networks = try #require(object["networks"] as? [[String: Any]])
    #expect(networks.count == run.networks.count)
    for (json, network) in zip(networks, run.networks) {
      let values = try #require(json["values"] as? [String: [String: Any]])
      #expect(Set(values.keys) == Set(network.values.map(\.name)))
      let gradients = try #require(json["gradients"] as? [String: [String: Any]])
      #expect(Set(gradients.keys) == Set(network.valuesWithGradients.map(\.name)))
      for part in Array(values.values) + Array(gradients.values) {
        #expect(part["axes"] is [String] && part["shape"] is [Int])
        #expect(part["data"] != nil && part["exact"] is Bool)
      }
    }
    let claims = try #require(object["claims"] as? [[String: Any]])
    #expect(claims.allSatisfy { $0["holds"] as? Bool == true })
  }
}
