import Backprop
import Rendering
import Typography

/// The steps of a lesson as they may be asked for: by id or by number.
struct StepNames {
  let names: [LessonDocument.Name]

  init(_ document: LessonDocument) {
    names = (0..<document.count).map { document.name(of: $0) }
  }

  /// The page that is asked for; nil where there is none.
  func page(_ wanted: String) -> Int? {
    if let index = names.firstIndex(where: { $0.id == wanted }) { return index }
    guard let number = Int(wanted), names.indices.contains(number - 1) else { return nil }
    return number - 1
  }

  /// The id that was probably meant: that of the step with this header or this name, else one that is
  /// nearly the same. `Y.2` is no slip for `Y.1`, so digits must agree.
  func meant(by wanted: String) -> String? {
    for name in names {
      for title in name.title.split(separator: ", ")
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
