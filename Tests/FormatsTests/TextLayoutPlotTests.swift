import Testing
import Typography

@testable import Documents
@testable import Formats

@Suite struct TextLayoutPlotTests {
  /// A loss that falls by a tenth each step, and jumps once.
  static let loss = plot(50) { step in
    step < 20 ? 2.25 * power(0.93, step) : 0.6 * power(0.93, step - 20)
  }

  static let decades = plot(1000) { power(0.985, $0) * (1 + 0.05 * Double($0 % 7)) }

  static let flat = plot(3) { _ in 5 }

  static let cubic = Plot(
    title: "a cubic", xLabel: "x", yLabel: "y",
    points: (-20...20).map { place -> (Double, Double) in
      let x = Double(place) / 10
      return (x, x * x * x / 1e6)
    })

  static func plot(_ steps: Int, _ value: (Int) -> Double) -> Plot {
    Plot(
      title: "", xLabel: "step", yLabel: "L", points: (0...steps).map { (Double($0), value($0)) })
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }

  static func text(_ plot: Plot, _ style: TextStyle) -> String {
    TextFormat.text(Document([.plot(plot)]), style)
  }

  static let odd: [Plot] = [
    Plot(title: "", xLabel: "", yLabel: "", points: []),
    Plot(title: "one", xLabel: "x", yLabel: "y", points: [(1, 2)]),
    Plot(title: "dot", xLabel: "x", yLabel: "y", points: [(1, 2), (1, 2)]),
    Plot(
      title: .repeated("title ", 30), xLabel: .repeated("step", 40), yLabel: "日本\u{1B}[2J",
      points: [(0, .nan), (1, 1e300), (2, -1e300), (3, .infinity), (-1e300, 0)]),
    Plot(
      title: "", xLabel: "x", yLabel: "y",
      points: [(0, .leastNonzeroMagnitude), (1, .leastNormalMagnitude)]),
    Plot(title: "", xLabel: "x", yLabel: "y", points: [(0, 1e-300), (1, 1e300)]),
    Plot(title: "", xLabel: "x", yLabel: "y", points: [(1e15, 1e10), (1e15 + 1, 1e10 + 1e-6)]),
    Plot(title: "", xLabel: "x", yLabel: "y", points: [(0, 123456.5), (1, 123457.25)]),
  ]

  @Test("no line is wider than the width or ends in a space", arguments: 20...120)
  func bounds(_ width: Int) {
    for plot in [Self.loss, Self.decades, Self.flat, Self.cubic] + Self.odd {
      for style in [
        TextStyle(width: width), TextStyle(width: width, spelling: .ascii),
        TextStyle(width: width, accessible: true),
      ] {
        let bad = TextFormat.lines(Document([.plot(plot)]), style).filter { line in
          DisplayWidth.of(line) > width || line.last == " "
            || line.unicodeScalars.contains { scalar in
              scalar.isNeverPrinted || style.spelling == .ascii && scalar.value >= 0x7F
                || style.accessible && 0x2500..<0x2900 ~= scalar.value
            }
        }
        #expect(bad.isEmpty)
      }
    }
  }

  @Test("ten thousand points are drawn in a dozen lines")
  func long() {
    let points = (0...10_000).map { (Double($0), Double($0 % 100)) }
    let plot = Plot(title: "", xLabel: "step", yLabel: "L", points: points)
    #expect(TextFormat.lines(Document([.plot(plot)]), TextStyle()).count == 17)
  }

  @Test("points that are no numbers are left out, and said to be")
  func leftOut() {
    let text = Self.text(
      Plot(title: "", xLabel: "x", yLabel: "y", points: [(0, 1), (1, .nan), (2, 3)]), TextStyle())
    #expect(text.contains("1 of 3 points are too large or no numbers, and left out."))
  }

