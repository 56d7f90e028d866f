import Formulas

extension ReservedWord {
  /// Nil for a word that can be a name.
  package init?(_ word: String) {
    if ReservedWord.functions.contains(word) {
      self = .function
    } else if let role = Network.Role(rawValue: word), role != .value {
      self = .role
    } else {
      return nil
    }
  }

  /// The first functions of the language. The words of later ones stay free, so that lessons that
  /// use them as names stay valid: such a word is a function only before `(`.
  package static let functions: Set = [
    "shape", "exp", "log", "sqrt", "square", "abs", "sigmoid", "tanh", "relu", "leaky_relu",
    "softplus", "silu", "gelu", "dropout", "maximum", "minimum", "sum", "mean", "max", "variance",
    "softmax", "log_softmax", "batch_norm", "batch_norm_eval", "layer_norm", "rms_norm",
    "softmax_cross_entropy", "cross_entropy", "binary_cross_entropy", "flatten", "transpose",
    "one_hot", "rows", "detach", "patches", "max_pool", "mean_pool",
  ]
}
