// swift-tools-version: 6.2
import PackageDescription

/// Set for the fuzzer alone, which a plain build never sees: `Tests/Fuzz/run`.
let isFuzzing = Context.environment["BACKPROP_FUZZ"] != nil

let strict: [SwiftSetting] =
  [.treatAllWarnings(as: .error)]
  + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] : [])

/// The program's own modules import neither concurrency nor regular expressions, which they don't use:
/// every start would load the libraries of both, and those that they need. And they ask for the
/// metadata of a type by its parts, not by a name that each start would take apart again.
let lean =
  strict + [
    .unsafeFlags([
      "-Xfrontend", "-disable-implicit-concurrency-module-import",
      "-Xfrontend", "-disable-implicit-string-processing-module-import",
      "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
    ])
  ]

let package = Package(
  name: "backprop-tutor",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "MatrixCore", swiftSettings: lean),
    .target(name: "Backprop", dependencies: ["MatrixCore"], swiftSettings: lean),
    .target(name: "Lessons", dependencies: ["Backprop", "MatrixCore"], swiftSettings: lean),
    .target(
      name: "Rendering", dependencies: ["Lessons", "Backprop", "MatrixCore"],
      swiftSettings: lean),
    .target(name: "Terminal", swiftSettings: lean),
    .executableTarget(
      name: "backprop-tutor",
      dependencies: ["Rendering", "Lessons", "Backprop", "MatrixCore", "Terminal"],
      swiftSettings: lean),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Lessons", "Backprop", "MatrixCore", "Terminal"],
      path: "Tests/Benchmarks", exclude: ["run", "rival.py"], swiftSettings: strict),
    .testTarget(name: "MatrixCoreTests", dependencies: ["MatrixCore"], swiftSettings: strict),
    .testTarget(
      name: "BackpropTests", dependencies: ["Backprop", "MatrixCore"], swiftSettings: strict),
    .testTarget(
      name: "LessonsTests", dependencies: ["Lessons", "Backprop", "MatrixCore"],
      swiftSettings: strict),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "Lessons", "Backprop", "MatrixCore"],
      swiftSettings: strict),
    .testTarget(
      name: "CourseTests", dependencies: ["Rendering", "Lessons", "Backprop", "MatrixCore"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: strict),
    .testTarget(
      name: "StepperTests", dependencies: ["backprop-tutor", "Rendering", "Terminal"],
      swiftSettings: strict),
    .testTarget(
      name: "ProgramTests", dependencies: ["backprop-tutor"], exclude: ["Lessons"],
      swiftSettings: strict),
    .target(
      name: "Exercise", dependencies: ["Rendering", "Lessons"], path: "Tests/Fuzz/Exercise",
      swiftSettings: strict),
    .testTarget(name: "FuzzTests", dependencies: ["Exercise"], swiftSettings: strict),
  ]
    + (isFuzzing
      ? [
        .executableTarget(
          name: "Fuzz", dependencies: ["Exercise"], path: "Tests/Fuzz/Target",
          swiftSettings: strict,
          linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
      ] : []),
  swiftLanguageModes: [.v6]
)
