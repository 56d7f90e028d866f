import Documents
import Formulas
import Lessons
import MatrixCore
import Testing
import Typography

/// On each page a rounded number is written one way, wherever it stands.
@Suite struct SharedDecimalsTests {
  @Test("a rounded number of a page is written one way", arguments: Course.ids)
  func course(_ id: String) throws {
    let lesson = LessonDocument(try Course.run(id))
    for page in 0..<lesson.count {
      let document = lesson.document(page, detail: .normal, numbers: NumberStyle())
      var writer = Writer(numbers: document.numbers(NumberStyle()))
      writer.add(document.blocks)
      for (magnitude, texts) in writer.texts where texts.count > 1 {
        Issue.record("page \(page + 1): \(magnitude) is \(texts.sorted())")
      }
    }
  }

  @Test("matrices and their sums have one number of decimals, products those that follow")
  func matrices() throws {
    let text = """
      ---
      format: 1
      title: One way
      summary: Only a test
      ---

      ```network
      input  X: (in, m) = [[1, -2, 0.5, 1], [3, 1, -1, 0], [0, 2, 1, -1]]
      param  w: (in)    = [0.5, -0.2, 0.1]
      target y: (m)     = [1, 0, 0, 1]
      loss J = mean(binary_cross_entropy(w @ X, y))
      ```

      ```steps
      show dw, 100 * dw, dw + 10
      ```

      """
    let lesson = LessonDocument(
      LessonRun(Lesson(SourceText(name: "one.md", bytes: Array(text.utf8))), .everything))
    let shown = lesson.document(0, detail: .normal, numbers: NumberStyle())
    var writer = Writer(numbers: shown.numbers(NumberStyle()))
    writer.add(shown.blocks)
    let texts = Set(writer.texts.values.flatMap(\.self))
    #expect(
      texts == [
        "0.2868", "0.4850", "0.3933", "28.68", "48.50", "39.33", "9.7132", "9.5150", "10.3933",
      ])
  }

  /// The texts of all rounded numbers, by magnitude.
  struct Writer {
    let numbers: NumberStyle
    var texts: [Double: Set<String>] = [:]

    mutating func add(_ blocks: [Block]) {
      for block in blocks {
        switch block {
        case .work(let rows):
          for row in rows {
            switch row {
            case .line(_, let parts): for math in parts { add(math) }
            case .aside(let math): add(math)
            case .sumRule: break
            }
          }
        case .equations(let equations):
          for equation in equations { for side in equation.right { add(side.right) } }
        case .table(let table):
          for column in table.header.indices {
            let cells = table.rows.compactMap { column < $0.count ? $0[column] : nil }
            add(cells.compactMap { if case .number(let number) = $0 { number } else { nil } })
          }
        default: break
        }
      }
    }

    private mutating func add(_ math: MathText) {
      _ = math.map { leaf in
        switch leaf {
        case .number(let number, let digits): add([number], digits: digits)
        case .tensor(let view):
          add(
            MatrixSlice.slices(view.tensor, view.orientation).flatMap(\.shownEntries),
            digits: view.digits)
        default: break
        }
        return leaf
      }
    }

    private mutating func add(_ entries: [Number], digits: Int = 1) {
      let style = numbers.with(digits: digits).uniform(for: entries)
      for (number, text) in zip(entries, style.aligned(entries)) where text.isRounded {
        let digits = text.text.first == "-" ? String(text.text.dropFirst()) : text.text
        texts[number.double.magnitude, default: []].insert(digits)
      }
    }
  }
}
