import MatrixCore

/// A finite difference of the loss along one entry.
///
/// Floating point: a central difference with h = 1e-5 · max(1, |x|), divided by the step actually
/// taken; other steps are tried if it disagrees. Exact networks: fractions with h = 1/10, which must
/// agree exactly if the loss is quadratic in the entry. If a sign or an argmax changes between x − h
/// and x + h, h is divided by 10, up to six times; after that it is a kink, and any gradient between
/// its two slopes is right. Where the loss jumps at the entry, as at a comparison's tie, the slopes
/// beside the jump count: no gradient passes a jump.
///
/// A loss of 1e19 is only accurate to about 1e3, and a difference over 2h to 1e3 / h. Whatever is
/// closer than that agrees within rounding.
struct FiniteDifference {
  let slope: Number
  let agrees: Bool
  let isExact: Bool
  /// Whether the slope agrees only within rounding error.
  let isRounded: Bool
  let kink: (left: Number, right: Number)?

  /// Measures the entry at `offset`; nil where the loss is no number beside it.
  init?(_ probes: inout LossProbes, _ offset: Int, gradient: Number) {
    if let exact = probes.exact, let found = FiniteDifference(exact: exact, offset, gradient) {
      self = found
    } else {
      self.init(floating: probes.floating, offset, gradient.double)
    }
  }

  private init(
    slope: Number, agrees: Bool, isExact: Bool, isRounded: Bool = false,
    kink: (left: Number, right: Number)?
  ) {
    self.slope = slope
    self.agrees = agrees
    self.isExact = isExact
    self.isRounded = isRounded
    self.kink = kink
  }

  private init?(exact probe: LossProbe, _ offset: Int, _ gradient: Number) {
    guard gradient.rational != nil, let middle = probe.middle else { return nil }
    var h = Number(1) / 10
    var before: (left: Number, right: Number)?
    for attempt in 0...6 {
      guard let up = probe.evaluate(probe.moved(offset, by: h)),
        let down = probe.evaluate(probe.moved(offset, by: -h)), up.loss.rational != nil,
        down.loss.rational != nil
      else { return nil }
      let slope = (up.loss - down.loss) / (h + h)
      if up.sides == middle.sides && down.sides == middle.sides {
        // The loss is quadratic if half a step up lies on the parabola through the three points.
        // If it is not, a difference is judged in floating point.
        if slope != gradient {
          guard let near = probe.evaluate(probe.moved(offset, by: h / 2)),
            near.loss * 8
              == middle.loss * 6 + up.loss * 3 - down.loss
          else { return nil }
        }
        self.init(slope: slope, agrees: slope == gradient, isExact: true, kink: nil)
        return
      }
      let left = (middle.loss - down.loss) / h
      let right = (up.loss - middle.loss) / h
      if attempt == 6 {
        let (wide, near) = FiniteDifference.besideJump(before ?? (left, right), (left, right))
        // A joint of two pieces with one slope is no kink.
        if before != nil, let joint = FiniteDifference.joint(wide, near) {
          let isExact = joint == gradient
          self.init(
            slope: joint,
            agrees: isExact || FiniteDifference.agree(gradient.double, joint.double),
            isExact: isExact, kink: nil)
          return
        }
        self.init(
          slope: slope,
          agrees: FiniteDifference.isBetween(gradient, near.left, near.right, slack: 0),
          isExact: true, kink: near)
        return
      }
      before = (left, right)
      h = h / 10
    }
    return nil
  }

  /// The slope at a point where it is the same on both sides, from the one-sided slopes for a step and
  /// for a tenth of it: what remains of them as the step goes to 0. Nil if the sides differ.
  private static func joint(
    _ wide: (left: Number, right: Number), _ near: (left: Number, right: Number),
    slack: Double = 0
  ) -> Number? {
    let left = (near.left * 10 - wide.left) / 9
    let right = (near.right * 10 - wide.right) / 9
    if left == right { return left }
    return agree(left.double, right.double, slack: slack) ? (left + right) / 2 : nil
  }

