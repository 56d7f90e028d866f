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
    var isDrawable: Bool {
      x.magnitude <= PlotScale.largest && y.magnitude <= PlotScale.largest
    }
  }

  package init(title: String, xLabel: String, yLabel: String, points: [(Double, Double)]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points.map { Point(x: $0.0, y: $0.1) }
  }
}
