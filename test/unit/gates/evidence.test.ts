// Holds intervals and evidence against published values, and evidence against bots that are just as bad as it denies.
import assert from "node:assert/strict";
import { ENOUGH_EVIDENCE } from "../../../src/core/gates/statistics/evidence";
import { countInterval, ratioInterval, shareInterval } from "../../../src/core/gates/statistics/intervals";
import { largestMeanEvidence, meanSequence } from "../../../src/core/gates/statistics/mean-evidence";
import { momentsOf } from "../../../src/core/gates/statistics/moments";
import { largestRateEvidence, rateEvidence, rateSequence } from "../../../src/core/gates/statistics/rate-evidence";
import {
  differenceEvidence,
  largestShareEvidence,
  shareEvidence,
  shareSequence,
} from "../../../src/core/gates/statistics/share-evidence";
import { meanEvidence } from "../../support/mean-evidence";
import { randomFrom } from "../../support/random";

function near(actual: readonly number[], expected: readonly number[], digits: number): void {
  for (const [index, value] of expected.entries()) {
    const found = actual[index] ?? Number.NaN;
    assert.ok(Math.abs(found - value) <= 0.6 * 10 ** -digits, `${actual} instead of ${expected}`);
  }
}

describe("intervals", () => {
  it("are Wilson's, as Newcombe (1998) prints them", () => {
    near(shareInterval(81, 263, 0.95), [0.2553, 0.3662], 4);
    near(shareInterval(15, 148, 0.95), [0.0624, 0.1605], 4);
    near(shareInterval(0, 20, 0.95), [0, 0.1611], 4);
    near(shareInterval(1, 29, 0.95), [0.0061, 0.1718], 4);
    assert.equal(shareInterval(0, 20, 0.9)[0], 0);
    assert.ok(shareInterval(20, 20, 0.9)[1] <= 1);
  });

  it("are Garwood's for counts", () => {
    near(countInterval(0, 0.95), [0, 3.689], 3);
    near(countInterval(5, 0.95), [1.623, 11.668], 3);
    near(countInterval(10, 0.95), [4.795, 18.39], 3);
  });

  it("are Clopper and Pearson's for a ratio of counts, as Newcombe (1998) prints them for shares", () => {
    const shares = (count: number, other: number) =>
      ratioInterval(count, other, count / other, 0.95).map((odds) => odds / (1 + odds));
    near(shares(81, 263 - 81), [0.2527, 0.3676], 4);
    near(shares(15, 148 - 15), [0.0578, 0.1617], 4);
    near(shares(1, 28), [0.0009, 0.1776], 4);
  });
});

/** The part of seeded rollouts in which something that is denied is ever enough shown. */
function partOf(rollouts: number, isEverEnough: (random: () => number) => boolean): number {
  const random = randomFrom(20251016);
  let wrong = 0;
  for (let rollout = 0; rollout < rollouts; rollout++) if (isEverEnough(random)) wrong++;
  return wrong / rollouts;
}

/** A standard normal value (Box and Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const directions = ["above", "below"] as const;

describe("evidence on rates", () => {
  /** The times of events at a rate of 1, up to `until`. */
  function arrivals(until: number, random: () => number): number[] {
    const times: number[] = [];
    const pause = () => -Math.log(1 - random());
    for (let time = pause(); time < until; time += pause()) times.push(time);
    return times;
  }

  it("is the gamma-Poisson mixture of confseq's own tests", () => {
    near([rateEvidence(1, { count: 30, time: 25 }, 25, "above")], [-0.06991219], 7);
  });

  it("is largest where it is after one of the events, or just before", () => {
    const times = arrivals(60, randomFrom(7));
    const course = { times, until: 60, dispersion: 1 };
    const at = (time: number, count: number, direction: "above" | "below") =>
      rateEvidence(0.7, { count, time }, 20, direction);
    const above = times.map((time, index) => at(time, index + 1, "above"));
    const below = [...times, 60].map((time, index) => at(time, index, "below"));
    near([largestRateEvidence(0.7, course, 20, "above")], [Math.max(0, ...above)], 12);
    near([largestRateEvidence(0.7, course, 20, "below")], [Math.max(0, ...below)], 12);
    for (let time = 0.1; time < 60; time += 0.1) {
      const count = times.filter((event) => event <= time).length;
      for (const direction of directions) {
        assert.ok(at(time, count, direction) <= largestRateEvidence(0.7, course, 20, direction) + 1e-9);
      }
    }
  });

  it("is ever enough in at most 1 of 20 rollouts of a bot with just that rate", () => {
    for (const direction of directions) {
      const part = partOf(1000, (random) => {
        const course = { times: arrivals(75, random), until: 75, dispersion: 1 };
        return largestRateEvidence(1, course, 25, direction) >= ENOUGH_EVIDENCE;
      });
      assert.ok(part <= 0.05, `${direction}: ${part}`);
    }
  });

  it("has all rates in its sequence that it does not speak against", () => {
    for (const count of [0, 1, 12, 200]) {
      const [low, high] = rateSequence({ count, time: 24 }, 48, 0.9);
      const [earlier, later] = countInterval(count, 0.9);
      assert.ok(low <= earlier / 24 && high >= later / 24, `${count}: ${low}, ${high}`);
    }
    assert.equal(rateSequence({ count: 0, time: 24 }, 48, 0.9)[0], 0);
  });
});

