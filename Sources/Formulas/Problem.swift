/// A kind of problem of one stage, as data; `Explanations` has the texts.
package protocol ProblemKind: Sendable {}

/// A problem in a reader's text, with its location.
package struct Problem: Error, Sendable {
  package let kind: any ProblemKind
  /// The location in the text of the lesson.
  package let range: SourceRange
  /// A related location: the first declaration, the other side of a conflict.
  package let related: SourceRange?
  /// Where the definition is used in whose text it is located, from the innermost use outwards.
  package var uses: [SourceRange] = []

  package init(kind: any ProblemKind, at range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }
}
