import Documents

/// A script that works the lesson out with NumPy, each gradient by its formula.
package enum NumPyFormat: ScriptFormat {
  package static let name = "numpy"
  package static let languages = [Program.Language.numpy]
}
