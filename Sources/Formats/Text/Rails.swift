/// The characters of the lines of a graph.
struct Rails: Sendable {
  let line, drop, corner, join, fork, branch, lastBranch, crossing, arrow: String

  static let unicode = Rails(
    line: "─", drop: "│", corner: "╮", join: "┤", fork: "┬", branch: "├", lastBranch: "╰",
    crossing: "┼", arrow: "→")

  static let ascii = Rails(
    line: "-", drop: "|", corner: ".", join: "|", fork: ".", branch: "|", lastBranch: "'",
    crossing: "|", arrow: ">")
}
