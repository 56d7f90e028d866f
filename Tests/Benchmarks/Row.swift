/// One line of the table: what was measured, beside what, and whether that is good enough.
struct Row {
  let name: String
  let ours: String
  let rival: String
  let ratio: String
  let goal: String
  /// Nil where there is no goal.
  let isReached: Bool?

  static func table(_ rows: [Row]) -> String {
    let cells =
      [["measured", "ours", "rival", "ratio", "goal", ""]]
      + rows.map { row in
        let verdict = row.isReached.map { $0 ? "reached" : "MISSED" } ?? ""
        return [row.name, row.ours, row.rival, row.ratio, row.goal, verdict]
      }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { line in
      zip(line, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return (1...3).contains(column) ? padding + cell.0 : cell.0 + padding
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

/// Why a measurement could not be made.
struct Failure: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// `x` with so many decimal places.
func decimal(_ x: Double, _ places: Int = 2) -> String {
  guard x.isFinite else { return "\(x)" }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = Int((x.magnitude * scale).rounded())
  let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int(scale))
  let digits = String(rest)
  let sign = x < 0 && scaled != 0 ? "-" : ""
  return places == 0
    ? "\(sign)\(whole)"
    : "\(sign)\(whole).\(String(repeating: "0", count: places - digits.count))\(digits)"
}

func milliseconds(_ seconds: Double) -> String { decimal(seconds * 1000) + " ms" }

/// How many times as much.
func times(_ ratio: Double) -> String { decimal(ratio) + " ×" }
