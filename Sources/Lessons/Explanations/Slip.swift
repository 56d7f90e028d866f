import Backprop
import Formulas
import Typography

/// What was probably meant by text that is right in another language or notation.
enum Slip {
  /// The right form for a place at which a formula or a statement can't go on.
  static func help(before: String, at found: String, after: String) -> String? {
    let name = String(
      before.trimmingBlanks.reversed().prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }
        .reversed())
    if found == "(", let call = method(name) { return call }
    switch found {
    case "(" where !name.isEmpty && declares(before):
      return "a colon stands before the axes: `\(name): (…)`"
    case "[" where before.trimmingBlanks.hasSuffix(":"): return axes(before, after)
    case "=" where before.trimmingBlanks.hasSuffix(":"): return "write `=` alone"
    case "]" where before.trimmingBlanks.hasSuffix(","):
      return "no comma stands before a bracket's end"
    case "/" where before.trimmingBlanks.hasSuffix("/"):
      return "a division is `/`; a comment begins with `#`"
    case ";" where before.contains("["): return "each row has its own brackets: `[[1, 2], [3, 4]]`"
    case ":" where before.contains("{{"):
      let digits = after.dropFirst().drop { $0 == " " || $0 == "." }.prefix { $0.isNumber }
      return digits.isEmpty ? nil : "digits are asked for with `to`: `{{ \(name) to \(digits) }}`"
    default: break
    }
    if found.first == ".", before.last?.isNumber == true,
      found.dropFirst().allSatisfy(\.isNumber), found.count > 1
    {
      return "a number has one point"
    }
    if before.trimmingBlanks.hasSuffix(":"), found.first?.isLetter == true, !before.contains("{{") {
      return axes(before, after)
    }
    return nil
  }

  /// `W: (in, out)` for `W: in, out = …` and `W: [in, out] = …`.
  private static func axes(_ before: String, _ after: String) -> String? {
    let words = before.split { " \t:".contains($0) }
    let axes = after.prefix { $0 != "=" && $0 != "#" }.filter { !"[]".contains($0) }
    return words.last.map { "axes stand in parentheses: `\($0): (\(String(axes).trimmed))`" }
  }

  /// `Y.sum` or `np.exp`, before its arguments.
  private static func method(_ name: String) -> String? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count > 1, let function = parts.last,
      Operation.functionNames.contains(function)
    else { return nil }
    let isModule = ["np", "numpy", "torch", "tf", "math", "jnp", "F"].contains(parts[0])
    return isModule ? "write `\(function)(…)`" : "write `\(function)(\(parts[0]))`"
  }

  /// Whether the text is a role and a name, before its axes.
  private static func declares(_ text: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "\t" }
    return words.count == 2 && Network.Role(rawValue: String(words[0])) != nil
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    lastIndex { $0 != " " && $0 != "\t" }.map { self[...$0] } ?? ""
  }
}
