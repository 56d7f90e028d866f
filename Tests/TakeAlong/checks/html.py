"""Proves the pages for browsers, in Chromium."""

import base64
import hashlib
import json
import re
import subprocess
from fractions import Fraction

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

# Every number with a reference, as it is shown: a fraction has a slash, a negative number a hyphen.
CELLS = """() => [...document.querySelectorAll('[data-cell]')].map(cell => {
  const fraction = cell.querySelector('mfrac');
  const sign = cell.querySelector('mo[form=prefix]') ? '-' : '';
  const text = fraction ? [...fraction.children].map(part => part.textContent).join('/')
    : cell.querySelector('mn').textContent;
  return [cell.dataset.cell, cell.dataset.value, sign + text];
})"""

# The matrices and the numbers that stand under, or after, a name of their own.
NAMED = """() => [...document.querySelectorAll('main > section')].flatMap(section => [
  ...[...section.querySelectorAll('munder, mover, munderover')].map(caption => {
    const parts = [...caption.children];
    const above = caption.localName === 'munderover' ? parts[2] : parts[1];
    const name = above.querySelector('mi') || above;
    const only = above.textContent.replace('≈', '') === name.textContent;
    const cells = [...parts[0].querySelectorAll('mtd')].filter(cell => cell.querySelector('mn') && !cell.querySelector('mtable'));
    return [section.id, only && name.localName === 'mi' ? name.textContent : '', cells.map(cell => cell.dataset.cell || ''), cells.map(cell => cell.textContent)];
  }),
  ...[...section.querySelectorAll('math')].filter(math => /^[^=≈]+[=≈]−?[\\d.]+$/.test(math.textContent)).map(math => {
    const number = [...math.querySelectorAll('mn')].at(-1);
    const name = math.textContent.split(/[=≈]/)[0];
    return [section.id, math.querySelector('mi')?.textContent === name ? name : '', [number.closest('[data-cell]')?.dataset.cell || ''], [math.textContent.split(/[=≈]/)[1]]];
  }),
])"""

SHOWN = "() => [...document.querySelectorAll('main > section')].filter(page => !page.hidden).map(page => page.id)"
VISIBLE = """() => [...document.querySelectorAll('main > section')].filter(
  page => page.checkVisibility({ contentVisibilityAuto: true }) && page.getBoundingClientRect().height > 10).length"""


def entries(data):
    """The numbers of nested lists."""
    return [number for part in data for number in entries(part)] if isinstance(data, list) else [data]


def cells_of(lesson):
    """The number of each cell that a page may name, and the values with their network."""
    numbers, values = {}, {}
    for network in lesson["networks"]:
        prefix = "" if network["name"] == "main" else network["name"] + "."
        named = list(network["values"].items())
        named += [("d" + name, value) for name, value in network["gradients"].items()]
        for name, value in named:
            values[network["name"], name] = value
            flat = entries(value["data"])
            for index, number in enumerate(flat):
                place, rest = [], index
                for size in reversed(value["shape"]):
                    place.insert(0, rest % size + 1)
                    rest //= size
                cell = prefix + name + (f"[{','.join(map(str, place))}]" if place else "")
                numbers[cell] = number
    return numbers, values


def unit(text):
    """Half of the last digit that is shown."""
    digits, _, power = text.partition("e")
    return 0.5 * 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))


def check_numbers(name, page, lesson):
    numbers, values = cells_of(lesson)
    shown = page.evaluate(CELLS)
    assert shown, f"{name}: no cell"
    for cell, value, text in shown:
        assert cell in numbers, f"{name}: no value is called {cell}"
        full, expected = float(Fraction(value)), numbers[cell]
        assert full == expected, f"{name}: {cell} is {value}, not {expected}"
        near = 1e-12 if "/" in text else unit(text) * 1.000001
        assert abs(float(Fraction(text)) - full) <= near, f"{name}: {cell} {value} shown as {text}"
    # Each value under its name has its cells, unless other numbers bear the name, as after an update.
    networks = {step["id"]: step["network"] for step in lesson["steps"]}
    for section, value_name, cells, texts in page.evaluate(NAMED):
        network = networks.get(section)
        value = values.get((network, value_name)) if network else None
        if value is None:
            continue
        if all(cells):
            prefix = value_name if network == "main" else f"{network}.{value_name}"
            assert all(cell.split("[")[0] == prefix for cell in cells), (name, section, cells)
            continue
        flat = entries(value["data"])
        plain = [text.replace("−", "-") for text in texts]
        same = len(plain) == len(flat) and all(
            re.fullmatch(r"-?[\d.]+(e-?\d+)?", text) and abs(float(text) - number) <= unit(text)
            for text, number in zip(plain, flat))
        assert not same, f"{name}: {value_name} in {section} has no cells"
    return len(shown)


