"""Lessons 26 to 30 in PyTorch; see `make_fixtures`."""

import math

import torch
from torch.nn import functional

from lessons_14_25 import Trained, half_squared
from make_fixtures import Network, data, lesson


def step(network, rule, **params):
    """Takes one step of an optimiser whose gradients are there, and keeps what it leaves.

    `network.again` computes the loss from the params as they then are.
    """
    rule.step()
    left = {name: tensor.tolist() for name, tensor in params.items()}
    network.updates.append({"step": 1, "loss": network.again().item(), "params": left})


def clip(tensors, most):
    """Scales the gradients by their common norm, without the eps of PyTorch's clip_grad_norm_."""
    norm = torch.cat([tensor.grad.flatten() for tensor in tensors]).norm().item()
    for tensor in tensors:
        tensor.grad.mul_(most / max(norm, most))


@lesson("rnn")
def rnn():
    """26: one W at three time steps, its three terms, chains of 16 factors, and a cut."""
    words = [
        [[0.5, -1, 0.2], [1, 0.3, -0.5]],
        [[-0.4, 0.6, 1], [0.2, -0.8, 0.4]],
        [[0.3, 0.1, -0.6], [-0.7, 0.5, 0.9]],
    ]
    H0 = data([[0.5, -0.5, 1], [-1, 0.4, 0.2]])
    W_data = [[0.6, -0.4, 0.2], [0.3, 0.5, -0.7], [-0.2, 0.8, 0.4]]
    G = data([[1, -2, 0.5], [-1, 0.5, 2]])

    def unrolled(truncated):
        network = Network()
        X = [network.leaf(f"X{index + 1}", word) for index, word in enumerate(words)]
        W = network.leaf("W", W_data)
        H = H0
        for index in range(3):
            if truncated and index == 1:
                H = network.value("K", H.detach().requires_grad_() * 1)
            s = H @ W
            network.values[f"H{index + 1}.s"] = s.detach()
            H = network.value(f"H{index + 1}", torch.tanh(s + X[index]))
        network.loss("L", (G * H).sum())
        if truncated:
            network.values["H1"].grad = torch.zeros_like(H)
        return network

    main = unrolled(False)

    # One W a step, as on three sheets of paper: its gradients are the three terms.
    sheets = [data(W_data).requires_grad_() for _ in range(3)]
    H = H0
    for word, sheet in zip(words, sheets):
        H = torch.tanh(H @ sheet + data(word))
    (G * H).sum().backward()
    terms = Network()
    terms.values = {f"step{index + 1}": sheet.grad for index, sheet in enumerate(sheets)}

    def chain(factor):
        network = Network()
        h, w = network.leaf("h", 3), network.leaf("w", factor)
        network.loss("L", h * w**16)
        return network

    return {
        "main": main,
        "terms": terms,
        "vanishing": chain(0.5),
        "exploding": chain(1.5),
        "cut": unrolled(True),
    }


