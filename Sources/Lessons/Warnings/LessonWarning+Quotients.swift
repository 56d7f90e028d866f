import Backprop
import Derivations
import Formulas

extension LessonWarning {
  /// `dL/dW` where a gradient is meant: a quotient in the notation of books.
  static let gradientQuotient = LessonWarning(code: "gradient-quotient") { lesson, _ in
    lesson.items.flatMap { item in
      item.formulas.flatMap { $0.gradientQuotients(after: lesson.networks) }
        .map { Problem(.gradientAsQuotient(gradient: $0.gradient), at: $0.range) }
    }
  }
}

extension Formula {
  /// The divisions of a loss's gradient by another gradient, with that gradient's name.
  fileprivate func gradientQuotients(
    after networks: [Network]
  ) -> [(gradient: String, range: SourceRange)] {
    if case .binary(.divide, let left, let right) = kind, let loss = left.gradientTarget,
      let gradient = right.gradientTarget,
      networks.contains(where: { $0.value(named: loss)?.role == .loss }),
      networks.contains(where: { $0.value(named: gradient) != nil })
    {
      return [(right.text(), range)]
    }
    return parts.flatMap { $0.gradientQuotients(after: networks) }
  }

  /// The value whose gradient this names: W for `dW` and `main.dW`.
  private var gradientTarget: String? {
    switch kind {
    case .name(let name), .member(_, let name): name.gradientTarget
    default: nil
    }
  }
}
