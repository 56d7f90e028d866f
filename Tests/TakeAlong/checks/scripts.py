"""Proves the scripts: all values agree, and with one datum changed they do not."""

import ast
import os
import re
import runpy
import signal
import sys
import tempfile
import traceback
import warnings

IMPORTS = {"numpy": {"math", "sys", "numpy"}, "pytorch": {"sys", "torch", "torch.nn.functional"}}
AGREES, DIFFERS = (0, "\nevery value agrees\n"), (1, "\nnot every value agrees\n")
DATUM = re.compile(r"# (?:input|param|target|const) ")
NUMBER = re.compile(r"-?\d[\d./e]*(?:(?<=e)-\d+)?")


def run(path):
    """Runs a script in a process of its own, and returns its status and what it printed.

    The process is forked from this one, which has imported the libraries: that alone takes seconds.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        child = os.fork()
        if child == 0:
            os._exit(script_status(path, printed.fileno()))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        printed.seek(0)
        return status, printed.read()


def script_status(path, printed):
    """Becomes the script, as `python3 -W ignore PATH` would, for a minute at most."""
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    signal.alarm(60)
    warnings.simplefilter("ignore")
    sys.argv = [str(path)]
    status = 0
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
        status = 70
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def ends(path, expected):
    status, printed = run(path)
    return status == expected[0] and printed.endswith(expected[1]), printed


def check_imports(form, tree):
    """A script needs its library and Python's own modules, and nothing else."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not isinstance(node, ast.ImportFrom)
        assert set(names) <= IMPORTS[form], names


def data(text, tree):
    """The data that are used: each name with the range of its numbers, and whether they are whole.

    What only claims of the lesson use, the script doesn't.
    """
    used = {
        node.id for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for node in tree.body:
        if not (isinstance(node, ast.Assign) and DATUM.match(lines[node.lineno - 2])):
            continue
        name = node.targets[0].id
        if name not in used:
            continue
        for call in ast.walk(node.value):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ("np.array", "torch.tensor"):
                array = call.args[0]
                begin = starts[array.lineno - 1] + array.col_offset
                end = starts[array.end_lineno - 1] + array.end_col_offset
                yield name, begin, end, "int64" in ast.unparse(call)


def changed(text, begin, end, is_whole):
    """The script again and again, each time with another number of a datum changed."""
    for found in NUMBER.finditer(text, begin, end):
        # Labels and indices stay among their classes.
        other = str(int(found[0]) - 1 or 1) if is_whole and found[0] != "0" else f"{found[0]} + 1"
        yield f"{text[:found.start()]}{other}{text[found.end():]}"


def prove(form, path, scratch):
    """Proves a script, and returns how many data were changed one after the other.

    Of each datum some number must be noticed: others may be cut off, masked or not be the largest.
    """
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    check_imports(form, tree)
    holds, printed = ends(path, AGREES)
    assert holds, f"{path}:\n{printed}"
    count = 0
    for name, begin, end, is_whole in data(text, tree):
        copy = scratch / f"{form}-{path.stem}-{name}.py"
        count += 1
        for other in changed(text, begin, end, is_whole):
            copy.write_text(other, encoding="utf-8")
            holds, printed = ends(copy, DIFFERS)
            if holds:
                break
        assert holds, f"{path}: {name} may be changed, and nobody notices:\n{printed}"
    assert count, f"{path} has no data"
    return count
