"""Proves the Markdown: its structure, and its mathematics with LaTeX."""

import re
import subprocess

FENCE = re.compile(r"^(\s*(?:> ?)*)(`{3,})(\w*)\s*$")
LINK = re.compile(r"^\d+\. \[.*\]\(([^)]+)\): ")


def parts(text):
    """The blocks of mathematics, and the lines outside all fences."""
    blocks, lines, fence, kind = [], [], None, ""
    for line in text.splitlines():
        found = FENCE.match(line)
        if fence is None and found:
            fence, kind, block = found[2], found[3], []
        elif fence is not None and found and len(found[2]) >= len(fence) and not found[3]:
            if kind == "math":
                blocks.append("\n".join(block))
            fence = None
        elif fence is not None:
            block.append(line)
        else:
            lines.append(line)
    assert fence is None, "a fence is not closed"
    return blocks, lines


def check(path):
    """Checks a file and returns its mathematics."""
    text = path.read_text(encoding="utf-8")
    blocks, lines = parts(text)
    assert "$$" not in text, f"{path.name}: $$"
    for block in blocks:
        assert len(block) < 1000 and "\n" not in block, f"{path.name}: {block[:80]}"
    outside = "\n".join(lines)
    assert outside.count("<details>") == outside.count("</details>"), path.name
    depth = 0
    for tag in re.findall(r"</?details>", outside):
        depth += 1 if tag == "<details>" else -1
        assert 0 <= depth <= 1, f"{path.name}: details"
    inline = re.findall(r"(?<!\\)\$`([^`]*)`\$", outside)
    rest = re.sub(r"(?<!\\)\$`[^`]*`\$|(`+)(?!`).*?(?<!`)\1(?!`)|\\\$", "", outside)
    assert "$" not in rest, f"{path.name}: a dollar sign outside mathematics"
    return blocks, inline


def prove(program, sources, files, folder):
    blocks, inline = [], []
    for source in sources:
        found = check(files[f"{source.stem}.md"])
        assert found[0], source
        blocks += found[0]
        inline += found[1]
    links = [found[1] for line in files["README.md"].read_text(encoding="utf-8").splitlines()
             if (found := LINK.match(line))]
    assert links == [f"{source.stem}.md" for source in sources], links
    document = folder / "mathematics.tex"
    body = "\n\n".join(
        [rf"$\displaystyle {block}$" for block in blocks] + [f"${text}$" for text in inline])
    document.write_text(
        "\\documentclass{article}\n\\usepackage{amsmath}\n\\hfuzz=\\maxdimen\n\\begin{document}\n"
        f"{body}\n\\end{{document}}\n", encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "-draftmode", document.name],
        cwd=folder, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-1500:]
    return {"blocks": len(blocks), "formulas": len(inline)}
