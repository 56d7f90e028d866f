import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore

// Training with PyTorch's own optimisers.

extension ProgramBuilder {
  mutating func appendOptimiser(_ training: Training, of network: EvaluatedNetwork) {
    if !self.training.hasBegun {
      for value in network.parameters {
        let original = Program.Expression.name(network.qualified(value.name))
        expressions.assign(
          network.after(value.name),
          original.followed(by: ".detach().clone().requires_grad_()"))
      }
    }
    let optimiser = training.optimiser
    let count = self.training.optimisers.count { $0.name == optimiser.name }
    let object = network.qualified(
      count == 0 ? "#\(optimiser.name)" : "#\(optimiser.name).\(count + 1)")
    let params = training.graph.rules.map {
      Program.Expression.name(network.after(network.graph.nodes[$0.param].label))
    }
    expressions.assign(object, training.object(params))
    // The state of each param goes on from the optimiser's last use.
    if let last = self.training.optimisers.last(where: { $0.name == optimiser.name }) {
      expressions.lines.append(
        .run(
          .code(
            [
              .part(.name(object), binding: Binding.atom), .text(".state.update("),
              .part(.name(last.object), binding: Binding.atom), .text(".state)"),
            ], binding: Binding.atom)))
    }
    self.training.optimisers.append((optimiser.name, object))
    var body: [Program.Line] = [
      .run(Program.Expression.name(object).followed(by: ".zero_grad()"))
    ]
    if network.loss.flatMap({ values[$0]?.isDifferentiable }) ?? false {
      body.append(.run(passCall(network).followed(by: ".backward()")))
    }
    // PyTorch leaves out params without a gradient; weights decay all the same.
    for (rule, param) in zip(training.graph.rules, params)
    where network.gradients?.gradient(of: rule.param)?.contributions.isEmpty ?? true {
      body.append(
        .run(
          .code(
            [
              .part(param, binding: Binding.atom), .text(".grad = torch.zeros_like("),
              .part(param, binding: 0), .text(")"),
            ], binding: 0)))
    }
    if let clip = training.options["clip"] {
      expressions.use(.clipInTorch)
      body.append(.run(.call("clip_gradients", training.list(params), .number(clip))))
    }
    body.append(.run(Program.Expression.name(object).followed(by: ".step()")))
    if training.steps == 1 {
      expressions.lines += body
    } else {
      expressions.lines.append(.loop(counter: "#step", count: training.steps, body: body))
    }
    callPass(of: network)
  }
}

extension Training {
  fileprivate func list(_ params: [Program.Expression]) -> Program.Expression {
    .code(
      [.text("[")]
        + params.map { [Program.Piece.part($0, binding: 0)] }.joined(separator: [.text(", ")])
        + [.text("]")], binding: Binding.atom)
  }

  /// PyTorch's optimiser for these params.
  fileprivate func object(_ params: [Program.Expression]) -> Program.Expression {
    let list = list(params)
    // Every optimiser takes weight decay, those that have none of their own by the usual name.
    let decay = optimiser.effective(options)["weight_decay"] != nil
    let template =
      decay && !optimiser.torch.contains("{weight_decay}")
      ? optimiser.torch.dropLast() + ", weight_decay={weight_decay})" : optimiser.torch[...]
    let pieces = SpellingTemplate(String(template)).pieces.map { piece -> Program.Piece in
      switch piece {
      case .text(let text): .text(text)
      case .placeholder(let placeholder):
        .part(
          placeholder.name == "params"
            ? list : .number(options[placeholder.name] ?? 0), binding: 0)
      }
    }
    return .code(pieces, binding: Binding.atom)
  }
}
