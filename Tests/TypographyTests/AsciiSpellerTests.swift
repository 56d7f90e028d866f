import Testing
import Typography

@Suite struct AsciiSpellerTests {
  @Test(
    "known symbols are spelt in ASCII",
    arguments: [
      ("dW = Xᵀ @ dY", "dW = X.T @ dY"), ("Σₙ X[n,i] · dY", "sum_n X[n,i] * dY"),
      ("Σₙxₙᵀ dyₙ", "sum_n x_n.T dy_n"), ("2Σx", "2 sum x"), ("δ₁₂", "delta12"), ("Δ", "Delta"),
      ("λ", "lambda"), ("Σᵢ₌₁ⁿ", "sum_i=1^n"), ("x² + 10⁻⁷", "x^2 + 10^-7"), ("∂L/∂W", "dL/dW"),
      ("∇L", "grad L"), ("√2", "sqrt 2"), ("√(x)", "sqrt(x)"), ("a ⊗ b ∘ c", "a (x) b .* c"),
      ("≈ − – … ≤ → ∞", "~ - - ... <= -> inf"), ("“é” ‘Ü’", "\"e\" 'U'"),
      ("naïve rôle", "naive role"),
      ("ŷ = y\u{302}", "y_hat = y_hat"), ("x\u{304} ẑ ñ", "x_bar z_hat n"), ("𝐖", "W"),
      ("ß Æ ø", "ss AE o"), ("日本", "??"), ("½ ±", "1/2 +/-"), ("✓", "[ok]"), ("a\u{A0}b", "a b"),
      ("a\tb\u{1B}[c", "a b?[c"), ("θ̂", "theta_hat"),
    ])
  func ascii(_ text: String, _ spelt: String) {
    #expect(Spelling.ascii(text) == spelt)
  }
}
