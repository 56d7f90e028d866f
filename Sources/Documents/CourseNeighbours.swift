/// A lesson of a course, as a file beside others.
package struct CourseEntry: Sendable {
  /// The name of its file.
  package let file: String
  package let title: String
  package let summary: String

  package init(file: String, title: String, summary: String) {
    (self.file, self.title, self.summary) = (file, title, summary)
  }
}

/// The lessons before and after one, where it has them.
package struct CourseNeighbours: Sendable {
  package let previous: CourseEntry?
  package let next: CourseEntry?
  /// The name of the file that lists the course.
  package let index: String

  package init(previous: CourseEntry?, next: CourseEntry?, index: String) {
    (self.previous, self.next, self.index) = (previous, next, index)
  }
}
