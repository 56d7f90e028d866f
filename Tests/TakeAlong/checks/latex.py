"""Proves the handouts, with pdfTeX and the text of its pages."""

import concurrent.futures
import os
import re
import subprocess

# One form for the signs that fonts spell in several ways.
SIGNS = str.maketrans({"−": "-", "\u00a0": " ", "\u2009": " "})


def typeset(path):
    """Sets a handout, and tells what goes wrong."""
    done = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", path.name], cwd=path.parent,
        capture_output=True, text=True, errors="replace",
        env={**os.environ, "max_print_line": "10000"})
    if done.returncode != 0:
        return path, f"{path.name} can't be set:\n{done.stdout[-1500:]}"
    bad = [line for line in done.stdout.splitlines() if "Overfull" in line or "Missing character" in line]
    return path, "\n".join([f"{path.name}:"] + bad) if bad else ""


def decimals(text):
    """The decimal numbers of a handout's source, in its mathematics."""
    return re.findall(r"(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.])", text)


def check_numbers(path):
    """Each decimal that the source shows can be read, searched and copied."""
    source = path.read_text(encoding="utf-8").partition(r"\begin{document}")[2]
    source = re.sub(r"\\(vspace|rule)(\{[^}]*\})+|\[\d+pt\]|\\renewcommand\{[^}]*\}\{[^}]*\}", "", source)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"],
        check=True, capture_output=True, text=True).stdout.translate(SIGNS)
    words = set(re.findall(r"\d+\.\d+(?:e[-+]?\d+)?", shown))
    wanted = set(decimals(source))
    assert wanted <= words, f"{path.name}: {sorted(wanted - words)[:10]} are not in the text"
    return len(wanted)


def prove(program, sources, files, folder):
    count = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = list(pool.map(typeset, files.values()))
        assert not any(told for _, told in results), "\n".join(told for _, told in results if told)
        count = sum(pool.map(check_numbers, files.values()))
    # The same source twice gives the same file.
    first = next(iter(files.values()))
    before = first.with_suffix(".pdf").read_bytes()
    assert typeset(first)[1] == "" and first.with_suffix(".pdf").read_bytes() == before, first
    return {"numbers": count}
