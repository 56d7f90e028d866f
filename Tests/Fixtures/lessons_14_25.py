"""Lessons 14 to 25 in PyTorch; see `make_fixtures`."""

import math

import torch
from torch.nn import functional

from make_fixtures import Network, data, lesson


def half_squared(Y, T, count):
    """The squared error, halved, over the number of samples."""
    return functional.mse_loss(Y, T, reduction="sum") / (2 * count)


@lesson("two-layer")
def two_layer():
    """14: ReLU between two layers, W2 updated too early, and sigmoid with cross-entropy."""
    X_data = [[2, -2], [-1, -2], [-1, 1], [1, 1]]
    W1_data = [[-2, 2, -1, -1, -1], [0, 1, -2, 1, -1]]
    W2_data = [[2, -1, 0], [-1, -2, -2], [0, 1, 0], [-2, 1, -1], [1, -1, -2]]
    T = data([[-5, 2, -4], [2, 2, 0], [0, 1, 3], [-2, -5, -4]])
    rate = 0.02

    main = Network()
    X = main.leaf("X", X_data)
    W1 = main.leaf("W1", W1_data)
    b1 = main.leaf("b1", [1, -1, -1, -1, -1])
    W2 = main.leaf("W2", W2_data)
    b2 = main.leaf("b2", [-2, 1, 2])
    Z = main.value("Z", torch.addmm(b1, X, W1))
    A = main.value("A", functional.relu(Z))
    Y = main.value("Y", torch.addmm(b2, A, W2))
    main.loss("L", half_squared(Y, T, 4))

    def step(dZ):
        network = Network()
        X = network.leaf("X", X_data)
        W1_new = network.leaf("W1", W1.detach() - rate * X.detach().T @ dZ)
        b1_new = network.leaf("b1", b1.detach() - rate * dZ.sum(dim=0))
        W2_new = network.leaf("W2", W2.detach() - rate * W2.grad)
        b2_new = network.leaf("b2", b2.detach() - rate * b2.grad)
        hidden = functional.relu(torch.addmm(b1_new, X, W1_new))
        Y = network.value("Y", torch.addmm(b2_new, hidden, W2_new))
        network.loss("L", half_squared(Y, T, 4))
        return network

    W2_early = W2.detach() - rate * W2.grad
    early_dZ = (Y.grad @ W2_early.T) * (Z.detach() > 0)

    entropy = Network()
    X = entropy.leaf("X", X_data)
    W1_same = entropy.leaf("W1", W1_data)
    W2_same = entropy.leaf("W2", W2_data)
    A = entropy.value("A", torch.sigmoid(X @ W1_same))
    Y = entropy.value("Y", A @ W2_same)
    S = functional.softmax(Y, dim=1)
    entropy.loss("L", functional.cross_entropy(Y, torch.tensor([2, 0, 1, 2])))
    entropy.values["S"] = S.detach()

    return {
        "main": main,
        "early": Network(),
        "right": step(Z.grad),
        "wrong": step(early_dZ),
        "entropy": entropy,
    }


@lesson("recursion")
def recursion():
    """15: three layers of sigmoids under softmax cross-entropy."""
    main = Network()
    X = main.leaf(
        "X", [[0.5, 1], [-0.5, 0.5], [1, -0.5], [-1, -0.5], [1.5, 0.5], [-0.5, -1.5]])
    W1 = main.leaf("W1", [[0.2, 0.5, 1, 0.7, 0.8], [0.4, 0.7, 0.1, -0.1, -0.6]])
    b1 = main.leaf("b1", [-0.2, -0.2, -0.3, -0.2, 0.1])
    W2 = main.leaf("W2", [
        [0.9, 0.3, 0.4, -0.1], [0.3, -0.8, -1, -0.9], [0.6, 0.6, 0.3, -0.3],
        [0.9, 1, 1, 1], [-1, 0.9, 0.6, -0.5]])
    b2 = main.leaf("b2", [-0.1, 0.1, 0.2, -0.1])
    W3 = main.leaf("W3", [[1, -0.9, 0.1], [0.5, -0.4, -0.7], [0.2, -0.9, -1], [-0.9, -0.6, -0.3]])
    b3 = main.leaf("b3", [0.3, -0.2, 0.1])
    Z1 = main.value("Z1", torch.addmm(b1, X, W1))
    A1 = main.value("A1", torch.sigmoid(Z1))
    Z2 = main.value("Z2", torch.addmm(b2, A1, W2))
    A2 = main.value("A2", torch.sigmoid(Z2))
    Z3 = main.value("Z3", torch.addmm(b3, A2, W3))
    main.loss("L", functional.cross_entropy(Z3, torch.tensor([2, 0, 1, 0, 2, 1])))
    return {"main": main}


