"""Compares the numbers of backprop-tutor with those that PyTorch gave.

    python compare_program.py --program PATH --lessons DIR [--fixture FILE]

For every lesson of the fixture (`pytorch.json` beside this script unless said)
it runs `PATH lesson ID --format json --lessons DIR` and compares each value and
each gradient, both ways: nothing of the fixture may be missing, and the program
may have nothing more than the data that a lesson states. It ends with the line
`N passed, N failed` and exits 1 if anything failed. PyTorch is not needed here.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys

RELATIVE = 1e-9
"""The largest allowed difference, measured by the tensor's largest entry."""

SMALLEST = 1e-3
"""The least measure: what is left where terms cancel to 0 is no difference."""

STATED_ROLES = {"input", "param", "target", "const"}
"""Roles of values that a lesson states; the fixture holds those it computes."""

SECONDS = 120
"""How long the program may take for one lesson."""


def shape(data):
    """The shape of nested lists: () for a number; None where rows differ."""
    if not isinstance(data, list):
        return ()
    rows = {shape(row) for row in data}
    if len(rows) != 1 or None in rows:
        return None
    return (len(data), *rows.pop())


def entries(data):
    """The numbers of nested lists, in order."""
    if not isinstance(data, list):
        return [data]
    return [entry for row in data for entry in entries(row)]


def difference(ours, theirs):
    """How far two tensors are apart, relative to their largest entry.

    Infinite where they can't be compared: other shapes, or an entry that is no
    finite number.
    """
    if shape(ours) is None or shape(ours) != shape(theirs):
        return math.inf
    left, right = entries(ours), entries(theirs)
    for entry in left + right:
        if isinstance(entry, bool) or not isinstance(entry, (int, float)):
            return math.inf
        if not math.isfinite(entry):
            return math.inf
    apart = max(abs(a - b) for a, b in zip(left, right))
    return apart / max(SMALLEST, *(abs(entry) for entry in left + right))


class Report:
    """Counts what agreed and what did not, and remembers the worst difference."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.largest = 0.0
        self.where = "nowhere"

    def check(self, holds, problem):
        """Counts one comparison; says what is wrong where it does not hold."""
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {problem}")

    def tensors(self, name, ours, theirs):
        """Compares one tensor with its reference."""
        apart = difference(ours, theirs)
        if apart > self.largest:
            self.largest, self.where = apart, name
        self.check(apart <= RELATIVE, f"{name}: {ours} is not {theirs} (relative {apart:.2g})")

    def tables(self, name, ours, theirs):
        """Compares two tables of tensors by name, both ways."""
        for key in sorted(theirs):
            if key in ours:
                self.tensors(f"{name} {key}", ours[key], theirs[key])
            else:
                self.check(False, f"{name} {key}: missing")
        for key in sorted(set(ours) - set(theirs)):
            self.check(False, f"{name} {key}: not in the reference")

    def finish(self):
        """Prints the result; the exit status."""
        print(f"largest relative difference {self.largest:.3g}, {self.where}")
        print(f"{self.passed} passed, {self.failed} failed")
        return 0 if self.failed == 0 and self.passed > 0 else 1


def compare_fixtures(ours, theirs, report):
    """Compares two fixtures: lessons, networks, values and gradients, both ways."""
    for lesson in sorted(set(ours) | set(theirs)):
        mine, reference = ours.get(lesson), theirs.get(lesson)
        if mine is None or reference is None:
            report.check(False, f"{lesson}: only in the {'reference' if mine is None else 'result'}")
            continue
        for network in sorted(set(mine) | set(reference)):
            name = f"{lesson} {network}"
            if network not in mine or network not in reference:
                lacking = "missing" if network not in mine else "not in the reference"
                report.check(False, f"{name}: {lacking}")
                continue
            for part in ("values", "gradients"):
                report.tables(f"{name} {part}", mine[network][part], reference[network][part])
            compare_updates(
                name, mine[network].get("updates", []), reference[network].get("updates", []), report)


def compare_updates(name, ours, theirs, report):
    """Compares what training left behind, at those steps that the reference has."""
    by_step = {update["step"]: update for update in ours}
    report.check(bool(ours) == bool(theirs), f"{name} updates: only in one of the two")
    for reference in theirs:
        step = f"{name} step {reference['step']}"
        update = by_step.get(reference["step"])
        if update is None:
            report.check(False, f"{step}: missing")
            continue
        report.tensors(f"{step} loss", update["loss"], reference["loss"])
        report.tables(f"{step} param", update["params"], reference["params"])


def run(program, lesson, folder):
    """What the program prints for a lesson, as JSON, and its exit status.

    The JSON is None where there is none.
    """
    command = [program, "lesson", lesson, "--format", "json", "--lessons", folder]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
    if done.stderr:
        sys.stderr.write(done.stderr.decode(errors="replace"))
    try:
        return json.loads(done.stdout), done.returncode
    except ValueError:
        return None, done.returncode


def without_inner(networks):
    """A reference without the values inside uses of definitions, which the JSON leaves out."""
    return {
        name: {
            key: {label: value for label, value in part.items() if "." not in label}
            if key in ("values", "gradients") else part
            for key, part in network.items()
        }
        for name, network in networks.items()
    }


def fixture_form(output, reference, report):
    """The program's JSON in the fixture's form, its stated data left out.

    A stated value that the reference has too stays in, and so is compared. Checks on
    the way that the shape which the program names is the shape of its data.
    """
    networks = {}
    for network in output["networks"]:
        name = network["name"]
        known = reference.get(name, {"values": {}})["values"]
        tables = {"values": {}, "gradients": network["gradients"]}
        for key, value in network["values"].items():
            if value["role"] not in STATED_ROLES or key in known:
                tables["values"][key] = value
        networks[name] = {}
        for part, table in tables.items():
            networks[name][part] = {key: tensor["data"] for key, tensor in table.items()}
            for key, tensor in table.items():
                if tuple(tensor["shape"]) != shape(tensor["data"]):
                    where = f"{output['lesson']} {name} {part} {key}"
                    report.check(False, f"{where}: its shape is not {tensor['shape']}")
    for update in output.get("updates", []):
        networks[update["network"]].setdefault("updates", []).append(update)
    return networks


def main():
    """Reads the arguments, runs every lesson, compares."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", required=True, help="the built backprop-tutor")
    parser.add_argument("--lessons", required=True, help="the folder of lessons")
    beside = pathlib.Path(__file__).with_name("pytorch.json")
    parser.add_argument("--fixture", default=beside, type=pathlib.Path, help="the reference")
    arguments = parser.parse_args()

    fixture = json.loads(arguments.fixture.read_text(encoding="utf-8"))
    report = Report()
    for lesson, reference in sorted(fixture.items()):
        try:
            output, status = run(arguments.program, lesson, arguments.lessons)
        except subprocess.TimeoutExpired:
            report.check(False, f"{lesson}: no answer in {SECONDS} seconds")
            continue
        except OSError as problem:
            report.check(False, f"{lesson}: {problem}")
            continue
        report.check(status == 0, f"{lesson}: exit status {status}")
        if output is None:
            report.check(False, f"{lesson}: the output is no JSON")
            continue
        try:
            ours = fixture_form(output, reference, report)
        except (KeyError, TypeError, AttributeError) as problem:
            report.check(False, f"{lesson}: the JSON has another form ({problem!r})")
            continue
        compare_fixtures({lesson: ours}, {lesson: without_inner(reference)}, report)
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
