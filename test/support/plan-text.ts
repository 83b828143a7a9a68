import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loadPlan } from "../../src/core/plan/load";
import type { Plan } from "../../src/core/plan/plan";
import { describe } from "../../src/messages/problems";

const demo = readFileSync("test/fixtures/v4.phaseplan.json", "utf8");

/** The demo's plan, resolved. */
export function demoPlan(): Plan {
  const { plan } = loadPlan(demo, "v4.phaseplan.json");
  assert.ok(plan);
  return plan;
}

/** The demo's plan with a JSON Merge Patch laid over it, as a text of its own. */
export function patched(patch: object): string {
  return JSON.stringify({ formatVersion: 1, extends: "phasegate:v4", ...patch }, null, 2);
}

/** What is wrong with a plan's text, in sentences without the name of its file. */
export function sentencesOf(text: string): string[] {
  return loadPlan(text, "p.json").problems.map((problem) =>
    describe(problem).replace(/^p\.json(?:, line \d+, column \d+)?(?:, )?/, ""),
  );
}
