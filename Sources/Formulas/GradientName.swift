extension String {
  /// `W` of `dW`: the name of the value whose gradient a name may be.
  package var gradientTarget: String? {
    first == "d" ? String(dropFirst()) : nil
  }
}
