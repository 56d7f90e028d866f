import Backprop
import Derivations

extension [LabelPlace] {
  /// `class 2, the third`
  var text: String {
    map { "\($0.axis) \($0.label), the \($0.index.ordinal)" }.joined(separator: "; ")
  }
}

extension Int {
  /// `third`, `21st`
  fileprivate var ordinal: String {
    let words = [
      "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]
    if words.indices.contains(self - 1) { return words[self - 1] }
    if (11...13).contains(self % 100) { return "\(self)th" }
    switch self % 10 {
    case 1: return "\(self)st"
    case 2: return "\(self)nd"
    case 3: return "\(self)rd"
    default: return "\(self)th"
    }
  }
}
