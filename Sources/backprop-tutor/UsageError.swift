import Formats
import Typography

/// An error in the arguments or in the files that they name.
enum UsageError: Error {
  case unknownCommand(String, String?)
  case unknownOption(String, String?)
  case missingValue(String)
  case unexpectedValue(String)
  case badValue(option: String, value: String, expected: String)
  case missingArgument(String)
  case tooManyArguments(String)
  case unknownLesson(String, suggestion: String?, folders: [String])
  /// A file that does not exist, named as a lesson of the course is.
  case courseLesson(String, file: String)
  case noLessons([String])
  case overwritesLesson(String)
  case unreadable(String, String)
  case noFolder(String)
  case emptyName(option: String)
  case badLessonID(String, String?)
  case fileExists(String)
  case unknownCode(String, String?)
  case notTogether(String, String)
  /// An option for pages with a format that has none.
  case optionForPages(String, format: String)
  case unknownFormat(String, String?, known: [String])
  case fileInTheWay(String)
  case twoLessonsOneFile(String, String, String)
  case needsTerminal(String)
  case unknownStep(String, String?, count: Int)
  case unknownOperation(String, String?)
  /// A name that `judge` can't judge, with the reason and perhaps what is meant.
  case unsupportedCharacter(UnsupportedCharacter, lesson: String, format: String)
  case notJudged(String, [String])

  var message: String {
    switch self {
    case .unknownCommand(let name, let meant):
      "there is no command `\(name.printable)`\(UsageError.suggestion(meant)) "
        + "`backprop-tutor --help` lists the commands."
    case .unknownOption(let name, let meant):
      "there is no option `\(name.printable)` here\(UsageError.suggestion(meant))"
    case .missingValue(let option): "`\(option)` needs a value after it."
    case .unexpectedValue(let option): "`\(option)` takes no value."
    case .badValue(let option, let value, let expected):
      "`\(option)` needs \(expected), not `\(value.printable)`."
    case .missingArgument(let what): "\(what) is missing."
    case .tooManyArguments(let argument): "`\(argument.printable)` is one argument too many."
    case .unknownLesson(let id, let meant, let folders):
      "there is no lesson `\(id.printable)`\(UsageError.suggestion(meant))\n"
        + "Searched in:" + folders.map { "\n  \($0.printable)" }.joined()
        + "\n`--lessons DIR` names another place, and a path like ./mine.md one file."
    case .courseLesson(let id, let file):
      "\(file.printable): no such file; the course has a lesson `\(id)`, without `.md`."
    case .overwritesLesson(let path):
      "\(path.printable) is the lesson itself, which `-o` would replace. Choose another file."
    case .noLessons(let folders):
      "no lessons were found.\nSearched:"
        + folders.map { "\n  \($0.printable)" }.joined() + "\n`--lessons DIR` names one."
    case .unreadable(let path, let reason): "\(path.printable): \(reason)"
    case .noFolder(let path): "\(path.printable): there is no such folder"
    case .emptyName(let option): "`\(option)` needs a name after it, not an empty one."
    case .badLessonID(let id, let meant):
      "`\(id.printable)` is no lesson's id\(UsageError.ending(meant)) An id is made of lower-case "
        + "letters, digits and hyphens."
    case .fileExists(let path):
      "\(path.printable) is there already, and `new` never writes over a file. Choose another id."
    case .unknownCode(let code, let meant):
      "there is no code `\(code.printable)`\(UsageError.ending(meant)) "
        + "`backprop-tutor check --codes` lists them."
    case .notTogether(let one, let other): "`\(one)` can't go with `\(other)`."
    case .optionForPages(let option, let format):
      "`\(option)` means nothing for \(format), which has no pages: leave it out."
    case .unknownFormat(let name, let meant, let known):
      "there is no format `\(name.printable)` here\(UsageError.ending(meant)) The formats are "
        + "\(known.listed(with: "and"))."
    case .fileInTheWay(let path):
      "\(path.printable): this folder can't be made, a file is in its way"
    case .twoLessonsOneFile(let file, let one, let other):
      "\(one.printable) and \(other.printable) would both be written to \(file.printable)."
    case .needsTerminal(let option): "`\(option)` needs a terminal to show the lesson on."
    case .unknownStep(let step, let meant, let count):
      "the lesson has no step `\(step.printable)`\(UsageError.suggestion(meant)) "
        + "It has \(count) steps, which can also be named by number."
    case .unknownOperation(let name, let meant):
      "there is no operation `\(name.printable)`\(UsageError.suggestion(meant)) "
        + "`backprop-tutor operations` lists them."
    case .unsupportedCharacter(let unsupported, let lesson, let format):
      "\(lesson): \(format) has no sign for “\(unsupported.character)”"
        + (unsupported.page.map { " (page \($0))" } ?? " (in the title)")
        + ". `--format html` writes it."
    case .notJudged(let name, let reasons):
      "`\(name.printable)` can't be judged: " + reasons.joined(separator: "; ")
    }
  }

  /// The end of a sentence, with a suggestion.
  private static func ending(_ meant: String?) -> String {
    meant == nil ? "." : suggestion(meant)
  }

  private static func suggestion(_ meant: String?) -> String {
    meant.map { "; did you mean `\($0)`?" } ?? "."
  }
}
