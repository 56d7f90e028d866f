import Backprop
import Formulas
import MatrixCore

extension NetworkProblem {
  /// Axes that don't fit.
  static let axes: [Explanation<NetworkProblem>] = [
    Explanation(
      "axes-differ", "`@` needs the same axis on both inner sides",
      "The last axis of the left and the first of the right are one axis, with one name, and it is "
        + "summed away. If two names mean one axis, give it one name. If the product is the other "
        + "way round or one side turned, the help says which product would fit; whether it is the "
        + "one you mean only you know.", .statements, wrong: "Y = W @ X", right: "Y = X @ W"
    ) {
      guard case .shape(.innerAxesDiffer(let left, let right), _, _, _) = $0.kind,
        let operands = $0.operands
      else { return nil }
      let place = right.rank > 2 ? "last but one" : "first"
      return Words(
        "\(operands.whole ?? "a matrix product") needs the last axis of \(operands.shownLeft) and the"
          + " \(place) of \(operands.shownRight) to be the same",
        label: operands.shapes(left, right),
        help: operands.productHelp(left, right))
    },
    Explanation(
      "product-rank", "`@` multiplies vectors and matrices",
      "A number multiplies with `*`.", .statements, wrong: "Y = 2 @ X", right: "Y = 2 * X"
    ) {
      switch $0.kind {
      case .axisInProduct(let axis, let suggestion):
        return Words(
          "\(axis.quoted) is an axis, and in a formula it is its size, a number",
          help: Words.didYouMean(suggestion))
      case .shape(.productRank(let shape), _, _, _):
        return Words(
          "`@` multiplies vectors and matrices, not numbers",
          label: shape.isScalar ? "one side is a number" : "one side is \(shape.text)",
          help: "a number multiplies with `*`")
      default: return nil
      }
    },
    Explanation(
      "shared-axes-differ", "products of many matrices share their first axes",
      "The axes before the last two are the same on both sides, in the same order, or only one side has"
        + " them: there is one product for each of their indices.", .network,
      wrong:
        "input A: (N=2, q=2, d=3) = range(1, 1)\ninput B: (head=2, d, k=2) = range(1, 1)\nY = A @ B",
      right: "input A: (N=2, q=2, d=3) = range(1, 1)\ninput B: (N, d, k=2) = range(1, 1)\nY = A @ B"
    ) {
      guard case .shape(.sharedAxesDiffer(let left, let right), _, _, _) = $0.kind,
        let operands = $0.operands
      else { return nil }
      return Words(
        "\(operands.whole ?? "this product") shares its axes before the last two, by name and in order",
        label: operands.shapes(left, right),
        help:
          "`transpose(x, axes=(…))` puts axes in order, and `broadcast(x, to=(…))` adds one to a"
          + " side; an axis of both has one name")
    },
    Explanation(
      "axis-twice", "a product would have one axis twice",
      "Its rows and its columns are told apart by names, so one of them needs a new name. Write all "
        + "of the result's axes after its name, in order.", .statements, wrong: "S = X @ X.T",
      right: "S: (N, other) = X @ X.T"
    ) {
      guard case .shape(.repeatedAxis(let axis, let left, let right), _, _, _) = $0.kind,
        let operands = $0.operands
      else { return nil }
      if operands.operation == "outer" {
        let other = operands.right ?? "x"
        let names = right.names.map { left.contains($0) ? $0 + "2" : $0 }
        return Words(
          "\(operands.whole ?? "the product") has the axis \(axis) twice, and axes are told apart by"
            + " their names", label: operands.shapes(left, right),
          help: "name the axes of one again, in a statement before: "
            + "\(other.isName ? other : "x")2: (\(names.joined(separator: ", "))) = \(other)".quoted
        )
      }
      var names: [String] = []
      for axis in (try? ProductLayout(left, right))?.axes ?? [] {
        names.append(names.contains(axis.name) ? axis.name + "2" : axis.name)
      }
      return Words(
        "\(operands.whole ?? "the product") has the axis \(axis) twice, and axes are told apart by"
          + " their names", label: operands.shapes(left, right),
        help: "name the result's axes again: "
          + "S: (\(names.joined(separator: ", "))) = \(operands.whole ?? "…")".quoted)
    },
    Explanation(
      "axes-not-contained", "entry by entry, one side's axes are among the other's",
      "The smaller side is copied along the axes that it lacks. Where each side has an axis that the "
        + "other lacks, both would have to be copied: NumPy does so, and makes an N × N matrix of two "
        + "vectors by accident. Sum or average an axis away, or use `@`.", .statements,
      wrong: "Y = X * W", right: "Y = X @ W"
    ) {
      if case .noArgumentHasAllAxes(let function, let shapes) = $0.kind {
        var arguments: [String] = []
        if case .call(let call)? = $0.marked.formula?.kind {
          arguments = call.arguments.map { $0.value.text().shortened }
        }
        let shown = shapes.enumerated().map { index, shape in
          let name = arguments.indices.contains(index) ? arguments[index] : "argument \(index + 1)"
          return "\(name) is \(shape.text)"
        }
        return Words(
          "one argument of \(function.quoted) must have the axes of all",
          label: shown.joined(separator: ", "),
          help: "`broadcast(x, to=(…))` copies one along the axes that it lacks")
      }
      guard case .shape(.notContained(let left, let right), _, _, _) = $0.kind,
        let operands = $0.operands
      else { return nil }
      return Words(
        "\(operands.whole ?? "this") needs all axes of one side to be among the other's",
        label: operands.shapes(left, right), help: operands.containmentHelp(left, right))
    },
    Explanation(
      "parts-differ", "values that are joined have the same other axes",
      "`concat` joins one axis of each value, which `axes` names in their order, and `stack` none: all"
        + " other axes are the same.", .network,
      wrong: "input A: (N=2, k=3) = range(1, 1)\ninput B: (M=3, j=2) = range(1, 1)\n"
        + "Y = concat(A, B, axes=(k, j), into=both)",
      right: "input A: (N=2, k=3) = range(1, 1)\ninput B: (N, j=2) = range(1, 1)\n"
        + "Y = concat(A, B, axes=(k, j), into=both)"
    ) {
      guard case .partsDiffer(let function, let first, let other, let axes) = $0.kind else {
        return nil
      }
      let joined = axes.isEmpty ? "" : ", but for those that `axes` joins"
      return Words(
        "the values that \(function.quoted) joins have the same axes\(joined)",
        label: "this is \(other.text)", related: "this is \(first.text)",
        help: axes.isEmpty
          ? "where two names mean one axis, name it again in a statement of its own"
          : "`axes` names one axis of each value, in their order; give each other axis one name, or join"
            + " values that share it")
    },
    Explanation(
      "transpose-without-effect", "entry by entry, axes are matched by name",
      "`X + X.T` would be `X + X`: whatever their order, the axes called `N` meet. Where rows are to meet "
        + "columns, the transpose needs the other side's names.", .statements, wrong: "Y = X + X.T",
      right: "Xt: (N, in) = X.T\nY = X + Xt"
    ) {
      guard case .transposeWithoutEffect(let operand, let shape) = $0.kind else { return nil }
      let names = "(\(shape.names.joined(separator: ", ")))"
      let isSquare = shape.axes.first?.size == shape.axes.last?.size
      let mend: String? =
        if case .name(let name) = operand.kind {
          "write \("\(name)t: \(names) = \(name).T".quoted) before it, and \("\(name)t".quoted) here"
        } else { nil }
      return Words(
        "`.T` changes nothing here: entry by entry, axes are matched by name",
        label: "the other side has the same axes \(names)",
        help: isSquare
          ? mend ?? "give the transpose a name and the axes \(names)" : "leave out `.T`")
    },
    Explanation(
      "not-a-matrix", "`.T` turns a matrix",
      "A value with one axis has nothing to turn: axes are matched by their names. A value with more "
        + "than two takes `transpose(x, axes=(…))`.", .statements, wrong: "Y = X @ W + b.T",
      right: "Y = X @ W + b"
    ) {
      guard case .shape(.notMatrix(let shape), _, _, _) = $0.kind, let operands = $0.operands else {
        return nil
      }
      return Words(
        "`.T` turns a matrix, which has two axes",
        label: "\(operands.left ?? "this") is \(shape.isScalar ? "a number" : shape.text)",
        help: shape.rank > 2
          ? "write \("transpose(\(operands.left ?? "x"), axes=\(shape.turned.textOfNames))".quoted)"
          : "axes are matched by their names, so nothing has to be turned")
    },
    Explanation(
      "axis-size-conflict", "an axis has one size in a network",
      "Both places are shown. Either a row is missing in one, or they are two different axes and "
        + "need two names.", .statements, wrong: "const M: (N, in) = [[1, 2], [3, 4], [5, 6]]",
      right: "const M: (K, in) = [[1, 2], [3, 4], [5, 6]]"
    ) {
      guard case .axisSizeConflict(let axis, let first, let second) = $0.kind else { return nil }
      return Words(
        "the axis \(axis.quoted) has one size throughout a network, not \(first) and \(second)",
        label: "\(second) here", related: "\(first) here",
        help: "give the two axes different names, or mend the data")
    },
    Explanation(
      "axis-repeated", "the axes of a value have different names",
      "Rows and columns are told apart by names, even where they count the same things.",
      .statements, wrong: "const M: (in, in) = [[1, 0], [1, 1]]",
      right: "const M: (in, in2) = [[1, 0], [1, 1]]"
    ) {
      guard case .axisRepeated(let axis) = $0.kind else { return nil }
      return Words(
        "\(axis.quoted) stands twice among these axes", label: "again", related: "the first time",
        help: $0.marked.text.hasPrefix("(")
          ? "name each axis once"
          : "the axes of a value have different names, such as \(axis.quoted) and"
            + " \("\(axis)2".quoted)")
    },
    Explanation(
      "too-many-axes", "a value has at most six axes",
      "That is enough for the windows of a batch of images with channels. `flatten` makes one axis of several.",
      .network, wrong: "const M: (a=1, b=1, c=1, d=1, e=1, f=1, g=1) = zeros",
      right: "const M: (a=1, b=1, c=1, d=1, e=1, f=1) = zeros"
    ) {
      guard case .tooManyAxes(let count, let isComputed) = $0.kind else { return nil }
      return Words(
        "a value has at most \(Shape.maximumRank) axes, and this would have \(count)",
        help: isComputed
          ? "`flatten` makes one axis of several"
          : "one axis can stand for several, its size the product of theirs")
    },
    Explanation(
      "axis-size-unknown", "data that is made needs sizes that are known",
      "Write the size where the axis is first named. After that it is known.", .statements,
      wrong: "const M: (N, hidden) = ones", right: "const M: (N, hidden=4) = ones"
    ) {
      guard case .axisSizeUnknown(let axis, let suggestion) = $0.kind else { return nil }
      return Words(
        "the size of the axis \(axis.quoted) is not known here",
        help: Words.didYouMean(suggestion)
          ?? "write it where the axis is first named, as in \("\(axis)=4".quoted)")
    },
    Explanation(
      "axis-size-invalid", "a size is a whole number from 1", "There are no empty axes.",
      .statements, wrong: "const M: (N, hidden=0) = ones", right: "const M: (N, hidden=4) = ones"
    ) {
      guard case .axisSizeInvalid(let text) = $0.kind else { return nil }
      return Words("the size of an axis is a whole number from 1, not \(text.quoted)")
    },
    Explanation(
      "rename-rank", "as many axes are named as the value has",
      "`S: (a, b) = …` names the axes of a result again, all of them, in their order.", .statements,
      wrong: "S: (query) = X @ W", right: "S: (query, key) = X @ W"
    ) {
      guard case .renameRank(let declared, let found) = $0.kind else { return nil }
      return Words(
        "\(declared.of("axis is", "axes are")) named, and the value has \(found.rank)",
        label: found.isScalar ? "it is one number" : "its axes are \(found.text)",
        help: found.isScalar ? "`zeros` and `ones` make data of any shape" : nil)
    },
    Explanation(
      "rename-size", "naming an axis again does not change its size",
      "A size that is written must be the one that the value has.", .statements,
      wrong: "S: (query=3, key) = X @ W", right: "S: (query=2, key) = X @ W"
    ) {
      guard case .renameSize(let declared, let found) = $0.kind else { return nil }
      return Words(
        "\(declared.name.quoted) has size \(declared.size), and the axis it names here has size"
          + " \(found.size)", label: "that axis is \(found.name.quoted)")
    },
  ]
}
