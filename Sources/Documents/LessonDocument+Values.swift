import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

extension LessonDocument {
  /// All values shown up to and including a page: the data of each network and what its steps
  /// showed, newest last, each once, below the network's name if there are several. The page's own
  /// network comes first, and in it what its question is answered from; if that is nothing, the
  /// networks that the question names. Of these the values that it names come first.
  package func values(upTo page: Int) -> Document {
    var document = Document()
    guard run.pages.indices.contains(page) else { return document }
    document.labels = MatrixLabels(run.letters(name(of: page).network))
    let shown = NetworkValues(run.networks, run.pages[...page]).lists
    let index = run.pages[page].network
    let own = index.flatMap { run.networks.indices.contains($0) ? run.networks[$0].name : nil }
    let (needed, words) = (needed(at: page), asks(page) ? words(at: page) : [])
    let named = needed.isEmpty ? shown.map(\.network).filter(words.contains) : []
    let first = named.isEmpty ? [own].compactMap(\.self) : named
    let lists =
      shown.filter { first.contains($0.network) } + shown.filter { !first.contains($0.network) }
    for list in lists {
      if lists.count > 1 { document.blocks.append(.heading(level: 3, [.text(list.network)])) }
      var values = list.values
      if first.contains(list.network) {
        let spoken = values.filter { words.contains($0.math.text()) }
        values = values.beginning(with: spoken).beginning(with: list.network == own ? needed : [])
      }
      document.blocks += values.blocks(layout(list.network))
    }
    return document
  }

  /// The words of a page's prose, names among them.
  private func words(at page: Int) -> Set<String> {
    var words: Set<String> = []
    for case .block(let block, let values) in run.pages[page].prose {
      _ = LessonRun.Prose.block(block, values: values).block(NumberStyle()).mapText { text in
        words.formUnion(
          text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        return text
      }
    }
    return words
  }

  /// What a page's question is answered from.
  private func needed(at page: Int) -> [Step.Shown] {
    guard let question = question(at: page) else { return [] }
    return operands(of: question, at: page).map {
      Step.Shown(math: .name($0.label), value: .tensor($0.tensor))
    }
  }
}

extension [Step.Shown] {
  /// The values with some of them, or others, at the beginning.
  fileprivate func beginning(with first: [Step.Shown]) -> [Step.Shown] {
    let names = first.map { $0.math.text() }
    let rest = filter { !names.contains($0.math.text()) }
    return first.map { value in self.first { $0.math.text() == value.math.text() } ?? value } + rest
  }
}

/// The values that pages show, by network.
private struct NetworkValues {
  private let names: Set<String>
  private var order: [String] = []
  private var shown: [String: [Step.Shown]] = [:]

  init(_ networks: [EvaluatedNetwork], _ pages: ArraySlice<LessonRun.Page>) {
    names = Set(networks.map(\.name))
    for page in pages {
      if let index = page.network, networks.indices.contains(index) { begin(networks[index]) }
      for step in page.steps {
        for value in step.shownValues { add(value, step.network) }
      }
    }
  }

  /// Adds the data of a network that was not met before.
  private mutating func begin(_ network: EvaluatedNetwork) {
    guard shown[network.name] == nil else { return }
    shown[network.name] = []
    order.append(network.name)
    for value in network.values where value.formula == nil {
      guard let tensor = network.tensor(value.node) else { continue }
      add(Step.Shown(math: .name(value.name), value: .tensor(tensor)), network.name)
    }
  }

  /// Adds a value to its network: `late.dW` to `late`, wherever it was shown.
  private mutating func add(_ value: Step.Shown, _ network: String) {
    if case .name(let name) = value.math, let dot = name.firstIndex(of: "."),
      names.contains(String(name[..<dot])), shown[String(name[..<dot])] != nil
    {
      let own = Step.Shown(
        math: .name(String(name[name.index(after: dot)...])), value: value.value,
        labels: value.labels)
      shown[String(name[..<dot])]?.append(own)
    } else {
      shown[network]?.append(value)
    }
  }

  /// The values of each network, in the order in which they were last shown.
  var lists: [(network: String, values: [Step.Shown])] {
    order.map { network in
      var seen: Set<String> = []
      let newest = (shown[network] ?? []).reversed().filter {
        seen.insert($0.math.text()).inserted
      }
      return (network, newest.reversed())
    }.filter { !$0.values.isEmpty }
  }
}

extension Step {
  /// The values that the step shows, with their names.
  fileprivate var shownValues: [Shown] {
    switch content {
    case .evaluation(let operation):
      // A name inside an operation is not known outside: its step's title says where it belongs.
      [
        Shown(
          math: .name(kind == .inside ? title.plain : operation.label),
          value: .tensor(operation.value))
      ]
    case .seed(let label, _): [Shown(math: .name(label), value: .tensor(Tensor(1)))]
    case .passThrough(let passed):
      passed.receivers.map { Shown(math: .name("d\($0.label)"), value: .tensor(passed.value)) }
    case .zero(let label, let value, _, _):
      [Shown(math: .name(label), value: .tensor(value))]
    case .sum(let sum): [Shown(math: .name(sum.label), value: .tensor(sum.value))]
    case .entries(let entries):
      entries.entries.map { entry in
        Shown(
          math: .entry(.name(entries.label), entry.indices.map { "\($0)" }),
          value: .tensor(Tensor(entry.value)))
      }
    case .values(let values): values
    case .comparison(let comparison):
      [
        (comparison.left, comparison.leftValue), (comparison.right, comparison.rightValue),
      ].filter { !$0.0.isLiteral }.map { Shown(math: $0.0.math, value: $0.1) }
    case .check(let check):
      check.rows.map { Shown(math: .name("d\($0.name)"), value: .tensor($0.gradient)) }
    case .training(let run):
      run.params.map { Shown(math: .name("after.\($0.name)"), value: .tensor($0.tensor)) }
    case .expansion, .shapes, .sweep, .jacobian, .graph: []
    }
  }
}

extension Formula {
  /// Whether it is a number or a list of them, which names no value.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .list: true
    case .negated(let inner): inner.isLiteral
    case .binary(_, let left, let right): left.isLiteral && right.isLiteral
    default: false
    }
  }
}
