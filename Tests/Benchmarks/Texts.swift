/// The lessons that are measured, made here so that they are the same everywhere.
enum Texts {
  static func lesson(_ title: String, _ blocks: String) -> String {
    """
    ---
    format: 1
    title: \(title)
    summary: A lesson that is only measured
    ---

    \(blocks)

    """
  }

  static func fence(_ name: String, _ lines: [String]) -> String {
    "```\(name)\n" + lines.joined(separator: "\n") + "\n```\n"
  }

  /// A matrix of 1,000 × 100 decimals, written out.
  static var matrix: String {
    var state: UInt64 = 1
    let rows = (0..<1000).map { _ in
      let numbers = (0..<100).map { _ -> String in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return decimal(Double(Int(state >> 40) % 20_001 - 10_000) / 1000, 3)
      }
      return "  [" + numbers.joined(separator: ", ") + "]"
    }
    return lesson(
      "A matrix",
      fence("network", ["input X: (N, in) = [\n" + rows.joined(separator: ",\n") + "\n]"])
        + fence("steps", ["shapes"]))
  }

  /// An affine layer with so many samples.
  static func affine(rows: Int) -> String {
    lesson(
      "Rows",
      fence(
        "network",
        [
          "input  X: (N=\(rows), in=16)  = uniform(-1, 1)",
          "param  W: (in, out=8) = uniform(-1, 1, seed=2)",
          "param  b: (out)       = uniform(-1, 1, seed=3)",
          "target T: (N, out)    = uniform(-1, 1, seed=4)",
          "Y = X @ W + b",
          "loss L = sum((Y - T)^2) / (2 * N)",
        ]) + fence("steps", ["shapes"]))
  }

  /// A network of MNIST's size.
  static var digits: String {
    let labels = (0..<100).map { "\($0 % 10)" }.joined(separator: ", ")
    return lesson(
      "Digits",
      fence(
        "network",
        [
          "input  X: (N=100, pixel=784) = uniform(0, 1)",
          "target t: (N) = [\(labels)]",
          "param  U: (pixel, hidden=50) = normal(std=1/20, seed=2)",
          "param  a: (hidden) = zeros",
          "param  V: (hidden, class=10) = normal(std=1/10, seed=3)",
          "param  b: (class) = zeros",
          "H = relu(X @ U + a)",
          "S = H @ V + b",
          "loss L = mean(softmax_cross_entropy(S, t, axis=class))",
        ]) + fence("steps", ["shapes"]))
  }

  /// One of many small lessons, none like another.
  static func small(_ index: Int) -> String {
    let (rows, inner, outer) = (2 + index % 3, 2 + index / 3 % 3, 2 + index / 9 % 2)
    let activation = ["relu(Z)", "tanh(Z)", "sigmoid(Z)", "Z"][index % 4]
    return lesson(
      "Small lesson \(index)",
      "Layer \(index) of \(rows) samples, whose loss is {{ L }}.\n\n"
        + fence(
          "network",
          [
            "input  X: (N=\(rows), in=\(inner)) = uniform(-1, 1, seed=\(index))",
            "param  W: (in, out=\(outer)) = normal(seed=\(index + 1))",
            "param  b: (out) = uniform(-1, 1, seed=\(index + 2))",
            "target T: (N, out) = uniform(-1, 1, seed=\(index + 3))",
            "Z = X @ W + b",
            "Y = \(activation)",
            "loss L = sum((Y - T)^2) / (2 * N)",
          ]) + "\n"
        + fence("steps", ["forward", "backward", "detail dW by sample", "check gradients"]) + "\n"
        + fence("expect", ["dW = X.T @ dZ", "dY = (Y - T) / N"]))
  }

  /// A training run of the network of the lesson affine-batch.
  static var training: String {
    lesson(
      "Training",
      fence(
        "network",
        [
          "input  X: (N, in)   = [[1, 2], [3, -1]]",
          "param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]",
          "param  b: (out)     = [1, -1, 0]",
          "target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]",
          "Y = X @ W + b",
          "loss L = sum((Y - T)^2) / (2 * N)",
        ]) + fence("steps", ["train 10000 steps with adam(rate=1/1000)"]))
  }
}
