"""Exports lessons as another person on another terminal would."""

import os
import subprocess

INDEX = {"html": ["index.html"], "latex": [], "markdown": ["README.md"]}
EXTENSION = {"html": "html", "latex": "tex", "markdown": "md"}

CHINESE = """---
format: 1
title: Words
summary: Words that LaTeX can't set.
---

A word: 梯度.

```network
param W: (out) = [1, 2]
loss L = sum(W)
```

```steps
forward
```
"""


def export(program, form, folder, sources, environment):
    subprocess.run(
        [program, "export", form, str(folder), *map(str, sources)], check=True,
        env={**os.environ, **environment})
    files = {path.name: path for path in folder.iterdir()}
    expected = {f"{path.stem}.{EXTENSION[form]}" for path in sources} | set(INDEX[form])
    assert set(files) == expected, f"{form}: {set(files) ^ expected}"
    return files


def twice(program, form, root, sources):
    """The files of a format, which are the same on each run."""
    files = export(program, form, root / form, sources, {"COLUMNS": "40", "LC_ALL": "C.UTF-8"})
    again = export(program, form, root / f"{form}-again", sources, {"LC_ALL": "C"})
    for name, path in files.items():
        assert path.read_bytes() == again[name].read_bytes(), f"{name} differs"
    return files


def prove_refusals(program, root):
    """What can't be written is an error that says so, and nothing half-written stays."""
    lesson = root / "words.md"
    lesson.write_text(CHINESE, encoding="utf-8")
    target = root / "words.tex"
    for command in [
        ["lesson", str(lesson), "--format", "latex", "-o", str(target)],
        ["export", "latex", str(root / "words"), str(lesson)],
    ]:
        done = subprocess.run([program, *command], capture_output=True, text=True)
        assert done.returncode == 2, done
        assert "梯" in done.stderr and "forward" in done.stderr and "html" in done.stderr, done.stderr
    assert not target.exists() and not list((root / "words").iterdir())
    # A file where the folder should be; a folder that may not be written to, except by root.
    done = subprocess.run([program, "export", "html", str(lesson)], capture_output=True, text=True)
    assert done.returncode == 2 and str(lesson) in done.stderr, done
    done = subprocess.run(
        [program, "export", "html", "/proc/nowhere"], capture_output=True, text=True)
    assert done.returncode == 2 and "/proc/nowhere" in done.stderr, done
