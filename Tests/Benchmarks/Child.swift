#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that was run to its end.
struct Child {
  /// The processor's time that it took, its start by the system included.
  let seconds: Double
  /// The time that went by, which is less where two threads work.
  let elapsed: Double
  /// The most memory that it held at one time.
  let peakBytes: Int

  /// Runs a program, its output going to the file at `output`. Any other exit status is a failure.
  static func run(
    _ command: [String], output: String = "/dev/null", status wanted: Int32 = 0
  ) throws(Failure) -> Child {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if wanted != 0 {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = inherited.compactMap { name in
      getenv(name).flatMap { strdup("\(name)=\(String(cString: $0))") }
    }
    variables += [strdup("LANG=C.UTF-8"), nil]
    defer { for pointer in words + variables { free(pointer) } }
    var id = pid_t()
    var status: Int32 = 0
    var usage = rusage()
    let start = time(CLOCK_MONOTONIC)
    guard posix_spawnp(&id, command[0], &actions, nil, &words, &variables) == 0 else {
      throw Failure("\(command[0]) can't be started")
    }
    while wait4(id, &status, 0, &usage) < 0 && errno == EINTR {}
    guard status == wanted << 8 else { throw Failure("\(command.joined(separator: " ")) failed") }
    let elapsed = time(CLOCK_MONOTONIC) - start
    let seconds = usage.ru_utime.seconds + usage.ru_stime.seconds
    #if canImport(Darwin)
      return Child(seconds: seconds, elapsed: elapsed, peakBytes: usage.ru_maxrss)
    #else
      return Child(seconds: seconds, elapsed: elapsed, peakBytes: usage.ru_maxrss * 1024)
    #endif
  }

  /// What children get of the environment, beside a UTF-8 locale: the same on every machine but for
  /// where programs are.
  private static let inherited = [
    "PATH", "HOME", "LD_LIBRARY_PATH", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
  ]
}

/// Runs each command in turn, again and again; the medians of their times, after one run that is not
/// counted.
func medianSeconds(
  _ commands: [[String]], runs: Int, status: Int32 = 0,
  of time: (Child) -> Double = { $0.seconds }
) throws(Failure) -> [Double] {
  var seconds = [[Double]](repeating: [], count: commands.count)
  for run in 0...runs {
    for (index, command) in commands.enumerated() {
      let child = try Child.run(command, status: status)
      if run > 0 { seconds[index].append(time(child)) }
    }
  }
  return seconds.map(median)
}

/// The processor's time that one call takes.
func seconds(_ body: () throws(Failure) -> Void) throws(Failure) -> Double {
  let start = time(CLOCK_PROCESS_CPUTIME_ID)
  try body()
  return time(CLOCK_PROCESS_CPUTIME_ID) - start
}

private func time(_ clock: clockid_t) -> Double {
  var now = timespec()
  clock_gettime(clock, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}
