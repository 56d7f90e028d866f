"""Second gradients in PyTorch: Hessian-vector products of scalar losses.

    python second_order.py > second_order.json
    python second_order.py --compare second_order.json

Needs PyTorch 2.13. Each case is a loss of one input x. The product is the gradient with
respect to x of the sum of dL/dx times the weights 1, -2, 3, -1/2, 4 in turn, in the order
of the entries. Nothing is read from our program.
"""

import sys

from make_fixtures import main, torch
from torch.nn import functional

X = [[0.5, -1, 2], [0.75, 0.25, -1.5]]
U = torch.tensor([[1, -2, 3], [0.5, 1.25, -1]], dtype=torch.float64)
M = torch.tensor([[1, 2], [-1, 1], [2, 0.5]], dtype=torch.float64)
IMAGE = [[1, -2, 3, 0.5], [4, 0.25, -1, 2], [-3, 1.5, 0.75, -0.5], [2.5, -4, 1.25, 3.5]]
KERNEL = torch.tensor([[1, -1], [2, 0.5]], dtype=torch.float64)
TARGET = torch.tensor([[0, 1, 0], [0.5, 0.25, 0.25]], dtype=torch.float64)
LABELS = torch.tensor([2, 0])


def weighted(y):
    """A loss that is quadratic in y, so that second gradients have all their terms."""
    return (y * y * U).sum() + (y * U).sum()


def squares(y):
    return (y * y).sum()


def pooled(pool):
    """The sum of a pooling's cubes; windows of 2 × 2 with a step of 2."""
    return lambda x: (pool(x[None, None], 2, 2) ** 3).sum()


CASES = {
    # The input, and the loss as a function of it.
    "matmul": (X, lambda x: squares((x @ M) ** 2)),
    "matmul of x with itself": (X, lambda x: squares(x.T @ x)),
    "sigmoid": (X, lambda x: weighted(torch.sigmoid(x))),
    "tanh": (X, lambda x: weighted(torch.tanh(x))),
    "exp": (X, lambda x: weighted(torch.exp(x))),
    "log": (X, lambda x: weighted(torch.log(x * x + 1))),
    "sqrt": (X, lambda x: weighted(torch.sqrt(x * x + 1))),
    "square": (X, lambda x: weighted(torch.square(x))),
    "power": (X, lambda x: weighted(x**3)),
    "division": (X, lambda x: weighted(U / (1 + x * x))),
    "softplus": (X, lambda x: weighted(functional.softplus(x))),
    "silu": (X, lambda x: weighted(functional.silu(x))),
    "gelu": (X, lambda x: weighted(functional.gelu(x))),
    "softmax": (X, lambda x: weighted(torch.softmax(x, 1))),
    "log_softmax": (X, lambda x: weighted(torch.log_softmax(x, 1))),
    "softmax_cross_entropy": (
        X,
        lambda x: functional.cross_entropy(x * x, TARGET, reduction="sum"),
    ),
    "softmax_cross_entropy with labels": (
        X,
        lambda x: functional.cross_entropy(x * x, LABELS, reduction="sum"),
    ),
    "binary_cross_entropy": (
        X,
        lambda x: functional.binary_cross_entropy_with_logits(x * x, TARGET, reduction="sum"),
    ),
    "variance": (X, lambda x: (x.var(0, unbiased=False) ** 2).sum()),
    "layer_norm": (
        X,
        lambda x: weighted(functional.layer_norm(x, (3,), U[0], U[1], eps=1e-5)),
    ),
    "batch_norm": (
        X,
        lambda x: weighted(
            functional.batch_norm(x, None, None, U[0], U[1], training=True, eps=0.25)
        ),
    ),
    "sin": (X, lambda x: weighted(torch.sin(x))),
    "cos": (X, lambda x: weighted(torch.cos(x))),
    "erf": (X, lambda x: weighted(torch.erf(x))),
    "elu": (X, lambda x: weighted(functional.elu(x, 0.5))),
    "prelu": (X, lambda x: weighted(torch.where(x > 0, x, x * (x * x).sum(0)))),
    "clip": (X, lambda x: weighted(torch.clamp(x * x, 0.2, 2.5))),
    "where": (X, lambda x: weighted(torch.where(x > 0, x**3, x * x))),
    "logsumexp": (X, lambda x: squares(torch.logsumexp(x, 1))),
    "outer": (X, lambda x: (torch.outer(x.sum(0), x.sum(1)) ** 3).sum()),
    "broadcast": (X, lambda x: weighted(x.sum(0).expand(2, 3))),
    "matrices and matrices": (
        X,
        lambda x: (torch.matmul(torch.stack((x, x * x)), torch.stack((x.T, x.T**3))) ** 2).sum(),
    ),
    "matrices and one matrix": (
        X,
        lambda x: (torch.matmul(torch.stack((x, x * x)), x.T) ** 2).sum(),
    ),
    "concat and slice": (X, lambda x: (torch.cat((x, x * x), 1)[:, 1:5] ** 3).sum()),
    "stack and pick": (X, lambda x: (torch.stack((x, x * x, x))[1] ** 3).sum()),
    "unflatten": (IMAGE, lambda x: (x.unflatten(1, (2, 2)).sum(2) ** 3).sum()),
    "pad": (X, lambda x: (functional.pad(x, (1, 0, 0, 2), value=2).sum(0) ** 3).sum()),
    "rows of another axis": (
        X,
        lambda x: (x[:, torch.tensor([2, 0, 2])] ** 3).sum(),
    ),
    "transposed convolution": (
        IMAGE,
        lambda x: (functional.fold((2 * x).T[None], (3, 3), kernel_size=2) ** 3).sum(),
    ),
    "dilated convolution": (
        IMAGE,
        lambda x: (functional.conv2d(x[None, None], KERNEL[None, None], dilation=2) ** 3).sum(),
    ),
    "convolution": (
        IMAGE,
        lambda x: (functional.conv2d(x[None, None], KERNEL[None, None]) ** 3).sum(),
    ),
    "padded convolution with a stride": (
        IMAGE,
        lambda x: (
            functional.conv2d(x[None, None], KERNEL[None, None], stride=2, padding=1) ** 3
        ).sum(),
    ),
    "max_pool": (IMAGE, pooled(functional.max_pool2d)),
    "max_pool with overlapping windows": (
        IMAGE,
        lambda x: (functional.max_pool2d(x[None, None], 2, 1) ** 3).sum(),
    ),
    "mean_pool": (IMAGE, pooled(functional.avg_pool2d)),
    "mean_pool with overlapping windows": (
        IMAGE,
        lambda x: (functional.avg_pool2d(x[None, None], 3, 1) ** 3).sum(),
    ),
}


def computed():
    """The gradient and the product for each case, as nested lists."""
    result = {}
    for name, (numbers, loss) in CASES.items():
        x = torch.tensor(numbers, dtype=torch.float64, requires_grad=True)
        (gradient,) = torch.autograd.grad(loss(x), x, create_graph=True)
        weights = torch.tensor([1, -2, 3, -0.5, 4] * x.numel(), dtype=torch.float64)[: x.numel()]
        (product,) = torch.autograd.grad((gradient * weights.reshape(x.shape)).sum(), x)
        assert product.abs().max() > 0, name
        # In the form of the lessons' fixture: dx is a value that has a gradient.
        result[name] = {
            "main": {"values": {"dx": gradient.tolist()}, "gradients": {"x": product.tolist()}}
        }
    return result


if __name__ == "__main__":
    sys.exit(main(computed))
