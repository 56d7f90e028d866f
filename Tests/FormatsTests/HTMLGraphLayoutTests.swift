import Documents
import Testing

@testable import Formats

@Suite struct HTMLGraphLayoutTests {
  @Test("no line crosses a box, and each leads from a value to its use")
  func around() throws {
    for picture in GraphLayoutTests.pictures {
      let layout = HTMLGraphLayout(picture, boxWidth: 100)
      func isFree(_ x: Int, _ y: Int) -> Bool {
        !layout.corners.contains {
          $0.x < x && x < $0.x + 100 && $0.y <= y && y <= $0.y + HTMLGraphLayout.boxHeight
        }
      }
      for (index, node) in picture.nodes.enumerated() {
        for (order, operand) in (node.use?.operands ?? []).enumerated() {
          let line = layout.line(from: operand.node, to: index, operand: order)
          let points = try Self.points(line)
          #expect(points.first?.x == layout.corners[operand.node].x + 100)
          #expect(points.last?.x == layout.corners[index].x)
          #expect(points.allSatisfy { 0..<layout.height ~= $0.y && 0..<layout.width ~= $0.x })
          for (start, end) in zip(points, points.dropFirst()) {
            // A curve keeps to the gap between two columns.
            #expect(start.y == end.y || end.x - start.x < 100, "\(line)")
            #expect(
              (start.x...end.x).allSatisfy { start.y != end.y || isFree($0, start.y) }, "\(line)")
          }
        }
      }
    }
  }

  /// The points that a path goes through.
  private static func points(_ path: String) throws -> [HTMLGraphLayout.Point] {
    var points: [HTMLGraphLayout.Point] = []
    for part in path.split(whereSeparator: { "MCH".contains($0) }) {
      let numbers = part.split(separator: " ").compactMap { Int($0) }
      let x = try #require(numbers.count == 1 ? numbers[0] : numbers.dropLast().last)
      let y = try #require(numbers.count == 1 ? points.last?.y : numbers.last)
      points.append(HTMLGraphLayout.Point(x: x, y: y))
    }
    return points
  }
}
