import Formulas

/// An axis of known size and the range where it was named first.
struct KnownAxis {
  package let size: Int
  let range: SourceRange
}
