extension LessonProblem { package var code: String { "x" }; package var severity: Severity { .error }; static let warningCodes: [String] = [] }
