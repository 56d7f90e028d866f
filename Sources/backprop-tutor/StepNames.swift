import Backprop
import Documents
import Formulas
import Typography

/// Finds the steps of a lesson by id or number.
struct StepNames {
  let names: [LessonDocument.Name]
  private let document: LessonDocument

  init(_ document: LessonDocument) {
    self.document = document
    names = (0..<document.count).map { document.name(of: $0) }
  }

  /// The page with this id or number.
  func page(_ wanted: String) -> Int? {
    if let index = names.firstIndex(where: { $0.id == wanted }) ?? document.page(ofStep: wanted) {
      return index
    }
    guard let number = Int(wanted), names.indices.contains(number - 1) else { return nil }
    return number - 1
  }

  /// The id of the step with this header or name, else the nearest id. Digits must agree: `Y.2` is
  /// not a misspelling of `Y.1`.
  func meant(by wanted: String) -> String? {
    for name in names {
      for title in name.title.plain.split(separator: ", ")
      where title == wanted || "\(name.section).\(title)" == wanted {
        return name.id
      }
    }
    if let name = names.first(where: { $0.id.hasSuffix(".\(wanted)") }) { return name.id }
    return nearest(wanted, names.map(\.id).filter { $0.digits == wanted.digits })
  }
}

extension String {
  fileprivate var digits: String { filter { "0123456789".contains($0) } }
}
