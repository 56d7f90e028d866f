import Backprop
import Formulas
import MatrixCore

extension NetworkProblem {
  /// Lists, generators, entries.
  static let data: [Explanation<NetworkProblem>] = [
    Explanation(
      "axes-missing", "a list needs the names of its axes",
      "They stand after the value's name. Only a single number goes without.", .statements,
      wrong: "const M = [[1, 2], [3, 4]]", right: "const M: (N, in) = [[1, 2], [3, 4]]"
    ) {
      guard case .axesMissing(let rank) = $0.kind else { return nil }
      let axes =
        switch rank {
        case nil: "(N=2, in=2)"
        case 1: "(N)"
        case 2: "(N, in)"
        case 3: "(N, h, w)"
        case 4: "(N, h, w, c)"
        default: "(…)"
        }
      return Words(
        "data needs the names of its axes", label: "no axes are named here",
        help:
          "write, say, \("\($0.marked.text.isEmpty ? "X" : $0.marked.text): \(axes) = …".quoted)")
    },
    Explanation(
      "rank-mismatch", "a list has a pair of brackets for each axis",
      "A matrix is a list of its rows: two axes, two pairs. A row alone is still `[[1, 2]]` where two "
        + "axes are named.", .statements, wrong: "const M: (one, in) = [1, 2]",
      right: "const M: (one, in) = [[1, 2]]"
    ) {
      guard case .rankMismatch(let declared, let found) = $0.kind else { return nil }
      let list = $0.marked.text
      let isShort = list.count <= 40 && list.hasPrefix("[")
      let help: String? =
        switch (declared, found) {
        case (_, 0): "for a scalar leave the axes out; for more write a list of numbers"
        case (0, _): "a single number is written without brackets"
        case (2, 1): "a matrix is a list of rows: `\(isShort ? "[\(list)]" : "[[1, 2], [3, -1]]")`"
        case (1, 2) where isShort && list.count { $0 == "[" } == 2:
          "a list for one axis has one pair of brackets: `\(list.dropFirst().dropLast())`"
        case (1, 2): "a list of rows has two axes, such as `(N, in)`"
        default: nil
        }
      return Words(
        "\(declared.of("axis is", "axes are")) named, and "
          + (found == 0 ? "this is one number" : "the list is nested \(found) deep"), help: help)
    },
    Explanation(
      "size-mismatch", "a size that is written is the size of the data",
      "Leave the size out, and it is counted; or mend the data.", .statements,
      wrong: "const M: (N, k=3) = [[1, 2], [3, 4]]", right: "const M: (N, k) = [[1, 2], [3, 4]]"
    ) {
      guard case .sizeMismatch(let axis, let declared, let found) = $0.kind else { return nil }
      return Words(
        "the axis \(axis.quoted) was to have size \(declared), and has size \(found) here",
        related: "size \(declared) is written here",
        help: "leave the size out, for the right side tells it; or mend that")
    },
    Explanation(
      "unknown-generator", "nothing that makes data has this name",
      "There are \(DataGenerator.names.quoted("and")).",
      .statements, wrong: "const M: (N, in) = unifrom(0, 1)",
      right: "const M: (N, in) = uniform(0, 1)"
    ) {
      guard case .unknownGenerator(let name, let suggestion) = $0.kind else { return nil }
      return Words(
        "nothing that makes data is called \(name.quoted)",
        help: Words.didYouMean(suggestion)
          ?? "data is made by \(DataGenerator.names.quoted("and"))")
    },
    Explanation(
      "generator-arguments", "a generator takes what it takes",
      DataGenerator.all.filter(\.takesArguments).map { "`\($0.usage)`" }.joined(separator: ", ")
        + "; \(DataGenerator.all.filter { !$0.takesArguments }.map(\.name).quoted("and")) take nothing, "
        + "and `eye` needs two axes of one size.", .statements,
      wrong: "const M: (N, in) = uniform(1)",
      right: "const M: (N, in) = uniform(-1, 1)"
    ) {
      switch $0.kind {
      case .generatorNeeds(let rule): return Words(rule)
      case .generatorArguments(let name, let use):
        return Words(
          use == name
            ? "\(name.quoted) takes no arguments" : "\(name.quoted) is written \(use.quoted)")
      default: return nil
      }
    },
    Explanation(
      "generator-in-formula", "a generator stands alone",
      "It makes the data of a statement, with the statement's axes, and is no part of a formula. Give "
        + "what it makes a name, and compute with that.", .statements,
      wrong: "const M: (N, in) = 2 * ones",
      right: "const c: (N, in) = ones\nconst M: (N, in) = 2 * c"
    ) {
      guard case .generatorInFormula(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) makes data and stands alone: no formula is made with it",
        help: "make the data first, in a statement of its own such as"
          + " \("const c: (…) = \(name)".quoted), and use that name here")
    },
    Explanation(
      "list-shape", "a list takes the axes of the other side",
      "So it must have as many rows and columns.", .expect, wrong: "db = [1, 2]",
      right: "db = [3/2, -1, 0]"
    ) {
      guard case .listShape(let found, let expected) = $0.kind else { return nil }
      return Words(
        "the list does not have the shape of the other side",
        label: "a list of \(found.textAsSizes) here; the other side is"
          + " \(expected.isScalar ? "one number" : expected.text)")
    },
    Explanation(
      "shape-not-number", "`shape(…)` is compared, and nothing else",
      "It stands alone on its side; on the other stands a shape or a list of sizes.", .expect,
      wrong: "2 * shape(W) = [4, 6]", right: "shape(W) = [2, 3]"
    ) {
      guard case .shapeValueHere = $0.kind else { return nil }
      return Words(
        "`shape(…)` stands alone on one side, and on the other stand a shape or a list of sizes",
        help: "for example `show shape(W)`; or, in `expect`, `shape(W) = [2, 3]`")
    },
    Explanation(
      "index-count", "an entry has an index for each axis",
      "`W[1, 2]` is row 1, column 2; `W[1, :]` is the whole of row 1.", .steps,
      wrong: "show W[1]", right: "show W[1, 2]"
    ) {
      guard case .indexCount(let count, let shape) = $0.kind else { return nil }
      return Words(
        shape.isScalar
          ? "a single number has no entries to pick"
          : "an entry has \(shape.rank.of("index", "indices")) here, one for each axis, not \(count)",
        label: shape.isScalar ? nil : "the axes are \(shape.text)",
        help: count == 0
          ? "name an entry: `\($0.marked.text.split(separator: " ").last.map(String.init) ?? "W")["
            + "\(shape.names.map { _ in "1" }.joined(separator: ", "))]`"
          : count < shape.rank
            ? ($0.marked.inLine?.after ?? $0.marked.text).entry(count, of: shape) : nil)
    },
    Explanation(
      "index-out-of-range", "an index goes from 1 to the size of its axis",
      "The first index counts the first axis.", .steps, wrong: "show W[3, 2]", right: "show W[2, 3]"
    ) {
      guard case .indexOutOfRange(let index, let axis) = $0.kind else { return nil }
      return Words(
        "\(axis.name.quoted) has no index \(index)",
        help: axis.size == 1
          ? "it has one entry, and its index is 1" : "its indices go from 1 to \(axis.size.grouped)"
      )
    },
  ]
}

extension String {
  /// The right form of `W[1]` and `W[1][2]`.
  fileprivate func entry(_ count: Int, of shape: Shape) -> String? {
    let name = prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
    var indices: [Substring] = []
    var rest = dropFirst(name.count)
    while rest.first == "[", let close = rest.firstIndex(of: "]") {
      indices.append(rest[..<close].dropFirst())
      rest = rest[rest.index(after: close)...]
    }
    guard !name.isEmpty, let first = indices.first else { return nil }
    if indices.count == shape.rank { return "write `\(name)[\(indices.joined(separator: ", "))]`" }
    if first == ":" { return "a column is `\(name)[:, 1]`" }
    let whole = repeatElement(":", count: shape.rank - count)
    return "a row is `\(name)[\(([String(first)] + whole).joined(separator: ", "))]`"
  }
}
