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

  /// The first steps, then about as many as fit a screen, always including the last.
  private var shownSteps: [Int] {
    let last = losses.count - 1
    guard last > 10 else { return Array(0...last) }
    var steps = [0, 1, 2]
    for part in 1...6 {
      let step = last * part / 6
      if step > steps[steps.count - 1] { steps.append(step) }
    }
    return steps
  }
}
