/// Maps each entry of a shape, in order, to a storage offset: the sum of index × stride over its axes.
///
/// Copying, rearranging and summing follow such a path without a list of offsets: entries that are
/// equally far apart form a run, and a run is a plain loop.
struct StridedPath {
  /// The axes before the last one; contiguous axes are merged.
  private var outer: [Loop] = []
  /// The number of entries in a run, and their stride.
  private var count = 1
  private var stride = 1
  private let start: Int

  /// The path over `shape` whose axes have the strides `strideOf` from the offset `start`.
  init(_ shape: Shape, from start: Int = 0, strideOf: (Axis) -> Int) {
    self.start = start
    for axis in shape.axes where axis.size != 1 {
      let next = strideOf(axis)
      if count == 1 {
        (count, stride) = (axis.size, next)
      } else if stride == next * axis.size {
        (count, stride) = (count * axis.size, next)
      } else {
        outer.append(Loop(size: count, stride: stride))
        (count, stride) = (axis.size, next)
      }
    }
  }

  private struct Loop {
    let size: Int
    let stride: Int
  }

  private struct Run {
    /// The index of its first entry in the path.
    let index: Int
    /// The storage offset of that entry.
    let offset: Int
  }

  @inline(__always)
  private func eachRun(_ body: (Run) -> Void) {
    var indices = [Int](repeating: 0, count: outer.count)
    var (index, offset) = (0, start)
    while true {
      body(Run(index: index, offset: offset))
      index += count
      var axis = outer.count - 1
      while axis >= 0 {
        indices[axis] += 1
        offset += outer[axis].stride
        if indices[axis] < outer[axis].size { break }
        offset -= outer[axis].size * outer[axis].stride
        indices[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// The number of entries.
  private var total: Int { outer.reduce(count) { $0 * $1.size } }

  /// The storage offsets, in order.
  var offsets: [Int] {
    var offsets: [Int] = []
    offsets.reserveCapacity(total)
    eachRun { run in
      for index in 0..<count { offsets.append(run.offset + index * stride) }
    }
    return offsets
  }

  /// The entries at the offsets, in order.
  func gather<Entry: BitwiseCopyable>(_ entries: [Entry]) -> [Entry] {
    [Entry](unsafeUninitializedCapacity: total) { result, initialized in
      entries.withUnsafeBufferPointer { entries in
        if outer.count == 1, outer[0].stride == 1 {
          transpose(entries, to: result, rows: outer[0].size)
        } else {
          eachRun { run in
            for index in 0..<count {
              result[run.index &+ index] = entries[run.offset &+ index &* stride]
            }
          }
        }
      }
      initialized = total
    }
  }

  /// Copies runs that begin side by side, as in a transposed matrix: eight columns at a time, so that
  /// eight rows are read sequentially.
  @inline(__always)
  private func transpose<Entry: BitwiseCopyable>(
    _ entries: UnsafeBufferPointer<Entry>, to result: UnsafeMutableBufferPointer<Entry>, rows: Int
  ) {
    let eights = count / 8 * 8
    for first in Swift.stride(from: 0, to: eights, by: 8) {
      var (offset, target) = (start &+ first &* stride, first)
      for _ in 0..<rows {
        for index in 0..<8 { result[target &+ index] = entries[offset &+ index &* stride] }
        offset &+= 1
        target &+= count
      }
    }
    for index in eights..<count {
      var (offset, target) = (start &+ index &* stride, index)
      for _ in 0..<rows {
        result[target] = entries[offset]
        offset &+= 1
        target &+= count
      }
    }
  }

  /// The sums of the entries that have the same offset, each from the first entry to the last.
  @inline(__always)
  func sums<Entry: BitwiseCopyable & AdditiveArithmetic>(
    of entries: [Entry], count sums: Int, _ add: (Entry, Entry) -> Entry
  ) -> [Entry] {
    var totals = [Entry](repeating: .zero, count: sums)
    totals.withUnsafeMutableBufferPointer { totals in
      entries.withUnsafeBufferPointer { entries in
        eachRun { run in
          if stride == 0 {
            var sum = totals[run.offset]
            for index in 0..<count { sum = add(sum, entries[run.index &+ index]) }
            totals[run.offset] = sum
          } else {
            for index in 0..<count {
              let offset = run.offset &+ index &* stride
              totals[offset] = add(totals[offset], entries[run.index &+ index])
            }
          }
        }
      }
    }
    return totals
  }
}

extension Shape {
  /// The path over `target` to the entries of this shape with the same indices; axes that this shape
  /// lacks have stride 0.
  func path(over target: Shape) -> StridedPath {
    StridedPath(target) { axis in index(of: axis.name).map { stride(of: $0) } ?? 0 }
  }
}
