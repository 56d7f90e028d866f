import Testing

@testable import Formats

@Suite struct PyTorchFormatTests {
  private func body(_ network: String, steps: String? = nil) throws -> String {
    ScriptSamples.body(
      try ScriptSamples.write(ScriptSamples.text(network, steps: steps), PyTorchFormat.self))
  }

  @Test("every named value is a line, and autograd gives the gradients")
  func values() throws {
    #expect(
      try body(
        """
        input x: (N, in) = [[1], [2]]
        param b: (N) = [1/2, 0]
        const k: () = 3
        Y = (x - b) * k
        loss L = mean(relu(Y))
        """) == """
          # ---- data ----
          # input x: (N 2, in 1)
          x = torch.tensor([[1], [2]], dtype=torch.float64).requires_grad_()
          # param b: (N 2)
          b = torch.tensor([1/2, 0], dtype=torch.float64).requires_grad_()
          # const k: () = 3
          k = torch.tensor(3, dtype=torch.float64)
          # ---- forward pass ----
          # Y = (x - b) * k  (N 2, in 1)
          Y = (x - b[:, None]) * k
          Y.retain_grad()
          check("Y", Y, [[3/2], [6]])
          # L = mean(relu(Y))  ()
          L = torch.relu(Y).mean(dim=(0, 1))
          check("L", L, 15/4)
          # ---- backward pass ----
          L.backward()
          dx = gradient(x)
          check("dx", dx, [[3/2], [3/2]])
          db = gradient(b)
          check("db", db, [-3/2, -3/2])
          dY = gradient(Y)
          check("dY", dY, [[1/2], [1/2]])
          """)
  }

  @Test(
    "the library's own functions are used where their axes allow it",
    arguments: [
      ("Y = softmax(x, axis=c)", "Y = torch.softmax(x, dim=1)"),
      ("Y = max(x, axis=c)", "Y = torch.max(x, dim=1).values"),
      ("Y = max(x)", "Y = largest(x, (0, 1))"),
      ("Y = softmax_cross_entropy(x, t, axis=c)", "Y = F.cross_entropy(x, t, reduction='none')"),
      (
        "Y = softmax_cross_entropy(x, u, axis=N)",
        "Y = F.cross_entropy(x.movedim(0, 1), u, reduction='none')"
      ),
      (
        "Y = batch_norm(x, g, g, axis=N)",
        "Y = F.batch_norm(x, None, None, g, g, training=True, eps=1/100000)"
      ),
      ("Y = batch_norm(x, h, h, axis=c)", "Y_mu = x.mean(dim=1)"),
      ("Y = layer_norm(x, g, g, axis=c)", "Y = F.layer_norm(x, g.shape, g, g, 1/100000)"),
    ])
  func functions(statement: String, line: String) throws {
    let network = """
      input x: (N, c) = [[1, 2], [3, 5], [4, 0]]
      target t: (N) = [0, 1, 1]
      target u: (c) = [0, 2]
      param g: (c) = [1, 2]
      param h: (N) = [1, 2, 3]
      \(statement)
      loss L = sum(Y^2) + sum(g) + sum(h)
      """
    #expect(try body(network).split(separator: "\n").contains { $0 == line })
  }

  @Test("another name for a value has a gradient of its own")
  func alias() throws {
    let body = try body("param w: () = 2\nY = w * 3\nZ = Y\nloss L = Z * Y")
    #expect(body.contains("Z = Y.clone()\nZ.retain_grad()\n"))
  }

  @Test("a value through which no gradient passes has one all the same")
  func detached() throws {
    let body = try body("param w: () = 2\nY = detach(w)\nloss L = Y^2")
    #expect(body.contains("Y.requires_grad_(Y.is_floating_point())") && body.contains("backward()"))
    #expect(body.contains("dw = gradient(w)\ncheck(\"dw\", dw, 0)"))
  }

  @Test("an optimiser goes on from its last use")
  func optimisers() throws {
    let body = try body(
      "param w: () = 2\nloss L = w^2",
      steps: "update with adam(rate=1/10)\ntrain 3 steps with adam(rate=1/5)")
    #expect(
      body.contains(
        """
        adam_2 = torch.optim.Adam([after_w], lr=1/5, betas=(9/10, 999/1000), eps=1/100000000)
        adam_2.state.update(adam.state)
        for step in range(1, 4):
            adam_2.zero_grad()
            loss(after_w).backward()
            adam_2.step()
        after_L = loss(after_w)
        """))
  }
}
