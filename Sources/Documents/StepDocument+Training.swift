import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

extension TrainingRun {
  func blocks() -> [Block] {
    let settings = options.map { "\($0.name) = \($0.number.typed)" }.joined(separator: ", ")
    let count = losses.count - 1
    var blocks: [Block] = [
      .paragraph(
        "\(count) \(count == 1 ? "step" : "steps") of \(optimiser) with \(settings), in floating point; all params "
          + "are updated together, after all gradients.")
    ]
    if losses.count > 2 {
      blocks.append(
        .plot(
          Plot(
            title: "", xLabel: "step", yLabel: lossName,
            points: losses.enumerated().map { (Double(firstStep + $0.offset), $0.element) })))
    }
    blocks.append(
      .table(
        Table(
          header: ["step", lossName],
          rows: shownSteps.map { step in
            [.text("\(firstStep + step)"), .number(.floating(losses[step]))]
          })))
    for param in params {
      blocks.append(
        .work(.tensor(param.tensor, name: .name("after.\(param.name)"))))
    }
    return blocks
  }

  /// The first steps, then round numbers, about as many as fit a screen, and the last.
  private var shownSteps: [Int] {
    let last = losses.count - 1
    guard last > 10 else { return Array(0...last) }
    var power = 1
    while last / power > 60 { power *= 10 }
    let interval = power * ([2, 5].first { last / ($0 * power) <= 6 } ?? 10)
    let round = (0..<last).filter { $0 > 2 && (firstStep + $0) % interval == 0 }
    return [0, 1, 2] + round + [last]
  }
}
