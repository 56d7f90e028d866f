"""The params of the lesson affine-batch after steps of PyTorch's optimisers, in 64-bit floating point.

    optimisers.py > optimisers.json             writes the fixture
    optimisers.py --compare optimisers.json     computes it again and compares

Needs `torch==2.13.0`.
"""

import json
import sys

import torch

COUNTS = [1, 2, 50]
OPTIMISERS = {
    "sgd": lambda params: torch.optim.SGD(params, lr=0.05),
    "momentum": lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.9),
    "nesterov": lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda params: torch.optim.RMSprop(params, lr=0.05),
    "adagrad": lambda params: torch.optim.Adagrad(params, lr=0.05),
    "adam": lambda params: torch.optim.Adam(params, lr=0.05),
    "adamw": lambda params: torch.optim.AdamW(params, lr=0.05),
}


def trained(make):
    tensor = lambda numbers: torch.tensor(numbers, dtype=torch.float64)
    X, T = tensor([[1, 2], [3, -1]]), tensor([[4, 2, 0], [1, -1, -3]])
    W = tensor([[1, 0, -1], [2, 1, 1]]).requires_grad_()
    b = tensor([1, -1, 0]).requires_grad_()
    optimiser = make([W, b])
    states = {}
    for step in range(1, max(COUNTS) + 1):
        optimiser.zero_grad()
        (((X @ W + b - T) ** 2).sum() / (2 * len(X))).backward()
        optimiser.step()
        if step in COUNTS:
            states[str(step)] = {"W": W.flatten().tolist(), "b": b.tolist()}
    return states


fixture = {name: trained(make) for name, make in OPTIMISERS.items()}
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
