"""Single functions in PyTorch: values, and gradients under an uneven upstream gradient.

    python operations.py > operations.json
    python operations.py --compare operations.json

Needs PyTorch 2.13. Each case has inputs and a function of them; the upstream gradient of its
value is 1, -2, 3, -1/2, 4 in turn, in the order of the entries. Nothing is read from our program.
"""

import sys

from make_fixtures import main, torch
from torch.nn import functional

X = [[0.5, -1, 2], [-0.75, 0, 1.5]]
Z = [[0.5, -1, 2], [0.5, 0, -1.5]]
A = [0.25, -2, 0.5]
ONE = [[1, 2, -1], [0.5, -3, 1]]
ROW = [[2, -1], [1, 4]]
LEFT = [[[1, 2], [-1, 0.5], [0, 3]], [[2, -2], [1, 1], [-0.5, 4]]]
RIGHT = [[[1, 0, 2, -1], [3, 1, -2, 0.5]], [[-1, 2, 0, 1], [0.5, -3, 1, 2]]]
MATRIX = [[1, -2], [0.5, 3]]
VECTOR = [2, -1]
HEADS = [LEFT, [[[1, 0], [2, -1], [3, 1]], [[0, 1], [-1, 2], [4, 0.5]]]]
KEYS = [[[1, 2, 0], [-1, 0.5, 3]], [[2, -2, 1], [1, 1, -0.5]]]
IMAGE = [[1, -2, 3, 0.5], [4, 0.25, -1, 2], [-3, 1.5, 0.75, -0.5], [2.5, -4, 1.25, 3.5]]
PATCHES = [[1, -2, 3, 0.5], [4, 0.25, -1, 2], [-3, 1.5, 0.75, -0.5], [2.5, -4, 1.25, 3.5]]
LABELS = torch.tensor([2, 0, 2])


def compared(x, a):
    """All six comparisons, weighted."""
    holds = [x > a, x >= a, x < a, x <= a, x == a, x != a]
    return sum(2**place * mask.double() for place, mask in enumerate(holds)) + 0 * x


def windows(x, **options):
    """Windows of an image as rows, with their entries as columns."""
    return functional.unfold(x[None, None], **options)[0].T


def folded(p, **options):
    """The reverse."""
    return functional.fold(p.T[None], **options)[0, 0]


CASES = {
    # The inputs, and the value as a function of them.
    "sin": ([X], torch.sin),
    "cos": ([X], torch.cos),
    "erf": ([X], torch.erf),
    "elu": ([X], functional.elu),
    "elu with alpha": ([X], lambda x: functional.elu(x, 0.5)),
    "prelu": ([X, A], lambda x, a: torch.where(x > 0, x, a * x)),
    "prelu with one slope": ([X, [0.25]], lambda x, a: functional.prelu(x, a)),
    "clip": ([X], lambda x: torch.clamp(x, -0.75, 1.5)),
    "clip by values": ([X, A, [1, 1, 0]], lambda x, a, b: torch.clamp(x, a, b)),
    "step": ([X], lambda x: (x > 0).double() + 0 * x),
    "sign": ([X], torch.sign),
    "comparisons": ([X, A], compared),
    "where": ([X, Z], lambda x, z: torch.where(x > 0, x * x, z)),
    "where with copies": ([X, A], lambda x, a: torch.where(x >= a, a, x)),
    "logsumexp": ([X], lambda x: torch.logsumexp(x, 1)),
    "logsumexp of all": ([X], lambda x: torch.logsumexp(x, (0, 1))),
    "argmax": ([Z], lambda z: z.argmax(1).double() + 0 * z.sum(1)),
    "outer": ([A, VECTOR], torch.outer),
    "outer of a matrix": ([MATRIX, A], lambda m, a: torch.einsum("ij,k->ijk", m, a)),
    "broadcast": ([A], lambda a: a.expand(2, 3) * 1),
    "matrices and one matrix": ([LEFT, MATRIX], torch.matmul),
    "one matrix and matrices": ([MATRIX, RIGHT], torch.matmul),
    "matrices and matrices": ([LEFT, RIGHT], torch.matmul),
    "matrices and a vector": ([LEFT, VECTOR], torch.matmul),
    "a vector and matrices": ([VECTOR, RIGHT], torch.matmul),
    "four axes": ([HEADS, RIGHT], torch.matmul),
    "named again": ([LEFT], lambda x: torch.matmul(x, x.transpose(1, 2))),
    "concat": ([X, ROW], lambda x, r: torch.cat((x, r), 1)),
    "concat of the first axis": ([X, Z], lambda x, z: torch.cat((x, z, x), 0)),
    "stack": ([X, Z], lambda x, z: torch.stack((x, z))),
    "slice": ([X], lambda x: x[:, 1:3]),
    "pick": ([X], lambda x: x[:, 1]),
    "unflatten": ([IMAGE], lambda i: i.unflatten(1, (2, 2))),
    "pad": ([X], lambda x: functional.pad(x, (1, 2, 0, 1), value=3)),
    "rows of another axis": ([X], lambda x: x[:, LABELS].T),
    "dilated patches": ([IMAGE], lambda i: windows(i, kernel_size=2, dilation=2)),
    "patches with pairs": (
        [IMAGE],
        lambda i: windows(i, kernel_size=(3, 2), stride=(1, 2), padding=(1, 0), dilation=(1, 2)),
    ),
    "overlap_add": ([PATCHES], lambda p: folded(p, output_size=(3, 3), kernel_size=2)),
    "overlap_add with a stride": (
        [PATCHES],
        lambda p: folded(p, output_size=(4, 4), kernel_size=2, stride=2),
    ),
    "overlap_add with padding": (
        [PATCHES],
        lambda p: folded(p, output_size=(2, 2), kernel_size=2, stride=2, padding=1),
    ),
    "dilated max_pool": (
        [IMAGE],
        lambda i: functional.max_pool2d(i[None, None], 2, (1, 2), dilation=(2, 1))[0, 0],
    ),
    "mean_pool with pairs": (
        [IMAGE],
        lambda i: functional.avg_pool2d(i[None, None], (3, 2), (1, 2))[0, 0],
    ),
}


def computed():
    """The value and the gradients for each case, as nested lists."""
    result = {}
    for name, (numbers, function) in CASES.items():
        inputs = [
            torch.tensor(entries, dtype=torch.float64, requires_grad=True) for entries in numbers
        ]
        value = function(*inputs)
        weights = torch.tensor([1, -2, 3, -0.5, 4] * value.numel(), dtype=torch.float64)
        upstream = weights[: value.numel()].reshape(value.shape)
        gradients = torch.autograd.grad(value, inputs, upstream, materialize_grads=True)
        result[name] = {
            "main": {
                "values": {"y": value.tolist()},
                "gradients": {f"x{place + 1}": g.tolist() for place, g in enumerate(gradients)},
            }
        }
    return result


if __name__ == "__main__":
    sys.exit(main(computed))