@lesson("multi-head")
def multi_head():
    """27: two heads of two features, and the first head alone."""
    X_data = [[1, -1, 2, 0], [0, 2, 1, -1], [3, 1, 0, 1]]
    Wq_data = [[0.5, -0.2, 0.3, 0.1], [0.1, 0.4, -0.6, 0.2],
               [-0.3, 0.6, 0.2, -0.4], [0.2, 0.3, -0.1, 0.5]]
    Wk_data = [[0.3, 0.1, -0.2, 0.4], [-0.4, 0.5, 0.1, 0.3],
               [0.6, -0.1, 0.5, -0.3], [0.2, -0.5, 0.3, 0.1]]
    Wv_data = [[0.7, -0.3, 0.2, 0.5], [0.2, 0.6, -0.4, 0.1],
               [-0.5, 0.4, 0.3, -0.2], [0.1, 0.8, -0.6, 0.3]]
    Wo_data = [[1, -0.5], [0.5, 1], [-1, 2], [0.2, -0.8]]
    G = data([[1, -1], [2, 1], [-1, 2]])

    main = Network()
    X = main.leaf("X", X_data)
    Wq, Wk = main.leaf("Wq", Wq_data), main.leaf("Wk", Wk_data)
    Wv, Wo = main.leaf("Wv", Wv_data), main.leaf("Wo", Wo_data)
    asks, holds = main.value("asks", X * 1), main.value("holds", X * 1)
    Q, K, V = (
        main.value("Q", asks @ Wq), main.value("K", holds @ Wk), main.value("V", holds @ Wv))
    Qh = main.value("Qh", Q.view(3, 2, 2).transpose(0, 1))
    Kh = main.value("Kh", K.view(3, 2, 2).permute(1, 2, 0))
    Vh = main.value("Vh", V.view(3, 2, 2).transpose(0, 1))
    S = main.value("S", Qh @ Kh / math.sqrt(2))
    P = main.value("P", functional.softmax(S, dim=2))
    O = main.value("O", P @ Vh)
    Ot = main.value("Ot", O.transpose(0, 1))
    J = main.value("J", Ot.reshape(3, 4))
    Y = main.value("Y", J @ Wo)
    main.loss("L", (G * Y).sum())

    # PyTorch's own layer, whose weights are (out, in) and stand in one matrix.
    layer = torch.nn.MultiheadAttention(4, 2, bias=False, dtype=torch.float64)
    weights = [data(weight).T for weight in (Wq_data, Wk_data, Wv_data)]
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.cat(weights))
        layer.out_proj.weight.copy_(torch.eye(4))
    joined = layer(*[data(X_data)] * 3, need_weights=False)[0]
    (G * (joined @ data(Wo_data))).sum().backward()
    assert torch.allclose(joined, J, rtol=1e-12)
    ours = torch.cat([Wq.grad.T, Wk.grad.T, Wv.grad.T])
    assert torch.allclose(layer.in_proj_weight.grad, ours, rtol=1e-10)

    head1 = Network()
    X = head1.leaf("X", X_data)
    Q, K, V = (
        head1.value(name, X @ head1.leaf(f"W{name.lower()}", data(weight)[:, :2]))
        for name, weight in (("Q", Wq_data), ("K", Wk_data), ("V", Wv_data)))
    S = head1.value("S", Q @ K.T / math.sqrt(2))
    O = head1.value("O", functional.softmax(S, dim=1) @ V)
    Y = head1.value("Y", O @ head1.leaf("Wo", data(Wo_data)[:2]))
    head1.loss("L", (G * Y).sum())
    return {"main": main, "head1": head1}


@lesson("accumulation")
def accumulation():
    """28: one batch, whole, in halves, in five and one, and two steps with and without zero_grad."""
    X_data = data([[2, -2], [3, 1], [2, 1], [-3, -3], [-3, 3], [2, 3]])
    t_data = data([7, 8, 5, -5, -7, 4])
    rate = 0.1

    def part(samples, w=data([2, -1]), names_e=False):
        network = Network()
        X, t = network.leaf("X", X_data[samples]), t_data[samples]
        y = network.value("y", X @ network.leaf("w", w))
        if names_e:
            network.value("e", y - t)
            network.loss("L", network.values["e"].square().sum() / (2 * len(t)))
        else:
            network.loss("L", half_squared(y, t, len(t)))
        return network

    everything = slice(0, 6)
    main = part(everything, names_e=True)
    w = main.leaves["w"].detach()
    moved = part(everything, w - rate * main.leaves["w"].grad)
    at = moved.leaves["w"].detach()

    # What `.grad` holds in PyTorch where nobody has emptied it.
    kept = w.clone().requires_grad_()
    half_squared(X_data @ kept, t_data, 6).backward()
    with torch.no_grad():
        kept -= rate * kept.grad
    half_squared(X_data @ kept, t_data, 6).backward()
    return {
        "main": main,
        "first": part(slice(0, 3)),
        "second": part(slice(3, 6)),
        "five": part(slice(0, 5)),
        "one": part(slice(5, 6)),
        "moved": moved,
        "right": part(everything, at - rate * moved.leaves["w"].grad),
        "stale": part(everything, at - rate * kept.grad),
    }


