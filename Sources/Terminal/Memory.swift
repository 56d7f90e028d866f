/// The process's memory.
package enum Memory {
  /// Lets the C library keep what is freed for what is needed next: a training run makes tensors of the
  /// same sizes again and again.
  ///
  /// glibc gives a large piece back to the system, which clears every page of the next one: for a
  /// network of MNIST's size that takes half as long as the computing. But it learns: pieces up to the
  /// size of the largest that was ever freed are kept from then on, up to 32 MiB (`mallopt(3)`, "dynamic
  /// mmap threshold"). So one is freed here, of which no page was touched. Elsewhere it is no harm.
  package static func keepFreed() {
    UnsafeMutableRawPointer.allocate(byteCount: 31 << 20, alignment: 16).deallocate()
  }
}
