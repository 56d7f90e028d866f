import MatrixCore

/// The indices, from 0, bound to letters; the innermost binding of a letter applies. There are
/// few, so a linear search is enough.
package struct IndexBinding: Sendable {
  private var letters: [String]
  private var indices: [Int]

  package init(_ letters: [String], _ indices: [Int]) {
    self.letters = letters
    self.indices = indices
  }

  /// The letters of a shape's axes, bound to the indices of its first entry.
  init(_ letters: [String]) {
    self.init(letters, letters.map { _ in 0 })
  }

  /// Sets the outermost letters to the indices of an entry.
  mutating func move(to offset: Int, of shape: Shape) {
    var rest = offset
    for axis in shape.axes.indices.reversed() where axis < indices.count {
      indices[axis] = rest % shape.axes[axis].size
      rest /= shape.axes[axis].size
    }
  }

  subscript(letter: String) -> Int {
    letters.lastIndex(of: letter).map { indices[$0] } ?? 0
  }

  /// Binds a letter in an inner scope.
  mutating func push(_ letter: String, _ index: Int) {
    letters.append(letter)
    indices.append(index)
  }

  /// Changes the index of the innermost letter.
  mutating func turn(to index: Int) {
    indices[indices.count - 1] = index
  }

  mutating func pop(_ count: Int = 1) {
    letters.removeLast(count)
    indices.removeLast(count)
  }

  /// Binds letters in an inner scope.
  mutating func push(_ letters: [String], _ indices: [Int]) {
    self.letters += letters
    self.indices += indices
  }

  /// Binds the letters of axes that are joined row by row, by the index along the joined axis.
  mutating func push(_ letters: [String], _ sizes: [Int], at index: Int) {
    push(letters, Shape(zip(letters, sizes).map { Axis($0, $1) }).indices(at: index))
  }
}
