// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "backprop-tutor",
  platforms: [.macOS(.v15)],
  targets: [
    .target(name: "MatrixCore", swiftSettings: strict),
    .target(name: "Backprop", dependencies: ["MatrixCore"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
