/// The shown indices of n: all up to the limit, else the first and last 3 with nil between.
package struct Abridged: RandomAccessCollection, Sendable {
  private let total: Int
  private let isCut: Bool

  package init(_ total: Int, limit: Int) {
    self.total = total
    isCut = total > limit
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { isCut ? 7 : total }

  package subscript(position: Int) -> Int? {
    !isCut || position < 3 ? position : position == 3 ? nil : total - 7 + position
  }
}

extension Abridged {
  /// The maximum number of rows and of columns shown without a gap; columns that don't fit the width
  /// stand in blocks.
  package static let limit = 24
  /// The maximum number shown without a gap in a narrow space.
  package static let compactLimit = 8
}
