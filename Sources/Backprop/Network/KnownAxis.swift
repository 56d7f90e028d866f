import Formulas

/// An axis whose size is known, and where it was named first.
struct KnownAxis {
  package let size: Int
  let range: SourceRange
}
