"""Makes mistakes from outside, and counts how often `judge` names them.

    python rates.py --program PATH --lessons DIR [--lesson ID] [--random COUNT] [-v]

The numbers of each lesson come from `PATH lesson ID --format json`; the mistakes are made of them
with NumPy, the program has no part in that. Then `PATH judge ID --answers FILE --format json` has to
name each. A mistake counts as named where it is said alone, or among two or three that give the same
numbers. It exits 1 where a goal is missed:

- at least 95 % of the mistakes are named, and none wrongly,
- no right reply is refused: exact, in single precision, in four digits, as arithmetic, worked out
  from displayed digits,
- of the random matrices (100 for each gradient, or COUNT) none is called a mistake.
"""

import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np

GOAL = 0.95
SLOPES = {
    "relu": lambda z, a: (z > 0).astype(float),
    "sigmoid": lambda z, a: a * (1 - a),
    "tanh": lambda z, a: 1 - a * a,
}
OF_INPUT = {
    "sigmoid": lambda z: z * (1 - z),
    "tanh": lambda z: 1 - z * z,
}


class Network:
    """Values and gradients by name, each with its axes."""

    def __init__(self, data):
        self.name = data["name"]
        self.axes = data["axes"]
        self.loss = data["loss"]
        self.tensors = {}
        for name, value in data["values"].items():
            self.tensors[name] = (np.array(value["data"], float), value["axes"])
        self.gradients = []
        for name, value in data["gradients"].items():
            self.tensors["d" + name] = (np.array(value["data"], float), value["axes"])
            self.gradients.append("d" + name)
        self.exact = all(
            value["exact"] for part in ("values", "gradients") for value in data[part].values())
        self.formulas = {}
        self.backward = {}

    def array(self, name):
        return self.tensors[name][0]


Mistake = collections.namedtuple("Mistake", "kind value accepted")


def divisors(network):
    """The axes by whose sizes the statement of the loss divides."""
    formula = network.formulas.get(network.loss, "")
    found = re.findall(r"/ \(?(?:[\d.]+ \* )*(\w+)", formula)
    found += re.findall(r"mean\(.*axis=(\w+)\)$", formula)
    return [name for name in dict.fromkeys(found) if network.axes.get(name, 1) > 1]


def products(network, name):
    """The pairs of named tensors whose product over one axis is the gradient."""
    truth, axes = network.tensors[name]
    if truth.ndim != 2:
        return
    for left, (a, a_axes) in network.tensors.items():
        for right, (b, b_axes) in network.tensors.items():
            if a.ndim != 2 or b.ndim != 2 or not (left.startswith("d") or right.startswith("d")):
                continue
            shared = [axis for axis in a_axes if axis in b_axes and axis not in axes]
            if len(shared) != 1 or left == name or right == name:
                continue
            i, j = a_axes.index(shared[0]), b_axes.index(shared[0])
            if [a_axes[1 - i], b_axes[1 - j]] != axes:
                continue
            a_t, b_t = (a.T if i == 0 else a), (b.T if j == 1 else b)
            if np.allclose(a_t @ b_t, truth):
                yield left, right, shared[0], (a, i), (b, j), a_t, b_t


def sums(network, name):
    """The named gradients whose sum over one axis is the gradient."""
    truth, axes = network.tensors[name]
    if "sum" not in network.backward.get(name, "sum"):
        return
    for other in network.gradients:
        array, other_axes = network.tensors[other]
        gone = [axis for axis in other_axes if axis not in axes]
        if len(gone) == 1 and [axis for axis in other_axes if axis != gone[0]] == axes:
            terms = np.moveaxis(array, other_axes.index(gone[0]), 0)
            if np.allclose(terms.sum(0), truth):
                yield other, gone[0], list(terms)


def of_terms(axis, terms):
    """Parts of a sum."""
    count = len(terms)
    if count < 2 or count > 16:
        return
    for index, term in enumerate(terms):
        yield Mistake("one sample alone", term, rf"= {index + 1}( or [\w =]+)? alone")
    if count > 2:
        for end in range(2, count):
            yield Mistake(
                "partial sum", sum(terms[:end]), rf"stops after \w+ = {end}\b")
        for index in range(count - 1):
            rest = [term for place, term in enumerate(terms) if place != index]
            yield Mistake("one sample missing", sum(rest), rf"= {index + 1}( or [\w =]+)? is missing")


