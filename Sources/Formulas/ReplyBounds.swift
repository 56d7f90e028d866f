/// The bounds by which replies are read and judged, by the program and by the script of a page.
package enum ReplyBounds {
  /// The most brackets, signs and powers inside each other.
  package static let depth = 32
  /// The digits that are enough, however many are shown; a number is taken as shown with no fewer.
  package static let digits = 3
  /// The relative error of results in single precision, from products of a few terms.
  package static let singlePrecision = 4e-6
  /// The relative error of a distance, by the rounding of doubles at exact halves.
  package static let distanceError = 1e-9
  /// The relative error of a unit of the last digit, of which digits cut off take less.
  package static let unitError = 1e-6
  /// The most, relative to a value, that a slip in its last digit makes.
  package static let slip = 0.04
}
