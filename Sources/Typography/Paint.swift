/// Colours and weights, as terminal codes.
package enum Paint: String, Sendable {
  case bold = "1"
  case dim = "2"
  case italic = "3"
  case red = "31"
  case green = "32"

  package var start: String { "\u{1B}[\(rawValue)m" }
  package static let end = "\u{1B}[0m"
}
