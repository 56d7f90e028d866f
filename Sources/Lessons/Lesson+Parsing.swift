import Backprop
import Derivations
import Formulas

extension Lesson {
  /// Parses a lesson; errors are collected in `problems`.
  package init(_ source: SourceText) {
    var reader = LessonReader(source)
    reader.read()
    self.init(
      source: source, front: reader.front, items: reader.items, networks: reader.networks,
      problems: (reader.problems.isEmpty ? reader.wideLines : reader.problems)
        .sorted { $0.range.lowerBound < $1.range.lowerBound },
      firstErrorOffset: reader.firstErrorOffset, lacksUpdate: reader.lacksUpdate,
      budget: reader.budget)
  }
}

/// Builds a lesson from its blocks.
private struct LessonReader {
  let source: SourceText
  var front = FrontMatter()
  var items: [Lesson.Item] = []
  var networks: [Network] = []
  var problems: [Problem] = []
  /// Warnings, reported only for lessons without errors.
  var wideLines: [Problem] = []
  private var hasSteps = false
  private(set) var lacksUpdate = false
  /// Ranges already reported as forbidden characters; no second problem is reported there.
  private var unreadable: [SourceRange] = []
  /// The ranges of the `expect` blocks.
  private var expectations: [SourceRange] = []
  /// Whether the limit of networks is exceeded.
  private var isFull = false
  /// What remains of the limits that all networks share.
  private(set) var budget = Budget()

  init(_ source: SourceText) {
    self.source = source
  }

  mutating func read() {
    problems = source.characterProblems()
    unreadable = problems.map(\.range)
    if problems.contains(where: \.makesUnreadable) { return }
    let start = source.hasByteOrderMark ? 3 : 0
    guard source.bytes[start...].contains(where: { !isBlank($0) && $0 != UInt8(ascii: "\n") })
    else {
      problems.append(Problem(.emptyFile, at: 0..<0))
      return
    }
    let (front, nextLine, isReadable) = FrontMatter.read(source, &problems)
    self.front = front
    guard isReadable else { return }
    let blocks = BlockScanner.blocks(source, from: nextLine, &problems)
    let networkCount = blocks.count { block in
      if case .fence(let fence) = block { fence.name == "network" } else { false }
    }
    for block in blocks {
      if problems.count > Limits.problems { return }
      switch block {
      case .prose(let parts):
        add(prose(parts), at: parts.range, hasNetwork: networkCount > 0)
      case .fence(let fence):
        read(fence, hasNetwork: networkCount > 0)
      }
    }
    if let last = networks.last, !hasSteps { addDefaultSteps(last) }
  }

  /// Adds the steps of a lesson that has a network and no steps of its own.
  private mutating func addDefaultSteps(_ network: Network) {
    let end = source.bytes.count..<source.bytes.count
    var lines = [StepLine(ForwardRequest(), at: end)]
    if network.loss != nil {
      lines.append(StepLine(BackwardRequest(), at: end))
      lines.append(StepLine(CheckRequest(), at: end))
    }
    items.append(Lesson.Item(content: .steps(lines), range: end, network: network.index))
  }

  /// The offset of the first error outside the `expect` blocks.
  var firstErrorOffset: Int {
    problems.filter { problem in
      problem.severity == .error
        && !expectations.contains {
          // What is missing from the last line is missing at the block's end.
          $0.lowerBound <= problem.range.lowerBound && problem.range.lowerBound <= $0.upperBound
        }
    }.map(\.range.lowerBound).min() ?? .max
  }

  /// Adds an item that refers to the network before it, or else to the first.
  private mutating func add(
    _ content: Lesson.Item.Content, at range: SourceRange, hasNetwork: Bool
  ) {
    items.append(
      Lesson.Item(
        content: content, range: range, network: hasNetwork ? max(0, networks.count - 1) : nil))
  }

  private mutating func prose(_ parts: [BlockScanner.ProsePart]) -> Lesson.Item.Content {
    var parser = ProseParser(source)
    var blocks: [ProseBlock] = []
    for part in parts {
      switch part {
      case .lines(let lines): blocks += parser.blocks(lines)
      case .code(let lines):
        for line in lines { checkWidth(line, source.text(line).count) }
        blocks.append(.code(lines.map { source.text($0) }))
      }
    }
    problems += parser.problems
    return .prose(blocks)
  }

