import Backprop
import Formats
import Lessons
import Testing
import Typography

@testable import Documents

/// Networks drawn as graphs, compared whole.
@Suite struct GraphTextTests {
  static let affine = network(
    """
    input  X: (N, in)   = [[1, 2], [3, -1]]
    param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
    param  b: (out)     = [1, -1, 0]
    target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]
    Y = X @ W + b
    loss L = sum((Y - T)^2) / (2 * N)
    """)

  static let likelihood = network(
    """
    input  z: (N, class) = [[1, 2, 0], [3, 1, -1]]
    target t: (N, class) = [[0, 0, 1], [1, 0, 0]]
    p = softmax(z, axis=class)
    q = sum(t * p, axis=class)
    E = -log(q)
    loss L = sum(E) / N
    """)

  static let scalars = network(
    """
    input x = 3
    param w = 2
    const rate = 1/10
    h = w * x
    y = h * h + x
    loss L = (y - 5)^2 / 2
    """)

  static let residual = network(
    """
    input  x: (N, d) = [[1, 2], [3, -1], [0, 1]]
    y = x + tanh(x)
    loss L = mean(y^2)
    """)

  static let transposed = network(
    """
    input  a: (N, in)   = [[-1, 4, 3, 3], [4, -2, 1, -2], [-2, -1, -1, 1]]
    param  W: (out, in) = [[1, 1, 0, -1], [0, -1, 1, 2]]
    Z = a @ W.T
    """)

  static let twoLayers = network(
    """
    input  X: (N, in) = [[1, 2], [3, -1], [0, 1], [2, 2]]
    param  W1: (in, hidden) = [[1, 0, -1, 2, 1], [2, 1, 1, -1, 0]]
    param  b1: (hidden) = [1, -1, 0, 1, 0]
    param  W2: (hidden, out) = [[1, 0, 1], [2, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 1]]
    param  b2: (out) = [0, 1, 0]
    target T: (N, out) = [[4, 2, 0], [1, -1, -3], [1, 2, 3], [0, 1, 0]]
    H = relu(X @ W1 + b1)
    Y = H @ W2 + b2
    loss L = sum((Y - T)^2) / (2 * N)
    """)

  static let shared = network(
    """
    input x = 3
    param w = 2
    param b = 1
    h = w * x
    y = h + b
    loss L = y * h
    """)

  static func network(_ statements: String) -> GraphPicture {
    let lesson = Lesson(
      SourceText(
        name: "lesson.md",
        bytes: Array(
          """
          ---
          format: 1
          title: Graph
          summary: A graph
          order: 1
          level: beginner
          source: test
          ---

          ```network
          \(statements)
          ```
          """.utf8)))
    return GraphPicture(lesson.networks[0].evaluated())
  }

  static func text(_ picture: GraphPicture, _ style: TextStyle) -> String {
    TextFormat.text(Document([.graph(picture)]), style)
  }

  @Test("values stand above the lines, gradients below")
  func drawing() {
    #expect(
      Self.text(Self.affine, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          X (N 2, in 2)
          ──────────────────╮
          dX (N 2, in 2)    │
                            │
          W (in 2, out 3)   │  Y.1 (N 2, out 3)
          ─────────────────(@)────────────────────╮
          dW (in 2, out 3)     dY.1 (N 2, out 3)  │
                                                  │
          b (out 3)         Y.2 (N 2, out 3)      │  Y (N 2, out 3)
          ───────────(copy)──────────────────────(+)─────────────────→
          db (out 3)        dY.2 (N 2, out 3)        dY (N 2, out 3)

          Y (N 2, out 3)
          ─────────────────╮
          dY (N 2, out 3)  │
                           │
          T (N 2, out 3)   │  L.1 (N 2, out 3)       L.2 (N 2, out 3)
          ────────────────(−)───────────────────(^2)───────────────────→
                              dL.1 (N 2, out 3)      dL.2 (N 2, out 3)

          L.2 (N 2, out 3)        L.3 = 9                 L = 2.25
          ──────────────────(sum)─────────────(/ (2 * N))──────────→
          dL.2 (N 2, out 3)       dL.3 = 0.25             dL = 1

        """)
  }

  @Test("in ASCII the picture is the same")
  func ascii() {
    #expect(
      Self.text(Self.affine, TextStyle(width: 80, spelling: .ascii))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          X (N 2, in 2)
          ------------------.
          dX (N 2, in 2)    |
                            |
          W (in 2, out 3)   |  Y.1 (N 2, out 3)
          -----------------(@)--------------------.
          dW (in 2, out 3)     dY.1 (N 2, out 3)  |
                                                  |
          b (out 3)         Y.2 (N 2, out 3)      |  Y (N 2, out 3)
          -----------(copy)----------------------(+)----------------->
          db (out 3)        dY.2 (N 2, out 3)        dY (N 2, out 3)

          Y (N 2, out 3)
          -----------------.
          dY (N 2, out 3)  |
                           |
          T (N 2, out 3)   |  L.1 (N 2, out 3)       L.2 (N 2, out 3)
          ----------------(-)-------------------(^2)------------------->
                              dL.1 (N 2, out 3)      dL.2 (N 2, out 3)

          L.2 (N 2, out 3)        L.3 = 9                 L = 2.25
          ------------------(sum)-------------(/ (2 * N))---------->
          dL.2 (N 2, out 3)       dL.3 = 0.25             dL = 1

        """)
  }

