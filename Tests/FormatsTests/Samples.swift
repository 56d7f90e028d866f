import Formats
import MatrixCore

@testable import Documents

/// Documents of every kind of block, for the tests to lay out.
enum Samples {
  static func tensor(_ axes: [Axis], _ numbers: [Number]) -> Tensor {
    try! Tensor(Shape(axes), numbers: numbers)
  }

  static func exact(_ axes: [Axis], _ fractions: [(Int64, Int64)]) -> Tensor {
    try! Tensor(Shape(axes), rationals: fractions.map { Rational($0.0, $0.1)! })
  }

  static func whole(_ axes: [Axis], _ numbers: [Int32]) -> Tensor {
    try! Tensor(Shape(axes), rationals: numbers.map { Rational($0) })
  }

  static func doubles(_ axes: [Axis], _ numbers: [Double]) -> Tensor {
    try! Tensor(Shape(axes), doubles: numbers)
  }

  /// 1, 2, 3 … in the shape, divided by 7 where `approximate`.
  static func counting(_ axes: [Axis], approximate: Bool = false) -> Tensor {
    let count = Shape(axes).count
    return approximate
      ? doubles(axes, (0..<count).map { Double($0 + 1) / 7 })
      : whole(axes, (0..<count).map { Int32($0 + 1) })
  }

  static let n = Axis("N", 2)
  static let inputs = Axis("in", 2)
  static let outputs = Axis("out", 3)

  static let x = whole([n, inputs], [1, 2, 3, -1])
  static let w = whole([inputs, outputs], [1, 0, -1, 2, 1, 1])
  static let dY = exact([n, outputs], [(1, 1), (-1, 2), (1, 2), (1, 2), (-1, 2), (-1, 2)])
  static let dW = exact([inputs, outputs], [(5, 2), (-2, 1), (-1, 1), (3, 2), (-1, 2), (3, 2)])
  static let softmax = doubles(
    [n, Axis("class", 3)], [0.09003057, 0.24472847, 0.66524096, 0.5, 0.25, 0.25])

  static func term(_ index: Int) -> WorkRow {
    let x = Samples.x.slice("N", at: index)
    let g = dY.slice("N", at: index)
    return .pieces(
      label: "n = \(index + 1)",
      [
        .tensor(TensorView(x, orientation: .column)), .symbol("⊗"), .tensor(TensorView(g)),
        .relation("="), .tensor(TensorView(Tensor.outerProduct(x, g))),
      ])
  }

  /// The step that DESIGN shows.
  static let step = Document([
    .stepHeader(StepHeader(position: 8, total: 14, section: "backward", title: "dW")),
    .equations([
      Equation("dW", ["= Xᵀ @ dY"], remark: "(in 2, out 3) = (in 2, N 2) @ (N 2, out 3)"),
      Equation(
        "dW[i,o]", ["= Σₙ X[n,i] · dY[n,o]"], remark: "N is summed away, whatever its size"),
    ]),
    .work([
      term(0), term(1), .sumRule,
      .pieces(label: nil, [.text("dW"), .relation("="), .tensor(TensorView(dW))]),
    ]),
    .claim("the sum over samples equals Xᵀ @ dY", holds: true),
  ])

  static let forward = Document([
    .stepHeader(StepHeader(position: 3, total: 14, section: "forward", title: "Y")),
    .equations([
      Equation("Y", ["= X @ W + b"], remark: "(N 2, out 3)"),
      Equation("Y[n,o]", ["= Σᵢ X[n,i] · W[i,o] + b[o]"]),
    ]),
    .work([
      .pieces(
        label: nil,
        [
          .tensor(TensorView(x, name: "X")), .symbol("@"), .tensor(TensorView(w, name: "W")),
          .relation("="), .tensor(TensorView(try! Tensor.product(x, w), name: "X @ W")),
        ])
    ]),
    .work([
      .pieces(
        label: nil,
        [
          .text("p"), .relation("="), .text("softmax"), .text("("),
          .tensor(TensorView(dY)), .text(")"), .relation("="), .tensor(TensorView(softmax)),
        ])
    ]),
    .work([.pieces(label: nil, [.tensor(TensorView(softmax, name: "p"))])]),
    .work([.pieces(label: nil, [.tensor(TensorView(Tensor(.exact(Rational(9, 4)!)), name: "L"))])]),
    .work([
      .pieces(label: nil, [.tensor(TensorView(Tensor(.floating(0.731058578)), name: "loss"))])
    ]),
    .remark(
      label: "why",
      [
        .text("Each output is a weighted sum of the inputs, so the gradient of "), .code("W"),
        .text(" gathers one outer product from every sample of the batch."),
      ]),
    .remark(label: "convention", [.text("eps is inside the root.")]),
  ])

  static let large = Document([
    .heading(level: 2, [.text("Large matrices")]),
    .work([
      .pieces(
        label: nil,
        [
          .tensor(
            TensorView(
              counting([Axis("N", 100), Axis("pixel", 784)], approximate: true), name: "X"))
        ])
    ]),
    .work([
      .pieces(
        label: nil,
        [
          .tensor(TensorView(counting([Axis("out", 12)]), name: "b")), .symbol("+"),
          .tensor(TensorView(counting([Axis("out", 10)]), name: "c", orientation: .column)),
        ])
    ]),
    .work([
      .pieces(
        label: nil,
        [
          .tensor(
            TensorView(
              counting([Axis("N", 2), Axis("c", 3), Axis("h", 2), Axis("w", 4)]), name: "images"))
        ])
    ]),
    .work([
      .pieces(
        label: nil,
        [
          .tensor(
            TensorView(
              counting([Axis("N", 12), Axis("h", 3), Axis("w", 3)], approximate: true), name: "V"))
        ])
    ]),
  ])

