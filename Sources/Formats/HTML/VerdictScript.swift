import Formulas

/// The part of a page's script that judges replies, as `Judge` does, by the answers that a page holds.
enum VerdictScript {
  static let text = #"""
    // Tolerance comes from the digits typed and those displayed.
    const leading = y => y === 0 ? 0 : 10 ** Math.floor(Math.log10(Math.abs(y)) + 1e-12);
    const unit = number => 10 ** -number.decimals;
    // How far a number may be off that was rounded from the digits displayed; without slack all are.
    const rounding = (number, y, slack, precision) => 0.5 * (unit(number) + (slack > 0 ? leading(y) * 10 ** (1 - Math.max(\#(ReplyBounds.digits), precision)) : 0));
    const slackOf = (value, i) => value.slack ? value.slack[i] : 0;
    const distance = (number, y) => Math.abs(number.x - y) / (1 + \#(ReplyBounds.distanceError));
    function equal(number, y, slack, most, single, precision) {
      const off = distance(number, y), enough = Math.min(\#(ReplyBounds.digits), precision);
      if (off <= 1e-14 * Math.max(1, Math.abs(y))) return true;
      const isTyped = number.digits !== undefined, digits = most ? most.digits : 0;
      const isPrinted = isTyped && (number.digits >= 5 || number.decimals >= most.decimals);
      if ((!isTyped || digits >= 5 && isPrinted) && off <= single) return true;
      if (isTyped && (number.digits >= enough || digits >= enough && isPrinted)) {
        if (off <= rounding(number, y, slack, precision)) return true;
      } else if (isTyped && number.x !== 0 && off <= 0.5 * leading(y) * 10 ** (1 - precision)) return true;
      return off <= slack;
    }
    function matches(reply, value, precision) {
      if (value.numbers.length !== reply.numbers.length) return [];
      const single = \#(ReplyBounds.singlePrecision) * (Math.max(...value.numbers.map(Math.abs)) || 1);
      return value.numbers.map((y, i) => equal(reply.numbers[i], y, slackOf(value, i), reply.most, single, precision));
    }
    const isAll = list => list.length > 0 && list.every(isRight => isRight);
    // The number of digits that are missing; 0 if it is not that.
    function missingDigits(reply, value, right, precision) {
      let missing = 1;
      for (const [i, number] of reply.numbers.entries()) {
        if (right[i]) continue;
        const y = value.numbers[i], off = distance(number, y);
        if (number.digits === undefined || number.x === 0) return 0;
        const isRounded = off <= 0.5 * unit(number) + slackOf(value, i);
        const isCut = number.x * y > 0 && Math.abs(number.x) <= Math.abs(y) && off < unit(number) * (1 - \#(ReplyBounds.unitError));
        const isOne = number.digits === 1;
        if (isOne ? !(number.decimals > 0 && slackOf(value, i) > 0 && isRounded) : !isRounded && !isCut) return 0;
        missing = Math.max(missing, Math.min(\#(ReplyBounds.digits), precision) - number.digits);
      }
      return missing;
    }
    // A whole number is not rounded, so that nearness says nothing.
    const isClose = (reply, value) => reply.numbers.every((number, i) =>
      number.digits > 1 && number.decimals > 0 && distance(number, value.numbers[i]) <= Math.min(2 * unit(number), \#(ReplyBounds.slip) * Math.abs(value.numbers[i])));
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
      if (found.length > 0) return explained(found, found[0].own || value.numbers.filter(n => n.x !== 0).length > 1, question);
      const missing = missingDigits(value, answer, right, precision);
      if (missing > 0) return missing === 1 ? words.oneDigit : words.twoDigits;
      // Two digits of the answer to a usual mistake.
      const begun = value.numbers.every(n => n.digits === undefined || n.digits > 1)
        ? (question.mistakes[0] || []).filter(mistake => missingDigits(value, mistake, matches(value, mistake, precision), precision) > 0) : [];
      if (begun.length > 0) return explained(begun, false, question);
      const some = right.filter(isRight => isRight).length;
      if (some === 0 && isClose(value, answer)) return count === 1 ? words.close : words.allClose;
      return some > 0 ? `${words.notYet} ${some}/${count} ${words.entries}` : question.next;
    }
    function explained(mistakes, isLikely, { words, next }) {
      const texts = [...new Set(mistakes.map(mistake => mistake.text))];
      if (texts.length > 3) return next;
      if (texts.length === 1) return `${words.notYet} ${isLikely ? "" : `${words.perhaps} `}${texts[0]}`;
      return `${words.notYet} ${isLikely ? words.either : words.perhapsEither} ${texts.join(` ${words.or} `)}`;
    }
    function verdictOnChoices(reply, question) {
      const { words, choices } = question;
      const named = [...new Set(choicesOf(reply, choices.map(choice => choice.text)) || [])];
      if (named.length === 0) throw "choice";
      const wrong = named.filter(index => !choices[index].right);
      const missing = choices.filter((choice, index) => choice.right && !named.includes(index)).length;
      const remarks = (indices, silent) => indices.sort((a, b) => a - b).map(index => [index, choices[index].reply || silent])
        .map(([index, text]) => text ? ` ${String.fromCharCode(97 + index)}: ${text}` : "").join("");
      if (wrong.length === 0) {
        return missing === 0 ? question.right.exact + remarks(named, "") : missing === 1 ? words.incomplete : words.missing.replace("#", missing);
      }
      const isTooMany = wrong.length < named.length && missing === 0;
      const tooMany = wrong.length === 1 ? words.tooMany : words.severalTooMany.replace("#", wrong.length);
      return (isTooMany ? tooMany : words.notYet) + remarks(wrong, named.length > 1 ? words.wrongChoice : "");
    }
    """#
}
