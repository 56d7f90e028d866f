import Testing

@testable import Formats

@Suite struct NumPyFormatTests {
  @Test("every step is a line under its formula, with its value")
  func steps() throws {
    let script = try ScriptSamples.write(
      ScriptSamples.text(
        """
        input x: (N, in) = [[1], [2], [4]]
        param b: (N) = [1/2, 0, -1]
        Y = x - b
        loss L = mean(relu(Y))
        """), NumPyFormat.self)
    #expect(
      ScriptSamples.body(script) == """
        # ---- data ----
        # input x: (N 3, in 1)
        x = np.array([[1], [2], [4]], dtype=float)
        # param b: (N 3)
        b = np.array([1/2, 0, -1], dtype=float)
        # ---- forward pass ----
        # Y.1 = broadcast(b, to=(N, in))  (N 3, in 1)
        Y_1 = np.broadcast_to(b[:, None], (3, 1))
        check("Y.1", Y_1, [[1/2], [0], [-1]])
        # Y = x - b  (N 3, in 1)
        Y = x - Y_1
        check("Y", Y, [[1/2], [2], [5]])
        # L.1 = relu(Y)  (N 3, in 1)
        L_1 = np.maximum(Y, 0)
        check("L.1", L_1, [[1/2], [2], [5]])
        # L = mean(relu(Y))  ()
        L = np.mean(L_1, axis=(0, 1))
        check("L", L, 5/2)
        # ---- backward pass ----
        # dL = 1  ()
        dL = 1
        check("dL", dL, 1)
        # dL.1 = broadcast(dL, to=(N, in)) / (N * in)  (N 3, in 1)
        dL_1 = np.broadcast_to(dL, (3, 1)) / 3
        check("dL.1", dL_1, [[1/3], [1/3], [1/3]])
        # dY = dL.1 * step(Y)  (N 3, in 1)
        dY = dL_1 * np.where(Y > 0, 1.0, 0.0)
        check("dY", dY, [[1/3], [1/3], [1/3]])
        # dY.1 = -dY  (N 3, in 1)
        dY_1 = -dY
        check("dY.1", dY_1, [[-1/3], [-1/3], [-1/3]])
        # db = sum(dY.1, axis=in)  (N 3)
        db = np.sum(dY_1, axis=1)
        check("db", db, [-1/3, -1/3, -1/3])
        # dx = dY  (N 3, in 1)
        dx = dY
        check("dx", dx, [[1/3], [1/3], [1/3]])
        """)
  }

  @Test("what is composed is expanded, and its gradient uses the names inside it")
  func composed() throws {
    let body = ScriptSamples.body(
      try ScriptSamples.write(
        ScriptSamples.text(
          """
          input x: (N, in) = [[1, 2, 4], [3, 1, -1]]
          param s: (in) = [1, 2, 3]
          Y = rms_norm(x, s)
          loss L = sum(Y^2)
          """), NumPyFormat.self))
    #expect(
      body.contains(
        """
        Y_root = np.sqrt(np.mean(x**2, axis=1) + 1/100000)
        Y_normalised = x / Y_root[:, None]
        Y = Y_normalised * s
        """))
    #expect(body.contains("ds = np.sum(dY * Y_normalised, axis=0)"))
    #expect(body.components(separatedBy: "Y_root =").count == 2)
  }

  @Test("labels are integers")
  func labels() throws {
    let body = ScriptSamples.body(
      try ScriptSamples.write(
        ScriptSamples.text(
          """
          input z: (N, class) = [[1, 2], [0, 3]]
          target t: (N) = [1, 0]
          loss L = mean(softmax_cross_entropy(z, t))
          """), NumPyFormat.self))
    #expect(body.contains("t = np.array([1, 0], dtype=np.int64)"))
    #expect(body.contains("np.eye(2)[t]"))
  }

  @Test("a second update goes on from the first")
  func updates() throws {
    let body = ScriptSamples.body(
      try ScriptSamples.write(
        ScriptSamples.text(
          "param w: () = 2\nloss L = w^2",
          steps: """
            update with momentum(rate=1/10)
            update with momentum(rate=1/10)
            train 5 steps with momentum(rate=1/10)
            """), NumPyFormat.self))
    #expect(body.contains("w_v_before = w_v\n# v = 0.9 * v_before + before.dw\n"))
    #expect(body.contains("after_w = before_w - 1/10 * w_v\n"))
    #expect(body.contains("for step in range(1, 6):\n    after_L, after_dw = gradients(after_w)\n"))
    #expect(body.components(separatedBy: "np.zeros(()").count == 2, "memory begins once")
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