def mistakes(network, name):
    """The usual mistakes at a gradient: what each gives, and how it may be called."""
    truth, axes = network.tensors[name]
    for axis in divisors(network):
        size = network.axes[axis]
        yield Mistake("no 1/N", size * truth, rf"1/{axis} is missing|divides by .*{axis}.*missing")
        yield Mistake("1/N twice", truth / size, rf"1/{axis} is in there twice")
    # The second and further ways to say it are the places where such a factor comes from.
    yield Mistake("sign", -truth, r"[Ss]ign|pulls the other way|minus|slope of .?negate.? is missing")
    yield Mistake("factor 2", 2 * truth, r"factor 2 too many|divides the value divides")
    yield Mistake(
        "half", truth / 2,
        r"factor 2 is missing|exponent comes down|is used 2 times|added, not averaged|averaged over")
    if truth.ndim == 2 and truth.shape[0] > 1 and truth.shape[1] > 1:
        yield Mistake("transposed", truth.T, r"rows and columns exchanged")
    for left, right, axis, (a, i), (b, j), a_t, b_t in products(network, name):
        for x, y, said in (
            (a_t.T, b_t, "left"), (a_t, b_t.T, "right"),
        ):
            if x.shape[1] == y.shape[0] and (x.shape[0], y.shape[1]) == truth.shape:
                yield Mistake(
                    "X for its transpose", x @ y, rf"{said} factor has to be transposed|"
                    + r"That is [\w.]*\w+ᵀ? @")
        terms = [np.outer(a_t[:, k], b_t[k]) for k in range(a_t.shape[1])]
        yield from of_terms(axis, terms)
    for other, axis, terms in sums(network, name):
        yield from of_terms(axis, terms)
        yield Mistake("averaged", sum(terms) / len(terms), r"averaged|twice|divided|same number")
    for result, formula in network.formulas.items():
        called = re.fullmatch(r"(\w+)\((\w+)\)", formula)
        if not called or called[1] not in SLOPES or "d" + called[2] != name:
            continue
        upstream = "d" + result
        if upstream not in network.tensors:
            continue
        g, z, y = (network.array(x) for x in (upstream, called[2], result))
        if not np.allclose(g * SLOPES[called[1]](z, y), truth):
            continue
        yield Mistake(
            "slope forgotten", g, r"slope of .* is missing|nothing passes")
        if called[1] in OF_INPUT:
            yield Mistake("slope of the input", g * OF_INPUT[called[1]](z), r"not the input")


def text(array, numbers=None):
    """Nested lists of numbers, written by `numbers`."""
    if array.ndim == 0:
        return (numbers or repr)(float(array))
    return "[" + ", ".join(text(row, numbers) for row in array) + "]"


def four(number):
    return "%.4g" % number


def torch_like(array):
    """As PyTorch prints it."""
    return "tensor(" + text(array, lambda x: "%.4f" % x) + ", grad_fn=<MmBackward0>)"


def shown(array):
    """The array as it is displayed in four digits."""
    return np.array([float(four(x)) for x in array.ravel()]).reshape(array.shape)


def right_replies(network, name, pick):
    """Right answers as people hand them in, with what they are called."""
    truth, _ = network.tensors[name]
    asked = pick(truth)
    yield "exact", text(asked)
    with np.printoptions(threshold=10**6):
        yield "float32", str(asked.astype(np.float32))
        yield "float32 repr", repr(asked.astype(np.float32))
    yield "four digits", text(asked, four)
    if not asked.any() or np.abs(asked).max() >= 0.05:
        yield "tensor", torch_like(asked)
    for left, right, axis, _, _, a_t, b_t in products(network, name):
        worked = pick(shown(a_t) @ shown(b_t)) if not network.exact else asked
        yield "from displayed digits", text(worked, four)
        if asked.ndim == 0:
            place = np.array(np.nonzero(pick(np.arange(truth.size).reshape(truth.shape))
                                        == np.arange(truth.size).reshape(truth.shape))).ravel()
            row, column = (a_t[place[0]], b_t[:, place[1]])
            form = repr if network.exact else four
            yield "arithmetic", " + ".join(
                f"{form(float(x))}*({form(float(y))})" for x, y in zip(row, column))


