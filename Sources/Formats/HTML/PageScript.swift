/// The script of a page: it steps through the sections, and judges replies. It is constant, so that the
/// page can name its hash.
enum PageScript {
  static let text = #"""
    "use strict";
    const pages = [...document.querySelectorAll("main > section")];
    const controls = document.querySelector("#steps");
    let shown = 0, all = false;
    const place = document.querySelector("#place");
    function render() {
      pages.forEach((page, index) => {
        if (all || index === shown) page.removeAttribute("hidden");
        else page.setAttribute("hidden", "until-found");
      });
      document.querySelector("#back").disabled = all || shown === 0;
      document.querySelector("#next").disabled = all || shown === pages.length - 1;
      document.querySelector("#all").setAttribute("aria-pressed", all);
      place.textContent = `${shown + 1}/${pages.length}`;
    }
    function go(index, focus = true) {
      shown = Math.max(0, Math.min(pages.length - 1, index));
      render();
      history.replaceState(null, "", "#" + encodeURIComponent(pages[shown].id));
      if (!focus) return;
      const heading = pages[shown].querySelector("h2");
      heading.focus({ preventScroll: true });
      pages[shown].scrollIntoView({ block: "start" });
    }
    function indexOf(hash) {
      let id = hash.slice(1);
      try { id = decodeURIComponent(id); } catch { return -1; }
      return pages.findIndex(page => page.id === id);
    }
    if (pages.length > 0) {
      controls.removeAttribute("hidden");
      pages.forEach((page, index) => page.addEventListener("beforematch", () => { shown = index; render(); }));
      addEventListener("hashchange", () => { const index = indexOf(location.hash); if (index >= 0) go(index); });
      document.querySelector("#back").addEventListener("click", () => go(shown - 1));
      document.querySelector("#next").addEventListener("click", () => go(shown + 1));
      document.querySelector("#all").addEventListener("click", () => { all = !all; render(); });
      document.querySelector("#help").addEventListener("click", () => keys());
      addEventListener("keydown", event => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.target.closest("input, textarea, select")) return;
        const isButton = event.target.closest("button, a, summary");
        const scrolls = event.target.closest(".wide, pre") && event.key.startsWith("Arrow");
        if (scrolls || isButton && (event.key === " " || event.key === "Enter")) return;
        const moves = { ArrowRight: shown + 1, " ": shown + 1, Enter: shown + 1, ArrowLeft: shown - 1, Home: 0, End: pages.length - 1 };
        if (event.key === "?") keys();
        else if (event.key in moves && !all) go(moves[event.key]);
        else return;
        event.preventDefault();
      });
      const start = indexOf(location.hash);
      if (start >= 0) go(start); else render();
    }
    function keys() {
      const list = document.querySelector("#keys");
      list.toggleAttribute("hidden");
    }

    // Replies: numbers, fractions, arithmetic, lists as NumPy, PyTorch and spreadsheets print them.
    function arithmetic(text) {
      const tokens = text.match(/\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|\*\*|[-+*\/^()]/gi) || [];
      if (tokens.join("") !== text.replace(/\s+/g, "")) return NaN;
      let at = 0, depth = 0;
      const peek = () => tokens[at];
      function sum() { let x = term(); while (peek() === "+" || peek() === "-") x = tokens[at++] === "+" ? x + term() : x - term(); return x; }
      function term() { let x = unary(); while (peek() === "*" || peek() === "/") x = tokens[at++] === "*" ? x * unary() : x / unary(); return x; }
      function unary() {
        if (++depth > 64) return NaN;
        let x;
        if (peek() === "-") { at++; x = -unary(); } else if (peek() === "+") { at++; x = unary(); } else x = power();
        depth--;
        return x;
      }
      function power() { const x = atom(); if (peek() === "^" || peek() === "**") { at++; return Math.pow(x, unary()); } return x; }
      function atom() {
        if (peek() === "(") { at++; const x = sum(); if (tokens[at++] !== ")") return NaN; return x; }
        const token = tokens[at++];
        return token !== undefined && /[\d.]/.test(token[0]) ? Number(token) : NaN;
      }
      const value = sum();
      return at === tokens.length ? value : NaN;
    }
    function digitsOf(text) {
      const match = /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text.trim());
      return match ? Math.pow(10, Number(match[3] || 0) - match[2].length) : 0;
    }
    function read(reply) {
      let text = reply.replace(/\u2212/g, "-").replace(/(?:np|torch)\.(?:float|int)\d*\(([^()]*)\)/g, "$1");
      if (text.includes("...") || text.includes("…")) return { cut: true };
      text = text.replace(/,?\s*(?:dtype|requires_grad|grad_fn|device)\s*=\s*(?:<[^>]*>|[\w.:'"]+)/g, "");
      text = text.replace(/^\s*(?:array|tensor|np\.array|torch\.tensor)\s*\(([^]*)\)\s*$/, "$1").trim();
      const numbers = [], units = [];
      const row = line => {
        const parts = line.includes(",") ? line.split(",") : line.includes("\t") || /^[-+\d.\s\/eE]+$/.test(line) && !/\s[-+*\/]\s/.test(line) ? line.trim().split(/\s+/) : [line];
        return parts.map(part => part.trim()).filter(part => part !== "").map(part => { const x = arithmetic(part); numbers.push(x); units.push(digitsOf(part)); return x; });
      };
      let shape;
      if (text.includes("[")) {
        let at = 0, depth = 0;
        const list = () => {
          if (++depth > 8) return null;
          at++;
          let flat = "", items = [];
          while (at < text.length && text[at] !== "]") {
            if (text[at] === "[") { const inner = list(); if (!inner) return null; items.push(inner); } else flat += text[at++];
          }
          if (text[at++] !== "]") return null;
          depth--;
          if (items.length) return items.every(item => String(item) === String(items[0])) ? [items.length, ...items[0]] : null;
          const values = row(flat);
          return values.length ? [values.length] : null;
        };
        shape = list();
        if (!shape || text.slice(at).trim() !== "") return null;
      } else {
        const lines = text.split(/\n/).filter(line => line.trim() !== "").map(row);
        if (lines.length === 0 || lines.some(line => line.length !== lines[0].length)) return null;
        shape = lines.length > 1 ? [lines.length, lines[0].length] : lines[0].length > 1 ? [lines[0].length] : [];
      }
      return numbers.length && numbers.every(Number.isFinite) ? { numbers, units, shape } : null;
    }
    const same = (x, y, unit) => Math.abs(x - y) <= Math.max(1e-9 * Math.max(1, Math.abs(y)), unit);
    function matches(reply, value) {
      return value.numbers.length === reply.numbers.length
        && value.numbers.every((y, i) => same(reply.numbers[i], y, Math.max(value.slack || 0, reply.units[i] <= 0.011 * Math.max(1, Math.abs(y)) && !Number.isInteger(reply.numbers[i]) ? reply.units[i] / 2 : 0)));
    }
    function judge(reply, question) {
      if (question.kind === "choices") {
        const named = new Set((reply.toLowerCase().match(/[a-z]|\d+/g) || []).map(word => /\d/.test(word) ? Number(word) - 1 : word.charCodeAt(0) - 97));
        if (named.size === 0 || [...named].some(index => index < 0 || index >= question.choices.length)) return question.words.choice;
        const wrong = [...named].filter(index => !question.choices[index].right);
        const missing = question.choices.some((choice, index) => choice.right && !named.has(index));
        if (wrong.length === 0) return missing ? question.words.incomplete : question.words.right;
        return question.words.notYet + wrong.map(index => ` ${String.fromCharCode(97 + index)}: ${question.choices[index].reply}`).join("");
      }
      if (question.kind === "shape") {
        const sizes = (reply.match(/\d+/g) || []).map(Number);
        if (sizes.length === 0) return question.words.unreadable;
        return String(sizes) === String(question.shape) ? question.words.right : question.words.notYet;
      }
      const value = read(reply);
      if (!value) return question.words.unreadable;
      if (value.cut) return question.words.cut;
      const flat = shape => String(shape.filter(size => size !== 1));
      if (flat(value.shape) !== flat(question.shape)) return question.words.shape;
      if (matches(value, question.answer)) return question.words.right;
      const named = [...new Set(question.mistakes.filter(mistake => matches(value, mistake)).map(mistake => mistake.text))];
      if (named.length === 1) return question.words.notYet + " " + named[0];
      if (named.length === 2 || named.length === 3) return question.words.notYet + " " + question.words.either + " " + named.join(" " + question.words.or + " ");
      const right = value.numbers.filter((x, i) => same(x, question.answer.numbers[i], value.units[i] / 2)).length;
      return question.words.notYet + (right > 0 ? ` ${right}/${value.numbers.length} ${question.words.entries}` : "");
    }
    for (const form of document.querySelectorAll("form[data-question]")) {
      form.removeAttribute("hidden");
      const question = JSON.parse(form.dataset.question);
      const field = form.querySelector("textarea"), verdict = form.querySelector(".verdict");
      form.addEventListener("submit", event => { event.preventDefault(); verdict.textContent = judge(field.value, question); });
      field.addEventListener("keydown", event => {
        if (event.key !== "Enter" || event.shiftKey) return;
        const open = (field.value.match(/\[/g) || []).length - (field.value.match(/\]/g) || []).length;
        if (open > 0) return;
        event.preventDefault();
        form.requestSubmit();
      });
    }
    """#

  /// The SHA-256 of the text, in Base64.
  static let hash = "7sntNhPq/GfpSZK9sp50rbbxE5+1rA4r2OVRtKFEZmk="
}
