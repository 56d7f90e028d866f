import Backprop
import Formulas
import Foundation
import Testing

/// What scripts need of the table of operations.
@Suite struct SpellingTests {
  /// The rows that a forward pass may use, which PyTorch has to know.
  private static let forward: Set<String> = {
    var names: Set<String> = [
      "+", "-", "*", "/", "@", "^", "negate", ".T", "same", "rename", "broadcast",
    ]
    for row in Operation.all where !row.isInternal { names.insert(row.name) }
    for row in Operation.all {
      for statement in row.statements { names.formUnion(statement.formula.functions) }
    }
    return names
  }()

  @Test("every row is spelled for NumPy, or made of rows that are", arguments: Row.all)
  func numpy(_ row: Row) {
    #expect(
      row.operation.isComposed || row.operation.numpy.all.contains { $0.isForAll },
      "\(row.operation.name) needs `numpy:` in its row")
  }

  @Test("every row of a forward pass is spelled for PyTorch too", arguments: Row.all)
  func torch(_ row: Row) {
    guard Self.forward.contains(row.operation.name), !row.operation.isComposed else { return }
    #expect(
      row.operation.torch.all.contains { $0.isForAll },
      "\(row.operation.name) needs `torch:` in its row")
  }

  @Test("a template names its row's operands and options, each operand once", arguments: Row.all)
  func placeholders(_ row: Row) {
    let operation = row.operation
    let known = Set(operation.parameters.map(\.name) + ["result", "parts", "einsum"])
    for spelling in operation.numpy.all + operation.torch.all {
      let found = spelling.template.matches(of: /\{(\w+)[^}]*\}/).map { String($0.1) }
      #expect(known.isSuperset(of: found), "\(spelling.template)")
      for operand in operation.operands {
        #expect(
          found.contains(operand.name) || found.contains("parts"),
          "\(spelling.template) leaves \(operand.name) out")
      }
      #expect(Set(operation.operands.map(\.name)).isSuperset(of: spelling.fixed))
    }
  }

  @Test("the functions of a spelling are defined under their names", arguments: Row.all)
  func functions(_ row: Row) {
    for spelling in row.operation.numpy.all + row.operation.torch.all {
      for function in spelling.functions {
        #expect(function.lines.first?.hasPrefix("def \(function.name)(") == true)
      }
      if let function = spelling.functions.last {
        #expect(spelling.template.hasPrefix(function.name + "("))
      }
    }
  }

  @Test(
    "every function stands in a lesson whose scripts are run, which is made for those of one operand",
    arguments: Operation.functionNames)
  func coverage(_ name: String) throws {
    let isMade = Operation.rows(named: name).contains {
      $0.parameters.count == 1 && $0.operands.count == 1
    }
    guard !isMade else { return }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("TakeAlong/Lessons/functions.md")
    let text = try String(contentsOf: folder, encoding: .utf8)
    let use = name.first?.isLetter == true ? "\(name)(" : " \(name) "
    #expect(text.contains(use), "use \(name) in Tests/TakeAlong/Lessons/functions.md")
  }

  @Test("PyTorch's optimisers take every option", arguments: Optimiser.all.map(\.name))
  func optimisers(_ name: String) throws {
    let optimiser = try #require(Optimiser.named(name))
    let found = optimiser.torch.matches(of: /\{(\w+)\}/).map { String($0.1) }
    #expect(found.sorted() == (optimiser.options.map(\.name) + ["params"]).sorted())
  }
}

extension Spelling {
  fileprivate var isForAll: Bool { applies == nil && fixed.isEmpty }
}

extension Formula {
  /// The functions and operators in it, as rows have them.
  fileprivate var functions: Set<String> {
    let own: [String]
    switch kind {
    case .call(let call): own = [call.function]
    case .binary(let operation, _, _): own = [operation.rawValue]
    case .negated: own = ["negate"]
    default: own = []
    }
    return parts.reduce(into: Set(own)) { $0.formUnion($1.functions) }
  }
}