def questions(path):
    """The questions of a lesson with their networks: number, network, answer, choices, and the
    wrong answers that it explains itself."""
    network, number, found = None, 0, []
    for block in re.finditer(r"^```(\w+)(.*?)\n(.*?)^```", path.read_text(), re.M | re.S):
        kind, rest, body = block.groups()
        if kind == "network":
            network = rest.strip() or "main"
        elif kind == "ask":
            number += 1
            answer = re.search(r"^answer: (.*)$", body, re.M)
            choices = re.findall(r"^- \[([ xX])\]", body, re.M)
            wrong = re.findall(r"^wrong: ([^|]*)", body, re.M)
            found.append((number, network, answer and answer[1].strip(), choices, wrong))
    return found


def same(a, b):
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-7, atol=1e-12)


class Lesson:
    """A lesson, and the answers that its judge is asked about."""

    def __init__(self, program, lessons, path, random):
        self.program, self.lessons, self.id = program, lessons, path.stem
        self.random = random
        data = json.loads(self.run("lesson", self.id, "--format", "json").stdout)
        self.networks = {network["name"]: Network(network) for network in data["networks"]}
        for step in data["steps"]:
            network = self.networks.get(step["network"])
            if network and step["kind"] == "forward" and step["formula"]:
                network.formulas[step["title"]] = step["formula"]
            if network and step["kind"] == "backward" and step["formula"]:
                network.backward[step["title"]] = step["formula"]
        for network, formula in statements(path):
            if network in self.networks:
                for name, written in formula.items():
                    self.networks[network].formulas.setdefault(name, written)
        self.questions = questions(path)
        self.explained = {
            (f"ask.{number}", formula.replace(" ", ""))
            for number, _, _, _, wrong in self.questions for formula in wrong}

    def explains(self, key, mistake):
        """Whether the lesson has a reply of its own to a wrong answer."""
        return (key.strip(), (mistake["formula"] or "").replace(" ", "")) in self.explained

    def run(self, *arguments):
        environment = {**os.environ, "NO_COLOR": "1"}
        return subprocess.run(
            [self.program, *arguments, "--lessons", self.lessons], capture_output=True, text=True,
            env=environment, timeout=300)

    def judge(self, answers):
        """The verdicts on (key, reply); a reply is JSON or a text."""
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(dict(answers), file)
            file.flush()
            result = self.run("judge", self.id, "--answers", file.name, "--format", "json")
        if not result.stdout:
            raise SystemExit(f"{self.id}: {result.stderr}")
        return json.loads(result.stdout)["answers"]


def statements(path):
    """The statements of each network as they are written."""
    for block in re.finditer(r"^```network(.*?)\n(.*?)^```", path.read_text(), re.M | re.S):
        found = re.findall(r"^(?:loss )?\s*(\w+)\s*= (.*)$", block[2], re.M)
        yield block[1].strip() or "main", dict(found)


class Report:
    def __init__(self, verbose):
        self.verbose = verbose
        self.counts = collections.defaultdict(collections.Counter)
        self.unnamed = []

    def mistake(self, where, item, verdict, explained):
        texts = [m["text"] + " " + (m["formula"] or "") for m in verdict["mistakes"]]
        if verdict["verdict"] in ("mistake", "either"):
            named = explained or any(re.search(item.accepted, t) for t in texts)
            outcome = "named" if named else "wrongly"
        elif verdict["verdict"] == "shape" and item.kind == "transposed":
            outcome = "named"
        else:
            outcome = "unnamed"
        self.counts[item.kind][outcome] += 1
        if outcome != "named":
            self.unnamed.append((outcome, where, item.kind, verdict["verdict"], texts))

    def right(self, where, kind, verdict):
        outcome = "accepted" if verdict["verdict"] == "right" else "refused"
        self.counts["right: " + kind][outcome] += 1
        if outcome == "refused":
            self.unnamed.append((outcome, where, kind, verdict["verdict"], verdict["mistakes"]))

    def random(self, where, verdict):
        outcome = "named" if verdict["verdict"] in ("mistake", "either", "right", "follows") else "not"
        self.counts["random"][outcome] += 1
        if outcome == "named":
            self.unnamed.append((outcome, where, "random", verdict["verdict"], verdict["mistakes"]))

    def end(self):
        named = unnamed = wrongly = refused = chance = 0
        for kind, count in sorted(self.counts.items()):
            print(f"{kind:32}", ", ".join(f"{n} {what}" for what, n in sorted(count.items())))
            refused += count["refused"]
            if kind == "random":
                chance += count["named"]
            elif not kind.startswith("right"):
                named += count["named"]
                unnamed += count["unnamed"]
                wrongly += count["wrongly"]
        for line in self.unnamed[: None if self.verbose else 20]:
            print(*line, sep=" · ")
        total = max(1, named + unnamed + wrongly)
        print(
            f"named {named}/{total} ({100 * named / total:.1f} %), wrongly {wrongly}, "
            f"right replies refused {refused}, random matrices named {chance}")
        return named / total >= GOAL and wrongly == refused == chance == 0


