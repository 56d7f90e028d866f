import MatrixCore

/// An index along an axis of an entry: counted from 0 where it is worked out, from 1 where it is
/// printed.
package indirect enum EntryIndex: Sendable {
  case letter(String)
  case fixed(Int)
  case shifted(EntryIndex, by: Int)
  /// The index of two axes that are joined row by row, the second of which has `size` entries.
  case joined(EntryIndex, EntryIndex, size: Int)

  /// The index moved along its axis.
  func moved(by shift: Int) -> EntryIndex {
    if shift == 0 { return self }
    switch self {
    case .fixed(let index): return .fixed(index + shift)
    case .shifted(let inner, let before): return inner.moved(by: before + shift)
    default: return .shifted(self, by: shift)
    }
  }

  /// The index along one axis that several, with these sizes, make row by row. An axis with one entry
  /// has no part in it.
  static func joining(_ all: [(index: EntryIndex, size: Int)]) -> EntryIndex {
    let parts = all.count == 1 ? all : all.filter { $0.size > 1 }
    return parts.dropFirst().reduce(parts.first?.index ?? .fixed(0)) { outer, part in
      if case .fixed(let index) = outer { return part.index.moved(by: index * part.size) }
      return .joined(outer, part.index, size: part.size)
    }
  }

  /// The index, counted from 0.
  func callAsFunction(_ bound: IndexBinding) -> Int {
    switch self {
    case .letter(let letter): bound[letter]
    case .fixed(let index): index
    case .shifted(let inner, let shift): inner(bound) + shift
    case .joined(let outer, let inner, let size): outer(bound) * size + inner(bound)
    }
  }

  /// `n`, `2`, `j - 2` or `3·(t - 1) + n`, counted from 1.
  var text: String {
    switch self {
    case .letter(let letter): letter
    case .fixed(let index): "\(index + 1)"
    case .shifted(let inner, let shift):
      inner.text + (shift < 0 ? " - \(-shift)" : " + \(shift)")
    case .joined(let outer, let inner, let size):
      switch outer.moved(by: -1) {
      case .letter(let letter): "\(size)·\(letter) + \(inner.text)"
      case let before: "\(size)·(\(before.text)) + \(inner.text)"
      }
    }
  }

  /// The letters in it.
  var letters: [String] {
    switch self {
    case .letter(let letter): [letter]
    case .fixed: []
    case .shifted(let inner, _): inner.letters
    case .joined(let outer, let inner, _): outer.letters + inner.letters
    }
  }
}

extension [EntryIndex] {
  /// The storage offset of the entry of a shape at these indices, one for each axis; nil outside.
  func offset(in shape: Shape, _ bound: IndexBinding) -> Int? {
    guard count == shape.rank else { return nil }
    var offset = 0
    for axis in indices {
      let (index, size) = (self[axis](bound), shape.axes[axis].size)
      guard index >= 0, index < size else { return nil }
      offset = offset * size + index
    }
    return offset
  }
}
