import Foundation

/// The program that these tests run, and what they expect of it.
enum BuiltProgram {
  static let name = "backprop-tutor"
  /// A lesson that it steps through.
  static let lesson = [
    "lesson",
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Lessons/walk.md").path,
  ]
  /// How many steps the lesson has: seven forward, five backward, the check.
  static let steps = 13
  /// What stands in the prompt, and in nothing else.
  static let prompt = "q quit"
  static let linePrompt = "or help: "
  /// What is asked for to be led by lines.
  static let linesOption = "--accessible"
  static let allOption = "--all"

  /// What stands in the header of a step.
  static func header(_ step: Int) -> String { "\(step)/\(steps)" }

  /// The path of the program, which is built beside the tests.
  static let path: String = {
    let manager = FileManager.default
    for argument in CommandLine.arguments where argument.contains(".xctest") {
      var folder = URL(fileURLWithPath: argument)
      while folder.path.count > 1 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent(name).path
        var isFolder: ObjCBool = false
        let exists = manager.fileExists(atPath: candidate, isDirectory: &isFolder)
        if exists, !isFolder.boolValue { return candidate }
      }
    }
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return package.appendingPathComponent(".build/debug/\(name)").path
  }()
}
