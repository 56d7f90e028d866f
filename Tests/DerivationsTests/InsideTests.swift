import Backprop
import Derivations
import Formulas
import Foundation
import MatrixCore
import TestSupport
import Testing

@Suite struct InsideTests {
  /// For p = softmax(z), a target t and L = Σ value², where g = 2 · value arrives.
  @Test(
    "an operation that is opened has the gradient that loops over the softmax give",
    arguments: [
      "softmax(z, axis=class)", "softmax_cross_entropy(z, T, axis=class)",
      "log_softmax(z, axis=class)",
    ])
  func inside(_ use: String) throws {
    func gradient(_ p: [Double], _ t: [Double]) -> [Double] {
      switch use.prefix(while: { $0 != "(" }) {
      case "softmax":
        let sum = p.reduce(0) { $0 + 2 * $1 * $1 }
        return p.map { $0 * (2 * $0 - sum) }
      case "log_softmax":
        let sum = p.reduce(0) { $0 + 2 * log($1) }
        return p.map { 2 * log($0) - $0 * sum }
      default:
        let loss = zip(p, t).reduce(0) { $0 - $1.1 * log($1.0) }
        return zip(p, t).map { 2 * loss * ($0 - $1) }
      }
    }
    var deriver = try derivation(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      target T: (N, class) = [[1, 0, 0], [0, 1/2, 1/2]]
      p = \(use)
      loss L = sum(square(p))
      """)
    let steps = try deriver.steps(InsideRequest(name("p")))
    #expect(Set(steps.map(\.id)).count == steps.count)
    guard case .expansion(let opened) = try #require(steps.last).content else {
      Issue.record("\(steps.map(\.id))")
      return
    }
    #expect(opened.gradients.map(\.operand) == ["z"])
    let expected = [([1.0, 2, 0], [1.0, 0, 0]), ([3, -1, 0.5], [0, 0.5, 0.5])].flatMap { z, t in
      let sum = z.reduce(0) { $0 + exp($1) }
      return gradient(z.map { exp($0) / sum }, t)
    }
    for found in [opened.gradients[0].compact, opened.gradients[0].opened] {
      #expect(found.count == expected.count)
      #expect(zip(found.doubles, expected).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    }
  }

  @Test("the inside asks for no gradient of data, which may have none")
  func insideOfData() throws {
    let network = try NetworkText(
      """
      input  z: (N, class) = [[1000, 0, 0], [1, 2, 3]]
      target t: (N, class) = [[1, 0, 0], [0, 1, 0]]
      p = softmax(z, axis=class)
      Y = cross_entropy(p, t, axis=class)
      loss L = sum(Y)
      """
    ).network
    var deriver = DerivationBuilder([network])
    #expect(try !deriver.steps(InsideRequest(name("Y"))).isEmpty)
  }

  @Test("the inside has no steps back that lead only to what is detached, or to data")
  func insideLeadsSomewhere() throws {
    var deriver = try derivation(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      target T: (N, class) = [[1, 0, 0], [0, 1/2, 1/2]]
      E = softmax_cross_entropy(z, T, axis=class)
      loss L = sum(E)
      """)
    let ids = try deriver.steps(InsideRequest(name("E"))).map(\.id)
    #expect(ids.suffix(3) == ["inside.E.dshifted", "inside.E.dz", "inside.E"])
    #expect(!ids.contains("inside.E.dT"))
    #expect(ids.contains("inside.E.shifted.1"))
    #expect(!ids.contains("inside.E.dshifted.3"))
  }

  @Test(
    "the inside of a value that is several operands agrees with the sum of their gradients",
    arguments: [
      "binary_cross_entropy(x, x)", "softmax_cross_entropy(x, x, axis=k)", "dropout(x, x)",
      "layer_norm(x, b, b, axis=k)", "batch_norm_eval(x, b, b, b, b)",
    ])
  func insideOfOneValueTwice(_ use: String) throws {
    var deriver = try derivation(
      """
      input x: (n, k) = [[1, 2], [3, -1]]
      param b: (k) = [1, 2]
      y = \(use)
      loss L = sum(y * 3)
      """)
    let claims = try deriver.steps(InsideRequest(name("y"))).flatMap(\.claims)
    #expect(claims.contains { $0.text.plain.contains(" + ") || $0.text.plain.contains(") - ") })
    #expect(claims.filter { !$0.holds }.map(\.text.plain) == [])
  }
}