@lesson("fan-out")
def fan_out():
    """16: a square, a residual link, a branch asleep, tied weights."""
    X_data = [[2, 1], [-1, 2], [-2, -1]]
    W1_data = [[0, 1, -1, 2], [1, 1, -2, -1]]
    W2_data = data([[1, 0], [-1, 1], [1, 2], [2, 0]])

    square = Network()
    x = square.leaf("x", 3)
    square.loss("L", x.square())

    main = Network()
    X = main.leaf("X", X_data)
    W1 = main.leaf("W1", W1_data)
    W2 = main.leaf("W2", W2_data)
    Z = main.value("Z", X @ W1)
    A = main.value("A", functional.relu(Z))
    F = main.value("F", A @ W2)
    Y = main.value("Y", F + X)
    main.loss("L", half_squared(Y, data([[3, 7], [-6, 0], [5, 1]]), 3))

    asleep = Network()
    X = asleep.leaf("X", X_data)
    W1 = asleep.leaf("W1", W1_data)
    W2 = asleep.leaf("W2", W2_data / 100)
    weak = asleep.value("Y", functional.relu(X @ W1) @ W2 + X)
    asleep.loss("L", (Y.grad * weak).sum())

    tied = Network()
    X = tied.leaf("X", X_data)
    W = tied.leaf("W", W1_data)
    Z = tied.value("Z", X @ W)
    A = tied.value("A", functional.relu(Z))
    Y = tied.value("Y", functional.linear(A, W))
    tied.loss("L", (Y - X).square().sum() / 2)

    return {"squared": square, "main": main, "asleep": asleep, "tied": tied}


@lesson("graph")
def graph():
    """17: (XW + b) * c + XW, with names, in one line, and after some algebra."""

    def leaves(network):
        X = network.leaf("X", [[-1, 1], [1, 3], [1, -2], [2, 3]])
        W = network.leaf("W", [[0, 2, 1], [1, -2, 0]])
        b = network.leaf("b", [-2, -1, 2])
        c = network.leaf("c", [3, -2, 2])
        return X, W, b, c

    T = data([[-4, 10, 5], [4, 2, 5], [-16, -6, 11], [10, 8, 8]])

    main = Network()
    X, W, b, c = leaves(main)
    U = main.value("U", X @ W)
    H = main.value("H", U + b)
    Y = main.value("Y", torch.addcmul(U, H, c))
    main.loss("L", half_squared(Y, T, 4))

    line = Network()
    X, W, b, c = leaves(line)
    Y = line.value("Y", (X @ W + b) * c + X @ W)
    line.loss("L", half_squared(Y, T, 4))

    algebra = Network()
    X, W, b, c = leaves(algebra)
    Y = algebra.value("Y", X @ (W * (c + 1)) + b * c)
    algebra.loss("L", half_squared(Y, T, 4))
    return {"main": main, "line": line, "algebra": algebra}


@lesson("mazur-2-2-2")
def mazur():
    """18: one step with the old W2, and one whose first layer met the new W2."""
    t = data([[0.01, 0.99]])

    def network(W1, W2, names_z):
        made = Network()
        x = made.leaf("x", [[0.05, 0.10]])
        W1 = made.leaf("W1", W1)
        b1 = made.leaf("b1", [0.35, 0.35])
        W2 = made.leaf("W2", W2)
        b2 = made.leaf("b2", [0.60, 0.60])
        h = made.value("h", torch.sigmoid(torch.addmm(b1, x, W1)))
        z = torch.addmm(b2, h, W2)
        if names_z:
            made.value("z", z)
        o = made.value("o", torch.sigmoid(z))
        made.loss("L", functional.mse_loss(o, t, reduction="sum") / 2)
        return made

    start = network([[0.15, 0.25], [0.20, 0.30]], [[0.40, 0.50], [0.45, 0.55]], True)
    W1, W2 = (start.leaves[name].detach() for name in ("W1", "W2"))
    dW1, dW2 = (start.leaves[name].grad for name in ("W1", "W2"))
    W2_new = W2 - 0.5 * dW2
    right = network(W1 - 0.5 * dW1, W2_new, False)

    # The wrong gradient by autograd too: h as it was, handed the late gradient.
    x = data([[0.05, 0.10]])
    W1_late = W1.clone().requires_grad_()
    h = torch.sigmoid(torch.addmm(data([0.35, 0.35]), x, W1_late))
    h.backward(start.values["z"].grad @ W2_new.T)
    wrong = network(W1 - 0.5 * W1_late.grad, W2_new, False)
    return {"start": start, "right": right, "late": Network(), "wrong": wrong}


