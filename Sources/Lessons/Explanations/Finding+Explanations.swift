import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

extension Finding: Explained {
  static let explanations = names + claims + warnings

  /// Steps and claims.
  static let claims: [Explanation<Finding>] = [
    Explanation(
      "gradient-expected", "gradients have names of their own",
      "The gradient of `W` is called `dW`. `backward until` and `detail … by sample` show gradients.",
      .steps, wrong: "backward until W", right: "backward until dW"
    ) {
      guard case .gradientExpected(let name, let suggestion) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is a value, and here the name of a gradient stands",
        help: Words.didYouMean(suggestion) ?? "it has no gradient")
    },
    Explanation(
      "nothing-after", "`after.W` is W after an update",
      "So an `update` or `train` of this network must stand above it.", .steps,
      wrong: "show after.W", right: "update W with sgd(rate=1/10)\nshow after.W"
    ) {
      guard case .nothingAfter(let name) = $0.kind else { return nil }
      return Words(
        "there is no \("after.\(name)".quoted) yet, for nothing has been updated",
        help: "`update` or `train` stands before it, in this network's steps")
    },
    Explanation(
      "unknown-optimiser", "there are \(Optimiser.all.count) optimisers",
      "They are \(Optimiser.all.map(\.name).quoted("and")). Options stand in brackets: `sgd(rate=1/10)`.",
      .steps, wrong: "update W with sdg(rate=1/10)",
      right: "update W with sgd(rate=1/10)"
    ) {
      guard case .unknownOptimiser(let name, let suggestion) = $0.kind else { return nil }
      return Words(
        "there is no optimiser \(name.quoted)",
        help: Words.didYouMean(suggestion)
          ?? "the optimisers are \(Optimiser.all.map(\.name).quoted("and"))")
    },
    Explanation(
      "not-trainable", "an update changes params",
      "Inputs have a gradient too, but nobody learns them. What is learnt has the role `param`.",
      .steps, wrong: "update X with sgd(rate=1/10)", right: "update W with sgd(rate=1/10)"
    ) {
      guard case .notTrainable(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is no param, and an update changes params only",
        help: "give it the role `param`")
    },
    Explanation(
      "no-params", "there is something to train",
      "`train` changes every param of its network, and this one has none.", .body,
      wrong:
        "```network\ninput w = 3\nloss L = w^2\n```\n\n```steps\ntrain 5 steps with sgd(rate=1/10)\n```",
      right:
        "```network\nparam w = 3\nloss L = w^2\n```\n\n```steps\ntrain 5 steps with sgd(rate=1/10)\n```"
    ) {
      guard case .noParameters = $0.kind else { return nil }
      return Words(
        "there is nothing to train, for the network has no param",
        help: "give what is to be learnt the role `param`")
    },
    Explanation(
      "training-diverged", "the loss stays finite",
      "The rate is so large that every step goes further past the lowest point than it came from. "
        + "Try a tenth of it.", .steps, wrong: "train 1000 steps with sgd(rate=100)",
      right: "train 10 steps with sgd(rate=1/100)"
    ) {
      guard case .trainingDiverged(let step, let rate) = $0.kind else { return nil }
      return Words(
        "the loss is no longer finite after step \(step.grouped) of the training",
        help: rate.map { "a rate smaller than \($0.text) takes smaller steps" })
    },
    Explanation(
      "nothing-summed", "`detail … by sample` opens a sum",
      "In this gradient nothing is summed away, so it has no terms. `detail dW[1, 2]` opens one entry.",
      .steps, wrong: "detail dY by sample", right: "detail dW by sample"
    ) {
      guard case .nothingSummed(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is not a sum: nothing is summed away in it",
        help: "`detail` opens gradients such as `dW = X.T @ dY`, a sum over the samples")
    },
    Explanation(
      "nothing-inside", "`inside` opens what is made of smaller operations",
      "Such are `softmax`, `batch_norm` and the losses. A product or a sum has no inside.",
      wrong: .init(.steps, "inside Y"),
      right: .init(
        .body,
        "```network\ninput x: (class) = [1, 2]\nP = softmax(x, axis=class)\n```\n\n"
          + "```steps\ninside P\n```")
    ) {
      guard case .nothingInside(let name) = $0.kind else { return nil }
      return Words(
        "there is nothing inside \(name.quoted) to show",
        help: "`inside` opens operations made of smaller ones, such as `softmax` and `batch_norm`")
    },
    Explanation(
      "not-different", "a contrast is between values that differ",
      "The two are equal, so this is no mistake, or the data can't tell it from the truth: choose "
        + "other numbers. That two values are equal is said with `compare`.", .steps,
      wrong: "contrast dY with (Y - T) / N", right: "contrast dY with Y - T"
    ) {
      guard case .notDifferent(let left, let right) = $0.kind else { return nil }
      return Words(
        "\(left.quoted) and \(right.quoted) are equal, so there is no contrast",
        help: "`compare` claims that two values are equal")
    },
    Explanation(
      "not-equal", "a claim of `compare` must hold",
      "The entry that is furthest off is shown, and by how much. Equal means: to 1e-9, or exactly "
        + "where both sides are exact.", .steps, wrong: "compare dY with Y - T",
      right: "compare dY with (Y - T) / N"
    ) {
      guard case .notEqual(let difference) = $0.kind else { return nil }
      return .notEqual(difference, help: "`contrast` shows two values that differ")
    },
    Explanation(
      "check-failed", "gradient and finite differences agree",
      "They were worked out in two ways that have nothing in common. Near a jump, or where the loss "
        + "is very steep, differences mislead: try other numbers or a smaller `h`. Where the loss is "
        + "smooth and the numbers ordinary, this is our mistake: please report the lesson."
    ) {
      guard case .checkFailed(let name, let indices, let gradient, let difference) = $0.kind else {
        return nil
      }
      let (a, b) = Number.texts(gradient, difference)
      let place =
        indices.map { $0.isEmpty ? "" : "at \($0.text) " } ?? "along a random direction "
      return Words(
        "the gradient of \(name.quoted) and its finite differences do not agree",
        label: "\(place)the gradient is \(a), the difference \(b)",
        help:
          "near a jump or a very steep place differences mislead: try other numbers; where the loss"
          + " is smooth, please report the lesson")
    },
    Explanation(
      "broken-claim", "each line of a derivation holds",
      "The program proves every line that it prints, and this one failed. That is our mistake, not "
        + "the lesson's: please report it, with the lesson."
    ) {
      guard case .brokenClaim(let text) = $0.kind else { return nil }
      return .brokenClaim(text)
    },
    Explanation(
      "not-checkable", "differences check inputs and params",
      "They need a number to change a little: of an input or a param, not of a value that is computed.",
      .steps, wrong: "check gradients of Y", right: "check gradients of W, b"
    ) {
      guard case .notCheckable(let name) = $0.kind else { return nil }
      return Words(
        "differences can't check the gradient of \(name.quoted)",
        help: "they need an input or a param, and a loss that is finite near its numbers")
    },
    Explanation(
      "nothing-to-check", "a check needs an input or a param",
      "A const or a target has no gradient.", .body,
      wrong: "```network\nconst x = 3\nloss L = x^2\n```\n\n```steps\ncheck gradients\n```",
      right: "```network\ninput x = 3\nloss L = x^2\n```\n\n```steps\ncheck gradients\n```"
    ) {
      guard case .nothingToCheck = $0.kind else { return nil }
      return Words(
        "there is no gradient to check, for there is no input and no param",
        help: "give at least one value the role `input` or `param`")
    },
    Explanation(
      "step-not-positive", "the step `h` is above 0", "A difference over no distance has no slope.",
      .steps, wrong: "check gradients with h=0", right: "check gradients with h=1/10"
    ) {
      guard case .stepNotPositive = $0.kind else { return nil }
      return Words("the step `h` is a number above 0")
    },
    Explanation(
      "axes-not-equal", "equal values have the same axes in the same order",
      "`.T` or `transpose` turns one of them. Where the names differ, the two are different things, "
        + "and comparing their numbers would prove nothing.", .steps,
      wrong: "compare dW with dY.T @ X", right: "compare dW with (dY.T @ X).T"
    ) {
      if case .axesOfContrast(let smaller, let left, let right) = $0.kind {
        let axes = (left.rank > right.rank ? left : right).names.joined(separator: ", ")
        return Words(
          "a contrast is entry by entry, so both sides have the same axes",
          label: "left \(left.text), right \(right.text)",
          help: "copy it first: `broadcast(\(smaller), to=(\(axes)))`")
      }
      guard case .axesNotEqual(let left, let right) = $0.kind else { return nil }
      let isTurned = left.rank == 2 && left.turned == right
      let isReordered = Set(left.axes) == Set(right.axes) && left.rank == right.rank
      return Words(
        "two values are equal only if they have the same axes in the same order",
        label: "left \(left.text), right \(right.text)",
        help: isTurned
          ? "`.T` turns one of them"
          : isReordered
            ? "`transpose(x, axes=(…))` puts the axes of one in the other's order"
            : left.isScalar != right.isScalar
              ? "an index picks one entry; `sum(…)` and `mean(…)` make one number of all"
              : left.sizes == right.sizes
                ? "the sizes agree: a statement of the network can name the axes of one again" : nil
      )
    },
    Explanation(
      "steps-not-whole", "training takes a whole number of steps", "One step or more.", .steps,
      wrong: "train 2.5 steps with sgd(rate=1/10)", right: "train 3 steps with sgd(rate=1/10)"
    ) {
      guard case .stepsNotWhole(let text) = $0.kind else { return nil }
      let bytes = Array(text.utf8)
      let number = NumberReader.read(bytes, 0..<bytes.count)?.double ?? .infinity
      return Words(
        "the number of steps is a whole number from 1, not \(text.quoted)",
        help: number <= Double(Limits.trainingSteps)
          ? "write \("\(Int(max(1, number.rounded(.up))))".quoted)" : nil)
    },
  ]

  /// The warnings of a gradient check.
  static let warnings: [Explanation<Finding>] = [
    Explanation(
      "near-zero-gradients", "a check proves nothing where every gradient is near 0",
      "Any wrong rule would give 0 there as well. The loss is at its lowest, or the loss does not "
        + "depend on anything: `sum` of a softmax is always 1.", .network,
      wrong: "input x = 3\nloss L = (x - 3)^2", right: "input x = 4\nloss L = (x - 3)^2"
    ) {
      guard case .idleCheck = $0.kind else { return nil }
      return Words(
        "every gradient is 0 or nearly 0, so the check could not find a mistake",
        help: "choose numbers for which the loss is not at its lowest")
    },
    Explanation(
      "kink", "at a kink there are two slopes",
      "`relu` at 0 rises on one side only. The program follows the convention that it prints, but a "
        + "difference sees something between. Where the lesson is about the kink, write `allow: kink`.",
      .network, wrong: "input x: (N) = [0, 1]\nloss L = sum(relu(x))",
      right: "input x: (N) = [2, 1]\nloss L = sum(relu(x))"
    ) {
      guard case .kink(let name, let indices) = $0.kind else { return nil }
      return Words(
        "\((name + (indices.isEmpty ? "" : indices.text)).quoted) is at a kink, where the slopes on"
          + " the two sides differ", help: "move a number away from the kink")
    },
    Explanation(
      "jump", "no gradient passes a jump",
      "At 0 `step`, `sign` and comparisons jump, and a difference over a jump grows without end. By "
        + "convention their gradient is 0, there as elsewhere. Where the lesson is about the jump, write "
        + "`allow: jump`.",
      .network, wrong: "input x: (N) = [0, 1]\nloss L = sum(step(x) + x^2)",
      right: "input x: (N) = [2, 1]\nloss L = sum(step(x) + x^2)"
    ) {
      guard case .jump(let name, let indices) = $0.kind else { return nil }
      return Words(
        "at \((name + (indices.isEmpty ? "" : indices.text)).quoted) the loss jumps, and no gradient"
          + " passes a jump", help: "move a number away from the jump")
    },
  ]
}

