import Formulas

// What a definition must be before it is used.

extension NetworkBuilder {
  /// Reports the names of a definition that are taken, those of later statements in it, and itself.
  mutating func checkDefinition(_ definition: Definition) {
    if !Operation.rows(named: definition.name.text).isEmpty,
      ReservedWord(definition.name.text) == nil
    {
      add(
        Problem(
          .reservedName(definition.name.text, .function, isAxis: false), at: definition.name.range))
    }
    var own = NameTable<SourceRange>()
    for name in definition.parameters + definition.parts.map(\.name) {
      if let first = own.note(name.text, at: name.range) {
        add(Problem(.duplicateName(name.text), at: name.range, related: first))
      } else if let word = ReservedWord(name.text) {
        add(Problem(.reservedName(name.text, word, isAxis: false), at: name.range))
      }
    }
    for part in definition.parts { if let axes = part.axes { checkAxes(axes, of: part) } }
    let local = definition.localNames
    for formula in definition.formulas { checkNames(in: formula, local, of: definition) }
    checkOrder(of: definition)
  }

  private mutating func checkAxes(_ axes: [AxisDeclaration], of part: Definition.Part) {
    _ = checkAxes(
      axes,
      Statement(
        role: .value, name: part.name.text, nameRange: part.name.range, axes: axes,
        data: .formula(part.formula)))
  }

  /// A definition is made of what stands above it, as a statement is.
  private mutating func checkNames(
    in formula: Formula, _ local: Set<String>, of definition: Definition
  ) {
    switch formula.kind {
    case .name(let name):
      guard !local.contains(name), byName[name] == nil, axisSizes[name] == nil,
        definitions[name] == nil, !broken.contains(name), let later = allNames[name]
      else { return }
      add(Problem(.usedBeforeStatement(name), at: formula.range, related: later))
    case .call(let call):
      if call.function == definition.name.text {
        add(Problem(.definitionOfItself(call.function), at: call.functionRange))
      } else if Operation.rows(named: call.function).isEmpty, definitions[call.function] == nil,
        !broken.contains(call.function), let later = allNames[call.function]
      {
        add(Problem(.usedBeforeStatement(call.function), at: call.functionRange, related: later))
      }
      // The values of options are axes and words.
      for argument in call.arguments where argument.label == nil {
        checkNames(in: argument.value, local, of: definition)
      }
    default:
      for part in formula.parts { checkNames(in: part, local, of: definition) }
    }
  }

  /// A part is used only below its statement.
  private mutating func checkOrder(of definition: Definition) {
    for (index, part) in definition.parts.enumerated() {
      let later = definition.parts[index...].map(\.name)
      let isHidden = Set(definition.parts[..<index].map(\.name.text))
        .union(definition.parameters.map(\.text))
      for name in part.formula.namedRanges where !isHidden.contains(name.text) {
        guard let made = later.first(where: { $0.text == name.text }), byName[name.text] == nil,
          axisSizes[name.text] == nil
        else { continue }
        add(Problem(.usedBeforeStatement(name.text), at: name.range, related: made.range))
      }
    }
  }
}

extension Formula {
  /// The names in it, except those in options, with their ranges.
  fileprivate var namedRanges: [Name] {
    switch kind {
    case .name(let name): [Name(name, at: range)]
    case .call(let call):
      call.arguments.filter { $0.label == nil }.flatMap(\.value.namedRanges)
    default: parts.flatMap(\.namedRanges)
    }
  }
}
