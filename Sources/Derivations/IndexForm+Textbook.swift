import Backprop
import Formulas
import MatrixCore

extension Graph {
  /// How a value depends on named values, entry by entry: as it is evaluated, or, for a single
  /// function of the whole tensor, in textbook form. Nil if neither says more than the function's
  /// name.
  func indexForm(
    _ node: Int, values: [Tensor], names: AxisLetters,
    isExpanded: @escaping (Int) -> Bool = { _ in false }
  ) -> IndexForm? {
    let form = IndexForm(
      self, node, values: values, names: names, isExpanded: isExpanded,
      label: { nodes[$0].label })
    return form.isFunctionOfWhole
      ? textbookForm(node, values: values, names: names) : form
  }

  /// The textbook form of a value, if it gives the same numbers without overflow.
  private func textbookForm(
    _ node: Int, values: [Tensor], names: AxisLetters
  ) -> IndexForm? {
    guard case .operation(let use) = nodes[node].source,
      let text = use.operation.textbook,
      use.operandShapes.allSatisfy({ $0.count <= IndexForm.mostEntries })
    else { return nil }
    var labels: [String] = []
    for operand in use.operands {
      guard case .node(let operand, transposed: false) = operand else { return nil }
      labels.append(nodes[operand].label)
    }
    let operands = use.tensors(values)
    let opened = try? use.operation.body(
      labels: labels, use.operandShapes, use.options, nodes[node].range, written: text)
    guard let opened, opened.graph.nodes[opened.result].shape == nodes[node].shape,
      let inside = try? opened.values(operands), inside.allSatisfy({ $0.firstNonFinite == nil }),
      inside[opened.result].largestDifference(from: values[node]) == nil
    else { return nil }
    return IndexForm(
      opened.graph, opened.result, values: inside, names: names, isExpanded: { _ in true },
      label: { opened.graph.nodes[$0].label })
  }
}

extension IndexForm {
  /// Whether it is only an entry of a function of the whole tensor.
  var isFunctionOfWhole: Bool {
    if case .entry(let value, _, _) = self, case .call = value { true } else { false }
  }
}
