import Formulas
import MatrixCore

/// An optimiser's update rule, in the language of lessons.
///
/// In its statements `W` is the parameter, `g` its gradient, `t` the step's number from 1; a name
/// with `_before` is that statement's value in the previous step, zeros at first.
///
/// Sources: Sutskever et al. (2013) for momentum and Nesterov's as PyTorch has them; Tieleman and
/// Hinton (2012) for RMSprop; Duchi et al. (2011) for Adagrad; Kingma and Ba, "Adam" (2015);
/// Loshchilov and Hutter, "Decoupled weight decay" (2019).
package struct Optimiser: Sendable {
  package let name: String
  /// Its own options, in order, with their defaults.
  package let options: [Option]
  /// Its own statements. The last is the parameter's new value.
  package let statements: [Statement]
  /// How PyTorch has it: a template in which `{rate}` is the option of that name, and `{params}` the
  /// list of params.
  package let torch: String

  private init(
    name: String, options: [Option], statements: [(name: String, formula: String)], why: String,
    torch: String
  ) {
    self.torch = torch
    self.name = name
    self.options = options
    self.statements = statements.enumerated().map { index, statement in
      let isResult = index == statements.count - 1
      return Statement(
        statement.name, Operation.formula(statement.formula), why: isResult ? why : "",
        isResult: isResult)
    }
  }

  package struct Statement: Sendable {
    package let name: String
    package let formula: Formula
    /// Why it is as it is; empty if nothing needs to be said.
    package let why: String
    /// Whether it is the parameter's new value.
    package let isResult: Bool

    init(_ name: String, _ formula: Formula, why: String = "", isResult: Bool = false) {
      self.name = name
      self.formula = formula
      self.why = why
      self.isResult = isResult
    }
  }

  package struct Option: Sendable {
    package let name: String
    /// The default; nil if the option is required.
    package let number: Number?
    package let rule: Parameter.NumberRule

    init(_ name: String, _ number: Number?, _ rule: Parameter.NumberRule = .any) {
      self.name = name
      self.number = number
      self.rule = rule
    }
  }

  package static let all: [Optimiser] = [
    Optimiser(
      name: "sgd", options: [rate], statements: [("new", "W - rate * g")],
      why: "The gradient points uphill, so the step goes against it.",
      torch: "torch.optim.SGD({params}, lr={rate})"),
    Optimiser(
      name: "momentum", options: [rate, decay],
      statements: [("v", "decay * v_before + g"), ("new", "W - rate * v")],
      why: "The velocity keeps a part of earlier gradients, so steps in one direction grow.",
      torch: "torch.optim.SGD({params}, lr={rate}, momentum={decay})"),
    Optimiser(
      name: "nesterov", options: [rate, decay],
      statements: [("v", "decay * v_before + g"), ("new", "W - rate * (g + decay * v)")],
      why: "The step is taken from where the velocity is about to lead.",
      torch: "torch.optim.SGD({params}, lr={rate}, momentum={decay}, nesterov=True)"),
    Optimiser(
      name: "rmsprop", options: [rate, Option("decay", Number(99) / 100, .belowOne), eps],
      statements: [
        ("v", "decay * v_before + (1 - decay) * g^2"), ("new", "W - rate * g / (sqrt(v) + eps)"),
      ],
      why: "Each entry is divided by the usual size of its own recent gradients.",
      torch: "torch.optim.RMSprop({params}, lr={rate}, alpha={decay}, eps={eps})"),
    Optimiser(
      name: "adagrad",
      options: [rate, Option("eps", Number(1) / Number(10_000_000_000 as Int), .notNegative)],
      statements: [("s", "s_before + g^2"), ("new", "W - rate * g / (sqrt(s) + eps)")],
      why: "Each entry is divided by the size of all its gradients so far, so its steps shrink.",
      torch: "torch.optim.Adagrad({params}, lr={rate}, eps={eps})"),
    Optimiser(
      name: "adam", options: adamOptions,
      statements: moments + [
        ("new", "W - rate * m_hat / (sqrt(v_hat) + eps)")
      ],
      why:
        "Each entry is divided by the usual size of its own gradients, so all move about equally "
        + "far; the corrections undo that the moments begin at 0.",
      torch: "torch.optim.Adam({params}, lr={rate}, betas=({beta1}, {beta2}), eps={eps})"),
    Optimiser(
      name: "adamw", options: adamOptions + [Option("weight_decay", Number(1) / 100, .notNegative)],
      statements: moments + [
        ("new", "(1 - rate * weight_decay) * W - rate * m_hat / (sqrt(v_hat) + eps)")
      ],
      why: "Weights shrink by themselves, not through the gradient, so the moments don't see it.",
      torch: "torch.optim.AdamW({params}, lr={rate}, betas=({beta1}, {beta2}), "
        + "eps={eps}, weight_decay={weight_decay})"),
  ]

  package static func named(_ name: String) -> Optimiser? { all.first { $0.name == name } }

  private static let rate = Option("rate", nil)
  private static let decay = Option("decay", Number(9) / 10, .belowOne)
  private static let eps = Option("eps", Number(1) / 100_000_000, .notNegative)

  // A beta of 1 would ignore all gradients, and its correction would divide by 0.
  private static let adamOptions = [
    rate, Option("beta1", Number(9) / 10, .belowOne),
    Option("beta2", Number(999) / 1000, .belowOne),
    eps,
  ]

  private static let moments = [
    ("m", "beta1 * m_before + (1 - beta1) * g"),
    ("v", "beta2 * v_before + (1 - beta2) * g^2"),
    ("m_hat", "m / (1 - beta1^t)"),
    ("v_hat", "v / (1 - beta2^t)"),
  ]
}
