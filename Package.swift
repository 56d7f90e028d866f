// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "backprop-tutor",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "MatrixCore", swiftSettings: strict),
    .target(name: "Backprop", dependencies: ["MatrixCore"], swiftSettings: strict),
    .target(name: "Lessons", dependencies: ["Backprop", "MatrixCore"], swiftSettings: strict),
    .target(
      name: "Rendering", dependencies: ["Lessons", "Backprop", "MatrixCore"],
      swiftSettings: strict),
    .target(name: "Terminal", swiftSettings: strict),
    .executableTarget(
      name: "backprop-tutor",
      dependencies: ["Rendering", "Lessons", "Backprop", "MatrixCore", "Terminal"],
      swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks", dependencies: ["Lessons", "Backprop", "MatrixCore", "Terminal"],
      path: "Tests/Benchmarks", exclude: ["run", "rival.py"], swiftSettings: strict),
    .testTarget(name: "MatrixCoreTests", dependencies: ["MatrixCore"], swiftSettings: strict),
    .testTarget(
      name: "BackpropTests", dependencies: ["Backprop", "MatrixCore"], swiftSettings: strict),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "Lessons", "Backprop", "MatrixCore"], swiftSettings: strict),
    .testTarget(
      name: "CourseTests", dependencies: ["Rendering", "Lessons", "Backprop", "MatrixCore"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: strict),
    .testTarget(
      name: "StepperTests", dependencies: ["backprop-tutor", "Rendering", "Terminal"], swiftSettings: strict),
    .testTarget(
      name: "ProgramTests", dependencies: ["backprop-tutor"], exclude: ["Lessons"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
