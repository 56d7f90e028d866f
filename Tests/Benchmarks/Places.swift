import Terminal

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where `run` has put what is measured.
struct Places {
  let package: String
  let work: String

  var program: String { work + "/installed/backprop-tutor" }
  var staticProgram: String { work + "/installed/backprop-tutor-static" }
  var empty: String { work + "/installed/empty" }
  var staticEmpty: String { work + "/installed/empty-static" }
  /// This program.
  var benchmarks: String { package + "/.build/release/Benchmarks" }
  var lessons: String { package + "/lessons" }

  func rival(_ words: String...) -> [String] {
    ["python3", package + "/Tests/Benchmarks/rival.py"] + words
  }

  func makeFolder(_ path: String) throws(Failure) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Failure("no folder \(path)") }
  }

  func write(_ text: String, to path: String) throws(Failure) {
    do { try FileWriter.write(Array(text.utf8), to: path) } catch {
      throw Failure("\(path) can't be written: \(error)")
    }
  }

  /// The numbers that a child wrote, one a line.
  func numbers(in path: String) throws(Failure) -> [Double] {
    do {
      let bytes = try FileReader(limit: 1 << 20).bytes(of: path)
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { Double($0) }
    } catch {
      throw Failure("\(path) can't be read: \(error)")
    }
  }
}
