import MatrixCore

extension Graph {
  /// The values as far as they are finite, and what stopped them.
  func evaluateFinite() -> ([Tensor], Problem?) {
    var values: [Tensor] = []
    values.reserveCapacity(entries.count)
    for index in entries.indices {
      do throws(Problem) {
        let value = try evaluate(index, values) { reference in
          if case .tensor(let tensor) = reference { tensor } else { Tensor(Number(Int32(0))) }
        }
        if let offset = value.firstNonFinite {
          return (values, notFinite(index, value, offset, values))
        }
        values.append(value)
      } catch {
        return (values, error)
      }
    }
    return (values, nil)
  }

  /// The entry that is no number, with the numbers it was made of.
  private func notFinite(
    _ index: Int, _ value: Tensor, _ offset: Int, _ values: [Tensor]
  ) -> Problem {
    let entry = entries[index]
    var operands: [(name: String, number: Number)] = []
    if case .applied(let application) = entry.source {
      let labels = application.labels(self)
      for (label, tensor) in zip(labels, application.tensors(values)) {
        if tensor.shape == entry.shape {
          operands.append((label.text(), tensor[offset]))
        } else if tensor.shape.isScalar {
          operands.append((label.text(), tensor[0]))
        }
      }
    }
    return Problem(
      .notFinite(
        Problem.NonFinite(
          value: value[offset].double.isNaN ? "NaN" : "infinite", label: entry.label,
          indices: entry.shape.indices(at: offset), operands: operands)), at: entry.range)
  }
}
