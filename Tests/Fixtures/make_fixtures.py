"""The lessons' networks once more, in PyTorch: an independent reference.

    python make_fixtures.py > pytorch.json
    python make_fixtures.py --compare pytorch.json

Needs PyTorch 2.13. Every lesson is one function below: its data are typed in
again, its formulas are PyTorch's own, its gradients autograd's. Nothing is read
from a lesson file or from our program. `--compare` computes everything again and
exits 1 where a number differs from the file.

A new lesson is a new function with `@lesson("its-id")`, here or in a module beside
this one whose name begins with `lessons_`; all of those are imported.
"""

import argparse
import importlib
import json
import math
import pathlib
import sys
import warnings

from compare_program import Report, compare_fixtures

warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch  # noqa: E402 (its import warns where NumPy is missing, which is not needed)
from torch.nn import functional  # noqa: E402

PYTORCH = "2.13"

LESSONS = {}
"""The function of each lesson, by the lesson's id."""


def lesson(identifier):
    """Registers the function that builds a lesson's networks."""

    def register(function):
        assert identifier not in LESSONS, identifier
        LESSONS[identifier] = function
        return function

    return register


def data(numbers):
    """Numbers that have no gradient: targets, masks, constants."""
    return torch.tensor(numbers, dtype=torch.float64)


class Network:
    """One network while it is built; after `loss` it has gradients.

    `leaf` states an input or a param, `value` names something computed, `loss`
    names the scalar from which the gradients are taken.
    """

    def __init__(self):
        self.leaves = {}
        self.values = {}
        self.loss_name = None

    def leaf(self, name, numbers):
        """An input or a param. Numbers, or a tensor of an earlier network."""
        if isinstance(numbers, torch.Tensor):
            tensor = numbers.detach().clone()
        else:
            tensor = data(numbers)
        self.leaves[name] = tensor.requires_grad_()
        return tensor

    def value(self, name, tensor):
        """A computed value under its name."""
        assert not tensor.is_leaf or not tensor.requires_grad, f"{name} is a leaf: multiply by 1"
        if tensor.requires_grad:
            tensor.retain_grad()
        self.values[name] = tensor
        return tensor

    def loss(self, name, tensor):
        """The loss; takes the gradients."""
        self.value(name, tensor)
        self.loss_name = name
        tensor.backward()
        return tensor

    def result(self):
        """Computed values and gradients as nested lists."""
        gradients = {}
        if self.loss_name is not None:
            for name, tensor in self.leaves.items():
                unused = torch.zeros_like(tensor)
                gradients[name] = unused if tensor.grad is None else tensor.grad
            for name, tensor in self.values.items():
                if name != self.loss_name and tensor.requires_grad and tensor.grad is not None:
                    gradients[name] = tensor.grad
        return {
            "values": {name: tensor.tolist() for name, tensor in self.values.items()},
            "gradients": {name: tensor.tolist() for name, tensor in gradients.items()},
        }


# The lessons, in the order of the course.


@lesson("affine-batch")
def affine_batch():
    """1: dW is a sum of outer products; one 1/N."""
    main = Network()
    X = main.leaf("X", [[1, 2], [3, -1]])
    W = main.leaf("W", [[1, 0, -1], [2, 1, 1]])
    b = main.leaf("b", [1, -1, 0])
    T = data([[4, 2, 0], [1, -1, -3]])
    Y = main.value("Y", torch.addmm(b, X, W))
    main.loss("L", functional.mse_loss(Y, T, reduction="sum") / (2 * 2))
    return {"main": main}


@lesson("bias-broadcast")
def bias_broadcast():
    """2: a copied bias, and the same copies made by a product with ones."""
    Z_data = [[2, 1], [4, 3], [-3, 5]]
    T = data([[2, -4], [3, 2], [3, -1]])

    main = Network()
    Z = main.leaf("Z", Z_data)
    b = main.leaf("b", [1, -2])
    Y = main.value("Y", Z + b.expand(3, 2))
    main.loss("L", functional.mse_loss(Y, T, reduction="sum") / 2)

    product = Network()
    Z = product.leaf("Z", Z_data)
    B = product.leaf("B", [[1, -2]])
    Y = product.value("Y", Z + torch.ones(3, 1, dtype=torch.float64) @ B)
    product.loss("L", functional.mse_loss(Y, T, reduction="sum") / 2)
    return {"main": main, "product": product}


@lesson("one-over-n")
def one_over_n():
    """3: 1/N in the loss or in the update, as a mean, in two halves, never, and twice."""
    X_data = [[1, 3], [-3, -1], [-3, 3], [-1, 3]]
    W_data = [[1, 0, -1], [2, 1, 1]]
    b_data = [1, -1, 2]
    T = data([[6, 1, 1], [-1, -3, 2], [2, 3, 5], [3, 5, 4]])

    def per_sample(reduce):
        network = Network()
        X = network.leaf("X", X_data)
        W = network.leaf("W", W_data)
        b = network.leaf("b", b_data)
        Y = network.value("Y", torch.addmm(b, X, W))
        E = network.value("E", (Y - T).square().sum(dim=1) / 2)
        network.loss("L", reduce(E))
        return network

    def after_step(gradients, rate=0.08):
        network = Network()
        X = network.leaf("X", X_data)
        W = network.leaf("W", data(W_data) - rate * gradients.leaves["W"].grad)
        b = network.leaf("b", data(b_data) - rate * gradients.leaves["b"].grad)
        Y = network.value("Y", torch.addmm(b, X, W))
        network.loss("L", functional.mse_loss(Y, T, reduction="sum") / (2 * 4))
        return network

    early = per_sample(lambda E: E.sum() / 4)
    late = per_sample(torch.sum)
    return {
        "early": early,
        "late": late,
        "averaged": per_sample(torch.mean),
        "half": per_sample(lambda E: E[:2].mean()),
        "rest": per_sample(lambda E: E[2:].mean()),
        "once": after_step(early),
        "never": after_step(late),
        "twice": after_step(early, rate=0.08 / 4),
    }


