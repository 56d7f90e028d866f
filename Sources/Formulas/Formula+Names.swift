extension Formula {
  /// The names in the formula, from left to right.
  package var names: [String] {
    var names: [String] = []
    addNames(to: &names)
    return names
  }

  private func addNames(to names: inout [String]) {
    switch kind {
    case .number, .constant, .member: break
    case .name(let name): names.append(name)
    case .negated(let x), .transposed(let x), .indexed(let x, _): x.addNames(to: &names)
    case .binary(_, let x, let y):
      x.addNames(to: &names)
      y.addNames(to: &names)
    case .call(let call):
      for argument in call.arguments where argument.label == nil {
        argument.value.addNames(to: &names)
      }
    case .axis(let name, let size):
      names.append(name)
      size.addNames(to: &names)
    case .list(let items), .tuple(let items): for item in items { item.addNames(to: &names) }
    }
  }
}
