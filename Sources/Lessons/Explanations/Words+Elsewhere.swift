extension Words {
  /// What does the same as a function of another library or of a textbook.
  static func equivalent(of function: String) -> String? {
    switch function.lowercased() {
    case "dot", "matmul", "mm", "bmm": "the matrix product is `X @ W`"
    case "avg", "average": "`mean(x)` averages"
    case "ln", "log10", "log2": "`log(x)` is the natural logarithm"
    case "var": "`variance(x)` has the option `kind=population` or `kind=sample`"
    case "std", "stddev": "the standard deviation is `sqrt(variance(x))`"
    case "norm": "the length of a vector is `sqrt(sum(x^2))`"
    case "mse", "mse_loss", "l2_loss": "the mean squared error is `mean((Y - T)^2)`"
    case "pow", "power": "a power is written `x^2`"
    case "relu6", "selu": "`relu(x)` and `elu(x)` come near"
    case "bce", "bce_loss", "bcewithlogitsloss": "`binary_cross_entropy(z, t)` takes scores"
    case "crossentropyloss", "nll_loss", "cross_entropy_loss":
      "`softmax_cross_entropy(z, t)` takes scores, `cross_entropy(p, t)` probabilities"
    case "logistic", "expit", "σ": "`sigmoid(x)` is the logistic function"
    case "embedding", "gather", "take": "`rows(E, t)` picks rows by label"
    case "clamp": "`clip(x, low, high)` keeps values between two bounds"
    case "cat", "concatenate", "hstack", "vstack":
      "`concat(A, B, axes=(…), into=…)` joins axes, `stack(A, B, into=…)` makes a new one"
    case "view", "unsqueeze", "squeeze": "`flatten` and `transpose` rearrange axes"
    case "conv", "conv2d": "a convolution is `patches(…) @ K`"
    case "grad": "the gradient of `W` is `dW`"
    case "round": "digits are asked for with `to`, in prose: `{{ L to 3 }}`"
    case "len", "size": "the size of an axis is its name, as in `/ N`"
    case "randn", "rand": "random data is made by `normal` or `uniform(-1, 1)`, alone after the `=`"
    case "uniform", "normal", "bernoulli", "zeros", "ones", "eye", "range":
      "it makes data, after `input`, `param`, `target` or `const`"
    default: nil
    }
  }

  /// What is meant by an attribute of a value: `Y.shape`, `W.grad`.
  static func attribute(_ text: String) -> String? {
    let parts = text.split(separator: ".")
    guard parts.count == 2 else { return nil }
    return switch parts[1] {
    case "shape", "size": "write `shape(\(parts[0]))`"
    case "grad": "write `d\(parts[0])`"
    case "t", "mT", "H": "write `\(parts[0]).T`"
    default: nil
    }
  }
}
