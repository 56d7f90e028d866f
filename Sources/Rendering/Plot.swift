/// A curve, as a screen with axes shows it: the loss over the steps of a training run.
package struct Plot: Sendable {
  package let title: String
  package let xLabel: String
  package let yLabel: String
  /// In the order of `x`. A point that is NaN or infinite is left out of the curve.
  package let points: [Point]

  package struct Point: Sendable {
    package let x: Double
    package let y: Double

    /// Whether it can be drawn at all.
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