@lesson("decay-and-clip")
def decay_and_clip():
    """29: weight decay in the loss and in the update, a bias alone, the common norm, the order."""
    X_data = data([[1, 2], [3, -1]])
    W_data, b_data = data([[1, 0, -1], [2, 1, 1]]), data([1, -1, 0])
    T = data([[9, -1, -1], [0, -1, -5]])
    decay, rate, limit = 0.5, 0.1, 3

    def layer(penalised=False):
        network = Trained()
        X, W, b = network.leaf("X", X_data), network.leaf("W", W_data), network.leaf("b", b_data)
        loss = half_squared(network.value("Y", torch.addmm(b, X, W)), T, 2)
        if penalised:
            loss = network.value("D", loss) + decay / 2 * W.square().sum()
        network.loss("L", loss)
        network.again = lambda: half_squared(torch.addmm(b, X, W), T, 2)
        return network

    def unmoved(network):
        """The params as they were, with copies of their gradients, for a step of their own."""
        copies = {}
        for name in ("W", "b"):
            leaf = network.leaves[name]
            copies[name] = leaf.detach().clone().requires_grad_()
            copies[name].grad = leaf.grad.clone()
        return copies

    inupdate = layer()
    params = unmoved(inupdate)
    inupdate.again = lambda: half_squared(torch.addmm(b_data, X_data, params["W"]), T, 2)
    rule = torch.optim.SGD([params["W"]], lr=rate, weight_decay=decay)
    step(inupdate, rule, W=params["W"], b=params["b"])

    clipped = layer()
    both = unmoved(clipped)
    clipped.again = lambda: half_squared(torch.addmm(both["b"], X_data, both["W"]), T, 2)
    clip(list(both.values()), limit)
    step(clipped, torch.optim.SGD(list(both.values()), lr=rate), **both)

    firststep = Network()
    firststep.values = {
        name: stepped_w(rule, unmoved(layer()), lr=rate, weight_decay=decay)
        for name, rule in {"byadamw": torch.optim.AdamW, "byadam": torch.optim.Adam}.items()
    }

    lone = Network()
    b = lone.leaf("b", 8 / 3)
    t = data([2, 3, 7])
    lone.loss("L", (b - t).square().sum() / 6 + decay / 2 * b.square())

    penalised = layer(penalised=True)
    orders = Network()
    g = unmoved(penalised)
    pulled = g["W"].grad.clone()
    clip(list(g.values()), limit)
    orders.values = {
        "pulled": pulled,
        "decayfirst": g["W"].grad,
        "clipfirst": (W_data - clipped_then_decayed(unmoved(layer()), limit, decay)),
    }
    return {
        "main": layer(),
        "inloss": penalised,
        "inupdate": inupdate,
        "firststep": firststep,
        "lone": lone,
        "clipped": clipped,
        "orders": orders,
    }


def clipped_then_decayed(params, limit, decay):
    """W after a step of SGD at the rate 1 whose gradients were clipped before it."""
    clip(list(params.values()), limit)
    return stepped_w(torch.optim.SGD, params, lr=1, weight_decay=decay)


def stepped_w(rule, params, **options):
    """W after one step of an optimiser, from the gradients that the params have."""
    rule(list(params.values()), **options).step()
    return params["W"].detach()


@lesson("whole-network")
def whole_network():
    """30: a convolution, ReLU, pooling, an affine layer, softmax cross-entropy, a step of Adam."""
    images = [
        [[1, 0, 1, 0], [0, 1, 0.5, 0.5], [1, 0, 0.5, 0], [0.5, 0, 0, 0]],
        [[1, 0, 1, 1], [0, 1, 0.5, 0], [0, 0.5, 1, 0], [0, 0, 1, 1]],
        [[0, 0.5, 1, 0], [1, 1, 0, 1], [1, 0, 1, 0], [1, 1, 0, 1]]]
    K_data = data([
        [0, 0.5], [0.5, 1], [-0.5, 1], [0.5, -1], [-0.5, -1], [1, 0.5], [0.5, 1], [0.5, 0.5],
        [-1, 1]])
    W_data = [[1, -0.5, 0, 0.5, -1], [0.5, 1, -1, 0, 0.5],
              [-1, 0.5, 0.5, 1, 0], [0, -1, 1, -0.5, 0.5]]
    labels = torch.tensor([3, 0, 2])

    main = Trained()
    X = main.leaf("X", images)
    K, c = main.leaf("K", K_data), main.leaf("c", [-0.25, -0.5])
    W, b = main.leaf("W", W_data), main.leaf("b", [0, 0.5, -0.5, 0.25, 0])
    P = main.value("P", functional.unfold(X[:, None], 3).transpose(1, 2))
    C = main.value("C", P @ K + c)
    A = main.value("A", functional.relu(C))
    B = main.value("B", A.view(3, 2, 2, 2))
    M = main.value("M", functional.max_pool2d(B.permute(0, 3, 1, 2), (2, 1)))
    F = main.value("F", M.flatten(1))
    Z = main.value("Z", torch.addmm(b, F, W))
    E = main.value("E", functional.cross_entropy(Z, labels, reduction="none"))
    main.loss("L", E.mean())

    # The same with PyTorch's own convolution, and its step of Adam.
    names = ("K", "c", "W", "b")
    params = {name: main.leaves[name].detach().clone().requires_grad_() for name in names}

    def loss():
        kernels = params["K"].T.reshape(2, 1, 3, 3)
        maps = functional.conv2d(data(images)[:, None], kernels, params["c"])
        features = functional.max_pool2d(functional.relu(maps), (2, 1)).flatten(1)
        return functional.cross_entropy(features @ params["W"] + params["b"], labels)

    rule = torch.optim.Adam(list(params.values()), lr=0.1)
    loss().backward()
    for name in names:
        assert torch.allclose(params[name].grad, main.leaves[name].grad, rtol=1e-12, atol=1e-15)
    main.again = loss
    step(main, rule, **params)
    return {"main": main}
