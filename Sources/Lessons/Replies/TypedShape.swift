import MatrixCore

/// A shape that a student typed: `in 2, out 3`, `(2, 3)`, `2 x 3`.
struct TypedShape {
  /// One per axis; the name is nil if it was not typed.
  let axes: [(name: String?, size: Int)]
}

extension TypedShape {
  /// Words that may stand beside sizes: `shape (2, 3)`, `torch.Size([2, 3])`, `2 rows and 3 columns`.
  private static let fillers: Set<String> = [
    "x", "by", "and", "shape", "size", "torch", "row", "rows", "column", "columns",
  ]

  static func read(_ text: String) throws(UnreadableReply) -> TypedShape {
    var axes: [(name: String?, size: Int)] = []
    var name: String?
    for word in try words(text) {
      if let size = Int(word) {
        axes.append((name, size))
        name = nil
      } else if fillers.contains(word.lowercased()) {
        continue
      } else if word.first?.isNumber == true || name != nil {
        throw .shape
      } else {
        name = word
      }
    }
    if name != nil { throw .shape }
    // `()` is the shape of a single number.
    if axes.isEmpty, text.filter({ !$0.isWhitespace }) != "()" { throw .shape }
    return TypedShape(axes: axes)
  }

  /// Splits the text into names and integers; `2x3` is two integers, and in `dW.shape = (2, 3)` what
  /// comes before the bracket says nothing. Only separators of sizes may come between.
  private static func words(_ text: String) throws(UnreadableReply) -> [String] {
    var words: [String] = []
    var word = ""
    var last: Character?
    func isTimes(_ character: Character) -> Bool { character == "x" || character == "X" }
    for character in ReplyText.withoutEndMark(text) {
      if isTimes(character), Int(word) != nil {
        words.append(word)
        word = ""
      } else if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        let isMember = character == "." && word.first?.isLetter ?? false
        guard isMember || character.isWhitespace || "()[],:=*×".contains(character) else {
          throw .shape
        }
        if !word.isEmpty { words.append(word) }
        word = ""
        if last == "=", "([".contains(character) { words = [] }
      }
      if !character.isWhitespace { last = character }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Whether this is the shape: the same sizes in order, and the same names where typed.
  func isEqual(to shape: Shape) -> Bool {
    axes.count == shape.rank
      && zip(axes, shape.axes).allSatisfy { $0.size == $1.size && ($0.name ?? $1.name) == $1.name }
  }

  /// Whether another typed shape has the same sizes in order, and the same names where both have one.
  func isEqual(to other: TypedShape) -> Bool {
    axes.count == other.axes.count
      && zip(axes, other.axes).allSatisfy { axis, other in
        axis.size == other.size
          && (axis.name == nil || other.name == nil || axis.name == other.name)
      }
  }

  /// Whether this is the shape with its axes in another order.
  func isReordering(of shape: Shape) -> Bool {
    guard axes.count == shape.rank else { return false }
    var rest = shape.axes
    for axis in axes {
      guard
        let index = rest.firstIndex(where: {
          $0.size == axis.size && (axis.name ?? $0.name) == $0.name
        })
      else { return false }
      rest.remove(at: index)
    }
    return true
  }
}