  @Test(
    "axes have round numbers, and are logarithmic beyond two powers of ten",
    arguments: [
      ([0, 2.25], ["0", "1", "2", "3"], false),
      ([0.31, 0.34], ["0.31", "0.32", "0.33", "0.34"], false),
      ([-3, 3], ["-4", "-2", "0", "2", "4"], false), ([1, 100], ["0", "50", "100"], false),
      ([0.05, 20], ["0.01", "0.1", "1", "10", "100"], true),
      ([1e-9, 1], ["1e-9", "1e-6", "0.001", "1"], true),
      ([2e7, 5e7], ["2e+7", "3e+7", "4e+7", "5e+7"], false),
      ([1e-6, 1.5e-6], ["1e-6", "1.2e-6", "1.4e-6", "1.6e-6"], false),
    ] as [([Double], [String], Bool)])
  func ticks(_ numbers: [Double], _ texts: [String], _ isLogarithmic: Bool) {
    let scale = PlotScale.fitting(numbers, intervals: 4)
    #expect(scale.ticks.map(\.text) == texts)
    #expect(scale.isLogarithmic == isLogarithmic)
  }

  @Test("a curve stands over its axes")
  func curve() {
    #expect(
      Self.text(Self.loss, TextStyle(width: 80))
        == """
          L
          3 ┤
            │
            │
            │⠠⡀
          2 ┤ ⠈⠒⢄
            │    ⠑⠤⣀
            │       ⠉⠒⢄⡀
            │          ⠈⠑⠢⢄⡀
          1 ┤              ⠈⠉⠒⠢⠤⣀⡀
            │                    ⠈⠉⠒⠢⠤⣀⡀
            │                          ⠈⠉⠉⠉⠉⠒⠒⠒⠤⠤⠤⣀⣀⡀
            │                                       ⠈⠉⠉⠑⠒⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⢄⣀⣀⣀⣀⣀⣀⣀
          0 ┤                                                              ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
            └┬──────────────┬──────────────┬─────────────┬──────────────┬──────────────┬
             0             10             20            30             40             50
                                                                                    step

        """)
  }

  @Test("in ASCII a row has two dots")
  func ascii() {
    #expect(
      Self.text(Self.decades, TextStyle(width: 60, spelling: .ascii))
        == """
          L, logarithmic
                 |
               1 +::...
                 |    '''':....
            0.01 +           ''''::....
                 |                   '''':....
          0.0001 +                          '''':....
                 |                                  '''::....
            1e-6 +                                         ''''::...
                 |                                                 '
                 ++------------------------+-----------------------+
                  0                       500                   1000
                                                                step

        """)
  }

  @Test("a narrow curve has fewer numbers below")
  func narrow() {
    #expect(
      Self.text(Self.cubic, TextStyle(width: 40))
        == """
         a cubic
         y
          1e-5 ┤
               │                               ⡠
               │                              ⡔⠁
          5e-6 ┤                            ⢀⠜
               │                          ⢀⠔⠁
               │                       ⣀⠤⠊⠁
             0 ┤        ⢀⣀⠤⠤⠤⠤⠤⠤⠔⠒⠒⠒⠒⠊⠉
               │     ⢀⠤⠊⠁
               │   ⢀⠔⠁
         -5e-6 ┤  ⡰⠁
               │ ⡜
               │⠘
         -1e-5 ┤
               └┬───────────────┬──────────────┬
               -2               0              2
                                               x

        """)
  }

  @Test("for a screen reader there are the first, lowest and last points")
  func words() {
    #expect(
      Self.text(Self.loss, TextStyle(width: 80, accessible: true))
        == """
        L against step, 51 points.
        First: 2.250 at step 0.
        Lowest: 0.06802 at step 50.
        Last: 0.06802 at step 50.

        """)
  }

  @Test("a curve is lower in a low window, and never too low to read")
  func lowWindow() {
    func height(_ rows: Int?) -> Int {
      TextFormat.lines(
        Document([.plot(Self.loss)]), TextStyle(width: 80, rows: rows)
      ).count { $0.contains("│") || $0.contains("┤") }
    }
    #expect(height(nil) >= 10 && height(60) == height(nil))
    #expect((6...9).contains(height(24)))
    #expect((4...6).contains(height(3)))
  }

  @Test("the axis below a curve has at least two numbers", arguments: [30, 40, 80])
  func ticks(width: Int) {
    for count in [2, 7, 50, 100] {
      let scale = PlotScale.spanning(
        (1...count).map(Double.init), intervals: min(10, max(2, (width - 9) / 12)))
      #expect(scale.ticks.count >= 2, "\(count)")
    }
  }
}
