import Terminal
import Testing

@Suite("Work in the background")
struct BackgroundWorkTests {
  @Test("hands over its state as it comes, and is waited for as long as wanted")
  func states() {
    let (work, gate) = (BackgroundWork<Int>(), BackgroundWork<Bool>())
    #expect(work.wait(milliseconds: 0) { _ in true } == nil)
    work.start {
      work.update { $0 = 1 }
      _ = gate.wait { $0 }
      work.update { $0 = ($0 ?? 0) + 1 }
    }
    #expect(work.wait { _ in true } == 1)
    #expect(work.wait(milliseconds: 1) { $0 == 2 } == 1)
    gate.update { $0 = true }
    #expect(work.wait { $0 == 2 } == 2)
    // The work is over, so that nothing more is waited for.
    #expect(work.wait { $0 == 3 } == 2)
  }

  @Test("has a stack as large as the first thread's")
  func stack() {
    let work = BackgroundWork<Int>()
    work.start { work.update { $0 = depth(20_000) } }
    #expect(work.wait { _ in true } == 20_000)
  }
}

/// Recurses so deep that the usual stack of a further thread may not do.
private func depth(_ count: Int) -> Int {
  count == 0 ? 0 : 1 + depth(count - 1)
}