  /// The one-sided slopes for a step and for a tenth of it, without the point itself on a side where
  /// the loss jumps at it: there the quotient grows as the step shrinks.
  private static func besideJump(
    _ wide: (left: Number, right: Number), _ near: (left: Number, right: Number)
  ) -> (wide: (left: Number, right: Number), near: (left: Number, right: Number)) {
    func side(_ wide: Number, _ near: Number) -> (wide: Number, near: Number) {
      guard near.double.magnitude > 5 * wide.double.magnitude else { return (wide, near) }
      let slope = (wide * 10 - near) / 9
      return (slope, slope)
    }
    let (left, right) = (side(wide.left, near.left), side(wide.right, near.right))
    return ((left.wide, right.wide), (left.near, right.near))
  }

  init?(floating probe: LossProbe, _ offset: Int, _ gradient: Double) {
    guard let middle = probe.middle else { return nil }
    let x = probe.tensor[offset].double
    let first = 1e-5 * max(1, x.magnitude)
    let measure = { (h: Double) -> (slope: Double, left: Double, right: Double, isSmooth: Bool)? in
      let (high, low) = (x + h, x - h)
      guard high != low,
        let up = probe.evaluate(probe.tensor.replacing(offset, with: .floating(high))),
        let down = probe.evaluate(probe.tensor.replacing(offset, with: .floating(low)))
      else { return nil }
      return (
        (up.loss.double - down.loss.double) / (high - low),
        (middle.loss.double - down.loss.double) / (x - low),
        (up.loss.double - middle.loss.double) / (high - x),
        up.sides == middle.sides && down.sides == middle.sides
      )
    }
    var h = first
    guard var found = measure(h) else { return nil }
    for _ in 0..<6 where !found.isSmooth {
      h /= 10
      guard let next = measure(h) else { return nil }
      found = next
    }
    if !found.isSmooth {
      // The slopes beside a kink use the first step, which suffers least from rounding. What a tenth
      // of that step changes is the curvature of the loss, not the kink.
      let widest = measure(first) ?? found
      let nearer = measure(first / 10) ?? found
      let rounding = probe.rounding / first
      let (wide, near) = FiniteDifference.besideJump(
        (.floating(widest.left), .floating(widest.right)),
        (.floating(nearer.left), .floating(nearer.right)))
      if let joint = FiniteDifference.joint(wide, near, slack: 20 * rounding) {
        self.init(
          slope: joint,
          agrees: FiniteDifference.agree(gradient, joint.double, slack: 20 * rounding),
          isExact: false, kink: nil)
        return
      }
      let bend = max(
        (wide.left - near.left).double.magnitude, (wide.right - near.right).double.magnitude)
      self.init(
        slope: .floating(widest.slope),
        agrees: FiniteDifference.isBetween(
          .floating(gradient), wide.left, wide.right, slack: 2 * rounding + 2 * bend),
        isExact: false, kink: wide)
      return
    }
    // The loss may curve within one step: smaller steps are tried too, as long as rounding error stays
    // small beside the gradient.
    let smaller = (2...6).map { (power: Int) in h / FiniteDifference.pow10(power) }
      .filter { probe.rounding / $0 <= 1e-6 * gradient.magnitude }
    for step in [h, h / 10, h * 10] + smaller {
      guard let other = step == h ? found : measure(step), other.isSmooth else { continue }
      if FiniteDifference.agree(gradient, other.slope) {
        self.init(slope: .floating(other.slope), agrees: true, isExact: false, kink: nil)
        return
      }
    }
    // The largest step suffers least from rounding.
    let isRounded = [h * 10, h].contains { step in
      guard let other = step == h ? found : measure(step), other.isSmooth else { return false }
      return FiniteDifference.agree(gradient, other.slope, slack: probe.rounding / step)
    }
    self.init(
      slope: .floating(found.slope), agrees: isRounded, isExact: false, isRounded: isRounded,
      kink: nil)
  }

  private static func pow10(_ power: Int) -> Double { (0..<power).reduce(1) { ten, _ in ten * 10 } }

  /// |a − n| ≤ 1e-8 + 1e-6 · max(|a|, |n|), and what rounding may have done.
  static func agree(_ a: Double, _ n: Double, slack: Double = 0) -> Bool {
    (a - n).magnitude <= 1e-8 + 1e-6 * max(a.magnitude, n.magnitude) + slack
  }

  private static func isBetween(
    _ x: Number, _ left: Number, _ right: Number, slack: Double
  ) -> Bool {
    let (low, high) = (min(left.double, right.double), max(left.double, right.double))
    let slack = 1e-6 * max(1, max(low.magnitude, high.magnitude)) + slack
    return x.double >= low - slack && x.double <= high + slack
  }
}
