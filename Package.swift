// swift-tools-version: 6.2
import PackageDescription

/// Set for the fuzzer alone, which a plain build never sees: `Tests/Fuzz/run`.
let isFuzzing = Context.environment["BACKPROP_FUZZ"] != nil

let strict: [SwiftSetting] =
  [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")]
  + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] : [])

let package = Package(
  name: "backprop-tutor",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "MatrixCore", swiftSettings: strict),
    .target(name: "Typography", dependencies: ["MatrixCore"], swiftSettings: strict),
    .target(name: "Formulas", dependencies: ["MatrixCore", "Typography"], swiftSettings: strict),
    .target(
      name: "Backprop", dependencies: ["MatrixCore", "Typography", "Formulas"],
      swiftSettings: strict),
    .target(
      name: "Derivations", dependencies: ["MatrixCore", "Typography", "Formulas", "Backprop"],
      swiftSettings: strict),
    .target(
      name: "Lessons",
      dependencies: ["MatrixCore", "Typography", "Formulas", "Backprop", "Derivations"],
      swiftSettings: strict),
    .target(
      name: "Documents",
      dependencies: ["MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons"],
      swiftSettings: strict),
    .target(
      name: "Formats", dependencies: ["MatrixCore", "Typography", "Formulas", "Documents"],
      swiftSettings: strict),
    .target(name: "Terminal", swiftSettings: strict),
    .executableTarget(
      name: "backprop-tutor",
      dependencies: [
        "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons", "Documents",
        "Formats",
        "Terminal",
      ], swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["MatrixCore", "Formulas", "Backprop", "Derivations", "Lessons", "Terminal"],
      path: "Tests/Benchmarks", exclude: ["run", "rival.py"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["MatrixCore", "Formulas", "Backprop"],
      path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "MatrixCoreTests", dependencies: ["MatrixCore"], swiftSettings: strict),
    .testTarget(
      name: "TypographyTests", dependencies: ["MatrixCore", "Typography"], swiftSettings: strict),
    .testTarget(
      name: "FormulasTests",
      dependencies: ["MatrixCore", "Typography", "Formulas", "Backprop", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "BackpropTests",
      dependencies: ["MatrixCore", "Typography", "Formulas", "Backprop", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DerivationsTests",
      dependencies: [
        "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LessonsTests",
      dependencies: ["MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons"],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests",
      dependencies: [
        "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons", "Documents",
        "Formats",
      ], swiftSettings: strict),
    .testTarget(
      name: "FormatsTests",
      dependencies: [
        "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons", "Documents",
        "Formats",
      ], swiftSettings: strict),
    .testTarget(
      name: "CourseTests",
      dependencies: [
        "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons", "Documents",
        "Formats",
        "TestSupport",
      ], exclude: ["Golden", "SmallLessons"], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: strict),
    .testTarget(
      name: "StepperTests",
      dependencies: [
        "backprop-tutor", "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations",
        "Lessons", "Documents", "Formats", "Terminal",
      ], swiftSettings: strict),
    .testTarget(
      name: "ProgramTests", dependencies: ["backprop-tutor"], exclude: ["Lessons"],
      swiftSettings: strict),
    .target(
      name: "FuzzTarget",
      dependencies: [
        "MatrixCore", "Typography", "Formulas", "Backprop", "Derivations", "Lessons", "Documents",
        "Formats",
      ], path: "Tests/Fuzz/FuzzTarget", swiftSettings: strict),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTarget", "Backprop", "Derivations"],
      swiftSettings: strict),
  ]
    + (isFuzzing
      ? [
        .executableTarget(
          name: "Fuzz", dependencies: ["FuzzTarget"], path: "Tests/Fuzz/Target",
          swiftSettings: strict,
          linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
      ] : []),
  swiftLanguageModes: [.v6]
)