@lesson("batchnorm")
def batchnorm():
    """19: in pieces, compact, its running statistics, and at test time."""
    X_data = [[1, 2], [3, -1], [4, 0], [0, 5]]
    G = data([[1, -2], [-1, 1], [3, 2], [1, -2]])

    def leaves(network):
        X = network.leaf("X", X_data)
        return X, network.leaf("gamma", [2, 0.5]), network.leaf("beta", [1, -1])

    main = Network()
    X, gamma, beta = leaves(main)
    mu = main.value("mu", X.mean(dim=0))
    C = main.value("C", X - mu)
    v = main.value("v", C.square().mean(dim=0))
    s = main.value("s", (v + 1e-5).sqrt())
    xhat = main.value("xhat", C / s)
    main.loss("L", (G * main.value("Y", xhat * gamma + beta)).sum())

    compact = Network()
    X, gamma, beta = leaves(compact)
    Y = functional.batch_norm(X, None, None, gamma, beta, training=True, eps=1e-5)
    compact.loss("L", (G * compact.value("Y", Y)).sum())

    layer = torch.nn.BatchNorm1d(2, momentum=0.1, dtype=torch.float64)
    layer.running_mean.copy_(data([1, 1]))
    layer.running_var.copy_(data([2, 4]))
    layer(data(X_data))
    statistics = Network()
    statistics.values = {
        "unbiased": data(X_data).var(dim=0, correction=1),
        "running_mean": layer.running_mean,
        "running_variance": layer.running_var,
    }

    test = Network()
    X, gamma, beta = leaves(test)
    Y = functional.batch_norm(
        X, layer.running_mean, layer.running_var, gamma, beta, training=False, eps=1e-5)
    test.loss("L", (G * test.value("Y", Y)).sum())
    return {"main": main, "compact": compact, "statistics": statistics, "test": test}


@lesson("layernorm")
def layernorm():
    """20: layer norm compact and in pieces, with other company, and RMS norm."""
    G = data([[1, -2, 1, 3], [2, 1, -2, 4]])

    def leaves(network, second=(4, -1, -3, 2)):
        X = network.leaf("X", [[1, 3, -2, 6], list(second)])
        return X, network.leaf("gamma", [2, 1, -1, 0.5])

    def compact(second=(4, -1, -3, 2)):
        network = Network()
        X, gamma = leaves(network, second)
        beta = network.leaf("beta", [1, 0, -1, 2])
        Y = network.value("Y", functional.layer_norm(X, (4,), gamma, beta, eps=1e-5))
        network.loss("L", (G * Y).sum())
        return network

    pieces = Network()
    X, gamma = leaves(pieces)
    beta = pieces.leaf("beta", [1, 0, -1, 2])
    mu = pieces.value("mu", X.mean(dim=1))
    C = pieces.value("C", X - mu[:, None])
    s = pieces.value("s", (C.square().mean(dim=1) + 1e-5).sqrt())
    xhat = pieces.value("xhat", C / s[:, None])
    pieces.loss("L", (G * pieces.value("Y", xhat * gamma + beta)).sum())

    rms = Network()
    X, gamma = leaves(rms)
    r = rms.value("r", (X.square().mean(dim=1) + 1e-5).sqrt())
    xhat = rms.value("xhat", X / r[:, None])
    rms.loss("L", (G * rms.value("Y", xhat * gamma)).sum())
    assert torch.allclose(
        rms.values["Y"], functional.rms_norm(X, (4,), gamma, eps=1e-5), rtol=1e-12)

    return {
        "main": compact(),
        "neighbour": compact((-5, 2, 9, 0)),
        "pieces": pieces,
        "rms": rms,
    }


@lesson("dropout")
def dropout():
    """21: inverted, with the opposite mask, classic, and a quarter dropped."""
    h_data = [[2, -1, 3, 1], [1, 4, -2, 3]]
    W_data = [[1, 0, -1], [0, 1, 2], [1, -1, 0], [2, 1, -1]]
    mask = data([[1, 0, 1, 0], [0, 1, 1, 0]])

    main = Network()
    h = main.leaf("h", h_data)
    W = main.leaf("W", W_data)
    D = main.value("D", h.masked_fill(mask == 0, 0) * 2)
    Y = main.value("Y", D @ W)
    main.loss("L", half_squared(Y, data([[8, -4, -8], [0, 10, 18]]), 2))

    other = Network()
    other.values["D"] = data(h_data).masked_fill(mask == 1, 0) * 2

    classic = Network()
    classic.values["D"] = data(h_data).masked_fill(mask == 0, 0)
    classic.values["tested"] = (data(h_data) / 2) @ data(W_data)

    quarter = Network()
    kept = data([[1, 1, 0, 1], [1, 0, 1, 1]])
    quarter.values["D"] = data(h_data).masked_fill(kept == 0, 0) * (4 / 3)
    return {"main": main, "other": other, "classic": classic, "quarter": quarter}


