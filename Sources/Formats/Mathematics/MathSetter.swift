import Documents
import Formulas
import MatrixCore
import Typography

/// Sets mathematics in a markup language, with the brackets that precedence asks for.
struct MathSetter<Markup: MathMarkup> {
  let markup: Markup
  let numbers: NumberStyle
  let labels: MatrixLabels
  /// The value of the lesson that a name means, if the tensor is that value but for rounding.
  var reference: (_ name: String, _ tensor: Tensor) -> NamedValue? = { _, _ in nil }

  /// How many tensors of several matrices share a row.
  var tensorsBeside = 1

  func set(_ math: MathText) -> String {
    switch math {
    case .name(let text): return markup.name(text)
    case .typed(let text): return markup.number(text, nil)
    case .number(let number, let digits):
      return markup.number(numbers.with(digits: digits).text(number), nil)
    case .tensor(let view): return tensor(view)
    case .shape(let shape): return markup.shape("\(shape)")
    case .entry(let inner, let indices):
      let base = bracketed(inner, when: inner.precedence(numbers) < 5)
      return indices.isEmpty ? base : markup.indexed(base, by: indices.joined(separator: ","))
    case .transposed(let inner):
      return markup.transposed(bracketed(inner, when: inner.precedence(numbers) < 5))
    case .negated(let inner):
      return markup.minus(
        bracketed(inner, when: inner.isBracketed(afterMinus: numbers, .pretty)))
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .terms(let terms):
      var parts: [String] = []
      for (index, term) in terms.enumerated() {
        if index > 0 { parts.append(markup.sign(MathOperator.add)) }
        let isBracketed =
          terms.count > 1 && term.isBracketed(beside: .add, isRight: index > 0, numbers)
        parts.append(bracketed(term, when: isBracketed))
      }
      return markup.row(parts)
    case .call("sqrt", let arguments) where arguments.count == 1:
      return markup.root(set(arguments[0].value))
    case .call(let function, let arguments):
      return markup.call(
        function,
        arguments.map { argument in
          let value = set(argument.value)
          return argument.label.map { markup.option($0, value) } ?? value
        })
    case .sum(let letter, let body):
      let isSum = if case .sum = body { true } else { false }
      return markup.sum(
        over: letter, bracketed(body, when: !isSum && body.precedence(numbers) < 2))
    case .gathered(let gathering):
      let body = bracketed(gathering.body, when: gathering.body.precedence(numbers) < 2)
      let otherwise = gathering.otherwise.map {
        [markup.words(MathGathering.separator), set($0)]
      }
      return markup.row(
        [
          gathering.isSum ? markup.sum(over: nil, body) : body,
          markup.words(" \(gathering.condition)"),
        ] + (otherwise ?? []))
    case .list(let items): return markup.list(items.map(set), isTuple: false)
    case .tuple(let items): return markup.list(items.map(set), isTuple: true)
    case .relations(let left, let rest): return markup.row(relations(left, rest))
    }
  }

  /// The left side, then each relation with its right side; `≈` stands before a rounded result.
  func relations(_ left: MathText?, _ rest: [MathRelation]) -> [String] {
    var parts = left.map { [set($0)] } ?? []
    let name: String? = if case .name(let name) = left { name } else { nil }
    let isRounded = ([left].compactMap(\.self) + rest.map(\.right)).contains {
      $0.isRounded(numbers, in: .numbers)
    }
    for (index, relation) in rest.enumerated() {
      let isLast = index == rest.count - 1
      let isNear = isLast && (isRounded || relation.right.isRounded(numbers, in: .unnamedTensors))
      let sign = relation.sign == .equals && isNear ? .approximately : relation.sign
      let right = side(relation.right, of: isLast ? name : nil)
      parts.append(markup.row([markup.sign(sign), right]))
    }
    return parts
  }

  /// A right side; a number that is the value named at the left bears its reference.
  private func side(_ math: MathText, of name: String?) -> String {
    guard let name, case .number(let number, let digits) = math,
      let value = reference(name, Tensor(number))
    else { return set(math) }
    let text = numbers.with(digits: digits).text(number)
    return markup.number(text, CellReference(name: value.name, value: value.tensor[0].full))
  }

  private func binary(_ operation: MathOperator, _ left: MathText, _ right: MathText) -> String {
    switch operation {
    case .add where right.withoutMinus != nil:
      return binary(.subtract, left, right.withoutMinus ?? right)
    case .divide where !left.hasMatrix && !right.hasMatrix:
      return markup.fraction(set(left), set(right))
    case .power:
      let base = bracketed(left, when: left.isBracketed(beside: .power, isRight: false, numbers))
      return markup.power(base, set(right))
    default:
      let sides = [(left, false), (right, true)].map { side, isRight in
        bracketed(
          side,
          when: side.isBracketed(
            beside: operation, isRight: isRight, numbers, isInLine: isDividedInLine(side)))
      }
      return markup.row([sides[0], markup.sign(operation), sides[1]])
    }
  }

  /// Whether it is a quotient that is set without a line.
  private func isDividedInLine(_ math: MathText) -> Bool {
    guard case .binary(.divide, let left, let right) = math else { return false }
    return left.hasMatrix || right.hasMatrix
  }

  private func bracketed(_ math: MathText, when isBracketed: Bool) -> String {
    isBracketed ? markup.brackets(set(math)) : set(math)
  }
}

