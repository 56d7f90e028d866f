import Backprop
import Derivations
import Formulas
import MatrixCore

/// A check for one weakness of a valid lesson: numbers that hide a mistake, or a part never shown.
struct LessonWarning: Sendable {
  /// The name in `allow`.
  let code: String
  let find: @Sendable (Lesson, [EvaluatedNetwork]) -> [Problem]

  static let all: [LessonWarning] = [
    .equalAxes, .symmetricMatrix, .zeroRow, .tie, .batchOfTwo, .invisibleMistake, .unusedValue,
    .unusedDefinition, .gradientQuotient, .transposeByName,
  ]

  /// The warnings of a lesson without errors, except those that it allows.
  static func problems(_ lesson: Lesson, _ networks: [EvaluatedNetwork]) -> [Problem] {
    all.filter { !lesson.front.allow.contains($0.code) }.flatMap { $0.find(lesson, networks) }
  }
}

extension LessonWarning {
  /// Two axes of equal size; each size is reported once.
  static let equalAxes = LessonWarning(code: "equal-axes") { lesson, _ in
    lesson.networks.flatMap { network -> [Problem] in
      var first: [Int: Axis] = [:]
      var reported: Set<Int> = []
      return network.axes.compactMap { axis in
        guard let other = first[axis.size] else {
          first[axis.size] = axis
          return nil
        }
        // A statement that names one as the other needs them equal.
        if network.renames(other.name, axis.name) { return nil }
        guard reported.insert(axis.size).inserted, let range = network.axisRange(axis.name) else {
          return nil
        }
        return Problem(
          .equalAxes(other.name, axis.name, size: axis.size), at: range,
          related: network.axisRange(other.name))
      }
    }
  }

  static let symmetricMatrix = LessonWarning(code: "symmetric-matrix") { _, networks in
    networks.data { value, tensor in
      guard tensor.isSymmetric else { return nil }
      return Problem(.symmetricMatrix(value.name), at: value.nameRange)
    }
  }

  /// A row of zeros in an input or param; in a constant, such as a mask, it may be meant.
  static let zeroRow = LessonWarning(code: "zero-row") { lesson, networks in
    networks.data { value, tensor in
      guard value.role == .input || value.role == .param, let row = tensor.firstZeroRow else {
        return nil
      }
      return Problem(
        .zeroRow(value.name, row: row + 1),
        at: lesson.row(row, of: value, width: tensor.shape.sizes[1]))
    }
  }

  static let tie = LessonWarning(code: "tie") { _, networks in
    networks.flatMap { network in
      network.ties.map { Problem(.tie($0.function), at: $0.range) }
    }
  }

  static let batchOfTwo = LessonWarning(code: "batch-of-two") { _, networks in
    networks.flatMap { network in
      network.batchesOfTwo.map { Problem(.batchOfTwo(axis: $0.axis), at: $0.range) }
    }
  }

  static let invisibleMistake = LessonWarning(code: "mistake-invisible") { _, networks in
    networks.flatMap { network in
      network.invisibleMistakes.map {
        Problem(
          $0.remark.map { [gradient = $0.gradient] in
            .invisibleMistake(gradient: gradient, remark: $0)
          } ?? .zeroGradient($0.gradient), at: $0.range)
      }
    }
  }

  /// A value that nothing refers to. In a network without a loss the values are the result.
  static let unusedValue = LessonWarning(code: "unused-value") { lesson, _ in
    let uses = ReferencedNames(lesson)
    return lesson.networks.flatMap { network in
      network.values.compactMap { value in
        let isResult = value.node == network.loss || network.loss == nil && value.role == .value
        guard !isResult, !uses.contains(value.name, of: network.index) else { return nil }
        return Problem(.unusedValue(value.name), at: value.nameRange)
      }
    }
  }
}

extension LessonWarning {
  static let unusedDefinition = LessonWarning(code: "unused-definition") { lesson, _ in
    lesson.networks.flatMap { network in
      network.unusedDefinitions.map {
        Problem(.unusedDefinition($0.name.text), at: $0.name.range)
      }
    }
  }
}

extension [EvaluatedNetwork] {
  /// The problems that `find` returns for the data of the networks, statement by statement.
  fileprivate func data(
    _ find: (Network.Value, Tensor) -> Problem?
  ) -> [Problem] {
    flatMap { network in
      network.values.compactMap { value in
        guard value.formula == nil, value.role != .value, value.role != .loss,
          let tensor = network.tensor(value.node)
        else { return nil }
        return find(value, tensor)
      }
    }
  }
}

extension Lesson {
  /// The range of a row of data; the range of the name if the data is not a list.
  fileprivate func row(
    _ row: Int, of value: Network.Value, width: Int
  ) -> SourceRange {
    guard let list = value.list,
      let first = NetworkParser.entryRange(source.bytes, list, row * width),
      let last = NetworkParser.entryRange(source.bytes, list, (row + 1) * width - 1)
    else { return value.nameRange }
    return first.lowerBound..<last.upperBound
  }
}
