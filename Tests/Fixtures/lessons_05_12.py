"""Lessons 5 to 12 in PyTorch; see `make_fixtures`."""

import torch
from torch.nn import functional

from make_fixtures import Network, data, lesson


def affine(network, X, W, b):
    """Y = X @ W + b, with W as (in, out)."""
    return network.value("Y", torch.addmm(b, X, W))


def half_squared(Y, T, count):
    """The squared error, halved, over the number of samples."""
    return functional.mse_loss(Y, T, reduction="sum") / (2 * count)


@lesson("conventions")
def conventions():
    """5: weights as (in, out), as (out, in), and samples as columns; two ways to turn them."""
    X_data = data([[1, 2, -1], [3, 0, 2], [-2, 1, 1], [0, -1, 3]])
    W_data = data([[1, -2], [2, 0], [-1, 3]])
    b_data = [1, -1]
    T = data([[3, -2], [-6, -5], [4, -2], [-8, 20]])

    inout = Network()
    Y = affine(inout, inout.leaf("X", X_data), inout.leaf("W", W_data), inout.leaf("b", b_data))
    inout.loss("L", half_squared(Y, T, 4))

    outin = Network()
    X = outin.leaf("X", X_data)
    W = outin.leaf("W", [[1, 2, -1], [-2, 0, 3]])
    Y = outin.value("Y", functional.linear(X, W, outin.leaf("b", b_data)))
    outin.loss("L", half_squared(Y, T, 4))

    columns = Network()
    A = columns.leaf("A", [[1, 3, -2, 0], [2, 0, 1, -1], [-1, 2, 1, 3]])
    W = columns.leaf("W", [[1, 2, -1], [-2, 0, 3]])
    b = columns.leaf("b", b_data)
    Y = columns.value("Y", torch.einsum("oi,in->on", W, A) + b.unsqueeze(1))
    columns.loss("L", half_squared(Y, T.t(), 4))

    memory = Network()
    memory.value("reshaped", W_data.reshape(2, 3).flatten())
    memory.value("transposed", W_data.T.flatten())
    return {"inout": inout, "outin": outin, "columns": columns, "memory": memory}


@lesson("square-trap")
def square_trap():
    """6: everything is 2 by 2; the true gradient, a wrong one, and a wrong layer."""
    X_data = [[-3, 2], [-1, 1]]
    W_data = [[1, -1], [1, -2]]
    b_data = [0, 1]
    T = data([[5, 4], [-2, 6]])

    def layer(weights):
        network = Network()
        X, W, b = network.leaf("X", X_data), network.leaf("W", weights), network.leaf("b", b_data)
        network.loss("L", half_squared(affine(network, X, W, b), T, 2))
        return network

    main = layer(W_data)

    nameless = Network()
    G = nameless.value("G", main.values["Y"].grad * 1)
    R = nameless.value("R", data(X_data) @ G)

    forgotten = Network()
    V = forgotten.value("V", data(W_data))
    forgotten.value("D", main.values["Y"].grad @ V)

    turned = Network()
    X, W = turned.leaf("X", X_data), turned.leaf("W", W_data)
    Y = turned.value("Y", functional.linear(X, W, turned.leaf("b", b_data)))
    turned.loss("L", half_squared(Y, T, 2))
    return {
        "main": main,
        "nameless": nameless,
        "honest": layer(data(W_data) - main.leaves["W"].grad / 10),
        "fooled": layer(data(W_data) - R / 10),
        "forgotten": forgotten,
        "turned": turned,
    }


@lesson("mean-of-products")
def mean_of_products():
    """7: the product of a mean sample with a sum of gradients is another matrix."""
    X_data = [[2, 4], [2, 2], [-2, -3], [2, -3]]
    W_data = [[1, 0, -1], [2, 1, 1]]
    b_data = [1, -1, 2]
    T = data([[15, 7, 0], [3, -11, 6], [-11, -8, -11], [9, 4, 1]])

    main = Network()
    Y = affine(main, main.leaf("X", X_data), main.leaf("W", W_data), main.leaf("b", b_data))
    main.loss("L", half_squared(Y, T, 4))

    condensed = Network()
    x = condensed.value("x", data(X_data).mean(dim=0, keepdim=True))
    s = condensed.value("s", main.values["Y"].grad.sum(dim=0, keepdim=True))
    condensed.value("R", torch.outer(x[0], s[0]))

    products = Network()
    Y = affine(
        products, products.leaf("X", X_data), products.leaf("W", W_data), products.leaf("b", b_data))
    products.loss("L", ((Y - T).square().sum(dim=1) / 2).mean())
    return {"main": main, "condensed": condensed, "products": products}