def check_structure(name, page, steps):
    headings = page.evaluate("() => [...document.querySelectorAll('h1, h2')].map(head => head.localName)")
    ids = page.evaluate("() => [...document.querySelectorAll('main > section')].map(page => page.id)")
    assert headings == ["h1"] + ["h2"] * len(ids), f"{name}: {headings}"
    # A step that is folded into another has an anchor on that page.
    anchors = page.evaluate("() => [...document.querySelectorAll('section > span[id]')].map(one => one.id)")
    assert [part for part in ids if part in steps] == [
        step for step in steps if step not in anchors], f"{name}: {ids}"
    assert set(anchors) <= set(steps), f"{name}: {anchors}"
    others = [part for part in ids if part not in steps]
    assert all(re.fullmatch(r"ask\.\d+(\.answer)?|end", part) for part in others), f"{name}: {others}"
    first = page.evaluate("() => [...document.querySelectorAll('main > section')].every(page => page.firstElementChild.localName === 'h2')")
    assert first, f"{name}: a section does not begin with its heading"
    assert page.evaluate("() => document.documentElement.lang") == "en"
    all_ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(all_ids) == len(set(all_ids)), f"{name}: an id stands twice"
    return ids


def check_anchors(page):
    """A link to a step that is folded into another opens the page of that."""
    for anchor in page.evaluate("() => [...document.querySelectorAll('section > span[id]')].map(one => one.id)"):
        page.evaluate("id => location.hash = id", anchor)
        page.wait_for_function("id => !document.getElementById(id).closest('section').hidden", arg=anchor)


