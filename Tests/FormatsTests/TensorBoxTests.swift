import Documents
import Formats
import Formulas
import MatrixCore
import Testing

/// Matrices that don't fit: abridged, split into blocks of columns, and slices.
@Suite struct TensorBoxTests {
  @Test("large tensors are abridged and slices stand side by side")
  func wide() {
    #expect(
      TextFormat.text(Samples.large, TextStyle(width: 80))
        == """
        Large matrices
        ──────────────

          X (N 100, pixel 784) ≈
          ⎡     0.1429      0.2857      0.4286  ⋯    111.7    111.9    112.0 ⎤
          ⎢   112.1       112.3       112.4     ⋯    223.7    223.9    224.0 ⎥
          ⎢   224.1       224.3       224.4     ⋯    335.7    335.9    336.0 ⎥
          ⎢     ⋮           ⋮           ⋮       ⋱      ⋮        ⋮        ⋮   ⎥
          ⎢ 10864.1     10864.3     10864.4     ⋯  10975.7  10975.9  10976.0 ⎥
          ⎢ 10976.1     10976.3     10976.4     ⋯  11087.7  11087.9  11088.0 ⎥
          ⎣ 11088.1     11088.3     11088.4     ⋯  11199.7  11199.9  11200.0 ⎦

          b (out 12)                                    c (out 10)
                                                        ⎡  1 ⎤
                                                        ⎢  2 ⎥
                                                        ⎢  3 ⎥
                                                        ⎢  4 ⎥
                                                        ⎢  5 ⎥
          [ 1  2  3  4  5  6  7  8  9  10  11  12 ]  +  ⎢  6 ⎥
                                                        ⎢  7 ⎥
                                                        ⎢  8 ⎥
                                                        ⎢  9 ⎥
                                                        ⎣ 10 ⎦

          images (N 2, c 3, h 2, w 4)
          n = 1, c = 1         n = 1, c = 2         n = 1, c = 3
          ⎡  1   2   3   4 ⎤   ⎡  9  10  11  12 ⎤   ⎡ 17  18  19  20 ⎤
          ⎣  5   6   7   8 ⎦   ⎣ 13  14  15  16 ⎦   ⎣ 21  22  23  24 ⎦

          n = 2, c = 1         n = 2, c = 2         n = 2, c = 3
          ⎡ 25  26  27  28 ⎤   ⎡ 33  34  35  36 ⎤   ⎡ 41  42  43  44 ⎤
          ⎣ 29  30  31  32 ⎦   ⎣ 37  38  39  40 ⎦   ⎣ 45  46  47  48 ⎦

          V (N 12, h 3, w 3) ≈
          n = 1                           n = 2
          ⎡  0.1429   0.2857   0.4286 ⎤   ⎡  1.4286   1.5714   1.7143 ⎤
          ⎢  0.5714   0.7143   0.8571 ⎥   ⎢  1.8571   2.0000   2.1429 ⎥
          ⎣  1.0000   1.1429   1.2857 ⎦   ⎣  2.2857   2.4286   2.5714 ⎦

          n = 3                               n = 10
          ⎡  2.7143   2.8571   3.0000 ⎤       ⎡ 11.7143  11.8571  12.0000 ⎤
          ⎢  3.1429   3.2857   3.4286 ⎥   ⋯   ⎢ 12.1429  12.2857  12.4286 ⎥
          ⎣  3.5714   3.7143   3.8571 ⎦       ⎣ 12.5714  12.7143  12.8571 ⎦

          n = 11                          n = 12
          ⎡ 13.0000  13.1429  13.2857 ⎤   ⎡ 14.2857  14.4286  14.5714 ⎤
          ⎢ 13.4286  13.5714  13.7143 ⎥   ⎢ 14.7143  14.8571  15.0000 ⎥
          ⎣ 13.8571  14.0000  14.1429 ⎦   ⎣ 15.1429  15.2857  15.4286 ⎦

        """)
  }

  @Test("columns that don't fit follow in blocks that name them")
  func narrow() {
    #expect(
      TextFormat.text(Samples.large, TextStyle(width: 40))
        == """
        Large matrices
        ──────────────

         X (N 100, pixel 784) ≈
         pixel 1–3 of 784
         ⎡     0.1429      0.2857      0.4286 ⎤
         ⎢   112.1       112.3       112.4    ⎥
         ⎢   224.1       224.3       224.4    ⎥
         ⎢     ⋮           ⋮           ⋮      ⎥
         ⎢ 10864.1     10864.3     10864.4    ⎥
         ⎢ 10976.1     10976.3     10976.4    ⎥
         ⎣ 11088.1     11088.3     11088.4    ⎦
         pixel 782–784 of 784
         ⎡   111.7    111.9    112.0 ⎤
         ⎢   223.7    223.9    224.0 ⎥
         ⎢   335.7    335.9    336.0 ⎥
         ⎢     ⋮        ⋮        ⋮   ⎥
         ⎢ 10975.7  10975.9  10976.0 ⎥
         ⎢ 11087.7  11087.9  11088.0 ⎥
         ⎣ 11199.7  11199.9  11200.0 ⎦

         b (out 12)
         out 1–11 of 12
         [ 1  2  3  4  5  6  7  8  9  10  11 ]
         out 12 of 12
         [ 12 ]

             c (out 10)
             ⎡  1 ⎤
             ⎢  2 ⎥
             ⎢  3 ⎥
             ⎢  4 ⎥
             ⎢  5 ⎥
           + ⎢  6 ⎥
             ⎢  7 ⎥
             ⎢  8 ⎥
             ⎢  9 ⎥
             ⎣ 10 ⎦

         images (N 2, c 3, h 2, w 4)
         n = 1, c = 1         n = 1, c = 2
         ⎡  1   2   3   4 ⎤   ⎡  9  10  11  12 ⎤
         ⎣  5   6   7   8 ⎦   ⎣ 13  14  15  16 ⎦

         n = 1, c = 3         n = 2, c = 1
         ⎡ 17  18  19  20 ⎤   ⎡ 25  26  27  28 ⎤
         ⎣ 21  22  23  24 ⎦   ⎣ 29  30  31  32 ⎦

         n = 2, c = 2         n = 2, c = 3
         ⎡ 33  34  35  36 ⎤   ⎡ 41  42  43  44 ⎤
         ⎣ 37  38  39  40 ⎦   ⎣ 45  46  47  48 ⎦

         V (N 12, h 3, w 3) ≈
         n = 1
         ⎡  0.1429   0.2857   0.4286 ⎤
         ⎢  0.5714   0.7143   0.8571 ⎥
         ⎣  1.0000   1.1429   1.2857 ⎦

         n = 2
         ⎡  1.4286   1.5714   1.7143 ⎤
         ⎢  1.8571   2.0000   2.1429 ⎥
         ⎣  2.2857   2.4286   2.5714 ⎦

         n = 3
         ⎡  2.7143   2.8571   3.0000 ⎤
         ⎢  3.1429   3.2857   3.4286 ⎥   ⋯
         ⎣  3.5714   3.7143   3.8571 ⎦

         n = 10
         ⎡ 11.7143  11.8571  12.0000 ⎤
         ⎢ 12.1429  12.2857  12.4286 ⎥
         ⎣ 12.5714  12.7143  12.8571 ⎦

         n = 11
         ⎡ 13.0000  13.1429  13.2857 ⎤
         ⎢ 13.4286  13.5714  13.7143 ⎥
         ⎣ 13.8571  14.0000  14.1429 ⎦

         n = 12
         ⎡ 14.2857  14.4286  14.5714 ⎤
         ⎢ 14.7143  14.8571  15.0000 ⎥
         ⎣ 15.1429  15.2857  15.4286 ⎦

        """)
  }

  private static func matrices(_ count: Int) -> Tensor {
    let shape = Shape([Axis("N", count), Axis("h", 2), Axis("w", 3)])
    return try! Tensor(shape, rationals: (0..<shape.count).map { Rational(Int32($0)) })
  }

  @Test("a function opens beside the first band of its operand, and closes beside the last")
  func bands() {
    let operand = MathText.tensor(Self.matrices(3), name: "A")
    let work = MathText.equation(.call("sum", [MathArgument(operand)]), .number(153))
    #expect(
      TextFormat.text(Document([.work(work)]), TextStyle(width: 40)) == """
              A (N 3, h 2, w 3)
              n = 1            n = 2
              ⎡  0   1   2 ⎤   ⎡  6   7   8 ⎤
         sum( ⎣  3   4   5 ⎦   ⎣  9  10  11 ⎦

              n = 3
              ⎡ 12  13  14 ⎤
              ⎣ 15  16  17 ⎦ )
           =  153

        """)
  }

  @Test("where one row of several matrices doesn't fit, those of all are below each other")
  func pairs() {
    func pair(_ count: Int) -> WorkRow {
      let row = try! Tensor(
        Shape([Axis("n", count)]), rationals: (0..<count).map { Rational(Int32($0)) })
      return .line(label: nil, [.tensor(row, name: "a"), .tensor(row, name: "b")])
    }
    func captions(_ rows: [WorkRow], _ width: Int) -> [String] {
      TextFormat.lines(Document([.work(rows)]), TextStyle(width: width))
        .filter { $0.contains("(n") }.map { String($0.drop { $0 == " " }) }
    }
    #expect(captions([pair(2), pair(3)], 40) == ["a (n 2)    b (n 2)", "a (n 3)       b (n 3)"])
    #expect(captions([pair(2), pair(9)], 40) == ["a (n 2)", "b (n 2)", "a (n 9)", "b (n 9)"])
  }
}
