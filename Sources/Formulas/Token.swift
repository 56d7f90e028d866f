/// A token of the language, with its range.
package struct Token: Sendable, Equatable {
  package let kind: Kind
  package let range: SourceRange

  package enum Kind: Sendable, Equatable {
    case number
    case name
    /// `ᵀ`
    case superscriptT
    /// One of `+ - * / @ ^ ( ) [ ] , : ; = . < >`, or one of two characters.
    case symbol(Symbol)
    /// The end of a line outside brackets.
    case newline
    /// A character outside the language.
    case unknown
    case end
  }

  package enum Symbol: UInt8, Sendable {
    case plus = 0x2B
    case minus = 0x2D
    case times = 0x2A
    case divide = 0x2F
    case at = 0x40
    case power = 0x5E
    case openParenthesis = 0x28
    case closeParenthesis = 0x29
    case openBracket = 0x5B
    case closeBracket = 0x5D
    case comma = 0x2C
    case colon = 0x3A
    case equals = 0x3D
    case dot = 0x2E
    case semicolon = 0x3B
    case less = 0x3C
    case greater = 0x3E
    /// `**`, which isn't in the language but is often typed.
    case doubleTimes = 0
    // Symbols of two characters have the values of control characters.
    case lessOrEqual = 1
    case greaterOrEqual = 2
    case doubleEquals = 3
    case notEqual = 4
  }

  package func `is`(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
}