def check_hashes(name, text):
    """The policy allows the one style sheet and the one script, and nothing else."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    for tag, kind in [("style", "style-src"), ("script", "script-src")]:
        for content in re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"{kind} 'sha256-{digest}'" in policy, f"{name}: the hash of its {tag}"
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy, policy
    assert not re.search(r"<[^>]*\s(style|on\w+)=", text), f"{name}: style or script in a tag"
    assert not re.search(r"(src|href)=\"(https?:)?//", text), f"{name}: it links outside"


def check_keys(name, page, ids):
    """Steps by keys and buttons; the focus stands on the heading."""
    shown = lambda: page.evaluate(SHOWN)
    focused = lambda: page.evaluate("() => document.activeElement.id")
    assert shown() == ids[:1], f"{name}: {shown()}"
    last = len(ids) - 1
    at = 0
    for key, move in [("ArrowRight", 1), ("Space", 1), ("Enter", 1), ("ArrowLeft", -1),
                      ("End", last), ("ArrowRight", 1), ("Home", -last), ("ArrowLeft", -1)]:
        page.keyboard.press(key)
        at = max(0, min(last, at + move))
        assert shown() == [ids[at]], f"{name}: {key} shows {shown()}, not {ids[at]}"
        assert page.evaluate("() => document.activeElement.localName") == "h2", f"{name}: {focused()}"
        assert focused() == ids[at] + "-title", f"{name}: the focus is on {focused()}"
    page.click("#next")
    assert shown() == [ids[1]], f"{name}: the button"
    page.click("#back")
    assert shown() == [ids[0]], f"{name}: the button back"
    page.click("#all")
    assert shown() == ids, f"{name}: all steps"
    page.click("#all")
    assert len(shown()) == 1
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("?")
    assert not page.is_visible("#keys")


def check_links(name, page, address, ids):
    """A link to a step, and finding text in a page, show the step."""
    target = ids[len(ids) // 2]
    page.goto("about:blank")
    page.goto(f"{address}#{target}")
    assert page.evaluate(SHOWN) == [target], f"{name}: #{target}"
    page.evaluate("id => location.hash = id", ids[-1])
    page.wait_for_function("id => !document.getElementById(id).hidden", arg=ids[-1])
    assert page.evaluate(SHOWN) == [ids[-1]]
    hidden = page.evaluate("() => [...document.querySelectorAll('main > section[hidden]')].every(page => page.getAttribute('hidden') === 'until-found' && page.getBoundingClientRect().height === 0)")
    assert hidden, f"{name}: what is hidden takes room, or can't be found"
    # What the browser does when it finds text.
    page.evaluate("id => { const page = document.getElementById(id); page.dispatchEvent(new Event('beforematch')); page.removeAttribute('hidden'); }", ids[0])
    assert page.evaluate(SHOWN) == [ids[0]], f"{name}: found text"


def numpy_form(data, depth=1):
    """Nested lists as NumPy prints them."""
    if not isinstance(data, list):
        return f"{float(data)!r}".removesuffix("0") if float(data).is_integer() else repr(float(data))
    inner = [numpy_form(part, depth + 1) for part in data]
    gap = "\n" + " " * depth if data and isinstance(data[0], list) else " "
    return f"[{gap.join(inner)}]"


def nested(flat, shape):
    if not shape:
        return flat[0]
    size = len(flat) // max(shape[0], 1)
    return [nested(flat[start * size:(start + 1) * size], shape[1:]) for start in range(shape[0])]


def replies_to(question):
    """Replies with what must be said: whether they are right, and words of the verdict."""
    words, exact = question["words"], question["right"]["exact"]
    if question["kind"] == "choices":
        letters = "abcdefghij"
        right = [letter for letter, choice in zip(letters, question["choices"]) if choice["right"]]
        yield ", ".join(right), True, exact
        yield " and ".join(ORDINALS[letters.index(letter)] for letter in right), True, exact
        incomplete = words["incomplete"].split(":")[0]
        if len(right) > 1:
            yield right[0], False, incomplete
        for letter, choice in zip(letters, question["choices"]):
            if not choice["right"]:
                yield letter, False, choice["reply"]
            said = incomplete if choice["right"] else choice["reply"]
            yield choice["text"], [letter] == right, exact if [letter] == right else said
            yield from spellings(choice["text"], [letter] == right)
        yield "z", False, words["choice"]
        return
    if question["kind"] == "shape":
        sizes = [axis["size"] for axis in question["axes"]]
        yield f"({', '.join(map(str, sizes))})", True, exact
        yield " by ".join(map(str, sizes)), True, exact
        yield "x".join(map(str, sizes)), True, exact
        yield ", ".join(f"{axis['name']} {axis['size']}" for axis in question["axes"]), True, exact
        yield f"({', '.join(str(size + 1) for size in sizes)})", False, words["otherShape"]
        return
    shape, answer = question["shape"], question["answer"]["numbers"]
    data = nested(answer, shape)
    yield json.dumps(data), True, exact
    yield numpy_form(data), True, exact
    yield f"array({json.dumps(data)}, dtype=float32)", True, exact
    yield "dW = " + json.dumps(data).replace("-", "−"), True, exact
    if not shape:
        yield f"1 + {answer[0] - 1!r}" if answer[0] > 1 else f"{answer[0] - 1!r} + 1", True, "Right"
        yield f"≈ {answer[0]:.4g}", True, "Right"
        yield f"{answer[0] * 1.02:.6g}", answer[0] == 0, ""
    yield json.dumps(nested([number + 12345 for number in answer], shape)), False, "Not yet"
    yield "nothing", False, words["unreadable"]
    yield "[1, ...]", False, words["cut"]
    seen = {}
    for mistake in question["mistakes"][0]:
        texts = seen.setdefault(json.dumps(mistake["numbers"]), [])
        if mistake["text"] not in texts:
            texts.append(mistake["text"])
    for numbers, texts in seen.items():
        # In Adam's first step, say, a factor changes nothing that the shown digits could tell.
        slack = question["answer"].get("slack", [0] * len(answer))
        is_right = all(
            abs(one - other) <= max(allowed, 1e-9)
            for one, other, allowed in zip(json.loads(numbers), answer, slack))
        if len(texts) <= 3 and not is_right:
            for text in texts:
                yield json.dumps(nested(json.loads(numbers), shape)), False, text


ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]


def spellings(text, is_right):
    """A choice's text as a keyboard has it."""
    plain = text.replace("ᵀ", ".T").replace("δ", "delta")
    if plain != text:
        yield plain, is_right, ""
    if text == "zeros" or text == "0":
        yield "zero", is_right, ""
        yield "[0, 0, 0]", is_right, ""
    sizes = re.findall(r"\b[A-Za-z]\w* (\d+)(?:,|$)", text)
    if len(sizes) > 1 and re.fullmatch(r"(\w+ \d+(, )?)+", text):
        yield f"({', '.join(sizes)})", is_right, ""
        yield "x".join(sizes), is_right, ""


