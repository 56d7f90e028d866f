import Backprop
import Derivations
import Formulas
import Foundation
import MatrixCore
import TestSupport
import Testing

/// Compares training with PyTorch's optimisers; `Tests/Fixtures/optimisers.py` computes the fixture.
@Suite struct OptimiserTests {
  /// The params after 1, 2 and 50 steps, by optimiser as a lesson writes it.
  private static func fixture() throws -> [String: [String: [String: [Double]]]] {
    let file = Course.root.appendingPathComponent("Tests/Fixtures/optimisers.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return try #require(json as? [String: [String: [String: [Double]]]])
  }

  /// Each optimiser alone, with each of the options that all have, and with both.
  static let written = Optimiser.all.flatMap { optimiser in
    ["", ", weight_decay=1/10"].flatMap { decay in
      ["", ", clip=1", ", clip=1/10"].map { "\(optimiser.name)(rate=1/20\(decay)\($0))" }
    }
  }

  @Test("each optimiser has a fixture for each option that all have")
  func cases() throws {
    #expect(Set(try Self.fixture().keys) == Set(Self.written))
  }

  @Test(
    "params after 1, 2 and 50 steps are those of PyTorch's optimisers", arguments: written)
  func training(_ written: String) throws {
    let states = try #require(try Self.fixture()[written])
    #expect(states.count == 3)
    for (count, params) in states {
      let steps = try #require(Int(count))
      let updates = try Self.updates([try Self.line("train \(steps) steps with \(written)")])
      try Self.compare(updates, params, "\(count) trained steps of \(written)")
    }
  }

  @Test("two updates, worked out, are two steps of PyTorch's optimisers", arguments: written)
  func updating(_ written: String) throws {
    let states = try #require(try Self.fixture()[written])
    let line = try Self.line("update with \(written)")
    for count in [1, 2] {
      let updates = try Self.updates([StepLine](repeating: line, count: count))
      try Self.compare(
        updates, try #require(states["\(count)"]), "\(count) updates with \(written)")
    }
  }

  /// A line of a `steps` block.
  private static func line(_ text: String) throws -> StepLine {
    let bytes = Array(text.utf8)
    var parser = FormulaParser(
      Lexer(bytes, in: 0..<bytes.count, statements: true), place: .anywhere)
    let kind = try #require(StepKind.named(parser.word))
    parser.advance()
    return StepLine(try kind.parse(&parser), at: 0..<bytes.count)
  }

  private static func updates(_ lines: [StepLine]) throws -> [Update] {
    var builder = DerivationBuilder([try NetworkText(affineBatch).network])
    for line in lines { #expect(builder.run(line, on: 0).error == nil) }
    return builder.updates
  }

  private static func compare(
    _ updates: [Update], _ params: [String: [Double]], _ words: String
  ) throws {
    let last = try #require(updates.last)
    for (name, numbers) in params {
      let tensor = last.params.first { $0.name == name }?.tensor
      FixtureTests.compare(tensor, numbers, "\(name) after \(words)")
    }
  }
}
