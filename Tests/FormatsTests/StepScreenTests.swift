import Formulas
import MatrixCore
import Testing
import Typography

@testable import Documents
@testable import Formats

/// The screens that a student sees, compared whole.
@Suite struct StepScreenTests {
  @Test("a backward step looks as the design shows it")
  func design() {
    #expect(
      TextFormat.text(Samples.step, TextStyle(width: 80))
        == """
        ── 8/14 · backward · dW ────────────────────────────────────────────────────────

          dW = Xᵀ @ dY                       (in 2, out 3) = (in 2, N 2) @ (N 2, out 3)
          dW[i,o] = Σₙ X[n,i] · dY[n,o]      N is summed away, whatever its size

          n = 1   ⎡ 1 ⎤                            ⎡  1    -0.5   0.5 ⎤
                  ⎣ 2 ⎦ ⊗ [ 1  -0.5  0.5 ]      =  ⎣  2    -1     1   ⎦

          n = 2   ⎡  3 ⎤                           ⎡  1.5  -1.5  -1.5 ⎤
                  ⎣ -1 ⎦ ⊗ [ 0.5  -0.5  -0.5 ]  =  ⎣ -0.5   0.5   0.5 ⎦
                                                 + ────────────────────
                                                   ⎡  2.5  -2    -1   ⎤
                                            dW  =  ⎣  1.5  -0.5   1.5 ⎦

          ✓ the sum over samples equals Xᵀ @ dY

        """)
  }

  @Test("on a narrow terminal labels stand above and rows break before the relation")
  func narrow() {
    #expect(
      TextFormat.text(Samples.step, TextStyle(width: 40))
        == """
        ── 8/14 · backward · dW ────────────────

         dW = Xᵀ @ dY
           (in 2, out 3) =
           (in 2, N 2) @ (N 2, out 3)
         dW[i,o] = Σₙ X[n,i] · dY[n,o]
           N is summed away, whatever its size

         n = 1
           ⎡ 1 ⎤
           ⎣ 2 ⎦ ⊗ [ 1  -0.5  0.5 ]

                ⎡  1    -0.5   0.5 ⎤
             =  ⎣  2    -1     1   ⎦

         n = 2
           ⎡  3 ⎤
           ⎣ -1 ⎦ ⊗ [ 0.5  -0.5  -0.5 ]

                ⎡  1.5  -1.5  -1.5 ⎤
             =  ⎣ -0.5   0.5   0.5 ⎦
              + ────────────────────
                ⎡  2.5  -2    -1   ⎤
         dW  =  ⎣  1.5  -0.5   1.5 ⎦

         ✓ the sum over samples equals Xᵀ @ dY

        """)
  }

  @Test("in ASCII the matrices are aligned by what is printed")
  func ascii() {
    #expect(
      TextFormat.text(Samples.step, TextStyle(width: 80, spelling: .ascii))
        == """
        -- 8/14 - backward - dW --------------------------------------------------------

          dW = X.T @ dY                       (in 2, out 3) = (in 2, N 2) @ (N 2, out 3)
          dW[i,o] = sum_n X[n,i] * dY[n,o]    N is summed away, whatever its size

          n = 1   [ 1 ]                              [  1    -0.5   0.5 ]
                  [ 2 ] (x) [ 1  -0.5  0.5 ]      =  [  2    -1     1   ]

          n = 2   [  3 ]                             [  1.5  -1.5  -1.5 ]
                  [ -1 ] (x) [ 0.5  -0.5  -0.5 ]  =  [ -0.5   0.5   0.5 ]
                                                   + --------------------
                                                     [  2.5  -2    -1   ]
                                              dW  =  [  1.5  -0.5   1.5 ]

          [ok] the sum over samples equals X.T @ dY

        """)
  }

  @Test("for a screen reader everything is in words")
  func accessible() {
    #expect(
      TextFormat.text(Samples.step, TextStyle(width: 80, accessible: true))
        == """
        Step 8/14, backward, dW

        dW = Xᵀ @ dY
            (in 2, out 3) = (in 2, N 2) @ (N 2, out 3)
        dW[i,o] = Σₙ X[n,i] · dY[n,o]
            N is summed away, whatever its size

        n = 1:
        in 2: 1, 2
        outer product with
        out 3: 1, -0.5, 0.5
        equals
        in 2 by out 3
        row 1: 1, -0.5, 0.5
        row 2: 2, -1, 1
        n = 2:
        in 2: 3, -1
        outer product with
        out 3: 0.5, -0.5, -0.5
        equals
        in 2 by out 3
        row 1: 1.5, -1.5, -1.5
        row 2: -0.5, 0.5, 0.5
        their sum:
        dW equals
        in 2 by out 3
        row 1: 2.5, -2, -1
        row 2: 1.5, -0.5, 1.5

        holds: the sum over samples equals Xᵀ @ dY

        """)
  }

  @Test("a forward step has captions, and marks what is rounded once")
  func forward() {
    #expect(
      TextFormat.text(Samples.forward, TextStyle(width: 80))
        == """
        ── 3/14 · forward · Y ──────────────────────────────────────────────────────────

          Y = X @ W + b      (N 2, out 3)
          Y[n,o] = Σᵢ X[n,i] · W[i,o]

          X (N 2, in 2)  W (in 2, out 3)  X @ W (N 2, out 3)
          ⎡ 1   2 ⎤      ⎡ 1  0  -1 ⎤     ⎡ 5   2   1 ⎤
          ⎣ 3  -1 ⎦  @   ⎣ 2  1   1 ⎦  =  ⎣ 1  -1  -4 ⎦

                         ⎡ 1    -0.5   0.5 ⎤       ⎡ 0.09003  0.24473  0.66524 ⎤
          p  =  softmax( ⎣ 0.5  -0.5  -0.5 ⎦ )  ≈  ⎣ 0.50000  0.25000  0.25000 ⎦

          p (N 2, class 3) ≈
          ⎡ 0.09003  0.24473  0.66524 ⎤
          ⎣ 0.50000  0.25000  0.25000 ⎦

          L  =  2.25

          loss  ≈  0.7311

          why  Each output is a weighted sum of the inputs, so the gradient of `W`
               gathers one outer product from every sample of the batch.
          convention  eps is inside the root.

        """)
  }

  @Test(
    "rows that are summed stand above their sum, also where labels have no room beside them",
    arguments: [
      (
        80,
        """
        n = 1          [ 1    -0.5   0.5 ]
        n = 2          [ 0.5  -0.5  -0.5 ]
                     + ───────────────────
                db  =  [ 1.5  -1     0   ]
        """
      ),
      (
        28,
        """
        n = 1
               [ 1    -0.5   0.5 ]

        n = 2
               [ 0.5  -0.5  -0.5 ]
             + ───────────────────
        db  =  [ 1.5  -1     0   ]
        """
      ),
    ])
  func sumOfRows(width: Int, text: String) {
    let rows = (0..<2).map { index in
      WorkRow.line(label: "n = \(index + 1)", [.tensor(Samples.dY.slice("N", at: index))])
    }
    let sum = Samples.exact([Samples.outputs], [(3, 2), (-1, 1), (0, 1)])
    let layout = TextLayout(TextStyle(width: width))
    let lines = layout.lines(
      .work(
        rows + [.sumRule, .line(label: nil, [.equation("db", .tensor(sum))])]), width: width)
    #expect(lines.joined(separator: "\n") == text)
  }

  @Test("the name above a matrix breaks as a formula does, its shape last")
  func longCaption() {
    let a = Samples.whole([Samples.n, Samples.outputs], [1, 2, 3, 4, 5, 6])
    let lines = TextLayout(TextStyle(width: 26)).lines(
      .work(.tensor(a, name: "alpha / s + 2 * gamma * dv / N")), width: 26)
    #expect(
      lines.joined(separator: "\n") == """
        alpha / s +
        2 * gamma * dv / N
        (N 2, out 3)
        ⎡ 1  2  3 ⎤
        ⎣ 4  5  6 ⎦
        """)
  }

  @Test("a negative number after an operator stands in parentheses")
  func negativeNumbers() {
    let minusTwo = MathText.number(-2)
    let sum = MathText.binary(.add, .binary(.dot, minusTwo, minusTwo), .number(.floating(-0.5)))
    let lines = TextLayout(TextStyle()).lines(
      .work([
        .line(label: nil, [.equation(sum, minusTwo)]),
        .line(label: nil, [.equation(.negated(minusTwo), minusTwo)]),
      ]), width: 80)
    #expect(lines == ["(-2) · (-2) + (-0.5000)  ≈  -2", "-(-2)                    =  -2"])
  }

  @Test("in a row with a result one sign says that numbers are rounded, and it stands before it")
  func roundedOperands() {
    let x = Samples.doubles([Samples.outputs], [0.123456, 0.5, -0.25])
    let lines = TextLayout(TextStyle()).lines(
      .work(.equation(.binary(.add, .tensor(x), .tensor(x)), .tensor(x))), width: 120)
    #expect(lines.count == 1 && lines[0].count { $0 == "≈" } == 1)
    #expect(lines[0].contains("]  ≈  ["))
    // Without a result each rounded matrix bears the sign.
    let alone = TextLayout(TextStyle()).lines(.work(.tensor(x)), width: 80)
    #expect(alone[0].hasPrefix("≈ ["))
  }

  @Test("a number stays with the matrix that it multiplies")
  func factors() {
    let a = Samples.whole([Samples.n, Samples.outputs], [1, 2, 3, 4, 5, 6])
    let term = MathText.binary(.dot, .typed("0.9"), .tensor(a))
    let lines = TextLayout(TextStyle(width: 32)).lines(
      .work(.terms([term, term])), width: 32)
    #expect(
      lines.joined(separator: "\n") == """
              ⎡ 1  2  3 ⎤
        0.9 · ⎣ 4  5  6 ⎦

                  ⎡ 1  2  3 ⎤
          + 0.9 · ⎣ 4  5  6 ⎦
        """)
  }

  @Test("work too wide breaks outside of brackets first")
  func brackets() {
    let a = Samples.whole([Samples.n, Samples.outputs], [1, 2, 3, 4, 5, 6])
    let matrix = MathText.tensor(a)
    let layout = TextLayout(TextStyle(width: 40))
    let lines = layout.lines(
      .work(
        .binary(
          .entrywise, .binary(.entrywise, matrix, matrix),
          .binary(.subtract, .typed("1"), matrix))), width: 40)
    #expect(
      lines.joined(separator: "\n") == """
        ⎡ 1  2  3 ⎤   ⎡ 1  2  3 ⎤
        ⎣ 4  5  6 ⎦ ∘ ⎣ 4  5  6 ⎦

                 ⎡ 1  2  3 ⎤
          ∘ (1 - ⎣ 4  5  6 ⎦ )
        """)
  }

  @Test("matrices that follow each other stand side by side where the window is wide")
  func sideBySide() {
    let a = Samples.whole([Samples.n, Samples.outputs], [1, 2, 3, 4, 5, 6])
    let document = Document(
      ["A", "B", "C"].map { .work(.tensor(a, name: .name($0))) } + [
        .work(.equation("L", .number(9))), .work(.tensor(a, name: "D")),
      ])
    #expect(
      TextFormat.text(document, TextStyle(width: 120)) == """
          A (N 2, out 3)  B (N 2, out 3)  C (N 2, out 3)
          ⎡ 1  2  3 ⎤     ⎡ 1  2  3 ⎤     ⎡ 1  2  3 ⎤
          ⎣ 4  5  6 ⎦     ⎣ 4  5  6 ⎦     ⎣ 4  5  6 ⎦

          L  =  9

          D (N 2, out 3)
          ⎡ 1  2  3 ⎤
          ⎣ 4  5  6 ⎦

        """)
    let many = Document((1...9).map { .work(.tensor(a, name: .name("A\($0)"))) })
    let lines = TextFormat.lines(many, TextStyle(width: 120))
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 120 })
    #expect(lines.count == 7)
    #expect(TextFormat.lines(many, TextStyle(width: 119)).count == 35)
  }
}
