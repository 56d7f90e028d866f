import Formats
import Lessons
import Terminal
import Typography

extension Command {
  static let new = Command(
    name: "new", usage: "new ID", summary: "a lesson to start from, which passes `check`",
    details: """
      Writes ID.md into the folder that --lessons names, else into ./lessons where it is there, \
      else into this folder; never over a file. lessons/README.md is the guide for authors.
      """,
    options: [from, .lessons] + CommandOption.appearance, run: runNew)

  private static let from = CommandOption(
    name: "--from", value: "LESSON", help: "start from this lesson: its name or its file")

  private static func runNew(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    guard let id = try arguments.single() else { throw .missingArgument("The new lesson's id") }
    guard isLessonID(id) else { throw .badLessonID(id, NewLesson.idMeant(by: id)) }
    let outputOptions = try OutputOptions(arguments)
    let path = try NewLesson.path(of: id, in: arguments["--lessons"])
    var text = NewLesson.text(id)
    if let original = arguments["--from"] {
      let source = try LessonLibrary.source(try LessonLibrary(arguments).resolve(original))
      let lesson = Lesson(source)
      let errors = lesson.problems.filter { $0.severity == .error }
      guard errors.isEmpty else {
        output.writeError(
          CheckReport.text(errors.map { Diagnostic($0, in: source) }, source, outputOptions.style))
        output.writeError(
          "backprop-tutor: a lesson with problems is nothing to start from; nothing was written\n")
        return 1
      }
      text = NewLesson.text(id, from: lesson)
    }
    do throws(FileError) {
      try FileWriter.create(Array(text.utf8), at: path)
    } catch {
      if case .exists = error { throw .fileExists(path) }
      throw .unreadable(path, "\(error)")
    }
    let word = path.shellWord
    output.write(
      """
      Written: \(path.printable)

      Prove it, then see it beside your editor:

        backprop-tutor check \(word)
        backprop-tutor lesson \(word) --watch

      """)
    return 0
  }
}

/// The text and the path of a new lesson.
enum NewLesson {
  static func path(of id: String, in given: String?) throws(UsageError) -> String {
    if let given {
      guard FileSystem.isFolder(given) else {
        throw .noFolder(given)
      }
      return given.hasSuffix("/") ? "\(given)\(id).md" : "\(given)/\(id).md"
    }
    return FileSystem.isFolder("lessons") ? "lessons/\(id).md" : "\(id).md"
  }

  /// The valid id nearest to a text, if there is one.
  static func idMeant(by text: String) -> String? {
    let name = text.hasSuffix(".md") ? String(text.dropLast(3)) : text
    let id = name.lowercased().map { isLessonID(String($0)) ? $0 : "-" }
    let words = String(id).split(separator: "-")
    return words.isEmpty ? nil : words.joined(separator: "-")
  }

  /// `my-line` as a title: My line.
  static func title(_ id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    return words.isEmpty ? id : words.prefix(1).uppercased() + words.dropFirst()
  }

  /// A lesson's text under a new title and without its `order`.
  static func text(_ id: String, from lesson: Lesson) -> String {
    // As characters CR LF would be one; as scalars the CR stays in its line.
    var lines = lesson.source.text(lesson.source.bytes.indices).unicodeScalars
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let end = lines.dropFirst().firstIndex { $0.filter { !$0.isWhitespace } == "---" } ?? 0
    func key(_ line: String) -> String {
      line.prefix { $0 != ":" }.filter { !$0.isWhitespace }
    }
    for index in (0..<end).reversed() {
      switch key(lines[index]) {
      case "order": lines.remove(at: index)
      case "title":
        let ending = lines[index].hasSuffix("\r") ? "\r" : ""
        lines[index] = "title: \(title(id)), after “\(lesson.front.title)”\(ending)"
      default: break
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A small lesson with one block of each kind and comments on what to change.
  static func text(_ id: String) -> String {
    """
    ---
    format: 1
    title: \(title(id))
    summary: One sentence that says what a student will understand
    ---

    This is a whole lesson, and it passes `check`. Change one thing at a time and save. All
    of the front matter above may be changed but `format`.

    Prose stands between the blocks: paragraphs, `## headings`, lists, *emphasis*, `code`. It
    never needs to hold a number, for the program knows them: there are {{ N }} samples, and
    the loss is {{ L to 3 }}.

    ```network
    # What is computed, a statement a line. Data has a role (input, param, target, const), a
    # name, its axes by name, and numbers. Change numbers, sizes and names as you like; where
    # all sizes differ, a forgotten transpose can't hide.
    input  X: (N, in)   = [[1, 2], [3, -1], [0, 1], [2, 0]]
    param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
    param  b: (out)     = [1, -1, 0]
    target T: (N, out)  = [[4, 2, 0], [1, -1, -3], [3, -2, 2], [4, -2, 0]]
    # Formulas. `backprop-tutor operations` lists the functions: try relu(X @ W + b).
    Y = X @ W + b
    # One number to learn from. Its gradients are called dY, dW, db, dX.
    loss L = sum((Y - T)^2) / (2 * N)
    ```

    ```steps
    # What is shown of it, in this order. Stop where you want to explain: a `steps` block may
    # end with `forward until Y`, and the next one go on after your prose.
    shapes
    forward
    backward
    # A claim: if it did not hold, `check` would say so.
    compare db with sum(dY, axis=N)
    check gradients
    ```

    ```ask
    A question for pencil and paper. What is dW[2, 1]?
    answer: dW[2, 1]
    wrong: N * dW[2, 1] | A usual mistake as a formula, then the reply to it: here 1/N is missing.
    hint: What helps one who is stuck, in one line; there may be several.
    hint: Add one product for each sample.
    ```

    ```expect
    # What must hold; students never see it. Work it out by hand, or with another program.
    L = 5/2
    dW = [[3/4, -1/2, -3/2], [3/4, 1/4, 1/2]]
    db = [1/2, 1/4, -3/4]
    ```

    """
  }
}
