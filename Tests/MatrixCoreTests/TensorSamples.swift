import MatrixCore

let sizes = ["n": 2, "m": 3, "k": 4]

func shape(_ names: String) -> Shape {
  Shape(names.split(separator: " ").map { Axis(String($0), sizes[String($0)] ?? 2) })
}

/// 1, 2, 3 and so on.
func counting(_ names: String) -> Tensor {
  let shape = shape(names)
  return (try? Tensor(shape, numbers: numbers(Array(1...shape.count)))) ?? .zeros(shape)
}

func numbers(_ integers: [Int]) -> [Number] { integers.map { Number($0) } }

func matrix(_ first: String, _ second: String, _ rows: [[Int]]) throws -> Tensor {
  try Tensor(
    Shape([Axis(first, rows.count), Axis(second, rows[0].count)]),
    numbers: numbers(rows.flatMap { $0 }))
}

/// The axes of both, the left's first.
func all(_ left: String, _ right: String) -> Shape {
  let own = shape(left)
  return Shape(own.axes + shape(right).axes.filter { !own.contains($0.name) })
}
