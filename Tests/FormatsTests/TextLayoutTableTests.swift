import MatrixCore
import Testing

@testable import Documents
@testable import Formats
@testable import Typography

struct TextLayoutTableTests {
  static let groups = Document([
    .table(
      Table(
        header: ["", "Z[1,1]", "Z[1,2]", "Z[2,1]", "Z[2,2]"],
        rows: [
          [.text("Y[1]"), .number(1), .number(-2), .zero, .zero],
          [.text("Y[2]"), .zero, .zero, .number(3), .number(10)],
        ], groups: Table.Groups(rows: 1, columns: 2)))
  ])

  @Test("groups of cells are parted by lines, and a 0 among them is a dot")
  func drawn() {
    #expect(
      TextFormat.text(Self.groups, TextStyle(width: 60)) == """
                Z[1,1]  Z[1,2]   Z[2,1]  Z[2,2]
          ────  ──────  ──────   ──────  ──────
          Y[1]       1      -2 │      ·       ·
          ─────────────────────┼───────────────
          Y[2]       ·       · │      3      10

        """)
  }

  @Test("a narrow page has them in blocks of columns, and ASCII draws them too")
  func narrow() {
    #expect(
      TextFormat.text(Self.groups, TextStyle(width: 30, spelling: .ascii)) == """
              Z[1,1]  Z[1,2]
        ----  ------  ------
        Y[1]       1      -2
        --------------------
        Y[2]       .       .

               Z[2,1]  Z[2,2]
        ----   ------  ------
        Y[1] |      .       .
        -----+---------------
        Y[2] |      3      10

        """)
  }

  @Test("a dot is faint, and is said as 0")
  func dots() {
    let painted = TextFormat.text(Self.groups, TextStyle(width: 60, color: true))
    #expect(painted.contains("\u{1B}[2m·\u{1B}[0m"))
    let spoken = TextFormat.text(Self.groups, TextStyle(width: 60, accessible: true))
    #expect(spoken.contains("Z[2,1]: 0"))
    #expect(MarkdownFormat.text(Self.groups, TextStyle()).contains("| Y\\[1\\] | 1 | -2 | · | · |"))
  }
}
