import Backprop
import Lessons
import MatrixCore
import Testing
import Typography

@Suite("Replies as people and programs write them")
struct ReplyFormatTests {
  private static let lesson = SampleLesson.lesson(
    """
    input  X: (N, in)   = [[1, 2], [3, -1]]
    param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
    param  b: (out)     = [1, -1, 0]
    target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]
    Y = X @ W + b
    loss L = sum((Y - T)^2) / (2 * N)
    """)

  private func verdict(_ name: String, _ reply: Reply) throws -> Verdict {
    var judge = try SampleLesson.run(Self.lesson).judge(of: name, NumberStyle())
    return judge.verdict(on: reply)
  }

  @Test(
    "are read in every form",
    arguments: [
      // NumPy
      "[[ 2.5 -2.  -1. ]\n [ 1.5 -0.5  1.5]]",
      "array([[ 2.5, -2. , -1. ],\n       [ 1.5, -0.5,  1.5]])",
      "np.array([[2.5, -2, -1], [1.5, -0.5, 1.5]], dtype=np.float32)",
      "array([[ 2.5, -2. , -1. ],\n       [ 1.5, -0.5,  1.5]], dtype=float32)",
      "[[np.float64(2.5), np.float64(-2.0), np.float64(-1.0)], [1.5, -0.5, 1.5]]",
      "[[np.float128(2.5), np.int8(-2), -np.uint8(1)], [np.uint64(3)/2, -0.5, 1.5]]",
      "[[ 2.5000002e+00 -2.0000000e+00 -1.0000000e+00]\n [ 1.5e+00 -5.0e-01  1.5e+00]]",
      // PyTorch
      "tensor([[ 2.5000, -2.0000, -1.0000],\n        [ 1.5000, -0.5000,  1.5000]])",
      "tensor([[ 2.5, -2.0, -1.0], [1.5, -0.5, 1.5]], dtype=torch.float64, requires_grad=True)",
      "tensor([[ 2.5, -2, -1], [1.5, -0.5, 1.5]], grad_fn=<MmBackward0>)",
      "Parameter containing:\ntensor([[ 2.5, -2, -1], [1.5, -0.5, 1.5]], requires_grad=True)",
      "dW = tensor([[ 2.5, -2, -1], [1.5, -0.5, 1.5]], dtype=torch.float64)",
      // Spreadsheets
      "2.5,-2,-1\n1.5,-0.5,1.5\n", "2.5\t-2\t-1\r\n1.5\t-0.5\t1.5\r\n", "2,5;-2;-1\n1,5;-0,5;1,5\n",
      "\u{FEFF}2.5,-2,-1\n1.5,-0.5,1.5", "\"2.5\",\"-2\",\"-1\"\n\"1.5\",\"-0.5\",\"1.5\"",
      // Arithmetic
      "[[1*1 + 3*0.5, 1*(-0.5) + 3*(-0.5), -1], [3/2, 2*(-0.5) − 1*(-0.5), 2·0.5 + 0.5]]",
      "[[(1 + 4)/2 -2 -1] [1.5 -2^-1 3×0.5]]",
    ])
  func forms(reply: String) throws {
    #expect(try verdict("dW", .text(reply)).isRight, "\(reply)")
  }

  @Test(
    "are worked out where they are arithmetic",
    arguments: [
      "1*(-0.5) + 3*(-0.5)", "-0.5 -1.5", "-(1/2)*4", "(-1)*2", "2-4", "-8/2^2", "-2**1", "-4 ÷ 2",
      "((((-2))))", "1 - 3",
    ])
  func arithmetic(reply: String) throws {
    #expect(try verdict("dW[1, 2]", .text(reply)).isRight, "\(reply)")
  }

  @Test(
    "never trap, however they are nested or cut",
    arguments: [
      String(repeating: "(", count: 100_000), String(repeating: "[", count: 100_000),
      String(repeating: "-", count: 100_000) + "1", "2" + String(repeating: "^2", count: 50_000),
      String(repeating: "array(", count: 50_000), "9^9^9^9", "0^-1", "1e308*10", "(-8)^(1/3)",
      "-9223372036854775808/-1", "2^9223372036854775807", "array(", "tensor([1], x=<", "np.",
      "np.x(",
      "[[1],[2]", "1 2;", "*", "1*", "1^", "()", "(1;2)", "1(2)",
    ])
  func hostile(reply: String) throws {
    #expect(try !verdict("dW", .text(reply)).isRight)
    #expect(try !verdict("dW[1, 2]", .text(reply)).isRight)
  }
}
