/// An error stops the display of a lesson; a warning does not.
package enum Severity: String, Sendable {
  case error, warning
}
