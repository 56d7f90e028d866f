import Backprop
import Formulas
import MatrixCore
import Typography

extension Problem.Kind {
  /// The words for what is wrong with a network, a formula, a step or a claim.
  func wording(_ marked: Wording.MarkedText) -> Wording {
    switch self {
    // Syntax
    case .unexpected(let found, let expected):
      .unexpected(found: found, expected: expected, marked)
    case .unexpectedInStep(let word, let found, let expected):
      .unexpectedInStep(word, found: found, expected: expected, marked)
    case .unknownCharacter(let character): .unknownCharacter(character)
    case .unclosedBracket(let bracket):
      Wording(
        "unclosed-bracket", "the bracket \(bracket.quoted) is never closed",
        label: "it is opened here",
        help: "add \((bracket == "(" ? ")" : "]").quoted) where it should end")
    case .doubleTimes:
      Wording("double-times", "a power is written `^`, not `**`", help: "did you mean `^`?")
    case .missingOperator(let left, let right):
      Wording(
        "missing-operator",
        "an operator is missing between \(left.quoted) and \(right.quoted)",
        help: "write \("\(left) * \(right)".quoted)")
    case .nestsTooDeep:
      Wording(
        "nests-too-deep", "brackets, minus signs and `^` nest at most 64 deep",
        label: "this one is deeper",
        help: marked.text == "["
          ? "a value has at most \(Shape.maximumRank) axes, so its list nests no deeper"
          : "give an inner part a name in a statement of its own")
    case .tooManyOperations(let limit):
      Wording(
        "formula-too-long", "a formula has at most \(limit.grouped) operations",
        help: "give parts of it names in statements of their own")
    case .numberTooLarge(let text):
      Wording(
        "number-too-large", "\(text.quoted) is beyond the range of 64-bit floating point",
        help: "numbers go up to about `1.79e308`")
    case .listInNetwork:
      Wording(
        "list-in-formula", "a list of numbers needs a role, a name and axes",
        help: "write, say, `const C: (N, in) = [[1, 2], [3, -1]]`, and use `C` in the formulas; the"
          + " roles are `input`, `param`, `target` and `const`")
    case .indexInNetwork:
      Wording(
        "index-in-formula", "a network's formulas work on whole values, not on single entries",
        help: "`rows(E, t)` picks rows by label; in `steps`, `ask`, `expect` and prose an index may"
          + " stand")
    case .indexNotWhole(let text):
      text.isWholeFromOne
        ? Wording("index-not-whole", "no axis has an index as large as \(text.quoted)")
        : Wording(
          "index-not-whole", "an index is a whole number from 1, not \(text.quoted)",
          help: text == "0" ? "rows and columns count from 1" : nil)
    case .tupleOutsideOption:
      Wording(
        "unexpected-comma",
        "several names in parentheses stand only in options, such as `axis=(h, w)`",
        help: "a formula in parentheses is one value; a list of numbers stands in `[…]`")

    // Names
    case .unknownName(let name, let suggestion): .unknownName(name, suggestion, marked)
    case .unknownFunction(let name, let suggestion): .unknownFunction(name, suggestion)
    case .internalFunction(let name): .internalFunction(name)
    case .unknownNetwork(let name, let suggestion):
      Wording(
        "unknown-network", "no network before this is called \(name.quoted)",
        help: Wording.didYouMean(suggestion)
          ?? "a point follows a network's name, as in `early.dW`, or a matrix: `W.T`")
    case .usedBeforeStatement(let name):
      marked.related.map { $0.lowerBound < marked.range.lowerBound } ?? false
        ? Wording(
          "used-before-statement", "\(name.quoted) can't be made of itself",
          related: "\(name.quoted) is what this statement makes",
          help: "give the new value a name of its own")
        : Wording(
          "used-before-statement", "\(name.quoted) is used before its statement",
          related: "\(name.quoted) is made only here", help: "move that statement up")
    case .noGradient(let name, let reason): .noGradient(name, reason)
    case .duplicateName(let name):
      Wording(
        "duplicate-name", "the name \(name.quoted) is given twice", label: "the second time",
        related: "the first time", help: "choose another name for one of them")
    case .reservedName(let name, let word, let isAxis):
      Wording(
        "reserved-name",
        "\(name.quoted) is \(word == .function ? "a function" : "a word of the language"), so it"
          + " can't be a name",
        help: word == .function || isAxis
          ? "choose another name, such as \("my_\(name)".quoted)"
          : "a name stands after it, as in \("\(name) \(name == "loss" ? "L" : "x")".quoted)")
    case .gradientName(let name, let value):
      Wording(
        "gradient-name", "\(name.quoted) is what the gradient of \(value.quoted) is called",
        label: "it can't name another value", related: "\(value.quoted) is made here",
        help: "choose another name, such as \("delta_\(value)".quoted)")
    case .axisBearsValueName(let name):
      Wording(
        "name-of-axis-and-value", "\(name.quoted) is a value, so no axis can be called that",
        label: "the axis", related: "the value", help: "choose another name for one of them")
    case .valueBearsAxisName(let name):
      Wording(
        "name-of-axis-and-value", "\(name.quoted) is an axis, so no value can be called that",
        label: "the value", related: "the axis", help: "choose another name for one of them")
    case .functionWithoutArguments(let name):
      Wording(
        "function-without-arguments",
        "\(name.quoted) is a function, and takes its arguments in"
          + " parentheses", help: "write `\(Wording.signature(name))`")
    case .secondLoss(let first):
      Wording(
        "second-loss", "a network has one loss, and this one has \(first.quoted) already",
        label: "the second loss", related: "the first loss",
        help: "leave the word out in one of them; of two losses take the sum")
    case .gradientInNetwork(let name):
      Wording(
        "gradient-in-network",
        "\(name.quoted) is known only after the network, so its formulas can't use it",
        help: "a later network can: `param W = main.W - 1/10 * main.dW`; so can `steps`, `ask`,"
          + " `expect` and prose")
    case .dataFromComputed(let name):
      Wording(
        "data-from-computed", "data can't be made of \(name.quoted), which this network computes",
        help: "leave out the role, and it is a computed value; or compute \(name.quoted) in an"
          + " earlier network")
    case .consequence: .brokenClaim("another problem was told before this")

    // Functions
    case .argumentCount(let function, let expected, let found):
      Wording(
        "argument-count",
        "\(function.quoted) takes \(expected.of("argument", "arguments")), not \(found)",
        help: "it is written `\(Wording.signature(function))`"
          + (found > expected ? "; options are given by name" : ""))
    case .unknownOption(let function, let option, let known):
      .unknownOption(function, option, known)
    case .repeatedOption(let option):
      Wording("repeated-option", "the option \(option.quoted) is given twice")
    case .missingOption(let function, let option, let value):
      .missingOption(function, option, value ?? "…", marked)
    case .optionNotConstant(let option):
      Wording(
        "option-not-constant",
        "\(option.quoted) is a number, made of numbers, axis sizes and scalar consts",
        label: "this is not")
    case .optionNotWord(let option, let known):
      Wording("option-not-word", "\(option.quoted) is \(known.quoted("or"))")
    case .optionNotAxis(let option, let suggestion):
      Wording(
        "option-not-axis", "\(option.quoted) takes the name of an axis, or several in parentheses",
        label: "this is no name",
        help: "axes have names, not numbers: \("\(option)=\(suggestion ?? "N")".quoted)")
    case .optionOutOfRange(let option, let rule):
      Wording("option-out-of-range", "\(option.quoted) must be \(rule)")
    case .optionAxisMissing(let option, let axis, let shape):
      .optionAxisMissing(option, axis, shape, marked)
    case .operandShape(let function, let operand, let found, let expected):
      .operandShape(function, operand, found, expected)
    case .batchOfOne(let function, let axis):
      Wording(
        "batch-of-one", "\(function.quoted) needs at least two entries along \(axis.quoted)",
        label: "there is one",
        help: "one sample is its own mean, and its variance is 0; give more samples, or use"
          + " `batch_norm_eval`, whose statistics are data")
    case .labelNotWhole(let number):
      Wording(
        "label-not-whole", "a class label is a whole number from 0, not \(number.text)",
        related: "used as labels here",
        help: "targets with one number for each class have the axes of the scores")
    case .labelTooLarge(let number, let axis):
      Wording(
        "label-too-large",
        "\(number.text) is no label: \(axis.name.quoted) has \(axis.size.of("class", "classes")),"
          + " counted from 0", related: "used as labels here",
        help: axis.size == 1
          ? "the only label is 0" : "the labels go from 0 to \((axis.size - 1).grouped)")
    case .exponentNotConstant:
      Wording(
        "exponent-not-constant",
        "an exponent is a number, made of numbers, axis sizes and scalar consts",
        label: "this is not", help: "for e to the power x write `exp(x)`")

    // Axes and data
    case .shape(let error, let operation, let left, let right):
      .shape(error, Wording.Operands(operation, left, right, marked))
    case .axisInProduct(let axis, let suggestion):
      Wording(
        "product-rank", "\(axis.quoted) is an axis, and in a formula it is its size, a number",
        help: Wording.didYouMean(suggestion))
    case .axisSizeConflict(let axis, let first, let second):
      Wording(
        "axis-size-conflict",
        "the axis \(axis.quoted) has one size throughout a network, not \(first) and \(second)",
        label: "\(second) here", related: "\(first) here",
        help: "give the two axes different names, or mend the data")
    case .axisRepeated(let axis):
      Wording(
        "axis-repeated", "\(axis.quoted) stands twice among these axes", label: "again",
        related: "the first time",
        help: marked.text.hasPrefix("(")
          ? "name each axis once"
          : "the axes of a value have different names, such as \(axis.quoted) and"
            + " \("\(axis)2".quoted)")
    case .tooManyAxes(let count):
      Wording(
        "too-many-axes",
        "a value has at most \(Shape.maximumRank) axes, and this would have \(count)",
        help: marked.formula == nil
          ? "one axis can stand for several, its size the product of theirs"
          : "`flatten` makes one axis of several")
    case .axisSizeUnknown(let axis, let suggestion):
      Wording(
        "axis-size-unknown", "the size of the axis \(axis.quoted) is not known here",
        help: Wording.didYouMean(suggestion)
          ?? "write it where the axis is first named, as in \("\(axis)=4".quoted)")
    case .axisSizeInvalid(let text):
      Wording(
        "axis-size-invalid", "the size of an axis is a whole number from 1, not \(text.quoted)")
    case .axesMissing(let rank): .axesMissing(rank, marked)
    case .rankMismatch(let declared, let found):
      .rankMismatch(declared: declared, found: found, marked)
    case .sizeMismatch(let axis, let declared, let found):
      Wording(
        "size-mismatch",
        "the axis \(axis.quoted) was to have size \(declared), and has size \(found) here",
        related: "size \(declared) is written here",
        help: "leave the size out, for the right side tells it; or mend that")
    case .renameRank(let declared, let found):
      Wording(
        "rename-rank",
        "\(declared.of("axis is", "axes are")) named, and the value has \(found.rank)",
        label: found.isScalar ? "it is one number" : "its axes are \(found.told)",
        help: found.isScalar ? "`zeros` and `ones` make data of any shape" : nil)
    case .renameSize(let declared, let found):
      Wording(
        "rename-size",
        "\(declared.name.quoted) has size \(declared.size), and the axis it names here has size"
          + " \(found.size)", label: "that axis is \(found.name.quoted)")
    case .emptyList: Wording("empty-list", "a list has at least one number")
    case .raggedList(let expected, let found):
      .raggedList(expected: expected, found: found)
    case .mixedList:
      Wording("mixed-list", "a list has either numbers or lists as its items, not both")
    case .unknownGenerator(let name, let suggestion):
      Wording(
        "unknown-generator", "nothing that makes data is called \(name.quoted)",
        help: Wording.didYouMean(suggestion)
          ?? "data is made by \(NetworkBuilder.generators.quoted("and"))")
    case .generatorArguments(let name, let rule): .generatorArguments(name, rule)
    case .generatorInFormula(let name):
      Wording(
        "generator-in-formula",
        "\(name.quoted) makes data and stands alone: no formula is made with it",
        help: "make the data first, in a statement of its own such as"
          + " \("const c: (…) = \(name)".quoted), and use that name here")
    case .dataWithoutRole(let name):
      Wording(
        "list-in-formula", "the numbers of \(name.quoted) need a role",
        help: "put `input`, `param`, `target` or `const` before \(name.quoted)")
    case .listShape(let found, let expected):
      Wording(
        "list-shape", "the list does not have the shape of the other side",
        label: "a list of \(found.toldAsSizes) here; the other side is"
          + " \(expected.isScalar ? "one number" : expected.told)")
    case .shapeValueHere:
      Wording(
        "shape-not-number",
        "`shape(…)` stands alone on one side, and on the other stand a shape or a list of sizes",
        help: "for example `show shape(W)`; or, in `expect`, `shape(W) = [2, 3]`")
    case .indexCount(let count, let shape): .indexCount(count, shape)
    case .indexOutOfRange(let index, let axis):
      Wording(
        "index-out-of-range", "\(axis.name.quoted) has no index \(index)",
        help: axis.size == 1
          ? "it has one entry, and its index is 1"
          : "its indices go from 1 to \(axis.size.grouped)")

    // Values
    case .notFinite(let value): .notFinite(value, marked)
    case .lossNotScalar(let shape): .lossNotScalar(shape, marked)
    case .noLoss:
      Wording(
        "no-loss", "there are no gradients, for the network has no loss",
        help: "end the network with a statement `loss L = …`")
    case .emptyNetwork:
      Wording(
        "empty-network", "a network has at least one statement", label: "this one has none",
        help: "write, say, `input x = 2`")

    // Steps and claims
    case .unknownStep(let word, let suggestion): .unknownStep(word, suggestion)
    case .nothingAfter(let name):
      Wording(
        "nothing-after", "there is no \("after.\(name)".quoted) yet, for nothing has been updated",
        help: "`update` or `train` stands before it, in this network's steps")
    case .unknownOptimiser(let name, let suggestion):
      Wording(
        "unknown-optimiser", "there is no optimiser \(name.quoted)",
        help: Wording.didYouMean(suggestion)
          ?? "the optimisers are \(Optimiser.all.map(\.name).quoted("and"))")
    case .optimiserOption(let option, let optimiser, let known):
      option.isEmpty
        ? Wording(
          "unknown-option", "\(optimiser.quoted) has fewer options than are given here",
          help: "it is written `\(Wording.signature(optimiser))`")
        : .unknownOption(optimiser, option, known)
    case .gradientExpected(let name, let suggestion):
      Wording(
        "gradient-expected", "\(name.quoted) is a value, and here the name of a gradient stands",
        help: Wording.didYouMean(suggestion) ?? "it has no gradient")
    case .valueExpected(let name, let suggestion):
      Wording(
        "value-expected", "\(name.quoted) is a gradient, and here the name of a value stands",
        help: Wording.didYouMean(suggestion))
    case .notTrainable(let name):
      Wording(
        "not-trainable", "\(name.quoted) is no param, and an update changes params only",
        help: "give it the role `param`")
    case .noParameters:
      Wording(
        "no-params", "there is nothing to train, for the network has no param",
        help: "give what is to be learnt the role `param`")
    case .stepsNotWhole(let text):
      .stepsNotWhole(text)
    case .trainingDiverged(let step, let rate):
      Wording(
        "training-diverged",
        "the loss is no longer finite after step \(step.grouped) of the training",
        help: rate.map { "a rate smaller than \($0.text) takes smaller steps" })
    case .nothingSummed(let name):
      Wording(
        "nothing-summed", "\(name.quoted) is not a sum: nothing is summed away in it",
        help: "`detail` opens gradients such as `dW = X.T @ dY`, a sum over the samples")
    case .nothingInside(let name):
      Wording(
        "nothing-inside", "there is nothing inside \(name.quoted) to show",
        help: "`inside` opens operations made of smaller ones, such as `softmax` and `batch_norm`")
    case .notDifferent(let left, let right):
      Wording(
        "not-different", "\(left.quoted) and \(right.quoted) are equal, so there is no contrast",
        help: "`compare` claims that two values are equal")
    case .notEqual(let difference): difference.wording("not-equal")
    case .axesNotEqual(let left, let right): .axesNotEqual(left, right)
    case .checkFailed(let name, let indices, let gradient, let difference):
      .checkFailed(name, indices, gradient: gradient, difference: difference)
    case .brokenClaim(let text): .brokenClaim(text)
    case .notCheckable(let name):
      Wording(
        "not-checkable", "differences can't check the gradient of \(name.quoted)",
        help: "they need an input or a param, and a loss that is finite near its numbers")
    case .nothingToCheck:
      Wording(
        "nothing-to-check", "there is no gradient to check, for there is no input and no param",
        help: "give at least one value the role `input` or `param`")
    case .stepNotPositive: Wording("step-not-positive", "the step `h` is a number above 0")

    // Limits
    case .limit(let limit, let found): .limit(limit, found)
    }
  }
}

extension Wording {
  /// The words for what can't be, unless this program is wrong.
  static func brokenClaim(_ text: String) -> Wording {
    Wording(
      "broken-claim", "this step claims what does not hold: \(text)",
      help: "the lesson is not at fault; please report it with the lesson")
  }
}