extension Words {
  /// The words for a claim that fails only if this program is wrong.
  static func brokenClaim(_ text: String) -> Words {
    Words(
      "this step claims what does not hold: \(text)",
      help: "the lesson is not at fault; please report it with the lesson")
  }

  /// The words for two sides that should be equal.
  static func notEqual(_ difference: Finding.NotEqual, help: String) -> Words {
    let isList = difference.right.hasPrefix("[")
    let (a, b) = Number.texts(difference.leftNumber, difference.rightNumber)
    let bound = difference.tolerance.map { " within \($0.text)" } ?? ""
    let indices = difference.indices
    return Words(
      "\(difference.left.quoted) does not equal"
        + " \(isList ? "the list" : difference.right.quoted)\(bound)",
      label: (indices.isEmpty ? "" : "most at \(indices.text): ")
        + "\(a) on the left, \(b) on the right, \(difference.apart.text) apart", help: help)
  }
}

extension Finding.NotEqual {
  fileprivate var apart: Number {
    (leftNumber - rightNumber).double < 0
      ? rightNumber - leftNumber : leftNumber - rightNumber
  }

  /// The likely fix of an expectation, or the side that may be wrong.
  var likelyFix: String {
    let apart = apart.double
    var areExact = false
    if case (.exact, .exact) = (leftNumber, rightNumber) { areExact = true }
    let near = min(0.1, 0.01 * max(1, leftNumber.double.magnitude))
    if tolerance == nil, !areExact, apart <= near {
      var (bound, power) = (0.1, 1)
      while bound / 10 >= apart, power < 15 { (bound, power) = (bound / 10, power + 1) }
      return "a number that was rounded needs `within 1e-\(power)`"
    }
    let isNumber = right.utf8.allSatisfy { 0x2D..<0x3A ~= $0 }
    if tolerance == nil, indices.isEmpty, isNumber, case .exact = leftNumber {
      return "if the left side is right, write \("\(left) = \(leftNumber.typed)".quoted)"
    }
    return "if the data was changed on purpose, what is expected of it changes too"
  }
}