@lesson("convolution")
def convolution():
    """22: one kernel on one image, the way back as a convolution, and pooling."""
    X_data = [[1, 2, 0, 3], [3, -1, 1, 2], [4, 1, -2, 0], [0, 2, 1, -3]]
    K_data = [[1, 0, -1], [2, 1, 0], [0, -1, 1]]

    # PyTorch's own convolution gives dX, dK and db; the patches give the rest.
    X = data(X_data).requires_grad_()
    K = data(K_data).requires_grad_()
    b = data([1]).requires_grad_()
    Y = functional.conv2d(X[None, None], K[None, None], b).flatten()
    T = data([2, 2, 10, -3])
    (functional.mse_loss(Y, T, reduction="sum") / 2).backward()

    main = Network()
    X_again = main.leaf("X", X_data)
    K_again = main.leaf("K", K_data)
    b_again = main.leaf("b", 1)
    P = main.value("P", functional.unfold(X_again[None, None], 3)[0].T)
    k = main.value("k", K_again.flatten() * 1)
    Y = main.value("Y", P @ k + b_again)
    main.loss("L", functional.mse_loss(Y, T, reduction="sum") / 2)
    for ours, theirs in ((X_again, X), (K_again, K), (b_again, b)):
        assert torch.equal(ours.grad.flatten(), theirs.grad.flatten())

    turned = Network()
    padded = functional.pad(data([[2, -1], [1, -3]]), (2, 2, 2, 2))
    Q = functional.unfold(padded[None, None], 3)[0].T
    R = Q @ data(K_data).flatten().flip(0)
    turned.values = {"Q": Q, "R": R, "D": R.reshape(4, 4)}

    def pooled(pool, image=X_data, G=[[1, -2], [3, 4]]):
        network = Network()
        X = network.leaf("X", image)
        M = network.value("M", pool(X[None, None], 2)[0, 0])
        network.loss("L", (data(G) * M).sum())
        return network

    return {
        "main": main,
        "turned": turned,
        "pool": pooled(functional.max_pool2d),
        "average": pooled(functional.avg_pool2d),
        "tie": pooled(functional.max_pool2d, [[1, 3, 0, 2], [3, 2, 1, -1]], [[4, 5]]),
    }


@lesson("attention")
def attention():
    """23: scaled dot products, a causal mask, and self-attention from the tokens."""
    G = data([[1, -1], [2, 1], [-1, 2]])

    def attend(network, Q, K, V, mask=None):
        S = Q @ K.T / math.sqrt(2)
        S = network.value("S", S if mask is None else S + mask)
        P = functional.softmax(S, dim=1)
        network.value("P", P)
        O = network.value("O", P @ V)
        same = functional.scaled_dot_product_attention(
            Q[None], K[None], V[None], attn_mask=None if mask is None else mask[None])
        assert torch.allclose(O, same[0], rtol=1e-12)
        network.loss("L", (G * O).sum())

    def given(mask=None):
        network = Network()
        Q = network.leaf("Q", [[1, 2], [0, -1], [2, 1]])
        K = network.leaf("K", [[1, 0], [-1, 2], [1, 1]])
        V = network.leaf("V", [[2, -1], [0, 1], [1, 3]])
        attend(network, Q, K, V, mask)
        return network

    tokens = Network()
    X = tokens.leaf("X", [[1, -1, 2, 0], [0, 2, 1, -1], [3, 1, 0, 1]])
    Wq = tokens.leaf("Wq", [[0.5, -0.2], [0.1, 0.4], [-0.3, 0.6], [0.2, 0.3]])
    Wk = tokens.leaf("Wk", [[0.3, 0.1], [-0.4, 0.5], [0.6, -0.1], [0.2, -0.5]])
    Wv = tokens.leaf("Wv", [[0.7, -0.3], [0.2, 0.6], [-0.5, 0.4], [0.1, 0.8]])
    asks, holds = tokens.value("asks", X * 1), tokens.value("holds", X * 1)
    Q = tokens.value("Q", asks @ Wq)
    K = tokens.value("K", holds @ Wk)
    V = tokens.value("V", holds @ Wv)
    attend(tokens, Q, K, V)

    ways = Network()
    ways.values = {
        "asking": Q.grad @ Wq.detach().T,
        "offering": K.grad @ Wk.detach().T,
        "giving": V.grad @ Wv.detach().T,
    }
    causal = torch.full((3, 3), -1e9, dtype=torch.float64).triu(1)
    return {"main": given(), "causal": given(causal), "tokens": tokens, "ways": ways}


