import Backprop
import Derivations
import MatrixCore
import Typography

extension AskedExpression {
  /// For each entry of the answer how far it is off where its last step is worked out from the digits
  /// that are displayed.
  func drift(_ numbers: NumberStyle) -> [Double] {
    let step = work
    var networks = networks
    for target in networks.targets(of: step, in: network) {
      let (index, node) = (target.network, target.node)
      let known =
        target.isGradient
        ? networks[index].gradients?.value(of: node) : networks[index].tensor(node)
      guard let displayed = known?.displayed(numbers) else { continue }
      networks[index] =
        target.isGradient
        ? networks[index].replacing(displayed, ofNode: node) ?? networks[index]
        : networks[index].replacing(displayed, at: node)
    }
    guard let worked = value(of: step, in: networks), worked.count == right.count else { return [] }
    return zip(worked.doubles, right.doubles).map { ($0 - $1).magnitude }
  }
}

extension Tensor {
  /// The tensor with the digits that are displayed of it; nil if all are.
  fileprivate func displayed(_ style: NumberStyle) -> Tensor? {
    var isRounded = false
    let displayed = numbers.map { number -> Number in
      let text = style.formatted(number)
      guard text.isRounded, let read = Double(text.text) else { return number }
      isRounded = true
      return .floating(read)
    }
    return isRounded ? try? Tensor(shape, numbers: displayed) : nil
  }
}