def cases(lesson):
    """For each file of answers its cases: key, reply, and what reports the verdict.

    The answers of a file are to one value of each network, so that none follows from another. Spaces
    make several keys of one name.
    """
    generator = np.random.default_rng(sum(lesson.id.encode()))
    queues = []
    for network in lesson.networks.values():
        for name in network.gradients:
            key = name if network.name == "main" else f"{network.name}.{name}"
            queues.append((network, key, name, lambda x: x, True))
    for number, network, answer, _, _ in lesson.questions:
        asked = re.fullmatch(r"(?:(\w+)\.)?(\w+)(?:\[([\d, ]+)\])?", answer or "")
        network = lesson.networks.get(asked and asked[1] or network)
        if not asked or not network or asked[2] not in network.gradients:
            continue
        place = tuple(int(x) - 1 for x in asked[3].split(",")) if asked[3] else ()
        queues.append(
            (network, f"ask.{number}", asked[2], lambda x, place=place: x[place], False))
    files = collections.defaultdict(list)
    for network, key, name, pick, is_whole in queues:
        truth = network.array(name)
        found = []
        if np.abs(truth).max() > 1e-12:
            items = [
                m for m in mistakes(network, name)
                if not same(m.value, truth) and np.abs(m.value).max() > 1e-12]
            for item in items:
                value = pick(item.value) if item.value.shape == truth.shape else item.value
                if same(value, pick(truth)) or not is_whole and item.kind == "transposed":
                    continue
                alike = [
                    other for other in items
                    if other.value.shape == item.value.shape
                    and same(pick(other.value) if other.value.shape == truth.shape
                             else other.value, value)]
                accepted = "|".join(dict.fromkeys(other.accepted for other in alike))
                found.append(("mistake", value, Mistake(item.kind, value, accepted)))
        for kind, reply in right_replies(network, name, pick):
            found.append(("right", reply, kind))
        if is_whole and truth.size > 1:
            scale = np.abs(truth).max() if np.abs(truth).max() > 1e-9 else 1
            for _ in range(lesson.random):
                matrix = generator.normal(0, scale, truth.shape)
                found.append(("random", matrix, None))
        files[network.name].append(
            [(key + " " * index, *case) for index, case in enumerate(found)])
    for file in itertools.zip_longest(*files.values(), fillvalue=[]):
        yield [case for part in file for case in part]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--lessons", required=True)
    parser.add_argument("--lesson")
    parser.add_argument("--random", type=int, default=100, metavar="COUNT")
    parser.add_argument("-v", action="store_true")
    arguments = parser.parse_args()
    report = Report(arguments.v)
    paths = [
        path for path in sorted(pathlib.Path(arguments.lessons).glob("*.md"))
        if path.stem != "README" and arguments.lesson in (None, path.stem)]

    def work(path):
        lesson = Lesson(arguments.program, arguments.lessons, path, arguments.random)
        results = []
        for file in cases(lesson):
            answers = [
                (key, text(reply, lambda x: "%.6g" % x) if isinstance(reply, np.ndarray) else reply)
                for key, _, reply, _ in file]
            if answers:
                results += zip(file, lesson.judge(answers))
        for number, _, answer, choices, _ in lesson.questions:
            if answer:
                continue
            letters = [chr(ord("a") + i) for i, mark in enumerate(choices) if mark in "xX"]
            verdict = lesson.judge([(f"ask.{number}", " ".join(letters))])[0]
            results.append(((f"ask.{number}", "right", letters, "choices"), verdict))
        return lesson, results

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for lesson, results in pool.map(work, paths):
            for (key, kind, reply, what), verdict in results:
                where = f"{lesson.id} {key.strip()}"
                if kind == "mistake":
                    explained = any(lesson.explains(key, m) for m in verdict["mistakes"])
                    report.mistake(where, what, verdict, explained)
                elif kind == "right":
                    report.right(f"{where} {reply}", what, verdict)
                else:
                    report.random(where, verdict)
    sys.exit(0 if report.end() else 1)


if __name__ == "__main__":
    main()
