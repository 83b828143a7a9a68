// Holds the time in which the bot ran against its definition, worked out from every instant: to the millisecond.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Span } from "../../../src/core/evidence/evidence";
import { coverageOf, periodOf } from "../../../src/core/gates/window";
import { at, beat, dataOf, evidenceOf, logOf } from "../../support/evidence";
import { randomFrom } from "../../support/random";

const minute = 60_000;

/** The definition: the gaps between records that are not longer than 15 minutes and three times the median gap of minutes. */
function defined(instants: readonly number[]): Span[] {
  const sorted = [...instants].sort((a, b) => a - b);
  const minutes = [...new Set(sorted.map((instant) => Math.floor(instant / minute)))];
  const gaps = minutes
    .slice(1)
    .map((each, i) => each - (minutes[i] ?? each))
    .sort((a, b) => a - b);
  const middle = [gaps[(gaps.length - 1) >> 1] ?? 0, gaps[gaps.length >> 1] ?? 0];
  const longest = Math.max(15, (3 * (middle[0] as number) + 3 * (middle[1] as number)) / 2) * minute;
  const spans: { from: number; to: number }[] = [];
  for (const instant of sorted) {
    const span = spans.at(-1);
    if (span && instant - span.to <= longest) span.to = instant;
    else spans.push({ from: instant, to: instant });
  }
  return spans.filter(({ from, to }) => to > from);
}

/** Records of several sessions, in no order: some speak every few seconds, some once an hour. */
function randomInstants(random: () => number): number[] {
  const sessions = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const pause = 10 ** (2 + 5 * random());
    let time = at("00:00") + Math.floor(random() * 3 * 86_400_000);
    return Array.from({ length: 1 + Math.floor(random() * 60) }, () => {
      time += Math.floor(random() * pause);
      return time;
    });
  });
  const instants = sessions.flat();
  return instants
    .map((instant) => ({ instant, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ instant }) => instant);
}

/** The records of each instant, in as many files as one likes. */
function observedOf(instants: readonly number[], files: number, moment: number): readonly Span[] {
  const told = Array.from({ length: files }, (_, file) => ({
    ...logOf(...instants.filter((_, i) => i % files === file).map((instant) => beat({ at: instant }))),
    path: `${file}`,
  }));
  return evidenceOf(told, { at: moment }).observed;
}

describe("coverage", () => {
  const later = at("30 00:00");

  it("of a session that is younger than a minute is all of it, and no gap", () => {
    const seconds = ["10:00:10", "10:00:31.500", "10:00:49.750"].map((time) => beat({ at: at(time) }));
    const evidence = evidenceOf([logOf(...seconds)]);
    assert.deepEqual(evidence.observed, [{ from: at("10:00:10"), to: at("10:00:49.750") }]);
    assert.deepEqual(dataOf(evidence, "evidence-gaps"), []);
    const planned = { trades: 1, hours: 1, candles: 1 };
    const window = { from: at("10:00:10"), until: at("10:00:49.750"), isOwn: () => true, planned };
    assert.equal(coverageOf(periodOf(evidence, window), window.until), 1);
  });

  it("ends with a silence of a millisecond more than 15 minutes", () => {
    const steady = ["09:55", "09:56", "09:57", "09:58", "09:59", "10:00:20", "10:00:20.500"];
    const spans = (time: string) =>
      evidenceOf([logOf(...[...steady, time, "11:00"].map((each) => beat({ at: at(each) })))]).observed;
    assert.equal(spans("10:15:20.500")[0]?.to, at("10:15:20.500"));
    assert.equal(spans("10:15:20.501")[0]?.to, at("10:00:20.500"));
  });

  it("is what the definition says, to the millisecond, whatever the order and the files", () => {
    const random = randomFrom(20_251_015);
    for (let round = 0; round < 400; round++) {
      const instants = randomInstants(random);
      const files = 1 + Math.floor(random() * 3);
      assert.deepEqual(observedOf(instants, files, later), defined(instants), `round ${round}`);
    }
  });

  const total = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0);

  it("at a moment that has just passed is what was known then, though the bot goes on writing", () => {
    const random = randomFrom(7);
    for (let round = 0; round < 400; round++) {
      const instants = randomInstants(random).slice(0, 250);
      const moment = Math.min(...instants) + Math.floor(random() * 86_400_000);
      const known = instants.filter((instant) => instant <= moment);
      assert.deepEqual(observedOf(instants, 1, moment), defined(known), `round ${round}`);
    }
  });

  it("at a moment long ago is never more than what was known then", () => {
    const random = randomFrom(8);
    for (let round = 0; round < 100; round++) {
      const instants = Array.from({ length: 8 }, () => randomInstants(random)).flat();
      const moment = Math.min(...instants) + Math.floor(random() * 86_400_000);
      const told = observedOf(instants, 1, moment);
      assert.ok(told.every(({ to }) => to <= moment));
      const more = total(told) - total(defined(instants.filter((instant) => instant <= moment)));
      assert.ok(more <= 0, `round ${round}: ${more} ms more than was known`);
    }
  });
});
