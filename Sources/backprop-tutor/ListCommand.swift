import Documents
import Formats
import Formulas
import Lessons
import Terminal

extension Program {
  /// Shows what the program does, the lessons, and where the student stopped.
  mutating func overview(_ arguments: ParsedArguments) throws(UsageError) -> Int32 {
    if let argument = arguments.positional.first { throw .unknownCommand(argument, nil) }
    let outputOptions = try OutputOptions(arguments)
    var blocks: [Block] = [
      .paragraph(
        "backprop-tutor works out backpropagation by hand: every intermediate matrix of the "
          + "forward and the backward pass, with its named shape. Press Enter to go on.")
    ]
    let library = try LessonLibrary(arguments)
    if let course = (try? library.folder())?.course(), let first = course.first {
      blocks.append(course.block)
      blocks.append(
        .paragraph([.text("Begin with: "), .code("backprop-tutor lesson \(first.id)")]))
      if let stopped = Progress.last(), stopped.exists(in: course) {
        blocks.append(
          .paragraph([
            .text(
              "You stopped at step \(stopped.step) of \(stopped.count) in \(stopped.lesson). Go on with:"
            )
          ]))
        // On a line of its own, so that it can be copied.
        blocks.append(.code(["\(stopped.command) --from \(stopped.step)"]))
      }
    } else {
      blocks.append(
        .paragraph([
          .text("No lessons were found; "), .code("--lessons DIR"), .text(" names a folder."),
        ]))
    }
    blocks.append(.paragraph([.code("backprop-tutor --help"), .text(" lists the commands.")]))
    output.write(TextFormat.text(Document(blocks), outputOptions.style) + "\n")
    return 0
  }
}

extension Command {
  static let list = Command(
    name: "list", usage: "list", summary: "the course, in order, with summaries",
    options: [.lessons] + CommandOption.appearance, run: runList)

  private static func runList(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    if let argument = arguments.positional.first { throw .tooManyArguments(argument) }
    let outputOptions = try OutputOptions(arguments)
    let course = try LessonLibrary(arguments).folder().course()
    output.write(TextFormat.text(Document([course.block]), outputOptions.style) + "\n")
    return 0
  }
}

extension Progress {
  /// Whether the lesson still exists.
  fileprivate func exists(in course: [LessonFolder.Listed]) -> Bool {
    lesson.contains("/") ? FileSystem.exists(lesson) : course.contains { $0.id == lesson }
  }
}

extension [LessonFolder.Listed] {
  /// The lessons with their titles and summaries.
  fileprivate var block: Block {
    .definitions(
      title: nil,
      map { lesson in
        let title = lesson.front.title.isEmpty ? "(this file can't be read)" : lesson.front.title
        let summary = lesson.front.summary.isEmpty ? title : "\(title). \(lesson.front.summary)"
        return Definition(lesson.id, [.text(summary)])
      })
  }
}
