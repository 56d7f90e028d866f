/// What can be wrong at one stage of reading a lesson, as data. Each stage has an enum of its own;
/// their words stand in `Explanations`.
package protocol ProblemKind: Sendable {}

/// What is wrong with something that a reader wrote, and where.
package struct Problem: Error, Sendable {
  package let kind: any ProblemKind
  /// Where it is, in the text of the lesson.
  package let range: SourceRange
  /// A second place that belongs to it: the first declaration, the other side of a conflict.
  package let related: SourceRange?

  package init(kind: any ProblemKind, at range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }
}