@lesson("minibatch-delta")
def minibatch_delta():
    """4: weights stored as (out, in), as in PyTorch's own linear layer."""
    main = Network()
    a = main.leaf("a", [[-1, 4, 3, 3], [4, -2, 1, -2], [-2, -1, -1, 1]])
    W = main.leaf("W", [[1, 1, 0, -1], [0, -1, 1, 2]])
    b = main.leaf("b", [1, 2])
    T = data([[-2, -2], [11, -8], [-9, 1]])
    Z = main.value("Z", functional.linear(a, W, b))
    main.loss("L", functional.mse_loss(Z, T, reduction="sum") / (2 * 3))
    return {"main": main}


@lesson("softmax-cross-entropy")
def softmax_cross_entropy():
    """13: the long way, the short way, labels, soft targets, and two mistakes."""
    z_data = [[1, 2, 0], [3, 1, -1]]
    one_hot = data([[0, 0, 1], [1, 0, 0]])
    labels = torch.tensor([2, 0])

    main = Network()
    z = main.leaf("z", z_data)
    p = main.value("p", functional.softmax(z, dim=1))
    q = main.value("q", (one_hot * p).sum(dim=1))
    E = main.value("E", -q.log())
    main.loss("L", E.sum() / 2)

    compact = Network()
    z = compact.leaf("z", z_data)
    E = compact.value("E", functional.cross_entropy(z, one_hot, reduction="none"))
    compact.loss("L", E.sum() / 2)

    labelled = Network()
    z = labelled.leaf("z", z_data)
    E = labelled.value("E", functional.cross_entropy(z, labels, reduction="none"))
    labelled.loss("L", E.mean())

    soft = Network()
    z = soft.leaf("z", z_data)
    p = soft.value("p", functional.softmax(z, dim=1))
    E = soft.value("E", -(data([[0.1, 0.1, 0.8], [0.7, 0.2, 0.1]]) * p.log()).sum(dim=1))
    soft.loss("L", E.sum() / 2)

    twice = Network()
    z = twice.leaf("z", z_data)
    p = twice.value("p", functional.softmax(z, dim=1))
    E = twice.value("E", functional.cross_entropy(p, one_hot, reduction="none"))
    twice.loss("L", E.sum() / 2)

    far = Network()
    z = far.leaf("z", [[1000, 0, -3], [-2, 1, 3]])
    E = far.value("E", functional.cross_entropy(z, torch.tensor([1, 0]), reduction="none"))
    far.loss("L", E.mean())

    return {
        "main": main,
        "compact": compact,
        "labels": labelled,
        "soft": soft,
        "twice": twice,
        "far": far,
    }


# More lessons stand in modules beside this one. They import `lesson`, `Network` and
# `data` from `make_fixtures`, which must then be this module and not a second copy.

sys.modules["make_fixtures"] = sys.modules[__name__]
for path in sorted(pathlib.Path(__file__).resolve().parent.glob("lessons_*.py")):
    importlib.import_module(path.stem)


# Writing.


def number(value):
    """A finite number with 17 significant digits, never -0."""
    assert math.isfinite(value), value
    return format(value + 0.0, ".17g")


def written(value, indent=0):
    """JSON with sorted keys: one line for each tensor."""
    if isinstance(value, dict):
        inner = " " * (indent + 2)
        rows = [f"{inner}{json.dumps(k)}: {written(v, indent + 2)}" for k, v in sorted(value.items())]
        return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}" if rows else "{}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = " " * (indent + 2)
        rows = [inner + written(entry, indent + 2) for entry in value]
        return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
    if isinstance(value, list):
        return "[" + ", ".join(written(entry) for entry in value) + "]"
    return number(value)


def computed():
    """The whole fixture, from nothing but this file and PyTorch."""
    return {
        identifier: {name: network.result() for name, network in function().items()}
        for identifier, function in LESSONS.items()
    }


def main(computed=computed):
    """Writes what `computed` gives, or compares it with a file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--compare", type=pathlib.Path, metavar="FILE", help="an earlier fixture")
    arguments = parser.parse_args()
    if torch.__version__.split("+")[0].rsplit(".", 1)[0] != PYTORCH:
        print(f"note: PyTorch {torch.__version__}, not {PYTORCH}", file=sys.stderr)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)

    fixture = computed()
    if arguments.compare is None:
        print(written(fixture))
        return 0
    report = Report()
    compare_fixtures(fixture, json.loads(arguments.compare.read_text(encoding="utf-8")), report)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
