import MatrixCore

/// A finite difference of the loss along one entry.
///
/// Floating point: a central difference with h = 1e-5 · max(1, |x|), divided by the step actually
/// taken; other steps are tried if it disagrees. Exact networks: fractions with h = 1/10, which must
/// agree exactly if the loss is quadratic in the entry. If a sign or an argmax changes between x − h
/// and x + h, h is divided by 10, up to six times; after that it is a kink, and any gradient between
/// its two slopes is right. Where the loss jumps at the entry, as at a comparison's tie, the slopes
/// beside the jump are right too: no gradient passes a jump.
///
/// A loss of 1e19 is only accurate to about 1e3, and a difference over 2h to 1e3 / h. Whatever is
/// closer than that agrees within rounding.
struct FiniteDifference {
  let slope: Number
  let agrees: Bool
  let isExact: Bool
  /// Whether the slope agrees only within rounding error.
  let isRounded: Bool
  let corner: Corner?

  /// What keeps the loss from having one slope at the entry.
  enum Corner {
    /// Two slopes.
    case kink(left: Number, right: Number)
    case jump
  }

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
    corner: Corner? = nil
  ) {
    self.slope = slope
    self.agrees = agrees
    self.isExact = isExact
    self.isRounded = isRounded
    self.corner = corner
  }

  private init?(exact probe: LossProbe, _ offset: Int, _ gradient: Number) {
    guard gradient.rational != nil, let middle = probe.middle else { return nil }
    var h = Number(1) / 10
    var slopes: [OneSided] = []
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
        self.init(slope: slope, agrees: slope == gradient, isExact: true)
        return
      }
      slopes.append(
        OneSided(left: (middle.loss - down.loss) / h, right: (up.loss - middle.loss) / h))
      h = h / 10
      guard attempt == 6 else { continue }
      self = FiniteDifference.judged(slopes[5], slopes[6], Array(slopes[4...])) { wide, near in
        // A joint of two pieces with one slope is no kink.
        if let joint = FiniteDifference.joint(wide, near) {
          let isExact = joint == gradient
          return FiniteDifference(
            slope: joint,
            agrees: isExact || FiniteDifference.agree(gradient.double, joint.double),
            isExact: isExact)
        }
        return FiniteDifference(
          slope: slope, agrees: FiniteDifference.isBetween(gradient, near, slack: 0),
          isExact: true, corner: .kink(left: near.left, right: near.right))
      }
      return
    }
    return nil
  }

  /// The slopes on the two sides of a point, for one step.
  private struct OneSided {
    let left: Number
    let right: Number
  }

  /// The slope at a point where it is the same on both sides, from the one-sided slopes for a step and
  /// for a tenth of it: what remains of them as the step goes to 0. Nil if the sides differ.
  private static func joint(
    _ wide: OneSided, _ near: OneSided, slack: Double = 0
  ) -> Number? {
    let left = (near.left * 10 - wide.left) / 9
    let right = (near.right * 10 - wide.right) / 9
    if left == right { return left }
    return agree(left.double, right.double, slack: slack) ? (left + right) / 2 : nil
  }

  /// The verdict of `judge` on the slopes for a step and for a tenth of it. Where the loss jumps at the
  /// point, the slopes beside the point are judged too, from three steps, each a tenth of the one before.
  private static func judged(
    _ wide: OneSided, _ near: OneSided, _ steps: [OneSided], smallestJump: Double = 0,
    _ judge: (_ wide: OneSided, _ near: OneSided) -> FiniteDifference
  ) -> FiniteDifference {
    // Beside a jump the quotient grows as the step shrinks.
    let jumps = [(wide.left, near.left), (wide.right, near.right)].map { wide, near in
      near.double.magnitude > max(5 * wide.double.magnitude, smallestJump)
    }
    let across = judge(wide, near)
    guard jumps.contains(true), steps.count == 3 else { return across }
    func beside(_ wide: OneSided, _ near: OneSided) -> OneSided {
      OneSided(
        left: jumps[0] ? (wide.left * 10 - near.left) / 9 : wide.left,
        right: jumps[1] ? (wide.right * 10 - near.right) / 9 : wide.right)
    }
    let sides = beside(steps[1], steps[2])
    let found = judge(beside(steps[0], steps[1]), sides)
    return FiniteDifference(
      slope: jumps[0] ? sides.right : sides.left, agrees: found.agrees || across.agrees,
      isExact: found.isExact,
      isRounded: found.isRounded, corner: .jump)
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
      let wide = measure(first) ?? found
      let rounding = probe.rounding / first
      let steps = [wide, measure(first / 10) ?? found, measure(first / 100) ?? found].map {
        OneSided(left: .floating($0.left), right: .floating($0.right))
      }
      self = FiniteDifference.judged(
        steps[0], steps[1], steps, smallestJump: 200 * rounding
      ) { sides, near in
        if let joint = FiniteDifference.joint(sides, near, slack: 20 * rounding) {
          return FiniteDifference(
            slope: joint,
            agrees: FiniteDifference.agree(gradient, joint.double, slack: 20 * rounding),
            isExact: false)
        }
        let bend = max(
          (sides.left - near.left).double.magnitude, (sides.right - near.right).double.magnitude)
        return FiniteDifference(
          slope: .floating(wide.slope),
          agrees: FiniteDifference.isBetween(
            .floating(gradient), sides, slack: 2 * rounding + 2 * bend),
          isExact: false, corner: .kink(left: sides.left, right: sides.right))
      }
      return
    }
    func smooth(_ step: Double) -> Double? {
      guard let other = step == h ? found : measure(step), other.isSmooth else { return nil }
      return other.slope
    }
    func agreeing(_ step: Double) -> Double? {
      smooth(step).flatMap { FiniteDifference.agree(gradient, $0) ? $0 : nil }
    }
    // The loss may curve within one step: smaller steps are tried too, as long as rounding error stays
    // small beside the gradient.
    func agreeingWithin() -> Double? {
      for step in (2...6).lazy.map({ (power: Int) in h / FiniteDifference.pow10(power) })
      where probe.rounding / step <= 1e-6 * gradient.magnitude {
        if let slope = agreeing(step) { return slope }
      }
      return nil
    }
    if let slope = agreeing(h) ?? agreeing(h / 10) ?? agreeing(h * 10) ?? agreeingWithin() {
      self.init(slope: .floating(slope), agrees: true, isExact: false)
      return
    }
    // The largest step suffers least from rounding.
    let isRounded = [h * 10, h].contains { step in
      guard let slope = smooth(step) else { return false }
      return FiniteDifference.agree(gradient, slope, slack: probe.rounding / step)
    }
    self.init(
      slope: .floating(found.slope), agrees: isRounded, isExact: false, isRounded: isRounded)
  }

  private static func pow10(_ power: Int) -> Double { (0..<power).reduce(1) { ten, _ in ten * 10 } }

  /// |a − n| ≤ 1e-8 + 1e-6 · max(|a|, |n|), and what rounding may have done.
  static func agree(_ a: Double, _ n: Double, slack: Double = 0) -> Bool {
    (a - n).magnitude <= 1e-8 + 1e-6 * max(a.magnitude, n.magnitude) + slack
  }

  private static func isBetween(
    _ x: Number, _ sides: OneSided, slack: Double
  ) -> Bool {
    let (left, right) = (sides.left.double, sides.right.double)
    let (low, high) = (min(left, right), max(left, right))
    let slack = 1e-6 * max(1, max(low.magnitude, high.magnitude)) + slack
    return x.double >= low - slack && x.double <= high + slack
  }
}
