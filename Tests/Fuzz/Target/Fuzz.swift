// Fuzz: libFuzzer's door to the lessons. Built only with BACKPROP_FUZZ set; see Tests/Fuzz/run.

import FuzzTarget

/// Longer inputs than this are passed over: what they could show, shorter ones show sooner.
private let longest = 16 << 10

private let tryOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32 = { start, count in
  guard count <= longest else { return -1 }
  let faults = FuzzTarget.faults(Array(UnsafeBufferPointer(start: start, count: count)))
  precondition(faults.isEmpty, "\(faults)")
  return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ tryOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What the package manager calls the program's beginning.
@_cdecl("Fuzz_main")
func begin(
  _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments, tryOne)
}
