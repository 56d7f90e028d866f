import Lessons
package enum DiagnosticText { package static func lines(_ d: [Diagnostic], source: SourceText, style: TextStyle) -> [String] { d.map { "\($0.file):\($0.line):\($0.column): \($0.message)" } } }
