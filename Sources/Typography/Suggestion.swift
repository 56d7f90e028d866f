/// The candidate nearest to a misspelt word: at most one edit away (a swap of two letters counts as
/// one), or two for words of more than five letters; else nil. A difference in capitals only is
/// preferred.
package func nearest(_ word: String, _ candidates: [String]) -> String? {
  var best: (distance: Int, name: String)?
  let letters = Array(word)
  // Longer words would take too long to compare.
  guard letters.count <= 32 else { return nil }
  let candidates = candidates.prefix(1_000)
  let small = word.lowercased()
  let length = word.utf8.count
  if let same = candidates.first(where: { $0.utf8.count == length && $0.lowercased() == small }) {
    return same
  }
  let own = word.letterSet
  for candidate in candidates {
    // Two edits replace two ASCII letters by two others at most.
    if let other = candidate.letterSet, let own, (own ^ other).nonzeroBitCount > 4 { continue }
    let other = Array(candidate)
    guard abs(other.count - letters.count) <= 2 else { continue }
    let distance = editDistance(letters, other)
    let allowed = min(letters.count, other.count) > 5 ? 2 : 1
    if distance <= allowed, distance < max(letters.count, other.count),
      distance < best?.distance ?? .max
    {
      best = (distance, candidate)
    }
  }
  return best?.name
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words
/// (optimal string alignment). A swap of two letters further apart counts as one edit if nothing
/// else differs.
package func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  // Skips the common prefix and suffix, which cost nothing and are most of most words.
  let start = zip(a, b).prefix { $0 == $1 }.count
  let end = zip(a[start...].reversed(), b[start...].reversed()).prefix { $0 == $1 }.count
  let (x, y) = (Array(a[start..<a.count - end]), Array(b[start..<b.count - end]))
  if x.count == y.count, x.count > 1, x.first == y.last, x.last == y.first,
    x.dropFirst().dropLast() == y.dropFirst().dropLast()
  {
    return 1
  }
  var before: [Int] = []
  var last = Array(0...y.count)
  for i in x.indices {
    var row = [i + 1]
    for j in y.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (x[i] == y[j] ? 0 : 1))
      if i > 0, j > 0, x[i] == y[j - 1], x[i - 1] == y[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    (before, last) = (last, row)
  }
  return last[y.count]
}

extension String {
  /// The ASCII bytes that occur in the text, modulo 64; nil for a text with others.
  fileprivate var letterSet: UInt64? {
    var set: UInt64 = 0
    for byte in utf8 {
      if byte >= 0x80 { return nil }
      set |= 1 << UInt64(byte & 63)
    }
    return set
  }
}
