/// The maximum work and memory of a lesson; exceeding one is an error before the work is done.
package enum Limits {
  package static let bytesOfFile = 4 << 20
  package static let bytesOfLine = 1 << 20
  package static let entriesOfTensor = 16_000_000
  /// Numbers of 8 bytes: 1 GB.
  package static let entriesOfLesson = 125_000_000
  package static let statements = 4_096
  /// Data, and the operations of all formulas.
  package static let operations = 20_000
  package static let networks = 256
  package static let steps = 10_000
  package static let trainingSteps = 10_000
  package static let multiplications = 10_000_000_000
  /// Spent on identifying the mistake in one answer.
  package static let multiplicationsForMistakes = 200_000_000
  /// Uses of definitions within each other.
  package static let nestedUses = 64
  /// Formulas within formulas, with those of definitions.
  static let depthOfFormulas = 640
  /// Products written out for one entry.
  package static let terms = 10_000
  /// Problems reported for a lesson.
  package static let problems = 1_000
}