def check_questions(name, page, program, source):
    forms = page.query_selector_all("form[data-question]")
    count = 0
    for form in forms:
        section = form.evaluate("form => form.closest('section').id")
        page.evaluate("id => location.hash = id", section)
        page.wait_for_function("id => !document.getElementById(id).hidden", arg=section)
        question = json.loads(form.get_attribute("data-question"))
        field = form.query_selector("textarea")
        for reply, is_right, said in replies_to(question):
            field.fill(reply)
            form.query_selector("button").click()
            verdict = form.query_selector(".verdict").inner_text()
            assert said in verdict, f"{name} {section}: {reply!r} gets {verdict!r}, not {said!r}"
            assert (re.match(r"Right[.:,]", verdict) is not None) == is_right, (
                f"{name} {section}: {reply!r} gets {verdict!r}")
            count += 1
            if count % 5 == 1:
                judged = subprocess.run(
                    [program, "judge", str(source), section], input=reply, text=True, capture_output=True)
                assert (judged.returncode == 0) == is_right, (
                    f"{name} {section}: {reply!r} is judged otherwise: {judged.stdout}")
        # Keys of a field are not the page's.
        field.fill("1 2")
        field.press("ArrowLeft")
        field.press("Space")
        field.press("Home")
        assert page.evaluate(SHOWN) == [section], f"{name}: a key in a field turned the page"
        field.fill("[1,")
        field.press("Enter")
        assert field.input_value() == "[1,\n", f"{name}: an open list was sent"
        assert page.evaluate(SHOWN) == [section]
    return count


def check_layout(name, page, axe):
    """Narrow, printed, in both colour schemes."""
    ids = page.evaluate("() => [...document.querySelectorAll('main > section')].map(page => page.id)")
    asked = [part for part in ids if re.fullmatch(r"ask\.\d+", part)]
    page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        for step in asked[:1] or [ids[len(ids) // 2]]:
            page.evaluate("id => location.hash = id", step)
            page.wait_for_function("id => !document.getElementById(id).hidden", arg=step)
            found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
            serious = [
                (one["id"], one["nodes"][0]["html"][:120])
                for one in found if one["impact"] in ("serious", "critical")]
            assert not serious, f"{name}, {step}, {scheme}: {serious}"
    page.click("#all")
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, f"{name}: the page is {over} pixels too wide at 360"
    page.set_viewport_size(size)
    page.click("#all")
    page.emulate_media(media="print", color_scheme="dark")
    sections = page.evaluate("() => document.querySelectorAll('main > section').length")
    assert page.evaluate(VISIBLE) == sections, f"{name}: printing leaves sections out"
    colours = page.evaluate("() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"], f"{name}: printed {colours}"
    page.emulate_media(media="screen", color_scheme="light")


def check_without_answers(name, page, program, source, folder):
    path = folder / f"{name}-unanswered.html"
    subprocess.run(
        [program, "lesson", str(source), "--format", "html", "--without-answers", "-o", str(path)], check=True)
    text = path.read_text(encoding="utf-8")
    assert "data-question=" not in text and ".answer\"" not in text, f"{name}: it holds answers"
    page.goto(path.as_uri())
    assert page.evaluate(SHOWN), name


def prove(program, sources, files, folder):
    """Opens every page, and the course's index."""
    axe = Axe()
    counts = {"numbers": 0, "replies": 0}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context, still = browser.new_context(bypass_csp=False), browser.new_context(java_script_enabled=False)
        page, plain = context.new_page(), still.new_page()
        told = []
        for one in (page, plain):
            one.on("console", lambda message: told.append(message.text))
            one.on("pageerror", lambda error: told.append(str(error)))
            one.on("request", lambda request: told.append(request.url)
                   if not request.url.startswith(("file:", "about:")) else None)
        for source in sources:
            name, path = source.stem, files[f"{source.stem}.html"]
            check_hashes(name, path.read_text(encoding="utf-8"))
            lesson = json.loads(subprocess.run(
                [program, "lesson", str(source), "--format", "json"],
                check=True, capture_output=True, text=True).stdout)
            page.goto(path.as_uri())
            ids = check_structure(name, page, [step["id"] for step in lesson["steps"]])
            counts["numbers"] += check_numbers(name, page, lesson)
            check_keys(name, page, ids)
            check_links(name, page, path.as_uri(), ids)
            counts["replies"] += check_questions(name, page, program, source)
            check_anchors(page)
            # The policy stops every other script, so what follows has its own page without it.
            assert not told, f"{name}: {told}"
            plain.goto(path.as_uri())
            assert plain.locator("main > section:visible").count() == len(ids), f"{name}: without scripts"
            check_without_answers(name, page, program, source, folder)
            assert not told, f"{name}: {told}"
        free = browser.new_context(bypass_csp=True).new_page()
        for source in sources:
            free.goto(files[f"{source.stem}.html"].as_uri())
            check_layout(source.stem, free, axe)
        free.goto(files["index.html"].as_uri())
        links = free.evaluate("() => [...document.querySelectorAll('a')].map(link => link.getAttribute('href'))")
        assert links == [f"{source.stem}.html" for source in sources], links
        for source in sources:
            free.goto(files[f"{source.stem}.html"].as_uri())
            links = free.evaluate("() => [...document.querySelectorAll('nav a')].map(link => link.getAttribute('href'))")
            assert links and set(links) <= set(files), f"{source.stem}: {links}"
        browser.close()
    return counts