@lesson("mse-variants")
def mse_variants():
    """8: one error, four losses, and a column minus a vector."""
    Y_data = [[4, -2, 4], [-6, 2, -1]]
    T = data([[1, 4, -2], [3, -1, 2]])

    half = Network()
    E = half.value("E", half.leaf("Y", Y_data) - T)
    half.loss("L", E.square().sum() / 2)

    batch = Network()
    batch.loss("L", half_squared(batch.leaf("Y", Y_data), T, 2))

    library = Network()
    S = library.value("S", functional.mse_loss(library.leaf("Y", Y_data), T, reduction="none"))
    library.loss("L", S.mean())

    clean = Network()
    clean.loss("L", torch.nn.MSELoss()(clean.leaf("Y", Y_data), T) / 2)

    # (3, 1) minus (3,), as PyTorch broadcasts it without a word.
    mixed = Network()
    D = mixed.value("D", mixed.leaf("y", [[4], [-2], [4]]) - data([1, 4, -2]))
    mixed.loss("L", D.square().mean())
    return {"half": half, "batch": batch, "library": library, "clean": clean, "mixed": mixed}


@lesson("relu-gate")
def relu_gate():
    """9: a gate, a dead unit, a z of exactly 0; then a leaky gate."""
    G = data([[1, 1, -3, -1], [-1, -1, 2, -1], [1, 1, -2, 1]])

    def layer(activation):
        network = Network()
        X = network.leaf("X", [[-1, 2], [1, 3], [-1, -1]])
        W = network.leaf("W", [[-2, -1, 2, 1], [1, -2, 1, 0]])
        b = network.leaf("b", [2, 2, 0, -3])
        Z = network.value("Z", torch.addmm(b, X, W))
        H = network.value("H", activation(Z))
        network.loss("L", (G * H).sum())
        return network

    return {
        "main": layer(functional.relu),
        "leaky": layer(lambda Z: functional.leaky_relu(Z, negative_slope=0.1)),
    }


@lesson("sigmoid-tanh")
def sigmoid_tanh():
    """10: sigmoid behind a layer, cross-entropy from scores, tanh."""
    T = data([[1, 0, 1], [1, 1, 0]])
    Z_data = [[0, 2, -6], [1, -1, -3]]

    main = Network()
    X = main.leaf("X", [[1, 2, -1, 2], [3, -2, -2, 0]])
    W = main.leaf("W", [[0, -1, -2], [-1, 0, -1], [1, -1, -1], [1, 1, -1]])
    b = main.leaf("b", [1, 0, -1])
    Z = main.value("Z", torch.addmm(b, X, W))
    A = main.value("A", torch.sigmoid(Z))
    main.loss("L", half_squared(A, T, 2))

    scores = Network()
    Z = scores.leaf("Z", Z_data)
    each = functional.binary_cross_entropy_with_logits(Z, T, reduction="none")
    scores.loss("L", each.sum() / 2)

    centred = Network()
    A = centred.value("A", torch.tanh(centred.leaf("Z", Z_data)))
    centred.loss("L", half_squared(A, data([[1, -1, 1], [1, 1, -1]]), 2))
    return {"main": main, "scores": scores, "centred": centred}


@lesson("finite-difference")
def finite_difference():
    """11: lesson 1 with one weight moved up and down; the same behind a tanh."""
    X_data = [[1, 2], [3, -1]]
    W_data = [[1, 0, -1], [2, 1, 1]]
    b_data = [1, -1, 0]
    T_data = [[4, 2, 0], [1, -1, -3]]

    def layer(weights):
        network = Network()
        X, W, b = network.leaf("X", X_data), network.leaf("W", weights), network.leaf("b", b_data)
        return network, torch.addmm(b, X, W)

    def moved(weights):
        network, Y = layer(weights)
        network.loss("L", half_squared(Y, data(T_data), 2))
        return network

    def whole():
        network, Y = layer(W_data)
        network.loss("L", half_squared(network.value("Y", Y), data(T_data), 2))
        return network

    curved = Network()
    X = curved.leaf("X", X_data)
    W = curved.leaf("W", data(W_data) / 10)
    b = curved.leaf("b", data(b_data) / 10)
    Y = curved.value("Y", torch.tanh(torch.addmm(b, X, W)))
    curved.loss("L", half_squared(Y, data(T_data) / 5, 2))
    return {
        "main": whole(),
        "up": moved([[1, 0.1, -1], [2, 1, 1]]),
        "down": moved([[1, -0.1, -1], [2, 1, 1]]),
        "again": whole(),
        "curved": curved,
    }


@lesson("softmax")
def softmax():
    """12: an uneven gradient through softmax, an even one, and one whole Jacobian."""
    z_data = [[1, 2, 0], [3, 1, -1]]

    main = Network()
    p = main.value("p", functional.softmax(main.leaf("z", z_data), dim=1))
    main.loss("L", (data([[2, -1, 3], [1, 4, -2]]) * p).sum())

    blind = Network()
    p = blind.value("p", functional.softmax(blind.leaf("z", z_data), dim=1))
    blind.loss("L", p.sum())

    one = Network()
    z = one.leaf("z", z_data[0])
    p = one.value("p", functional.softmax(z, dim=0))
    q = one.value("q", p * 1)
    one.value("J", torch.autograd.functional.jacobian(lambda z: functional.softmax(z, dim=0), z))
    one.loss("L", (data([2, -1, 3]) * q).sum())
    return {"main": main, "blind": blind, "one": one}