extension MathSetter {
  /// A matrix, or the matrices of a tensor of more axes, with name and shape.
  private func tensor(_ view: TensorView) -> String {
    let slices = MatrixSlice.slices(view.tensor, view.orientation)
    let shown = Abridged(slices.count, limit: Abridged.compactLimit)
    let entries: [Number?] = shown.compactMap(\.self).flatMap { slices[$0].shownEntries }
    var texts = numbers.with(digits: view.digits).uniform(for: entries).aligned(entries)[...]
    let size = slices.first?.shownEntries.count ?? 0
    let leading = Shape(Array(view.tensor.shape.axes.dropLast(2)))
    let name: String? = if case .name(let name) = view.name { name } else { nil }
    let value = name.flatMap { reference($0, view.tensor) }
    let matrices = shown.map { index -> String in
      guard let index else { return markup.columnGap }
      let prefix = leading.isScalar ? [] : leading.indices(at: index)
      let count = min(size, texts.count)
      let matrix = matrix(slices[index], view, texts.prefix(count), value, prefix)
      texts.removeFirst(count)
      guard !leading.isScalar else { return matrix }
      return markup.captioned(
        matrix, above: markup.words(labels.label(leading, at: index)), below: nil)
    }
    let whole = banded(matrices, each: (slices.first?.columns ?? 1) * Self.cellWidth)
    guard let name = view.name else { return whole }
    let isRounded = MathText.tensor(view).isRounded(numbers, in: .allTensors)
    let title = isRounded ? [set(name), markup.sign(MathRelation.Sign.approximately)] : [set(name)]
    return markup.captioned(
      whole, above: markup.row(title), below: markup.words("\(view.tensor.shape)"))
  }

  /// About the width of an entry, in characters.
  private static var cellWidth: Int { 7 }

  /// Matrices side by side, in as many rows as the width needs.
  private func banded(_ matrices: [String], each width: Int) -> String {
    guard let widest = markup.widestRow else { return markup.row(matrices) }
    let count = max(1, widest / tensorsBeside / max(width, 1))
    return markup.lines(
      stride(from: 0, to: matrices.count, by: count).map { start in
        markup.row(Array(matrices[start..<min(start + count, matrices.count)]))
      })
  }

  /// One matrix of the shown entries, row by row; in blocks of columns with labels where a row is
  /// too wide.
  private func matrix(
    _ slice: MatrixSlice, _ view: TensorView, _ entries: ArraySlice<NumberText>,
    _ value: NamedValue?, _ prefix: [Int]
  ) -> String {
    let rows = Abridged(slice.rows, limit: Abridged.limit)
    let columns = Abridged(slice.columns, limit: Abridged.limit)
    let rank = view.tensor.shape.rank
    var entries = entries
    var widths = columns.map { _ in 1 }
    let texts = rows.map { row in
      columns.enumerated().map { offset, column in
        guard let column else { return row == nil ? markup.cornerGap : markup.columnGap }
        guard let row, let text = entries.popFirst()?.text else { return markup.rowGap }
        widths[offset] = max(widths[offset], text.count)
        let indices = prefix + (rank == 1 ? [max(row, column)] : [row, column])
        let place = indices.map { "\($0 + 1)" }.joined(separator: ",")
        let reference = value.map {
          CellReference(
            name: "\($0.name)[\(place)]", value: $0.tensor[slice.offset(row, column)].full)
        }
        return markup.number(text, reference)
      }
    }
    guard let widest = markup.widestRow, widths.reduce(0, { $0 + $1 + 2 }) > widest,
      let axis = view.tensor.shape.axes.last
    else { return markup.matrix(texts) }
    return blocks(texts, widths, Array(columns), widest, axis)
  }

  private func blocks(
    _ texts: [[String]], _ widths: [Int], _ columns: [Int?], _ widest: Int, _ axis: Axis
  ) -> String {
    var blocks: [Range<Int>] = []
    var start = 0
    var used = 0
    for index in columns.indices {
      if index > start, used + widths[index] + 2 > widest {
        blocks.append(start..<index)
        (start, used) = (index, 0)
      }
      used += widths[index] + 2
    }
    blocks.append(start..<columns.count)
    let parts = blocks.compactMap { block -> String? in
      let indices = columns[block].compactMap(\.self)
      guard let first = indices.first, let last = indices.last else { return nil }
      return markup.captioned(
        markup.matrix(texts.map { Array($0[block]) }),
        above: markup.words(Vocabulary.columns(first + 1...last + 1, of: axis)), below: nil)
    }
    return markup.lines(parts)
  }
}

extension MathText {
  /// The leaves that may be marked as rounded.
  fileprivate enum Leaves { case numbers, unnamedTensors, allTensors }

  /// Whether a leaf is rounded where it is shown.
  fileprivate func isRounded(_ numbers: NumberStyle, in leaves: Leaves) -> Bool {
    tokens(numbers).contains { token in
      switch token {
      case .number(let number, let digits):
        return leaves == .numbers && numbers.with(digits: digits).formatted(number).isRounded
      case .tensor(let view):
        guard leaves == .allTensors || leaves == .unnamedTensors && view.name == nil else {
          return false
        }
        let slices = MatrixSlice.slices(view.tensor, view.orientation)
        let entries = slices.flatMap(\.shownEntries)
        let style = numbers.with(digits: view.digits).uniform(for: entries)
        return entries.contains { style.formatted($0).isRounded }
      default: return false
      }
    }
  }

  fileprivate var hasMatrix: Bool {
    tokens().contains { if case .tensor = $0 { true } else { false } }
  }
}

extension Number {
  /// The number with all its digits: `5/2`, `0.7310585786300049`.
  fileprivate var full: String { rational?.description ?? "\(double)" }
}