describe("evidence on means", () => {
  const twenty = { n: 20, mean: 0, m2: 19, m3: 0, m4: 0 };

  it("is 20 to 1 where its sequence ends", () => {
    const [low = 0, high = 0] = meanSequence(twenty, 20, 0.95) ?? [];
    near([low, high], [-0.759892, 0.759892], 6);
    near([meanEvidence(high, twenty, 20, 0.05)], [Math.log(20)], 10);
  });

  it("is ever enough in at most 1 of 20 rollouts of a bot with just that mean, over 200 looks", () => {
    for (const direction of directions) {
      const part = partOf(1000, (random) => {
        const values = Array.from({ length: 200 }, () => 3 + normal(random));
        return largestMeanEvidence(3, values, 20, direction) >= ENOUGH_EVIDENCE;
      });
      assert.ok(part <= 0.05, `${direction}: ${part}`);
    }
  });

  it("is enough soon where the mean is another", () => {
    const part = partOf(300, (random) => {
      const values = Array.from({ length: 40 }, () => 4 + normal(random));
      return largestMeanEvidence(3, values, 20, "above") >= ENOUGH_EVIDENCE;
    });
    assert.ok(part > 0.95, `${part}`);
  });

  it("is none of values that are all the same, nor of too few", () => {
    assert.equal(largestMeanEvidence(3, [4, 4, 4, 4], 20, "above"), 0);
    assert.equal(meanSequence(momentsOf([0.1 + 0.2, 0.3, 0.3]), 20, 0.9), undefined);
    assert.equal(meanSequence(momentsOf([1, 2]), 20, 0.9), undefined);
  });
});

describe("evidence on shares", () => {
  const sequence = (successes: number, trials: number, planned: number) =>
    shareSequence({ successes, trials }, planned, 0.95);

  it("gives the confidence sequences that confseq's own tests print", () => {
    near(sequence(700, 1000, 100), [0.651629, 0.745949], 5);
    near(sequence(15, 50, 50), [0.129556, 0.511896], 5);
    near(sequence(5, 50, 50), [0.013021, 0.269264], 5);
    near(sequence(1, 50, 50), [0, 0.13489], 5);
    near(sequence(1, 2, 1), [0, 1], 5);
    near(sequence(100, 200, 1), [0.328923, 0.671076], 5);
  });

  it("is the beta-binomial mixture of confseq's own tests, on one side and on two", () => {
    const tally = { successes: 135, trials: 625 };
    near([shareEvidence(0.2, tally, 625, "above")], [-0.07134019], 7);
    near([differenceEvidence(0.2, tally, 625, 0.05)], [-0.6941012], 6);
  });

  it("is largest where it is after one of the trials", () => {
    const random = randomFrom(11);
    const outcomes = Array.from({ length: 200 }, (_, index) => random() < (index < 60 ? 0.9 : 0.5));
    for (const direction of directions) {
      for (const chance of [0.3, 0.65, 0.8]) {
        for (const designEffect of [1, 1.5]) {
          const all = outcomes.map((_, index) => {
            const successes = outcomes.slice(0, index + 1).filter((outcome) => outcome).length / designEffect;
            return shareEvidence(chance, { successes, trials: (index + 1) / designEffect }, 20, direction);
          });
          const largest = largestShareEvidence(chance, outcomes, 20, direction, designEffect);
          near([largest], [Math.max(0, ...all)], 12);
        }
      }
    }
  });

  it("is ever enough in at most 1 of 20 rollouts of a bot that is what it denies, over 500 looks", () => {
    const random = randomFrom(20251015);
    const rollouts = 4000;
    for (const chance of [0.75, 0.831]) {
      const fewest = Array.from({ length: 501 }, (_, trials) => {
        let successes = Math.floor(trials * chance);
        while (successes <= trials && shareEvidence(chance, { successes, trials }, 20, "above") < ENOUGH_EVIDENCE)
          successes++;
        return successes;
      });
      let wrong = 0;
      for (let rollout = 0; rollout < rollouts; rollout++) {
        let successes = 0;
        for (let trials = 1; trials <= 500; trials++) {
          if (random() < chance) successes++;
          if (successes >= (fewest[trials] ?? Number.POSITIVE_INFINITY)) {
            wrong++;
            break;
          }
        }
      }
      assert.ok(wrong / rollouts <= 0.05, `${wrong} of ${rollouts} at ${chance}`);
    }
  });

  it("is none where nothing speaks, and never a number that is none", () => {
    for (const chance of [0, 1e-9, 0.5, 1 - 1e-9, 1]) {
      for (const tally of [0, 1, 20].map((successes) => ({ successes, trials: 20 }))) {
        assert.ok(!Number.isNaN(shareEvidence(chance, tally, 20, "above")), JSON.stringify([chance, tally]));
      }
    }
  });
});
