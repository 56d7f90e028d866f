/// A lesson after its file was saved.
struct StepperRevision {
  let content: StepperContent
  /// The page of the file's error; nil if there is none.
  let problem: Int?
  /// Whether an expectation fails, which the last page tells.
  var failsExpectation = false
}

extension Stepper {
  /// The state while a file is watched.
  struct Watched {
    /// The page of the file's error.
    var problem: Int?
    /// The last page that was not an error.
    var lastPage: (id: String, number: Int)?
  }

  /// Continues with a saved lesson: at the error if there is one, else at the step with the same
  /// name or number.
  mutating func take(_ revision: StepperRevision) -> StepperEffect {
    if index != watched?.problem, index < content.count {
      watched?.lastPage = (content.page(index).id, index)
    }
    content = revision.content
    isAnswered = false
    pages = 0..<content.count
    watched?.problem = revision.problem
    guard let last = pages.last else { return StepperEffect() }
    let lastPage = watched?.lastPage
    let same = lastPage.flatMap { page in pages.first { content.page($0).id == page.id } }
    let effect = show(revision.problem ?? same ?? min(lastPage?.number ?? 0, last))
    notice = revision.failsExpectation ? .expectationFails : .fileSaved
    return effect
  }
}
