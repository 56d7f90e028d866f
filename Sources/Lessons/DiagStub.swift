import Backprop
package struct Diagnostic: Sendable { package let file: String, line: Int, column: Int, severity: Severity, code: String, message: String, help: String?
 package init(_ p: LessonProblem, in s: SourceText) { file = s.name; (line, column) = s.position(of: p.range.lowerBound); severity = p.severity; code = "x"; message = "\(p.kind)"; help = nil } }
