/// The candidate that was most likely meant: one edit away (two letters changed places count as one),
/// two for words of more than five letters; nil where none is so near.
package func nearest(_ word: String, _ candidates: [String]) -> String? {
  var best: (distance: Int, name: String)?
  let letters = Array(word)
  guard letters.count <= 64 else { return nil }
  for candidate in candidates {
    let other = Array(candidate)
    guard abs(other.count - letters.count) <= 2 else { continue }
    let distance = editDistance(letters, other, atMost: 2)
    let allowed = min(letters.count, other.count) > 5 ? 2 : 1
    if distance <= allowed, distance < max(letters.count, other.count),
      distance < best?.distance ?? .max
    {
      best = (distance, candidate)
    }
  }
  return best?.name
    ?? candidates.first { candidate in
      candidate.utf8.count == word.utf8.count && candidate.lowercased() == word.lowercased()
    }
}

/// How many insertions, deletions, replacements and swaps of neighbours lead from one to the other
/// (optimal string alignment); one more than `most` where they are more than that.
package func editDistance(_ a: [Character], _ b: [Character], atMost most: Int = .max - 1) -> Int {
  var before: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    var least = i + 1
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
      least = min(least, cost)
    }
    // A swap looks back two rows, and adds one.
    if least > most, last.min() ?? 0 > most { return most + 1 }
    (before, last) = (last, row)
  }
  return last[b.count]
}
