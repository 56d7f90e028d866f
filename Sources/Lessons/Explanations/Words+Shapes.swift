import Backprop
import Formulas
import MatrixCore

extension String {
  /// Whether the text is a positive integer, of any size.
  var isPositiveInteger: Bool {
    let bytes = Array(utf8)
    let number = NumberReader.read(bytes, 0..<bytes.count)
    return number.map { $0.isWhole && $0.double >= 1 } ?? false
  }
}

extension [Int] {
  /// `[1, 2]`
  var text: String { "[" + map { "\($0)" }.joined(separator: ", ") + "]" }

  /// Sizes: `2 by 3`.
  var textAsSizes: String { map { "\($0)" }.joined(separator: " by ") }
}

extension Shape {
  /// The shape; a list's axes have no names.
  var text: String {
    axes.first?.isNamed == false
      ? (rank == 1 ? "a list of \(sizes[0])" : "a list of \(sizes.textAsSizes)") : description
  }

  /// Only the names: `(N, out)`.
  var textOfNames: String { "(" + names.joined(separator: ", ") + ")" }
}