  @Test("on a narrow terminal sizes have no names, and the strips are shorter")
  func narrow() {
    #expect(
      Self.text(Self.affine, TextStyle(width: 40))
        == """
         Forward goes right, values above the
         lines. Backward comes left, gradients
         below them. What leaves by an arrow
         comes in again further down.

         X (2, 2)
         ──────────╮
         dX        │
                   │
         W (2, 3)  │  Y.1 (2, 3)
         ─────────(@)─────────────╮
         dW           dY.1        │
                                  │
         b (3)        Y.2 (2, 3)  │  Y (2, 3)
         ──────(copy)────────────(+)──────────→
         db           dY.2           dY

         Y (2, 3)
         ──────────╮
         dY        │
                   │
         T (2, 3)  │  L.1 (2, 3)
         ─────────(−)────────────→
                      dL.1

         L.1 (2, 3)      L.2 (2, 3)
         ───────────(^2)────────────→
         dL.1            dL.2

         L.2 (2, 3)       L.3 = 9
         ───────────(sum)─────────────→
         dL.2             dL.3 = 0.25

         L.3 = 9                 L = 2.25
         ────────────(/ (2 * N))──────────→
         dL.3 = 0.25             dL = 1

        """)
  }

  @Test("for a screen reader there is a sentence for each value")
  func words() {
    #expect(
      Self.text(Self.affine, TextStyle(width: 80, accessible: true))
        == """
        X is an input, N 2 by in 2; its gradient is dX.
        W is a param, in 2 by out 3; its gradient is dW.
        b is a param, out 3; its gradient is db.
        T is a target, N 2 by out 3; no gradient.
        Y.1 is X @ W, N 2 by out 3; its gradient is dY.1.
        Y.2 is b, copied along N, N 2 by out 3; its gradient is dY.2.
        Y is Y.1 + Y.2, N 2 by out 3; its gradient is dY.
        L.1 is Y - T, N 2 by out 3; its gradient is dL.1.
        L.2 is L.1^2, N 2 by out 3; its gradient is dL.2.
        L.3 is sum(L.2), 9; its gradient is dL.3, 0.25.
        L is L.3 / (2 * N), 2.25; its gradient is dL, 1.

        """)
  }

  @Test("a chain is cut at values with names")
  func likelihoodGraph() {
    #expect(
      Self.text(Self.likelihood, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          z (N 2, class 3)            p (N 2, class 3)
          ──────────────────(softmax)───────────────────→
          dz (N 2, class 3)           dp (N 2, class 3)

          t (N 2, class 3)
          ───────────────────╮
                             │
                             │
          p (N 2, class 3)   │  q.1 (N 2, class 3)        q (N 2)
          ──────────────────(*)─────────────────────(sum)──────────→
          dp (N 2, class 3)     dq.1 (N 2, class 3)       dq (N 2)

          q (N 2)        E.1 (N 2)      E (N 2)        L.1 ≈ 2.551       L ≈ 1.275
          ─────────(log)────────────(−)──────────(sum)─────────────(/ N)───────────→
          dq (N 2)       dE.1 (N 2)     dE (N 2)       dL.1 = 0.5        dL = 1

        """)
  }

  @Test("a value used twice branches, or comes in again, and its parts add up")
  func fanOut() {
    #expect(
      Self.text(Self.scalars, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          w = 2
          ─────────────────╮
          dw = 1224        │
                           │
          x = 3            │  h = 6
          ────────────────(*)──────────→
          dx.from.h = 816     dh = 408

          h = 6
          ─────────┬───────────────────────╮
          dh = 408 │  dh.from.y.1.A = 204  │
                   │                       │
                   │                       │  y.1 = 36
                   ╰──────────────────────(*)────────────╮
                      dh.from.y.1.B = 204     dy.1 = 34  │
                                                         │
          x = 3                                          │  y = 39
          ──────────────────────────────────────────────(+)─────────→
          dx.from.y = 34                                    dy = 34

          y = 39        L.1 = 34       L.2 = 1156       L = 578
          ────────(− 5)───────────(^2)────────────(/ 2)─────────→
          dy = 34       dL.1 = 34      dL.2 = 0.5       dL = 1

          dx = dx.from.y + dx.from.h = 34 + 816 = 850
              x is used 2 times: what comes back adds up
          dh = dh.from.y.1.A + dh.from.y.1.B = 204 + 204 = 408
              h is used 2 times: what comes back adds up

          Not used: rate.

        """)
  }

  @Test("where there is little room the numbers go")
  func bare() {
    #expect(
      Self.text(Self.scalars, TextStyle(width: 32))
        == """
        Forward goes right, values above
        the lines. Backward comes left,
        gradients below them. What
        leaves by an arrow comes in
        again further down.

        w
        ───────────╮
        dw         │
                   │
        x          │  h
        ──────────(*)────→
        dx.from.h     dh

        h
        ───┬─────────────────╮
        dh │  dh.from.y.1.A  │
           │                 │
           │                 │  y.1
           ╰────────────────(*)──────→
              dh.from.y.1.B     dy.1

        y.1
        ───────────╮
        dy.1       │
                   │
        x          │  y
        ──────────(+)────→
        dx.from.y     dy

        y        L.1       L.2
        ───(− 5)──────(^2)──────→
        dy       dL.1      dL.2

        L.2        L
        ─────(/ 2)────→
        dL.2       dL

        dx = dx.from.y + dx.from.h
           = 34 + 816
           = 850
          x is used 2 times: what comes
          back adds up
        dh = dh.from.y.1.A +
             dh.from.y.1.B
           = 204 + 204
           = 408
          h is used 2 times: what comes
          back adds up

        Not used: rate.

        """)
  }

  @Test("a residual link goes around")
  func residualGraph() {
    #expect(
      Self.text(Self.residual, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          x (N 3, d 2)
          ──────────────┬──────────────────────────────────────╮
          dx (N 3, d 2) │  dx.from.y                           │
                        │                                      │
                        │                     y.1 (N 3, d 2)   │  y (N 3, d 2)
                        ╰──────────────(tanh)─────────────────(+)───────────────→
                           dx.from.y.1        dy.1 (N 3, d 2)     dy (N 3, d 2)

          y (N 3, d 2)       L.1 (N 3, d 2)         L ≈ 5.676
          ──────────────(^2)─────────────────(mean)───────────→
          dy (N 3, d 2)      dL.1 (N 3, d 2)        dL = 1

          dx = dx.from.y + dx.from.y.1      x is used 2 times: what comes back adds up

        """)
  }

  @Test("everything between the uses of a value stands right of its fork")
  func inner() {
    #expect(
      Self.text(Self.shared, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them.

          w = 2
          ─────────╮
          dw = 39  │
                   │
          x = 3    │  h = 6
          ────────(*)─────────┬─────────────────╮
          dx = 26     dh = 13 │  dh.from.y = 6  │
                              │                 │
                              │  b = 1          │  y = 7
                              │  ──────────────(+)─────────╮
                              │  db = 6            dy = 6  │
                              │                            │
                              │                            │  L = 42
                              ╰───────────────────────────(*)────────→
                                 dh.from.L = 7                dL = 1

          dh = dh.from.L + dh.from.y = 7 + 6 = 13
              h is used 2 times: what comes back adds up

        """)
  }

  @Test("in ASCII branches are dots and quotes")
  func residualASCII() {
    #expect(
      Self.text(Self.residual, TextStyle(width: 80, spelling: .ascii))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          x (N 3, d 2)
          --------------.--------------------------------------.
          dx (N 3, d 2) |  dx.from.y                           |
                        |                                      |
                        |                     y.1 (N 3, d 2)   |  y (N 3, d 2)
                        '--------------(tanh)-----------------(+)--------------->
                           dx.from.y.1        dy.1 (N 3, d 2)     dy (N 3, d 2)

          y (N 3, d 2)       L.1 (N 3, d 2)         L ~ 5.676
          --------------(^2)-----------------(mean)----------->
          dy (N 3, d 2)      dL.1 (N 3, d 2)        dL = 1

          dx = dx.from.y + dx.from.y.1      x is used 2 times: what comes back adds up

        """)
  }

  @Test("without a loss there are no gradients, and a transposed operand is marked")
  func forwardOnly() {
    #expect(
      Self.text(Self.transposed, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines.

          a (N 3, in 4)
          ─────────────────╮
                           │
          W (out 2, in 4)  │   Z (N 3, out 2)
          ────────────────(@ᵀ)────────────────→

        """)
  }

  @Test("two layers")
  func twoLayerGraph() {
    #expect(
      Self.text(Self.twoLayers, TextStyle(width: 80))
        == """
          Forward goes right, values above the lines. Backward comes left, gradients
          below them. What leaves by an arrow comes in again further down.

          X (N 4, in 2)
          ──────────────────────╮
          dX (N 4, in 2)        │
                                │
          W1 (in 2, hidden 5)   │  H.1 (N 4, hidden 5)
          ─────────────────────(@)───────────────────────╮
          dW1 (in 2, hidden 5)     dH.1 (N 4, hidden 5)  │
                                                         │
          b1 (hidden 5)         H.2 (N 4, hidden 5)      │  H.3 (N 4, hidden 5)
          ───────────────(copy)─────────────────────────(+)──────────────────────→
          db1 (hidden 5)        dH.2 (N 4, hidden 5)        dH.3 (N 4, hidden 5)

          H.3 (N 4, hidden 5)         H (N 4, hidden 5)
          ─────────────────────(relu)────────────────────→
          dH.3 (N 4, hidden 5)        dH (N 4, hidden 5)

          H (N 4, hidden 5)
          ───────────────────────╮
          dH (N 4, hidden 5)     │
                                 │
          W2 (hidden 5, out 3)   │  Y.1 (N 4, out 3)
          ──────────────────────(@)────────────────────╮
          dW2 (hidden 5, out 3)     dY.1 (N 4, out 3)  │
                                                       │
          b2 (out 3)         Y.2 (N 4, out 3)          │  Y (N 4, out 3)
          ────────────(copy)──────────────────────────(+)─────────────────→
          db2 (out 3)        dY.2 (N 4, out 3)            dY (N 4, out 3)

          Y (N 4, out 3)
          ─────────────────╮
          dY (N 4, out 3)  │
                           │
          T (N 4, out 3)   │  L.1 (N 4, out 3)       L.2 (N 4, out 3)
          ────────────────(−)───────────────────(^2)───────────────────→
                              dL.1 (N 4, out 3)      dL.2 (N 4, out 3)

          L.2 (N 4, out 3)        L.3 = 856                L = 107
          ──────────────────(sum)──────────────(/ (2 * N))─────────→
          dL.2 (N 4, out 3)       dL.3 = 0.125             dL = 1

        """)
  }

  @Test("words tell what is used more than once and what is not used")
  func fanOutInWords() {
    #expect(
      Self.text(Self.scalars, TextStyle(width: 80, accessible: true))
        == """
        x is an input, 3; its gradient is dx, 850, the sum of dx.from.y and dx.from.h.
        w is a param, 2; its gradient is dw, 1224.
        rate is a constant, 0.1; no gradient; it is not used.
        h is w * x, 6; its gradient is dh, 408, the sum of dh.from.y.1.A and
          dh.from.y.1.B.
        y.1 is h * h, 36; its gradient is dy.1, 34.
        y is y.1 + x, 39; its gradient is dy, 34.
        L.1 is y - 5, 34; its gradient is dL.1, 34.
        L.2 is L.1^2, 1156; its gradient is dL.2, 0.5.
        L is L.2 / 2, 578; its gradient is dL, 1.

        """)
  }
}
