#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Work on a thread of its own, which hands over its state as it comes.
///
///     let work = BackgroundWork<Int>()
///     work.start { for n in 0..<9 { work.update { $0 = n } } }
///     work.wait(milliseconds: 1000) { $0 == 3 }
///
/// The thread ends with the work or with the program, whichever is first.
package final class BackgroundWork<State: Sendable>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Both are read and written only by the owner of the mutex.
  private var state: State?
  private var isFinished = false

  package init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  /// Starts the work. Where no thread can be had, does it at once.
  package func start(_ work: @escaping @Sendable () -> Void) {
    let job = Job { [self] in
      work()
      locked { isFinished = true }
      pthread_cond_broadcast(changed)
    }
    if !job.startThread() { job.run() }
  }

  /// Changes the state.
  package func update(_ change: (inout State?) -> Void) {
    locked { change(&state) }
    pthread_cond_broadcast(changed)
  }

  /// Waits until the state is as wanted or the work finished, at most so many milliseconds; without
  /// a limit if that is nil. Returns the state.
  package func wait(
    milliseconds: Int? = nil, until isWanted: (State) -> Bool
  ) -> State? {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = Int(end.tv_nsec) + (milliseconds ?? 0) * 1_000_000
    end.tv_sec += nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    return locked {
      var hasTime = true
      while hasTime, !isFinished, state.map({ !isWanted($0) }) ?? true {
        if milliseconds == nil {
          pthread_cond_wait(changed, mutex)
        } else {
          hasTime = pthread_cond_timedwait(changed, mutex, &end) != ETIMEDOUT
        }
      }
      return state
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}

/// What a thread does.
private final class Job {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }

  /// Whether a thread was started that does it, with as large a stack as the program's first.
  func startThread() -> Bool {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    // Signals from outside are handled by the thread that holds the terminal.
    var (outside, before) = (sigset_t(), sigset_t())
    sigfillset(&outside)
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT] { sigdelset(&outside, fault) }
    pthread_sigmask(SIG_BLOCK, &outside, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let job = Unmanaged.passRetained(self)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let started = pthread_create(
      &thread, &attributes,
      { argument in
        Signals.installHandlerStack()
        #if canImport(Darwin)
          let pointer: UnsafeMutableRawPointer? = argument
        #else
          let pointer = argument
        #endif
        if let pointer { Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, job.toOpaque())
    if started != 0 { job.release() }
    return started == 0
  }

  /// The first thread's, in bytes.
  private static var stackSize: Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let found = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
    #else
      let found = getrlimit(RLIMIT_STACK, &limit)
    #endif
    let (usual, most) = (8 << 20, 1 << 30)
    return found == 0 ? min(max(Int(clamping: limit.rlim_cur), usual), most) : usual
  }
}
