/// A way over stored entries: to every entry of a shape, in order, belongs the place that is the sum
/// of its indices, each times the step of its axis.
///
/// Copying, rearranging and summing are walks. No list of places is made for them: neighbours that
/// are equally far apart make a run, and a run is a plain loop.
struct StridedPath {
  /// The axes before the last one; axes that continue one another are joined.
  private var outer: [Loop] = []
  /// How many entries a run has, and how far apart their places are.
  private var count = 1
  private var step = 1
  private let start: Int

  /// The walk over `shape` on which the axes have the steps that `stepOf` gives.
  init(_ shape: Shape, from start: Int = 0, stepOf: (Axis) -> Int) {
    self.start = start
    for axis in shape.axes where axis.size != 1 {
      let next = stepOf(axis)
      if count == 1 {
        (count, step) = (axis.size, next)
      } else if step == next * axis.size {
        (count, step) = (count * axis.size, next)
      } else {
        outer.append(Loop(size: count, step: step))
        (count, step) = (axis.size, next)
      }
    }
  }

  private struct Loop {
    let size: Int
    let step: Int
  }

  private struct Run {
    /// The entry with which it begins.
    let offset: Int
    /// The place of that entry.
    let place: Int
  }

  @inline(__always)
  private func eachRun(_ body: (Run) -> Void) {
    var indices = [Int](repeating: 0, count: outer.count)
    var (offset, place) = (0, start)
    while true {
      body(Run(offset: offset, place: place))
      offset += count
      var axis = outer.count - 1
      while axis >= 0 {
        indices[axis] += 1
        place += outer[axis].step
        if indices[axis] < outer[axis].size { break }
        place -= outer[axis].size * outer[axis].step
        indices[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// How many entries there are.
  private var total: Int { outer.reduce(count) { $0 * $1.size } }

  /// The places, in order.
  var places: [Int] {
    var places: [Int] = []
    places.reserveCapacity(total)
    eachRun { run in
      for index in 0..<count { places.append(run.place + index * step) }
    }
    return places
  }

  /// The entries at the places, in order.
  func gather<Entry: BitwiseCopyable>(_ entries: [Entry]) -> [Entry] {
    [Entry](unsafeUninitializedCapacity: total) { result, initialized in
      entries.withUnsafeBufferPointer { entries in
        if outer.count == 1, outer[0].step == 1 {
          turn(entries, to: result, rows: outer[0].size)
        } else {
          eachRun { run in
            for index in 0..<count {
              result[run.offset &+ index] = entries[run.place &+ index &* step]
            }
          }
        }
      }
      initialized = total
    }
  }

  /// Copies runs that begin side by side, as those of a transposed matrix do: eight entries of each at
  /// a time, so that what is read are eight rows from their beginning to their end.
  @inline(__always)
  private func turn<Entry: BitwiseCopyable>(
    _ entries: UnsafeBufferPointer<Entry>, to result: UnsafeMutableBufferPointer<Entry>, rows: Int
  ) {
    let eights = count / 8 * 8
    for first in stride(from: 0, to: eights, by: 8) {
      var (place, offset) = (start &+ first &* step, first)
      for _ in 0..<rows {
        for index in 0..<8 { result[offset &+ index] = entries[place &+ index &* step] }
        place &+= 1
        offset &+= count
      }
    }
    for index in eights..<count {
      var (place, offset) = (start &+ index &* step, index)
      for _ in 0..<rows {
        result[offset] = entries[place]
        place &+= 1
        offset &+= count
      }
    }
  }

  /// The sums of the entries that have the same place, each running from the first entry to the last.
  @inline(__always)
  func sums<Entry: BitwiseCopyable & AdditiveArithmetic>(
    of entries: [Entry], count sums: Int, _ add: (Entry, Entry) -> Entry
  ) -> [Entry] {
    var totals = [Entry](repeating: .zero, count: sums)
    totals.withUnsafeMutableBufferPointer { totals in
      entries.withUnsafeBufferPointer { entries in
        eachRun { run in
          if step == 0 {
            var sum = totals[run.place]
            for index in 0..<count { sum = add(sum, entries[run.offset &+ index]) }
            totals[run.place] = sum
          } else {
            for index in 0..<count {
              let place = run.place &+ index &* step
              totals[place] = add(totals[place], entries[run.offset &+ index])
            }
          }
        }
      }
    }
    return totals
  }
}

extension Shape {
  /// The walk that visits, for every entry of `target`, the entry with the same indices in this
  /// shape. Axes that this shape lacks don't count.
  func walk(over target: Shape) -> StridedPath {
    StridedPath(target) { axis in index(of: axis.name).map { stride(of: $0) } ?? 0 }
  }
}
