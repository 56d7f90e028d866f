import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct FormulaTextTests {
  @Test(
    "a product of matrices beside other factors keeps parentheses where it is read",
    arguments: [
      ("(X.T @ dY) / N", "(Xᵀ @ dY) / N"), ("X.T @ (dY / N)", "Xᵀ @ (dY / N)"),
      ("(a * b) @ W.T", "(a * b) @ Wᵀ"), ("A @ B @ C", "A @ B @ C"), ("a * b / c", "a * b / c"),
      ("X @ W + b", "X @ W + b"), ("2 * (X @ W)", "2 * (X @ W)"),
      // `1/10 * x` reads as 1/(10 * x).
      ("w - 1/10 * x", "w - (1/10) * x"), ("a / b * c", "(a / b) * c"),
      ("a / b / c", "a / b / c"), ("a / b + c", "a / b + c"),
    ])
  func mixedProducts(_ typed: String, _ pretty: String) throws {
    let bytes = Array(typed.utf8)
    let formula = try FormulaParser.formula(bytes, 0..<bytes.count)
    #expect(formula.math.text() == pretty)
  }

  @Test(
    "a formula is printed with the parentheses it needs and no others",
    arguments: [
      ("1+2*x", "1 + 2 * x"), ("(1+2)*x", "(1 + 2) * x"), ("((x))", "x"),
      ("a-(b-c)", "a - (b - c)"), ("(a-b)-c", "a - b - c"), ("a+(b+c)", "a + (b + c)"),
      ("a/(b*c)", "a / (b * c)"), ("a/b*c", "a / b * c"), ("a*(b/c)", "a * (b / c)"),
      ("a @ b.T", "a @ b.T"), ("a@(b@c)", "a @ (b @ c)"), ("(a @ b).T", "(a @ b).T"),
      ("aᵀ", "a.T"), ("aᵀᵀ", "a.T.T"), ("(a+b)ᵀ", "(a + b).T"), ("f(x).T", "f(x).T"),
      ("-x^2", "-x^2"), ("(-x)^2", "(-x)^2"), ("-(x^2)", "-x^2"), ("--x", "--x"),
      ("a--b", "a - -b"), ("-a*b", "-a * b"), ("-(a*b)", "-(a * b)"), ("-(a+b)", "-(a + b)"),
      ("(-x).T", "(-x).T"), ("-x.T", "-x.T"),
      ("x^y^z", "x^y^z"), ("(x^y)^z", "(x^y)^z"), ("x^(1/2)", "x^(1/2)"), ("x.T^2", "x.T^2"),
      ("sum(x,axis=N)", "sum(x, axis=N)"),
      ("flatten(x,axes=(h,w),into=p)", "flatten(x, axes=(h, w), into=p)"),
      ("dW[1,2]", "dW[1, 2]"), ("(N*dW)[1,2]", "(N * dW)[1, 2]"), ("early.dW.T", "early.dW.T"),
      ("[[1,2],[3,-1/2]]", "[[1, 2], [3, -1/2]]"), (".5", ".5"), ("2.50*x", "2.50 * x"),
      ("zeros()", "zeros()"),
    ])
  func printed(_ typed: String, _ printed: String) throws {
    let formula = try Formula(reading: typed)
    #expect(formula.text() == printed)
    #expect(try Formula(reading: printed).text() == printed)
  }

  @Test("`2^-1` needs no parentheses", arguments: [("2^-1", -1.0), ("x^-0.5", -0.5)])
  func negativeExponent(_ typed: String, _ exponent: Double) throws {
    let formula = try Formula(reading: typed)
    guard case .binary(.power, _, let right) = formula.kind, case .negated(let size) = right.kind
    else {
      Issue.record("\(formula.kind)")
      return
    }
    #expect(size.literal?.double == -exponent)
    let again = try Formula(reading: formula.text())
    #expect(again.text() == formula.text())
  }

  @Test("the pretty form writes a transpose with its sign")
  func pretty() throws {
    #expect(try Formula(reading: "X.T @ (a + b).T").math.text() == "Xᵀ @ (a + b)ᵀ")
  }

  @Test(
    "numbers that were worked out are printed so that they are read back",
    arguments: [
      (BinaryOperator.divide, -1, 2), (.divide, 1, 2), (.multiply, -1, 2), (.power, -1, 2),
      (.power, 1, 2), (.power, -3, 1), (.subtract, -1, 2), (.divide, -3, 1), (.product, -1, 2),
    ] as [(BinaryOperator, Int64, Int64)])
  func workedOut(_ operation: BinaryOperator, _ numerator: Int64, _ denominator: Int64) throws {
    let number = Formula.number(.exact(try #require(Rational(numerator, denominator))))
    let formula = Formula(.binary(operation, .name("x"), number))
    let again = try Formula(reading: formula.text())
    guard case .binary(operation, let left, let right) = again.kind, case .name("x") = left.kind
    else {
      Issue.record("\(formula.text())")
      return
    }
    #expect(try constant(right) == constant(number))
    let reversed = Formula(.binary(operation, number, .name("x")))
    guard
      case .binary(operation, let first, let second) = try Formula(reading: reversed.text()).kind,
      case .name("x") = second.kind
    else {
      Issue.record("\(reversed.text())")
      return
    }
    #expect(try constant(first) == constant(number))
  }

  @Test(
    "a formula is made shorter without changing its value",
    arguments: [
      ("1 * x", "x"), ("x * 1", "x"), ("x / 1", "x"), ("x^1", "x"), ("x.T.T", "x"),
      ("(A @ B).T", "B.T @ A.T"), ("(A.T @ B).T", "B.T @ A"), ("--x", "x"), ("x^(3 - 1)", "x^2"),
      ("3 * x^(3 - 1) * g", "3 * x^2 * g"), ("sum(x, axis=())", "x"), ("1 / x", "1 / x"),
      ("1 - x", "1 - x"), ("softmax(x, axis=())", "softmax(x, axis=())"),
      ("first_max(x, axis=())", "first_max(x, axis=())"),
      ("log_softmax(x, axis=())", "log_softmax(x, axis=())"),
    ])
  func simplified(_ typed: String, _ short: String) throws {
    #expect(try Formula(reading: typed).simplified.text() == short)
  }

  private func constant(_ formula: Formula) throws -> Number? {
    var lowering = Lowering(
      scope: Scope(allowsInternal: false, axisSize: { _ in nil }) { _, name in
        .problem(.unknownName(name, suggestion: nil), related: nil)
      })
    return try lowering.constant(formula)
  }
}
