/// A step of the way back.
enum PlannedGradient: Sendable {
  case seed(Int)
  /// What arrives at `consumer` goes on, unchanged, to entries without a name.
  case passedOn(consumer: Int, receivers: [Int])
  /// What one use of a value sends back to it; `isOnly` where it is the gradient already.
  case contribution(entry: Int, index: Int, isOnly: Bool)
  /// The gradients of several uses added.
  case total(Int)
  /// An input or param on which the loss does not depend, or a value behind `detach`.
  case zero(Int)

  /// The entry whose gradient is known after this step.
  var completes: Int? {
    switch self {
    case .seed(let entry), .total(let entry), .zero(let entry): entry
    case .contribution(let entry, _, let isOnly): isOnly ? entry : nil
    case .passedOn: nil
    }
  }
}
