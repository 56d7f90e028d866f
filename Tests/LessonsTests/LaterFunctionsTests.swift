import Lessons
import Testing

/// Lessons that real questions led to, and that earlier versions refused.
struct LaterFunctionsTests {
  @Test(
    "a lesson has no problem, and its claims hold",
    arguments: [
      // An outer product of two vectors.
      """
      ```network
      input  u: (m) = [1, 2]
      input  v: (n) = [3, 0, -1]
      param  W: (m, n) = [[1, 0, 2], [-1, 1, 1]]
      loss L = sum(u * (W @ v))
      ```
      ```steps
      compare dW with outer(u, v)
      ```
      """,
      // The formula that a page prints.
      """
      ```network
      input  z: (n) = [1, -2, 3]
      loss L = sum(relu(z))
      ```
      ```steps
      backward
      compare dz with step(z)
      compare dz with relu(z) / z
      ```
      """,
      // A slope that learns, one for each output.
      """
      ```network
      input  X: (N, in)   = [[1, -2], [3, 0.5], [-1, -1]]
      param  W: (in, out) = [[1, 0, -1, 2], [2, 1, 1, -1]]
      param  a: (out)     = [1/4, 1/2, 1/3, 1/5]
      Z = X @ W
      Y = prelu(Z, a)
      loss L = sum(Y^2) / (2 * N)
      ```
      ```steps
      backward
      compare da with sum(dY * minimum(Z, 0), axis=N)
      check gradients
      ```
      """,
      // Maxout: the largest of several linear pieces.
      """
      ```network
      input  X: (N, in)               = [[1, -2], [3, 0.5], [-1, -1]]
      param  W: (in, unit=2, piece=3) = uniform(-1, 1, seed=5)
      target T: (N, unit)             = [[1, -1], [0, 2], [1, 1]]
      Z = X @ transpose(W, axes=(unit, in, piece))
      Y = max(Z, axis=piece)
      loss L = sum((Y - T)^2) / (2 * N)
      ```
      ```steps
      check gradients
      ```
      """,
      // A product for each head.
      """
      ```network
      input Q: (head=2, query=3, d=2) = range(-1, 0.5)
      input K: (head, key=3, d)       = range(1, -0.25)
      Kt = transpose(K, axes=(head, d, key))
      S = Q @ Kt
      loss L = sum(S^2)
      ```
      ```steps
      check gradients
      ```
      ```expect
      dQ = 2 * S @ K
      dKt = transpose(Q, axes=(head, d, query)) @ dS
      pick(S, axis=head, at=1) = [[-11/8, -5/8, 1/8], [3/8, 1/8, -1/8], [17/8, 7/8, -3/8]]
      ```
      """,
      // The larger of two.
      """
      ```network
      input  a: (n) = [1, -2, 3]
      loss L = sum(maximum(0, a))
      ```
      ```expect
      L = 4
      ```
      """,
      // An axis from `into=` has its size in the rest of its formula.
      """
      ```network
      input X: (h, w) = [[1, 2], [3, 4]]
      A = flatten(X, axes=(h, w), into=f)
      B = A / f
      C = flatten(X, axes=(h, w), into=g) / g
      loss L = sum(C) + sum(B)
      ```
      ```expect
      C = [1/4, 1/2, 3/4, 1]
      ```
      """,
      // Words of later functions as names.
      """
      ```network
      input where: (step, pad) = [[1, 2], [3, -4]]
      const clip = 2
      sign = clip(where, -clip, clip)
      slice: (pick, argmax) = sign * (where > 0)
      loss outer = sum(slice) / step
      ```
      ```steps
      compare sign[2, 2] with -2
      ```
      ```expect
      outer = 5/2
      ```
      """,
    ])
  func isAllowed(_ text: String) {
    let source = SourceText(name: "mine.md", bytes: Array((Sample.front + text).utf8))
    #expect(LessonRun.diagnostics(source).map(\.message) == [])
  }

  @Test(
    "a message names the function that is meant",
    arguments: [
      ("compare dW with u @ v", "outer(u, v)"), ("compare dW with u * v", "outer(u, v)"),
      ("show leaky_relu(u, slope=a)", "prelu(…, a)"), ("show max(0, u)", "maximum(0, u)"),
      ("show H.T", "transpose(H, axes=(k, n, m))"), ("show 0 < u < 2", "(0 < u) * (u < …)"),
    ])
  func names(_ step: String, _ function: String) throws {
    let text = """
      ```network
      input  u: (m) = [1, 2]
      input  v: (n) = [3, 0, -1]
      param  W: (m, n) = [[1, 0, 2], [-1, 1, 1]]
      param  a = 1/4
      input  H: (k=2, m, n) = range(1, 1)
      loss L = sum(u * (W @ v)) + sum(a * H)
      ```
      ```steps
      \(step)
      ```
      """
    let source = SourceText(name: "mine.md", bytes: Array((Sample.front + text).utf8))
    let told = try #require(LessonRun.diagnostics(source).first)
    #expect(told.help?.contains("`\(function)`") == true, "\(told.message): \(told.help ?? "")")
  }
}
