/// The ASCII spelling of symbols. Letters need no entry: their Unicode names give it.
enum AsciiSymbols {
  /// Pairs of a symbol and its spelling.
  static let words: [Unicode.Scalar: String] = pairs(
    """
    Σ sum ∑ sum Π prod ∏ prod ∂ d ∇ grad √ sqrt ∞ inf ∫ int ℓ l ϵ epsilon ϑ theta ϕ phi ς sigma
    ħ h ℝ R ℕ N ℤ Z µ mu ı i ȷ j ß ss æ ae Æ AE œ oe Œ OE ø o Ø O ł l Ł L đ d Đ D þ th Þ Th ð d
    ᵀ .T ⊤ .T · * ⋅ * ∙ * × x ∗ * ⊗ (x) ∘ .* ⊙ .* ⊕ (+) ÷ / ∕ / ⁄ / − - – - — - ‐ - ‑ - ‒ - ― -
    ± +/- ∓ -/+ ≈ ~ ≃ ~ ∼ ~ ≅ ~ ≠ != ≡ == ≔ := ≤ <= ≥ >= ≪ << ≫ >> ∈ in ∉ !in ∝ ~
    → -> ← <- ↔ <-> ⇒ => ⇐ <= ⇔ <=> ↦ -> ⟶ -> ⟵ <- ↑ ^ ↓ v ↵ Enter ⏎ Enter ∀ all ∃ some ¬ not
    ∧ and ∨ or ∩ & ∪ | ∅ {} ‖ || ∥ || ∣ | ⟨ < ⟩ > ⌊ [ ⌋ ] ⌈ [ ⌉ ]
    … ... ⋯ ... ⋮ : ⋱ ... “ " ” " „ " « " » " ‘ ' ’ ' ‚ ' ‹ ' › ' ′ ' ″ " • - ◦ - ▪ - ‣ -
    ½ 1/2 ¼ 1/4 ¾ 3/4 ⅓ 1/3 ⅔ 2/3 ⅛ 1/8 ° deg © (c) ® (R) ™ (TM) § S. € EUR £ GBP
    ✓ [ok] ✔ [ok] ✗ [x] ✘ [x] ✕ x ★ * ☆ * ● * ○ o ◉ @ ■ # □ o ▲ ^ ▼ v ◆ * ◇ o
    ▏ | ▎ | ▍ | ▌ | ▋ # ▊ # ▉ # █ # ▁ _ ▂ . ▃ . ▄ - ▅ = ▆ + ▇ * ░ . ▒ + ▓ #
    ⎡ [ ⎢ [ ⎣ [ ⎤ ] ⎥ ] ⎦ ] ─ - ━ - ═ = │ | ┃ | ║ | ┌ + ┐ + └ + ┘ + ├ + ┤ + ┬ + ┴ + ┼ + ╭ + ╮ +
    ╰ + ╯ + ╴ - ╶ - ╌ - ┄ - ┈ . ╎ | ┆ |
    """
  ).merging(["\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "\u{200A}": "", "\u{3000}": "  "]) {
    $1
  }

  static let superscripts = pairs(
    "⁰ 0 ¹ 1 ² 2 ³ 3 ⁴ 4 ⁵ 5 ⁶ 6 ⁷ 7 ⁸ 8 ⁹ 9 ⁺ + ⁻ - ⁽ ( ⁾ ) ⁿ n ⁱ i ᵏ k ʲ j ᵐ m ᵗ t ˡ l ˢ s")

  static let subscripts = pairs(
    """
    ₀ 0 ₁ 1 ₂ 2 ₃ 3 ₄ 4 ₅ 5 ₆ 6 ₇ 7 ₈ 8 ₉ 9 ₊ + ₋ - ₌ = ₍ ( ₎ ) ₐ a ₑ e ₕ h ᵢ i ⱼ j ₖ k ₗ l ₘ m ₙ n
    ₒ o ₚ p ᵣ r ₛ s ₜ t ᵤ u ᵥ v ₓ x ᵦ beta ᵧ gamma ᵨ rho ᵩ phi ᵪ chi
    """)

  /// Spellings that need a space before a letter: `Σx` is `sum x`.
  static let operators: Set<String> = ["sum", "prod", "sqrt", "grad", "int", "in", "!in", "all"]

  /// A mark with a mathematical meaning, and the letters on which it is only an accent.
  struct Mark {
    let scalar: Unicode.Scalar
    let name: String
    let word: String
    let usual: String
  }

  static let marks = [
    Mark(scalar: "\u{302}", name: "CIRCUMFLEX", word: "hat", usual: "aeioucghjsAEIOUCGHJS"),
    Mark(scalar: "\u{303}", name: "TILDE", word: "tilde", usual: "anoANO"),
    Mark(scalar: "\u{304}", name: "MACRON", word: "bar", usual: "aeiouAEIOU"),
    Mark(scalar: "\u{305}", name: "OVERLINE", word: "bar", usual: ""),
    Mark(scalar: "\u{307}", name: "DOT", word: "dot", usual: "aeiczgAEICZG"),
    Mark(scalar: "\u{20D7}", name: "ARROW", word: "vec", usual: ""),
  ]

  private static func pairs(_ list: String) -> [Unicode.Scalar: String] {
    let words = list.split { $0 == " " || $0 == "\n" }
    var result: [Unicode.Scalar: String] = [:]
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      for scalar in words[index].unicodeScalars { result[scalar] = String(words[index + 1]) }
    }
    return result
  }
}
