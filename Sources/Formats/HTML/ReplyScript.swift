import Formulas
import MatrixCore

/// The part of a page's script that reads replies, as `NumbersReader`, `TypedChoices` and `TypedShape` do.
enum ReplyScript {
  static let text = #"""
    "use strict";
    // Replies are read as the program reads them: numbers, fractions, arithmetic, and lists as people,
    // NumPy, PyTorch and spreadsheets write them.
    const wrappers = /^(array|asarray|matrix|tensor|Tensor|Parameter|double|(float|u?int)\d*)$/;
    const withoutEndMark = reply => reply.trimEnd().replace(/([^.,;])[.,;]$/, "$1");
    function plain(reply) {
      let text = "", depth = 0;
      for (let c of withoutEndMark(reply)) {
        if ("⎡⎤⎢⎥⎣⎦\"\uFEFF".includes(c)) c = " ";
        else if ("\u2212\u2013\uFE63\uFF0D".includes(c)) c = "-";
        else if ("·⋅×".includes(c)) c = "*";
        else if (c === "÷") c = "/";
        else if ("=≈≃~".includes(c)) {
          if (depth <= 0) { text = ""; continue; }
          if (c !== "=") c = " ";
        } else if (c !== "\n" && /\s/.test(c)) c = " ";
        if ("[(".includes(c)) depth++;
        if ("])".includes(c)) depth--;
        text += c;
      }
      if (/\.\.\.|…/.test(text)) throw "cut";
      return rows(text.replace(/^\s*Parameter containing:/, ""));
    }
    // A line end outside brackets begins a row.
    function rows(text) {
      let lines = text.split("\n").filter(line => line.trim() !== ""), result = "", depth = 0;
      const isSheet = lines.length > 1 && !/[[(]/.test(text) && lines.every(line => /;.*[^; ] *$/.test(line));
      if (isSheet) lines = lines.map(line => line.replace(/;/g, " "));
      for (const line of lines) {
        const last = result.trimEnd().slice(-1);
        const isRow = depth === 0 && last !== "" && !"[(,;])".includes(line.trim()[0]) && !"[(,;])".includes(last);
        if (last !== "") result += isRow ? ";" : " ";
        result += line;
        for (const c of line) depth += "[(".includes(c) ? 1 : "])".includes(c) ? -1 : 0;
      }
      return result;
    }
    // The items of a reply: a number is { x, digits, decimals }, without digits if it was worked out.
    function parse(text, commaIsDecimal, minusIsBinary) {
      let at = 0, unclear = false;
      const take = c => text[at] === c && ++at > 0;
      const spaces = () => { while (text[at] === " ") at++; };
      const number = item => { if (Array.isArray(item)) throw "unreadable"; return item; };
      const result = x => { if (!Number.isFinite(x)) throw "unreadable"; return { x }; };
      function items(lists, depth) {
        if (lists > \#(Shape.maximumRank) || depth > \#(ReplyBounds.depth)) throw "unreadable";
        const rows = [[]];
        let isOpen = false;
        for (spaces(); at < text.length && !"])".includes(text[at]); spaces()) {
          rows[rows.length - 1].push(sum(lists, depth));
          spaces();
          isOpen = take(",");
          if (!isOpen && take(";")) { isOpen = true; rows.push([]); }
        }
        if (isOpen || at >= text.length && depth > 0) throw "unreadable";
        return rows.length === 1 ? rows[0] : rows;
      }
      function sum(lists, depth) {
        let left = product(lists, depth);
        while (!Array.isArray(left)) {
          const start = at;
          spaces();
          const sign = text[at], isTight = at + 1 < text.length && text[at + 1] !== " ";
          if (sign !== "+" && sign !== "-" || at > start && isTight && !minusIsBinary) { at = start; break; }
          at++;
          const right = number(product(lists, depth)).x;
          left = result(sign === "+" ? left.x + right : left.x - right);
        }
        return left;
      }
      function operator(pattern) {
        const match = pattern.exec(text.slice(at));
        if (match) at += match[0].length;
        return match && match[1];
      }
      function product(lists, depth) {
        let left = factor(lists, depth), sign;
        while (!Array.isArray(left) && (sign = operator(/^ *(\*(?!\*)|\/)/))) {
          const right = number(factor(lists, depth)).x;
          left = result(sign === "*" ? left.x * right : left.x / right);
        }
        return left;
      }
      function factor(lists, depth) {
        if (depth > \#(ReplyBounds.depth)) throw "unreadable";
        spaces();
        if (take("+")) return number(factor(lists, depth + 1));
        if (take("-")) { const item = number(factor(lists, depth + 1)); return { ...item, x: -item.x }; }
        const base = operand(lists, depth);
        if (Array.isArray(base) || !operator(/^ *(\*\*|\^)/)) return base;
        return result(Math.pow(base.x, number(factor(lists, depth + 1)).x));
      }
      function operand(lists, depth) {
        const open = text[at];
        if (open === "[" || open === "(") {
          at++;
          const inner = items(lists + 1, depth + 1);
          if (!take(open === "[" ? "]" : ")") || inner.length === 0) throw "unreadable";
          return open === "(" && inner.length === 1 && !Array.isArray(inner[0]) ? inner[0] : inner;
        }
        const name = /^[a-z_][\w.]*/i.exec(text.slice(at));
        return name ? wrapped(name[0], lists, depth) : decimal();
      }
      function wrapped(name, lists, depth) {
        at += name.length;
        if (!wrappers.test(name.split(".").pop()) || !take("(")) throw "unreadable";
        const value = sum(lists, depth + 1);
        // Options, such as a type, are of no matter.
        for (let open = 1; open > 0; at++) {
          if (at >= text.length) throw "unreadable";
          open += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
        }
        return value;
      }
      function decimal() {
        const pattern = commaIsDecimal ? /^(\d*)(?:[.,](\d*))?(?:e([-+]?\d{1,4}))?/i : /^(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,4}))?/i;
        const [all, whole, fraction = "", exponent = "0"] = pattern.exec(text.slice(at));
        const digits = whole + fraction;
        if (digits === "") throw "unreadable";
        at += all.length;
        if (at < text.length && !" ,;/*+-^])".includes(text[at])) throw "unreadable";
        if (all.includes(",") && /^[1-9]\d{0,2},\d{3}$/.test(all)) unclear = true;
        return {
          ...result(Number(`${whole || 0}.${fraction || 0}e${exponent}`)),
          digits: digits.replace(/^0+/, "").length, decimals: fraction.length - Number(exponent),
        };
      }
      const all = items(0, 0);
      if (at < text.length || all.length === 0) throw "unreadable";
      const numbers = [], shape = [];
      (function add(item, depth) {
        if (!Array.isArray(item)) {
          if (depth !== shape.length) throw "ragged";
          numbers.push(item);
          return;
        }
        if (depth === shape.length && numbers.length === 0) shape.push(item.length);
        if (shape[depth] !== item.length) throw "ragged";
        for (const inner of item) add(inner, depth + 1);
      })(all.length === 1 ? all[0] : all, 0);
      const most = numbers.filter(n => n.digits !== undefined).reduce((a, b) => a && a.digits >= b.digits ? a : b, null);
      return { numbers, shape, most, unclear };
    }
    const fits = (shape, expected) => String(shape) === String(expected) || (shape.length < 2 || expected.length < 2)
      && String(shape.filter(size => size > 1)) === String(expected.filter(size => size > 1));
    // A comma separates numbers, and a minus after a space begins one, unless only otherwise the sizes are right.
    function read(reply, shape) {
      const text = plain(reply);
      let first, problem;
      for (const minusIsBinary of [false, true]) for (const commaIsDecimal of [false, true]) {
        try {
          const value = parse(text, commaIsDecimal, minusIsBinary);
          if (fits(value.shape, shape)) {
            if (value.unclear) throw "comma";
            return value;
          }
          if (!commaIsDecimal) first = first || value;
        } catch (kind) {
          if (typeof kind !== "string" || kind === "comma") throw kind;
          problem = problem || kind;
        }
      }
      if (first) return first;
      throw problem;
    }

    // A choice as far as its text matters: `δᵀ @ a` is `delta.T a`, `zeros` is `0`, `only row 3` is `row three only`.
    const spellings = { "\u2212": "-", "\u2013": "-", transposed: "ᵀ", transpose: "ᵀ", zero: "0", zeros: "0", zeroes: "0",
      just: "only", alone: "only", two: "2", three: "3", four: "4", five: "5", six: "6", seven: "7", eight: "8", nine: "9", ten: "10",
      alpha: "α", beta: "β", gamma: "γ", delta: "δ", eta: "η", sigma: "σ" };
    const spoken = new Set([...",;.:`\"'()[]@*·×", "times", "the"]);
    function meaning(text) {
      const tokens = text.toLowerCase().match(/ᵀ|\d[\p{L}\p{N}_.]*[\p{L}\p{N}_]|\d|(?:(?!ᵀ)[\p{L}\p{N}_])+|\S/gu) || [];
      const result = [];
      tokens.forEach((token, index) => {
        const before = tokens[index - 1];
        if (token === "t" && (before === "." || before === "^")) {
          if (before === "^") result.pop();
          result.push("ᵀ");
        } else if (!spoken.has(token)) result.push(Object.hasOwn(spellings, token) ? spellings[token] : token);
      });
      if (result.includes("only")) result.splice(0, Infinity, ...result.filter(token => token !== "only"), "only");
      const isZero = result.includes("0") && result.every(token => ["0", "all", "matrix", "vector"].includes(token));
      return isZero ? ["0"] : result;
    }
    const shapeWords = new Set(["x", "by", "and", "shape", "size", "torch", "row", "rows", "column", "columns"]);
    // The axes of a typed shape; null if it is none.
    function shapeOf(text) {
      const words = withoutEndMark(text).replace(/^.*=\s*(?=[[(])/s, "").replace(/(\d)\s*[x×*]\s*(?=\d)/gi, "$1 ").replace(/([a-z])\./gi, "$1 ");
      if (/[^\p{L}\p{N}_\s()[\],:=*×]/u.test(words)) return null;
      const axes = [];
      let name = null;
      for (const word of words.match(/[\p{L}\p{N}_]+/gu) || []) {
        if (/^\d+$/.test(word)) { axes.push({ name, size: Number(word) }); name = null; }
        else if (shapeWords.has(word.toLowerCase())) continue;
        else if (name !== null || /^\d/.test(word)) return null;
        else name = word;
      }
      return name !== null || axes.length === 0 && text.replace(/\s/g, "") !== "()" ? null : axes;
    }
    const sameShape = (a, b) => a !== null && b !== null && a.length === b.length
      && a.every((axis, i) => axis.size === b[i].size && (axis.name === null || b[i].name === null || axis.name === b[i].name));
    const numberOf = text => { try { const value = read(text, []); return value.shape.length === 0 ? value : null; } catch { return null; } };
    const fillers = new Set(["and", "the", "choice", "choices", "answer", "answers", "option", "options"]);
    const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    const quantities = new Set(["of", "them", "these", "two", "three", "four", "five", "six", "are", "right"]);
    // The indices of the choices that a reply names; null if it names none.
    function choicesOf(reply, texts) {
      const choices = texts.map(text => {
        const tokens = meaning(text), leading = /^\d/.test(text) && /^\d+$/.test(tokens[0]) ? Number(tokens[0]) : null;
        const numbers = tokens.map(token => /^\d+$/.test(token) ? Number(token) : ordinals.indexOf(token) + 1 || null).filter(n => n !== null);
        return { tokens, shape: shapeOf(text), number: numberOf(text), numbers, leading };
      });
      const tokens = meaning(reply), shape = shapeOf(reply), number = numberOf(reply);
      const words = (reply.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter(word => !fillers.has(word));
      const isShape = shape !== null && shape.length > 1;
      const indices = (list, index) => {
        const found = list.map(index);
        return found.length > 0 && found.every(i => Number.isInteger(i) && i >= 0 && i < choices.length) ? found : null;
      };
      const only = isMeant => {
        const found = choices.flatMap((choice, i) => isMeant(choice) ? [i] : []);
        return found.length === 1 ? found : null;
      };
      const letter = word => word.length === 1 ? word.charCodeAt(0) - 97 : -1;
      const whole = choices.findIndex(choice => tokens.length > 0 && String(choice.tokens) === String(tokens));
      const isMarked = isShape && (shape.some(axis => axis.name !== null) || /[([×]/.test(reply) || words.some(word => word.includes("x") || word === "by"));
      const all = words.filter(word => !quantities.has(word) && word !== String(choices.length)).join(" ");
      // `2`: the number of a choice where none has a number in its text, else the only one with this one.
      function numbers() {
        if (words.length === 0 || !words.every(word => /^\d+$/.test(word))) return null;
        const typed = words.map(Number), places = indices(typed, n => n - 1);
        if (/choice|option/i.test(reply)) return places;
        if (choices.some(choice => choice.number !== null || choice.leading !== null)) {
          if (typed.length > 1) return null;
          const named = choices.flatMap((choice, i) => choice.number === null && choice.leading === typed[0] ? [i] : []);
          if (named.length !== 1) throw named.length > 1 ? "ambiguousChoice" : "choice";
          return named;
        }
        if (typed.length > 1 && [...typed].sort((a, b) => a - b).every((n, i) => n === i + 1)) {
          const every = only(choice => choice.tokens[0] === "all" && choice.numbers.every(n => n === typed.length));
          if (every) return every;
        }
        const named = typed.length === 1 ? choices.flatMap((choice, i) => choice.numbers.includes(typed[0]) ? [i] : []) : [];
        if (choices.every(choice => choice.numbers.length === 0) || named.length === 0 && places === null) return places;
        if (!choices.some(choice => typed.some(n => choice.numbers.includes(n)))) throw "choice";
        if (named.length !== 1 || places !== null && places[0] !== named[0]) throw "ambiguousChoice";
        return named;
      }
      return indices(words, letter)
        || (whole >= 0 ? [whole] : null)
        || (isShape ? only(choice => sameShape(choice.shape, shape)) : null)
        || (number ? only(choice => choice.number !== null && equal(number.numbers[0], choice.number.numbers[0].x, 0, number.most, 0, 4)) : null)
        || (tokens.length > 1 ? only(choice => choice.shape !== null && choice.shape.length === tokens.length
          && choice.shape.every((axis, i) => axis.name !== null && axis.name.toLowerCase() === tokens[i])) : null)
        || (isMarked && choices.some(choice => choice.shape !== null) ? [] : null)
        || numbers()
        || (words.length === 1 && new Set(words[0]).size === words[0].length ? indices([...words[0]], letter) : null)
        || (tokens.length > 0 ? only(choice => tokens.every((token, i) => choice.tokens[i] === token)) : null)
        || indices(words.filter(word => word !== "one" && word !== "ones"), word => word === "last" ? choices.length - 1 : ordinals.indexOf(word))
        || (all === "all" || all === "both" && choices.length === 2 ? choices.map((_, i) => i) : null);
    }
    """#
}
