extension String {
  /// `W` for `dW`: the value whose gradient the name may denote.
  package var gradientTarget: String? {
    first == "d" ? String(dropFirst()) : nil
  }
}
