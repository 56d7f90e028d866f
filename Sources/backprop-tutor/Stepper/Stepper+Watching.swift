/// What a lesson has become after its file was saved.
struct StepperRevision {
  let content: StepperContent
  /// The page that is a problem of the file; nil where the lesson has none.
  let problem: Int?
}

extension Stepper {
  /// What is remembered while a file is watched.
  struct Watched {
    /// The page that is a problem of the file.
    var problem: Int?
    /// The last page that was none.
    var place: (id: String, number: Int)?
  }

  /// Goes on with a lesson that was saved: at the step of the same name, else at the one of the same
  /// number, or at the problem.
  mutating func take(_ revision: StepperRevision) -> StepperEffect {
    if index != watched?.problem, index < content.count {
      watched?.place = (content.page(index).id, index)
    }
    content = revision.content
    pages = 0..<content.count
    watched?.problem = revision.problem
    guard let last = pages.last else { return StepperEffect() }
    let place = watched?.place
    let same = place.flatMap { place in pages.first { content.page($0).id == place.id } }
    let effect = show(revision.problem ?? same ?? min(place?.number ?? 0, last))
    notice = .fileSaved
    return effect
  }
}
