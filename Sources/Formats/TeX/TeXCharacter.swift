import Typography

/// Single characters in the language of LaTeX, as the fonts of every installation have them.
enum TeXCharacter {
  /// A character within mathematics; nil if it stands for itself.
  static func math(_ character: Character) -> String? {
    if let command = commands[character] {
      return command + (command.last?.isLetter == true ? " " : "")
    }
    if let escaped = escapes[character] { return escaped }
    return subscripts[character].map { $0 }
  }

  /// A character of running text, or of words within mathematics.
  static func text(_ character: Character, inMath: Bool = false) -> String {
    if let mark = marks[character] { return mark }
    if let escaped = escapes[character] { return escaped }
    if let command = commands[character] {
      return inMath ? "$\(command)$" : "\\ensuremath{\(command)}"
    }
    if let low = subscripts[character] { return "$_{\(low)}$" }
    if let high = superscripts[character] { return "$^{\(high)}$" }
    return "\(character)"
  }

  /// Whether a character of finished LaTeX can't be set: all others were replaced by commands.
  static func isUnsupported(_ character: Character) -> Bool {
    guard !character.isASCII else { return false }
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return true
    }
    // The letters of western Europe, without the four that the usual fonts lack.
    return !(0xC0...0xFF ~= scalar.value) || "ÐðÞþ".contains(character)
  }

  private static let escapes: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
    "%": "\\%", "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
  ]

  private static let marks: [Character: String] = [
    "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---", "…": "\\ldots{}",
    "\u{A0}": "~", "<": "\\textless{}", ">": "\\textgreater{}", "|": "\\textbar{}",
    "\"": "''", "✓": "\\ensuremath{\\surd}", "✗": "\\ensuremath{\\times}",
    "½": "\\ensuremath{\\tfrac12}", "¼": "\\ensuremath{\\tfrac14}",
  ]

  private static let commands: [Character: String] = [
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon",
    "ζ": "\\zeta", "η": "\\eta", "θ": "\\theta", "ι": "\\iota", "κ": "\\kappa",
    "λ": "\\lambda", "μ": "\\mu", "µ": "\\mu", "ν": "\\nu", "ξ": "\\xi", "ο": "o", "π": "\\pi",
    "ρ": "\\rho", "σ": "\\sigma", "ς": "\\varsigma", "τ": "\\tau", "υ": "\\upsilon",
    "φ": "\\varphi", "ϕ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega",
    "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta", "Λ": "\\Lambda", "Ξ": "\\Xi",
    "Π": "\\Pi", "Σ": "\\Sigma", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
    "∂": "\\partial", "∇": "\\nabla", "∑": "\\sum", "∏": "\\prod", "√": "\\surd",
    "∞": "\\infty", "−": "-", "×": "\\times", "·": "\\cdot", "⋅": "\\cdot", "∘": "\\circ",
    "⊗": "\\otimes", "⊙": "\\odot", "÷": "\\div", "±": "\\pm", "≈": "\\approx", "≠": "\\ne",
    "≤": "\\le", "≥": "\\ge", "→": "\\to", "←": "\\leftarrow", "↔": "\\leftrightarrow",
    "⇒": "\\Rightarrow", "↦": "\\mapsto", "∈": "\\in", "∥": "\\|", "‖": "\\|", "⊤": "\\top",
    "ᵀ": "^{\\top}", "′": "{}^{\\prime}", "ˣ": "^{x}", "°": "^{\\circ}", "⌊": "\\lfloor",
    "⌋": "\\rfloor", "…": "\\ldots", "⋯": "\\cdots", "⋮": "\\vdots", "ℓ": "\\ell", "ŷ": "\\hat{y}",
    "Ŷ": "\\hat{Y}",
    "𝟙": "\\mathbf{1}",
  ]

  fileprivate static let subscripts: [Character: String] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "₊": "+", "₋": "-", "ₐ": "a", "ₑ": "e", "ₕ": "h", "ᵢ": "i", "ⱼ": "j", "ₖ": "k",
    "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₒ": "o", "ₚ": "p", "ᵣ": "r", "ₛ": "s", "ₜ": "t", "ᵤ": "u",
    "ᵥ": "v", "ₓ": "x",
  ]

  private static let superscripts: [Character: String] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "ⁿ": "n", "ᵏ": "k", "ᵗ": "t", "ⁱ": "i", "ᵃ": "a", "ᶻ": "z",
  ]
}

extension Character {
  /// Whether it is a small digit or letter below the line.
  var isSubscript: Bool { TeXCharacter.subscripts[self] != nil }
}
