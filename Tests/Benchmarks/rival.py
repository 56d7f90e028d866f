"""What the benchmarks are measured against: the same mathematics written with NumPy.

    rival.py affine        the matrices of the lesson affine-batch, computed and printed
    rival.py digits N      seconds for one way forward and back of a network of MNIST's size,
                           the median of N runs, on one line
    rival.py adam          seconds for 10,000 steps of Adam with the network of affine-batch
"""

import statistics
import sys
import time

import numpy as np


def affine():
    X = np.array([[1.0, 2.0], [3.0, -1.0]])
    W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 1.0]])
    b = np.array([1.0, -1.0, 0.0])
    T = np.array([[4.0, 2.0, 0.0], [1.0, -1.0, -3.0]])
    N = len(X)
    Y = X @ W + b
    L = ((Y - T) ** 2).sum() / (2 * N)
    dY = (Y - T) / N
    dW = X.T @ dY
    db = dY.sum(axis=0)
    dX = dY @ W.T
    terms = [np.outer(X[n], dY[n]) for n in range(N)]
    for name, value in [("Y", Y), ("L", L), ("dY", dY), ("dW", dW), ("db", db), ("dX", dX)]:
        print(name, value, sep="\n")
    for n, term in enumerate(terms):
        print(f"sample {n + 1}", term, sep="\n")


def digits(runs):
    random = np.random.default_rng(1)
    X = random.uniform(0, 1, (100, 784)).round(3)
    t = np.arange(100) % 10
    W1 = random.normal(0, 0.05, (784, 50)).round(3)
    b1 = np.zeros(50)
    W2 = random.normal(0, 0.1, (50, 10)).round(3)
    b2 = np.zeros(10)

    def forward_and_backward():
        Z = X @ W1 + b1
        H = np.maximum(Z, 0)
        S = H @ W2 + b2
        shifted = S - S.max(axis=1, keepdims=True)
        exponents = np.exp(shifted)
        sums = exponents.sum(axis=1, keepdims=True)
        loss = (np.log(sums[:, 0]) - shifted[np.arange(100), t]).mean()
        dS = exponents / sums
        dS[np.arange(100), t] -= 1
        dS /= 100
        dW2 = H.T @ dS
        db2 = dS.sum(axis=0)
        dZ = (dS @ W2.T) * (Z > 0)
        dW1 = X.T @ dZ
        db1 = dZ.sum(axis=0)
        dX = dZ @ W1.T
        return loss, dW1, db1, dW2, db2, dX

    times = []
    for _ in range(runs):
        start = time.process_time()
        forward_and_backward()
        times.append(time.process_time() - start)
    print(statistics.median(times))


def adam():
    X = np.array([[1.0, 2.0], [3.0, -1.0]])
    W = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 1.0]])
    b = np.array([1.0, -1.0, 0.0])
    T = np.array([[4.0, 2.0, 0.0], [1.0, -1.0, -3.0]])
    N = len(X)
    mW, vW = np.zeros_like(W), np.zeros_like(W)
    mb, vb = np.zeros_like(b), np.zeros_like(b)
    losses = []
    start = time.process_time()
    for t in range(1, 10_001):
        Y = X @ W + b
        losses.append(((Y - T) ** 2).sum() / (2 * N))
        dY = (Y - T) / N
        dW = X.T @ dY
        db = dY.sum(axis=0)
        mW = 0.9 * mW + 0.1 * dW
        vW = 0.999 * vW + 0.001 * dW**2
        mb = 0.9 * mb + 0.1 * db
        vb = 0.999 * vb + 0.001 * db**2
        W = W - 0.001 * (mW / (1 - 0.9**t)) / (np.sqrt(vW / (1 - 0.999**t)) + 1e-8)
        b = b - 0.001 * (mb / (1 - 0.9**t)) / (np.sqrt(vb / (1 - 0.999**t)) + 1e-8)
    print(time.process_time() - start)


if sys.argv[1] == "affine":
    affine()
elif sys.argv[1] == "adam":
    adam()
else:
    digits(int(sys.argv[2]))
