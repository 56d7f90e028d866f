/// A curve with axes: the loss over the steps of a training run.
package struct Plot: Sendable {
  package let title: String
  package let xLabel: String
  package let yLabel: String
  /// Ordered by `x`. NaN and infinite points are left out of the curve.
  package let points: [Point]

  package struct Point: Sendable {
    package let x: Double
    package let y: Double

    /// Whether both coordinates are in range.
    package var isDrawable: Bool {
      x.magnitude <= Plot.largest && y.magnitude <= Plot.largest
    }
  }

  /// Numbers beyond this are not drawn, so that differences don't overflow.
  private static let largest = 1e300

  package init(title: String, xLabel: String, yLabel: String, points: [(Double, Double)]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points.map { Point(x: $0.0, y: $0.1) }
  }
}
