import Backprop
import Formulas
import Typography

/// What was probably meant by text that is right in another language or notation.
enum Slip {
  /// The right form for a place at which a formula or a statement can't go on.
  static func help(before: String, at found: String, after: String) -> String? {
    let place = Place(before: before, found: found, after: after)
    if let call = place.call { return call }
    for rule in rules { if let help = rule(place) { return help } }
    return nil
  }

  /// A place in a line, with the text around it.
  struct Place {
    /// What stands before it.
    let text: String
    /// The same, without blanks at its end.
    let before: String
    let found: String
    /// The rest of the line, from the place on.
    let after: String

    init(before: String, found: String, after: String) {
      text = before
      self.before = String(before.trimmingBlanks)
      self.found = found
      self.after = after
    }

    /// The name before the place, with the names before its points.
    var name: String {
      String(
        before.reversed().prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }.reversed())
    }

    /// Whether the place stands in `{{ }}`.
    var isInProse: Bool { before.contains("{{") }

    /// What follows the last of these texts before the place; nil if there is none.
    func text(after mark: String) -> Substring? {
      before.ranges(of: mark).last.map { before[$0.upperBound...] }
    }
  }

  private static let rules: [@Sendable (Place) -> String?] = [
    statement, axes, number, list, difference, digits, option, part,
  ]

  /// `:=`, `<-`, `// a comment` and `X: (N) [1, 2]`.
  private static func statement(_ place: Place) -> String? {
    switch place.found {
    case "=" where place.before.hasSuffix(":"), ":" where place.after.hasPrefix(":="):
      "write `=` alone"
    case "<" where place.after.hasPrefix("<-"): "write `=`"
    case "/" where place.before.hasSuffix("/"): "a division is `/`; a comment begins with `#`"
    case "[" where place.before.hasSuffix(")") && isRole(place.before.firstWord):
      "write `=` before the data"
    default: nil
    }
  }

  /// `W (in, out)`, `W: in, out` and `W: [in, out]`.
  private static func axes(_ place: Place) -> String? {
    let words = place.before.split { " \t:".contains($0) }
    if place.found == "(", words.count == 2, isRole(words.first) {
      return "a colon stands before the axes: `\(words[1]): (…)`"
    }
    guard place.before.hasSuffix(":"), !place.isInProse,
      place.found == "[" || place.found.first?.isLetter == true, let name = words.last
    else { return nil }
    let axes = place.after.prefix { $0 != "=" && $0 != "#" }.filter { !"[]".contains($0) }
    return "axes stand in parentheses: `\(name): (\(String(axes).trimmedAround))`"
  }

  /// `[1, 2,]`, `[1 2]` and `[1, 2; 3, 4]`.
  private static func list(_ place: Place) -> String? {
    switch place.found {
    case "]" where place.before.hasSuffix(","): "no comma stands before a bracket's end"
    case ";" where place.before.contains("["):
      "each row has its own brackets: `[[1, 2], [3, 4]]`"
    case _
    where place.before.last?.isNumber == true && place.before.contains("[")
      && place.after.startsNumber:
      "between two numbers of a list stands a comma"
    default: nil
    }
  }

  /// `1.5.2` and `1,5`.
  private static func number(_ place: Place) -> String? {
    guard place.text.last?.isNumber == true else { return nil }
    let digits = place.after.dropFirst().prefix(while: \.isNumber)
    guard !digits.isEmpty else { return nil }
    if place.found == "." + digits { return "a number has one point" }
    return place.found == "," ? "decimals have a point: `\(place.name).\(digits)`" : nil
  }

  /// `17 ± 1e-3` and `17 +/- 1e-3`.
  private static func difference(_ place: Place) -> String? {
    let isPlusMinus = place.before.hasSuffix("+") && place.after.hasPrefix("/-")
    guard place.found == "±" || isPlusMinus else { return nil }
    let bound = String(place.after.dropFirst(isPlusMinus ? 2 : 1)).trimmedAround
    return "a difference is allowed by `… within \(bound)`"
  }

  /// `{{ L:3 }}`, `{{ L, 3 }}` and `{{ L to 3 digits }}`.
  private static func digits(_ place: Place) -> String? {
    guard let written = place.text(after: "{{") else { return nil }
    let words = written.split(separator: " ")
    if words.count == 3, words[1] == "to" {
      return "write `{{ \(words.joined(separator: " ")) }}`"
    }
    let digits = place.after.dropFirst().drop { " .".contains($0) }.prefix(while: \.isNumber)
    guard [":", ","].contains(place.found), !digits.isEmpty else { return nil }
    return "digits are asked for with `to`: `{{ \(String(written).trimmedAround) to \(digits) }}`"
  }

  /// `sum(Y, axis=[N, out])`.
  private static func option(_ place: Place) -> String? {
    guard place.found == "[", place.before.hasSuffix("="), place.before.contains("("),
      let close = place.after.firstIndex(of: "]")
    else { return nil }
    let option = place.before.dropLast().reversed().prefix { $0.isLetter || $0 == "_" }.reversed()
    let names = place.after[..<close].dropFirst()
    return "several names stand in parentheses: `\(String(option))=(\(names))`"
  }

  /// `W[1:2, 1]`.
  private static func part(_ place: Place) -> String? {
    guard place.found == ":", place.before.last?.isNumber == true, !place.isInProse,
      let open = place.before.lastIndex(of: "[")
    else {
      return nil
    }
    let name = Place(before: String(place.before[..<open]), found: "", after: "").name
    return name.isEmpty
      ? nil : "a part of an axis is `slice(\(name), axis=…, from=…, to=…, into=…)`"
  }

  private static func isRole(_ word: Substring?) -> Bool {
    word.map { Network.Role(rawValue: String($0)) != nil } ?? false
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    lastIndex { $0 != " " && $0 != "\t" }.map { self[...$0] } ?? ""
  }

  fileprivate var firstWord: Substring? { split { " \t".contains($0) }.first }

  /// Whether a number, perhaps negative, stands at the beginning.
  fileprivate var startsNumber: Bool {
    drop { $0 == "-" }.first.map { "0"..."9" ~= $0 || $0 == "." } ?? false
  }
}
