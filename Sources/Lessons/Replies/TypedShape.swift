import MatrixCore

/// A shape that a student typed: `in 2, out 3`, `(2, 3)`, `2 x 3`.
struct TypedShape {
  /// One per axis; the name is nil if it was not typed.
  let axes: [(name: String?, size: Int)]
}

extension TypedShape {
  static func read(_ text: String) throws(UnreadableReply) -> TypedShape {
    var axes: [(name: String?, size: Int)] = []
    var name: String?
    for word in try words(text) {
      if let size = Int(word) {
        axes.append((name, size))
        name = nil
      } else if word.first?.isNumber == true || name != nil {
        throw .shape
      } else if word != "x" && word != "by" {
        name = word
      }
    }
    if name != nil { throw .shape }
    // `()` is the shape of a single number.
    if axes.isEmpty, text.filter({ !$0.isWhitespace }) != "()" { throw .shape }
    return TypedShape(axes: axes)
  }

  /// Splits the text into names and integers; `2x3` is two integers. Only separators of sizes may
  /// come between.
  private static func words(_ text: String) throws(UnreadableReply) -> [String] {
    var words: [String] = []
    var word = ""
    func isTimes(_ character: Character) -> Bool { character == "x" || character == "X" }
    for character in text {
      if isTimes(character), Int(word) != nil {
        words.append(word)
        word = ""
      } else if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        guard character.isWhitespace || "()[],:=*×".contains(character) else { throw .shape }
        if !word.isEmpty { words.append(word) }
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Whether this is the shape: the same sizes in order, and the same names where typed.
  func isEqual(to shape: Shape) -> Bool {
    axes.count == shape.rank
      && zip(axes, shape.axes).allSatisfy { $0.size == $1.size && ($0.name ?? $1.name) == $1.name }
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