  private mutating func read(_ fence: BlockScanner.Fence, hasNetwork: Bool) {
    if fence.name != "network" {
      if let word = fence.words.first {
        problems.append(Problem(.blockWords(fence.name), at: word.range))
      }
      if !hasNetwork {
        problems.append(Problem(.blockWithoutNetwork(fence.name), at: fence.range))
      }
    }
    let before = problems.count
    let reach = fence.reach(source)
    defer {
      let reported = problems[before...].filter {
        $0.range.lowerBound <= reach && !unreadable.contains($0.range)
      }
      problems.replaceSubrange(before..., with: reported)
    }
    switch fence.name {
    case "network": readNetwork(fence)
    case "steps":
      hasSteps = true
      var parser = StepsParser(source, fence.content)
      parser.read()
      problems += parser.problems.map { $0.insideDefinition(of: networks.last) }
      lacksUpdate = lacksUpdate || parser.lacksUpdate
      add(.steps(parser.lines), at: fence.content, hasNetwork: hasNetwork)
    case "ask":
      var parser = QuestionParser(source, fence)
      let question = parser.read()
      problems += parser.problems
      if let question { add(.question(question), at: fence.content, hasNetwork: hasNetwork) }
    default:
      var parser = ExpectParser(source, fence.content)
      parser.read()
      problems += parser.problems
      expectations.append(fence.content)
      add(.expectations(parser.expectations), at: fence.content, hasNetwork: hasNetwork)
    }
  }

  /// Warns of a line that is shown verbatim, or a statement, that is too wide for a terminal.
  private mutating func checkWidth(_ range: SourceRange, _ columns: Int) {
    guard columns > Problem.columnsOfCode, wideLines.count < Limits.problems / 10 else {
      return
    }
    wideLines.append(Problem(.wideLine(columns: columns), at: range))
  }

  private mutating func readNetwork(_ fence: BlockScanner.Fence) {
    var name = "main"
    var nameRange = fence.range
    if let word = fence.words.first {
      (name, nameRange) = (word.text, word.range)
      if !isName(name) || name == "after" || ReservedWord(name) != nil {
        problems.append(Problem(.networkNameInvalid(name), at: nameRange))
      }
    }
    if let extra = fence.words.dropFirst().first {
      problems.append(Problem(.blockWords("network"), at: extra.range))
    }
    if networks.contains(where: { $0.name == name }) {
      problems.append(Problem(.networkNameTaken(name), at: nameRange))
    }
    guard networks.count < Limits.networks else {
      if !isFull {
        problems.append(
          Problem(.limit(.networks, found: nil), at: fence.range))
      }
      isFull = true
      return
    }
    var parser = NetworkParser(source, fence.content)
    parser.read()
    let bytes = source.bytes
    var builder = NetworkBuilder(
      name: name, nameRange: fence.range, earlier: networks, names: parser.names,
      declared: parser.declared, budget: budget,
      hasLoss: parser.statements.contains { $0.role == .loss },
      entryRange: { NetworkParser.entryRange(bytes, $0, $1) })
    for problem in parser.problems { builder.add(problem) }
    for statement in parser.illegible { builder.add(statement) }
    for statement in parser.statements where builder.problems.count <= Limits.problems {
      builder.add(statement)
    }
    let network = builder.finish()
    budget = builder.budget
    problems += builder.problems
    for range in parser.ranges where !source.isAbridged(range) {
      for line in source.lines(of: range) { checkWidth(line, source.text(line).count) }
    }
    networks.append(network)
    items.append(
      Lesson.Item(
        content: .network(index: network.index, statements: parser.ranges), range: fence.content,
        network: network.index))
  }

  /// Whether a word could be a name in a formula.
  private func isName(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    var lexer = Lexer(bytes, in: 0..<bytes.count, statements: false)
    let token = lexer.next()
    return token.kind == .name && token.range.count == bytes.count
  }
}

extension [BlockScanner.ProsePart] {
  /// From the first line to the last.
  fileprivate var range: SourceRange {
    // A block of code may be empty.
    let start = first { !$0.lines.isEmpty }?.lines.first?.lowerBound ?? 0
    return start..<(last { !$0.lines.isEmpty }?.lines.last?.upperBound ?? start)
  }
}

extension SourceText {
  /// The ranges of a statement's lines, each from its start.
  fileprivate func lines(of range: SourceRange) -> [SourceRange] {
    (lineIndex(of: range.lowerBound)...lineIndex(of: range.upperBound)).map { lineRange($0) }
  }
}

extension SourceText {
  /// Whether a statement is so long that only its start is shown.
  package func isAbridged(_ range: SourceRange) -> Bool {
    range.count > 600 || lineIndex(of: range.upperBound) - lineIndex(of: range.lowerBound) >= 8
  }
}

extension Problem {
  /// Code is indented by two in a terminal of 80 columns.
  static let columnsOfCode = 78

  /// Whether the rest of the file is not read.
  fileprivate var makesUnreadable: Bool {
    switch kind {
    case FileProblem.fileTooLarge, FileProblem.notUTF8, FileProblem.lineTooLong,
      FileProblem.tooManyMarks:
      true
    default: false
    }
  }
}
