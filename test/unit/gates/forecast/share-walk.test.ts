// Holds the exact sum over all courses against every single course, and against a simulation of whole rollouts.
import assert from "node:assert/strict";
import { fewestShown, lookDecision, mostFiring, type Share } from "../../../../src/core/gates/forecast/share-policy";
import { type Standing, type Watch, walk } from "../../../../src/core/gates/forecast/share-walk";
import { ENOUGH_EVIDENCE } from "../../../../src/core/gates/statistics/evidence";
import { shareEvidence } from "../../../../src/core/gates/statistics/share-evidence";
import { plannedWinRate } from "../../../support/gates";
import { randomFrom } from "../../../support/random";

const share: Share = { criterion: plannedWinRate, upward: true, planned: 20 };
const trigger: Share = { ...share, criterion: { ...plannedWinRate, compare: "<", threshold: 0.75 } };

function watchOf(success: number, counted = 1): Watch {
  return {
    counted,
    success,
    mostFiring: mostFiring(trigger, 0.831),
    fewestShown: fewestShown(share, 0.75),
    decide: lookDecision(share, 0.75),
  };
}

/** One course, trial by trial: where it ends, or what the last look says of it. */
function follow(steps: readonly number[], watch: Watch, next: () => "success" | "failure" | "other"): keyof Standing {
  let [successes, trials, shown] = [0, 0, false];
  let standing: keyof Standing = "few";
  for (const step of steps) {
    for (let trial = 0; trial < step; trial++) {
      const outcome = next();
      if (outcome === "other") continue;
      trials++;
      if (outcome === "success") successes++;
      if (successes <= watch.mostFiring(trials)) return "fired";
      shown ||= successes >= watch.fewestShown(trials);
    }
    standing = watch.decide(successes, trials, shown);
    if (standing === "pass") return "pass";
  }
  return standing;
}

describe("the walk over all courses", () => {
  it("adds up to every single course of ten trades, in two looks", () => {
    const steps = [6, 4];
    const watch: Watch = { ...watchOf(0.7), mostFiring: (trials) => (trials >= 5 ? Math.floor(trials / 3) : -1) };
    const sums = { pass: 0, weak: 0, short: 0, few: 0, fired: 0 };
    for (let course = 0; course < 1 << 10; course++) {
      const outcomes = Array.from({ length: 10 }, (_, trial): "success" | "failure" =>
        (course >> trial) & 1 ? "success" : "failure",
      );
      const successes = outcomes.filter((outcome) => outcome === "success").length;
      const left = outcomes.values();
      const standing = follow(steps, watch, () => left.next().value ?? "other");
      sums[standing] += 0.7 ** successes * 0.3 ** (10 - successes);
    }
    const last = walk(steps, watch).at(-1);
    assert.ok(last);
    for (const [standing, chance] of Object.entries(sums)) {
      assert.ok(Math.abs(last[standing as keyof Standing] - chance) < 1e-12, `${standing} ${JSON.stringify(last)}`);
    }
  });

  for (const [success, counted] of [
    [0.831, 1],
    [0.75, 1],
    [0.6, 1],
    [0.79, 0.21],
  ] as const) {
    it(`agrees with 4000 simulated rollouts of a bot at ${success}, ${counted} of whose trades count`, () => {
      const steps = [20, 20, 20];
      const watch = watchOf(success, counted);
      const random = randomFrom(Math.round(success * 1000));
      const next = () => (random() >= counted ? "other" : random() < success ? "success" : "failure");
      const rollouts = 4000;
      const counts = { pass: 0, weak: 0, short: 0, few: 0, fired: 0 };
      for (let rollout = 0; rollout < rollouts; rollout++) counts[follow(steps, watch, next)]++;
      const last = walk(steps, watch).at(-1);
      assert.ok(last);
      for (const [standing, count] of Object.entries(counts)) {
        const chance = last[standing as keyof Standing];
        const deviation = Math.sqrt((chance * (1 - chance)) / rollouts);
        assert.ok(Math.abs(count / rollouts - chance) <= 4 * deviation + 1e-9, `${standing}: ${count}, ${chance}`);
      }
    });
  }

  it("has boundaries that are those of the evidence, count by count", () => {
    for (let trials = 1; trials <= 60; trials++) {
      const successes = Array.from({ length: trials + 1 }, (_, count) => count);
      const isShown = (count: number) =>
        shareEvidence(0.75, { successes: count, trials }, share.planned, "above") >= ENOUGH_EVIDENCE;
      const fires = (count: number) =>
        trials >= 5 &&
        count / trials < 0.75 &&
        shareEvidence(1 - 0.831, { successes: trials - count, trials }, share.planned, "above") >= ENOUGH_EVIDENCE;
      assert.equal(fewestShown(share, 0.75)(trials), successes.find(isShown) ?? trials + 1);
      assert.equal(mostFiring(trigger, 0.831)(trials), successes.findLast(fires) ?? -1);
    }
  });
});
