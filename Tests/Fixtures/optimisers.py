"""The params of the lesson affine-batch after steps of PyTorch's optimisers, in 64-bit floating point.

    optimisers.py > optimisers.json             writes the fixture
    optimisers.py --compare optimisers.json     computes it again and compares

Needs `torch==2.13.0`.
"""

import json
import sys

import torch

COUNTS = [1, 2, 50]
MAKERS = {
    "sgd": torch.optim.SGD,
    "momentum": lambda params, **options: torch.optim.SGD(params, momentum=0.9, **options),
    "nesterov": lambda params, **options: torch.optim.SGD(
        params, momentum=0.9, nesterov=True, **options
    ),
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}
# What a lesson writes after the rate, and what PyTorch is given: AdamW decays without being asked.
DECAY = {"": None, ", weight_decay=1/10": 0.1}
# A bound that the gradients of sgd exceed in its first steps only, and one that they always exceed.
CLIP = {"": None, ", clip=1": 1.0, ", clip=1/10": 0.1}


def clip(params, most):
    """Scales the gradients together, without the eps of PyTorch's clip_grad_norm_."""
    norm = sum((p.grad**2).sum() for p in params).sqrt()
    for p in params:
        p.grad.mul_(most / max(norm.item(), most))


def trained(make, most):
    tensor = lambda numbers: torch.tensor(numbers, dtype=torch.float64)
    X, T = tensor([[1, 2], [3, -1]]), tensor([[4, 2, 0], [1, -1, -3]])
    W = tensor([[1, 0, -1], [2, 1, 1]]).requires_grad_()
    b = tensor([1, -1, 0]).requires_grad_()
    optimiser = make([W, b])
    states = {}
    for step in range(1, max(COUNTS) + 1):
        optimiser.zero_grad()
        (((X @ W + b - T) ** 2).sum() / (2 * len(X))).backward()
        if most is not None:
            clip([W, b], most)
        optimiser.step()
        if step in COUNTS:
            states[str(step)] = {"W": W.flatten().tolist(), "b": b.tolist()}
    return states


def optimiser(name, decay):
    options = {"lr": 0.05} | ({} if decay is None else {"weight_decay": decay})
    return lambda params: MAKERS[name](params, **options)


fixture = {
    f"{name}(rate=1/20{decay}{most})": trained(optimiser(name, DECAY[decay]), CLIP[most])
    for name in MAKERS
    for decay in DECAY
    for most in CLIP
}
if sys.argv[1:2] == ["--compare"]:
    with open(sys.argv[2]) as file:
        known = json.load(file)
    assert known.keys() == fixture.keys(), "other optimisers"
    for name, states in fixture.items():
        for step, params in states.items():
            for param, numbers in params.items():
                old = known[name][step][param]
                assert all(abs(x - y) <= 1e-12 for x, y in zip(numbers, old)), (name, step, param)
    print(f"{len(fixture)} optimisers agree with PyTorch {torch.__version__}")
else:
    print(json.dumps(fixture, indent=1))