class Trained(Network):
    """A network with the params and the loss that an optimiser leaves behind."""

    def __init__(self):
        super().__init__()
        self.updates = []

    def result(self):
        """As before, and under `updates` what is kept of the training run."""
        return {**super().result(), "updates": self.updates}


@lesson("sgd-to-adam")
def sgd_to_adam():
    """24: lesson 1 once more, and 50 steps of each optimiser."""
    X_data = [[1, 2], [3, -1]]
    W_data = [[1, 0, -1], [2, 1, 1]]
    T = data([[4, 2, 0], [1, -1, -3]])

    def trained(optimiser, rate=0.1, with_bias=True, **options):
        network = Trained()
        X = network.leaf("X", X_data)
        W = network.leaf("W", W_data)
        b = network.leaf("b", [1, -1, 0]) if with_bias else data([1, -1, 0])
        network.loss("L", half_squared(network.value("Y", torch.addmm(b, X, W)), T, 2))

        W_now = data(W_data).requires_grad_()
        b_now = data([1, -1, 0]).requires_grad_(with_bias)
        now = {"W": W_now, "b": b_now} if with_bias else {"W": W_now}
        rule = optimiser(list(now.values()), lr=rate, **options)

        def loss():
            return half_squared(torch.addmm(b_now, data(X_data), W_now), T, 2)

        for step in range(1, 51):
            rule.zero_grad()
            loss().backward()
            rule.step()
            if step in (1, 2, 50):
                params = {name: param.tolist() for name, param in now.items()}
                network.updates.append({"step": step, "loss": loss().item(), "params": params})
        return network

    return {
        "main": trained(torch.optim.SGD),
        "momentum": trained(torch.optim.SGD, momentum=0.9),
        "adam": trained(torch.optim.Adam, rate=0.05, with_bias=False),
        "adamw": trained(torch.optim.AdamW, rate=0.05, weight_decay=0.5),
    }


@lesson("images-to-classes")
def images_to_classes():
    """25: images, flattened, one affine layer, softmax cross-entropy, dX as images."""
    images = [
        [[0, 1, 1], [0.5, 0, 1]], [[1, 0, 0], [1, 0.5, 0]],
        [[0.5, 0, 1], [1, 1, 0]], [[0, 0.5, 0], [1, 1, 1]]]
    W_data = data([
        [0.5, -1, 0, 1, 0.2], [1, 0.5, -0.5, 0, -1], [-1, 0, 1, 0.5, 0.4],
        [0, 1, -1, 0.2, 0.5], [0.4, -0.5, 0.2, -1, 1], [0.8, 0, 0.5, -0.4, -0.6]])
    b_data = data([0.1, -0.2, 0, 0.3, -0.1])
    labels = torch.tensor([2, 3, 0, 4])

    def scores(network, W, b, names_x=False):
        x = network.leaf("X", images).flatten(1)
        if names_x:
            network.value("x", x)
        return network.value("Z", torch.addmm(network.leaf("b", b), x, network.leaf("W", W)))

    main = Network()
    Z = scores(main, W_data, b_data, names_x=True)
    E = main.value("E", functional.cross_entropy(Z, labels, reduction="none"))
    main.loss("L", E.sum() / 4)

    onehot = Network()
    Z = scores(onehot, W_data, b_data)
    onehot.loss("L", functional.cross_entropy(Z, functional.one_hot(labels, 5).double()))

    weighted = Network()
    Z = scores(weighted, W_data, b_data)
    E = weighted.value("E", functional.cross_entropy(Z, labels, reduction="none"))
    weighted.loss("L", (data([1, 1, 3, 1]) * E).sum() / 4)

    updated = Network()
    Z = scores(
        updated, W_data - main.leaves["W"].grad / 2, b_data - main.leaves["b"].grad / 2)
    updated.loss("L", functional.cross_entropy(Z, labels))
    return {"main": main, "onehot": onehot, "weighted": weighted, "updated": updated}