  static let prose = Document([
    .heading(level: 1, [.text("The batch affine layer, and why the shape of its gradient stays")]),
    .paragraph([
      .text("Each row of "), .code("X"), .text(" is one sample. The prediction is ŷ, the error "),
      .emphasis([.text("δ = ŷ − y")]), .text(", and "), .strong([.text("nothing")]),
      .text(" here depends on N. 日本語の文章も、行の終わりで折り返されます。 Ünïcödé — “quotes” …"),
    ]),
    .list(
      .bullets,
      items: [
        [.paragraph([.text("the first thing, which is long enough to need a second line at 40")])],
        [
          .paragraph([.text("the second")]),
          .list(
            .numbers(from: 9),
            items: [[.paragraph([.text("nested nine")])], [.paragraph([.text("nested ten")])]]),
        ],
      ]),
    .quote([.paragraph([.text("A quotation that a student should think about for a while.")])]),
    .code([
      "backprop-tutor lesson affine-batch --width 40 --numbers fraction --precision 6 --ascii", "",
      "\tY = X @ W + b",
    ]),
    .rule,
    .heading(level: 3, [.text("A table")]),
    .table(
      Table(
        header: ["name", "axes", "value", "error", "data"],
        rows: [
          [
            .text("W"), .text("(in 2, out 3)"), .number(.exact(Rational(5, 2)!)),
            .number(.floating(1.25e-11)), .tensor(x),
          ],
          [
            .text("b"), .text("(out 3)"), .number(.floating(12.3456789)),
            .number(.floating(0.00123)), .tensor(Tensor(.exact(Rational(7)))),
          ],
        ])),
    .claim("softmax(z) sums to 1 over the axis class", holds: true),
    .claim(
      "the gradient from the Jacobian's diagonal alone is the same as the right one", holds: false),
    .equations([
      Equation(
        "dX",
        ["= dY @ Wᵀ", "= (1/N) · Σₙ (Yₙ − Tₙ) @ Wᵀ + λ · (W₁ + W₂ + W₃) / sqrt(variance + eps)"],
        remark: "a remark that is far too long to stand at the right edge of any of these lines"),
      Equation("", ["= nothing"], remark: "short"),
    ]),
  ])

  /// What could break a layout: control characters, long words, huge numbers, odd shapes.
  static let hostile = Document([
    .stepHeader(
      StepHeader(
        position: 9999, total: 10000, section: "early.backward",
        title: "dAVeryLongNameOfAValue.\u{1B}[31m.1.2.3 and more of it 日本語日本語")),
    .paragraph([
      .text("a\u{1B}[2Jb\u{7}c\u{202E}d\r\n" + String(repeating: "long", count: 60)),
      .code(String(repeating: "日", count: 70)),
    ]),
    .code([String(repeating: "x日", count: 80), "a\tb\u{9B}c"]),
    .equations([
      Equation(
        String(repeating: "name", count: 12), ["= " + String(repeating: "f(", count: 90)],
        remark: String(repeating: "r", count: 130)),
      Equation("a", ["= " + Array(repeating: "x₁ · (y + z)", count: 30).joined(separator: " + ")]),
    ]),
    .work([
      .pieces(
        label: String(repeating: "label ", count: 9),
        [
          .text(String(repeating: "function", count: 8)),
          .tensor(
            TensorView(
              tensor(
                [Axis("averyveryverylongaxisname", 2), Axis("anotherlongaxisname日本", 2)],
                [
                  .exact(Rational(.max - 1, .max - 2)!), .exact(Rational(.max)!),
                  .exact(Rational(1, .max)!), .exact(Rational(-.max)!),
                ]), name: "aNameThatIsLong")),
          .relation("="),
          .tensor(TensorView(doubles([Axis("a", 3)], [.nan, -.infinity, -1.23456e-300]))),
          .relation("≤"), .tensor(TensorView(Tensor(.floating(-1e300)), name: "huge")),
        ]), .sumRule,
    ]),
    .work([.sumRule, .pieces(label: nil, []), .sumRule]),
    .table(Table(header: [], rows: [])),
    .table(
      Table(
        header: ["日本", String(repeating: "h", count: 50)],
        rows: [[.text("a")], [.number(.floating(.nan)), .tensor(softmax), .text("extra")]])),
    .list(.numbers(from: .max), items: [[], [.rule, .rule]]),
    .quote([
      .quote([
        .quote([
          .quote([
            .quote([.list(.numbers(from: 1), items: [[.paragraph([.text("deep in there")])]])])
          ])
        ])
      ])
    ]),
    .remark(label: String(repeating: "l", count: 30), [.text("text")]), .remark(label: "", []),
    .claim("", holds: true), .paragraph([]), .heading(level: 9, []),
  ])

  static let all = [step, forward, large, prose, hostile]
}
