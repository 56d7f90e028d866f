import Foundation
import Testing

@Suite("judge")
struct JudgeCommandTests {
  let folder: ScratchFolder

  private static let lesson = """
    ---
    format: 1
    title: A layer
    summary: A lesson for the tests of the program itself
    ---

    ```network
    input  X: (N, in)   = [[1, 2], [3, -1], [0, 1]]
    param  W: (in, out) = [[1, 0], [2, 1]]
    param  b: (out)     = [1, -1]
    target T: (N, out)  = [[5, 2], [1, -1], [0, 5]]
    Y = X @ W + b
    loss L = sum((Y - T)^2) / (2 * N)
    ```

    ```ask
    Which axis is summed away?
    - [x] N
    - [ ] in | It counts the rows of dW.
    - [ ] out
    ```

    """

  init() throws {
    folder = try ScratchFolder()
    try folder.write(Self.lesson, to: "layer.md")
  }

  private func judge(_ reply: String, _ arguments: String..., width: Int = 80) throws -> FinishedRun
  {
    try folder.write(reply, to: "reply")
    return try FinishedRun(["judge", "layer.md"] + arguments, in: folder.url, width: width)
  }

  // dY = [[1, -1], [1, -1], [3, -5]] / 3
  @Test(
    "says what is right and what went wrong, and its status says which",
    arguments: [
      ("dY", "[[1/3, -1/3], [1/3, 0], [1, -5/3]]", 1, "5 of 6 entries are right; the first"),
      (
        "dW", "[[4/3, -4/3], [4/3, -2]]", 0,
        "Right: the terms are added, so N is summed away, and 1/N is in it once."
      ),
      ("dW", "[[4, -4], [4, -6]]", 1, "1/N is missing: the loss divides by N."),
      ("dW", "[[1, -1], [-1/3, 1/3]]", 1, "That is the term n = 2 alone."),
      ("dW", "[[1, ...", 2, "That was cut where the dots are."),
      ("dW", "[[],[]]", 2, "a pair of brackets has no number in it"),
      ("db", "[[1/3, -1/3], [1/3, -1/3], [1, -5/3]]", 1, "That is dY, one row for each entry of N"),
      ("shape(dW)", "in 2, out 2", 0, "Right."),
      ("ask.1", "a", 0, "Right."), ("ask.1", "c", 1, "  Not yet.\n"),
      ("dW[1, 1]", "77", 1, "  Not yet. Check your dY first.\n"),
      ("ask.1", "2", 1, "b  It counts the rows of dW."),
    ] as [(String, String, Int32, String)])
  func verdicts(name: String, reply: String, status: Int32, said: String) throws {
    let run = try judge(reply, name, "reply", width: 200)
    #expect(run.status == status && run.messages == "")
    #expect(run.output.contains(said), "\(run.output)")
  }

  @Test("reads an array that NumPy saved")
  func npy() throws {
    let header = "{'descr': '<i4', 'fortran_order': False, 'shape': (1, 1), }\n"
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    bytes += Array(header.utf8) + [3, 0, 0, 0]
    try Data(bytes).write(to: folder.url.appendingPathComponent("array.npy"))
    let run = try FinishedRun(["judge", "layer.md", "dW", "array.npy"], in: folder.url)
    #expect(run.status == 1 && run.output.contains("That is 1 × 1, and the answer has the shape"))
  }

  @Test("writes several verdicts as JSON")
  func json() throws {
    let run = try judge(
      #"{"dY": [[1, -1], [1, -1], [3, -5]], "dW": [[4, -4], [4, -6]], "db": "[5 5", "b": [1, -1]}"#,
      "--answers", "reply", "--format", "json")
    #expect(run.status == 2 && run.messages == "")
    #expect(
      run.output == """
        {
          "lesson": "layer",
          "seed": null,
          "answers": [
            {
              "name": "dY",
              "verdict": "mistake",
              "shape": [3, 2],
              "right_entries": 0,
              "entries": 6,
              "mistakes": [
                {
                  "text": "1/N is missing: the loss divides by N.",
                  "formula": "N * dY"
                }
              ],
              "compare_next": null
            },
            {
              "name": "dW",
              "verdict": "follows",
              "shape": [2, 2],
              "right_entries": 0,
              "entries": 4,
              "mistakes": [],
              "compare_next": null
            },
            {
              "name": "db",
              "verdict": "unreadable",
              "shape": null,
              "right_entries": null,
              "entries": 2,
              "mistakes": [],
              "compare_next": null
            },
            {
              "name": "b",
              "verdict": "right",
              "shape": [2],
              "right_entries": 2,
              "entries": 2,
              "mistakes": [],
              "compare_next": null
            }
          ]
        }

        """)
  }

  @Test("labels several verdicts by their names")
  func text() throws {
    let run = try judge(
      #"{"dY": [[1, -1], [1, -1], [3, -5]], "db": [5, -7]}"#, "--answers", "reply")
    #expect(
      run.output == """
          dY  Not yet. 1/N is missing: the loss divides by N.
          db  Not yet, but it follows from your own dY.

        """)
  }

  @Test(
    "judges nothing where it can't",
    arguments: [
      (["dQ", "reply"], "`dQ` can't be judged: nothing here is called `dQ`"),
      (["dW", "nowhere"], "nowhere: no such file"), ([], "What to judge"),
      (["dW", "reply", "more"], "`more` is one argument too many."),
      (["--answers", "reply"], "reply: line 1, column 1 is not JSON."),
      (["dW", "reply", "--answers", "reply"], "`dW` is one argument too many."),
      (["dW", "reply", "--format", "html"], "`--format` needs text or json"),
      (["dW +", "reply"], "`dW +` can't be judged"),
      (["1", "reply"], "`1` can't be judged: it names no value; did you mean `ask.1`?"),
      (["2.5", "reply"], "`2.5` can't be judged: it names no value"),
    ])
  func refusals(arguments: [String], said: String) throws {
    try folder.write("[1, 2]", to: "reply")
    let run = try FinishedRun(["judge", "layer.md"] + arguments, in: folder.url)
    #expect(run.status == 2 && run.output == "")
    #expect(run.messages.contains(said), "\(run.messages)")
  }

  @Test("judges nothing of a lesson with a problem")
  func problem() throws {
    try folder.write(Self.lesson.replacing("X @ W", with: "X @ V"), to: "layer.md")
    let run = try judge("[1, 2]", "db", "reply")
    #expect(run.status == 2 && run.output == "")
    #expect(run.messages.contains("nothing here is called `V`"))
  }
}
