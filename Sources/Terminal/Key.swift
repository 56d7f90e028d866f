/// A key press.
package enum Key: Hashable, Sendable {
  case enter
  case space
  case tab
  case backspace
  case delete
  case escape
  case left
  case right
  case up
  case down
  case home
  case end
  case pageUp
  case pageDown
  /// A visible character.
  case character(Character)
  /// A letter or sign together with Ctrl: `control("d")`.
  case control(Character)
  /// Text that was pasted.
  case paste(String)
}
