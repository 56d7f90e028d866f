import Documents

/// A script that works the lesson out with PyTorch's own functions and gradients.
package enum PyTorchFormat: ScriptFormat {
  package static let name = "pytorch"
  package static let languages = [Program.Language.torch]
}
