// Finds the numbers in the code that may stand where a constant that nothing uses should.
import { lackedBy, meaningOf } from "../plan/name-meaning";
import type { Source } from "../source";
import { positionAt } from "../text";

/** A comparison with a number, as the code has it. */
export interface Replacement {
  readonly text: string;
  readonly line: number;
}

/** What a position is closed by: its result, or the time that it was held. */
const exitMeasures =
  "stop loss take profit pnl roi return returns gain drawdown hold holding held hour hours minute minutes candle candles bar bars duration elapsed age".split(
    " ",
  );
/** As many as a sentence can name. */
const most = 4;
/** Longer ones are told by their number alone. */
const longest = 60;

/** Comparisons with numbers of what the name of a constant is about, nearest in meaning first. */
export function replacementsOf(name: string, source: Source): Replacement[] {
  const own = meaningOf(name);
  const isExit = own.words.some((word) => exitMeasures.includes(word));
  const seen = new Set<number>();
  return source
    .bounds()
    .flatMap(({ how, value, limit }) => {
      const number = Number(source.text.slice(limit.start, limit.end));
      // A comparison with nothing asks for a sign.
      if ((how !== "<" && how !== ">") || !Number.isFinite(number) || number === 0 || seen.has(limit.start)) return [];
      const compared = meaningOf(source.text.slice(value.start, value.end));
      const isShared = lackedBy(own, compared).length < compared.words.length;
      if (!isShared && !(isExit && compared.words.some((word) => exitMeasures.includes(word)))) return [];
      seen.add(limit.start);
      const whole = source.text.slice(Math.min(value.start, limit.start), Math.max(value.end, limit.end));
      const text = whole.length > longest ? source.text.slice(limit.start, limit.end) : whole.replace(/\s+/gu, " ");
      return [{ text, line: positionAt(source.text, limit.start).line, isShared }];
    })
    .sort((a, b) => Number(b.isShared) - Number(a.isShared))
    .slice(0, most)
    .map(({ text, line }) => ({ text, line }));
}
