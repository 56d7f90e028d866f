/// The part of a page's script that judges replies, as `Judge` does, by the answers that a page holds.
enum VerdictScript {
  static let text = #"""
    // Tolerance comes from the digits typed and those displayed.
    const leading = y => y === 0 ? 0 : 10 ** Math.floor(Math.log10(Math.abs(y)) + 1e-12);
    const unit = number => 10 ** -number.decimals;
    const distance = (number, y) => Math.abs(number.x - y) / (1 + 1e-9);
    function equal(number, y, slack, most, single, precision) {
      const off = distance(number, y), enough = Math.min(3, precision);
      if (off <= 1e-14 * Math.max(1, Math.abs(y))) return true;
      const isTyped = number.digits !== undefined, digits = most ? most.digits : 0;
      const isPrinted = isTyped && (number.digits >= 5 || number.decimals >= most.decimals);
      if ((!isTyped || digits >= 5 && isPrinted) && off <= single) return true;
      if (isTyped && (number.digits >= enough || digits >= enough && isPrinted)) {
        if (off <= 0.5 * unit(number)) return true;
      } else if (isTyped && number.x !== 0 && off <= 0.5 * leading(y) * 10 ** (1 - precision)) return true;
      return off <= slack;
    }
    function matches(reply, value, precision) {
      if (value.numbers.length !== reply.numbers.length) return [];
      const single = 4e-6 * (Math.max(...value.numbers.map(Math.abs)) || 1);
      return value.numbers.map((y, i) => equal(reply.numbers[i], y, value.slack ? value.slack[i] : 0, reply.most, single, precision));
    }
    const isAll = list => list.length > 0 && list.every(isRight => isRight);
    // The number of digits that are missing; 0 if it is not that.
    function missingDigits(reply, value, right, precision) {
      let missing = 1;
      for (const [i, number] of reply.numbers.entries()) {
        if (right[i]) continue;
        const y = value.numbers[i], off = distance(number, y);
        if (number.digits === undefined || number.x === 0) return 0;
        const isRounded = off <= 0.5 * unit(number);
        const isCut = number.x * y > 0 && Math.abs(number.x) <= Math.abs(y) && off < unit(number) * (1 - 1e-6);
        const isOne = number.digits === 1;
        if (isOne ? !(number.decimals > 0 && value.slack && value.slack[i] > 0 && isRounded) : !isRounded && !isCut) return 0;
        missing = Math.max(missing, Math.min(3, precision) - number.digits);
      }
      return missing;
    }
    function judge(reply, question) {
      try { return verdictOn(reply, question); } catch (kind) {
        if (typeof kind !== "string") throw kind;
        return question.words[kind] || question.words.unreadable;
      }
    }
    function verdictOn(reply, question) {
      const words = question.words;
      if (question.kind === "choices") return verdictOnChoices(reply, question);
      if (question.kind === "shape") {
        const axes = shapeOf(reply);
        if (axes === null) throw "typeShape";
        return sameShape(axes, question.axes) ? question.right.exact : words.otherShape;
      }
      const { answer, precision } = question, count = answer.numbers.length;
      const isZero = String(meaning(reply)) === "0" && (/\p{L}/u.test(reply) || !reply.includes("[") && answer.numbers.every(y => y === 0));
      const value = isZero
        ? { numbers: answer.numbers.map(() => ({ x: 0 })), shape: question.shape, most: null } : read(reply, question.shape);
      if (!fits(value.shape, question.shape) || value.numbers.length !== count) return words.shape;
      const right = matches(value, answer, precision);
      if (isAll(right)) return value.numbers.every((n, i) => n.x === answer.numbers[i]) ? question.right.exact : question.right.rounded;
      // Those of a later family count only where none of an earlier one fits.
      const found = question.mistakes.map(family => family.filter(mistake => isAll(matches(value, mistake, precision)))).find(family => family.length > 0) || [];
      const named = [...new Set(found.map(mistake => mistake.text))];
      const isLikely = value.numbers.filter(n => n.x !== 0).length > 1 || named.length > 0 && found[0].own;
      const start = words.notYet + (isLikely ? " " : ` ${words.perhaps} `);
      if (named.length === 1) return start + named[0];
      if (named.length === 2 || named.length === 3) return `${start}${words.either} ${named.join(` ${words.or} `)}`;
      if (named.length > 3) return question.next;
      const missing = missingDigits(value, answer, right, precision);
      if (missing > 0) return missing === 1 ? words.oneDigit : words.twoDigits;
      const some = right.filter(isRight => isRight).length;
      return some > 0 ? `${words.notYet} ${some}/${count} ${words.entries}` : question.next;
    }
    function verdictOnChoices(reply, question) {
      const { words, choices } = question;
      const named = [...new Set(choicesOf(reply, choices.map(choice => choice.text)) || [])];
      if (named.length === 0) throw "choice";
      const wrong = named.filter(index => !choices[index].right);
      const missing = choices.filter((choice, index) => choice.right && !named.includes(index)).length;
      if (wrong.length === 0) {
        return missing === 0 ? question.right.exact : missing === 1 ? words.incomplete : words.missing.replace("#", missing);
      }
      return words.notYet + wrong.sort((a, b) => a - b).map(index => ` ${String.fromCharCode(97 + index)}: ${choices[index].reply}`).join("");
    }
    """#
}
