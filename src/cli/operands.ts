// Reads a phase as it is typed on the command line.
import type { Assessment } from "../core/assessment/state";
import { problem, UserError } from "../core/problem";

/** The phase that `typed` names; without one, or with `next`, the first that is not in effect, if any. UserError: phase-unknown. */
export function phaseToApply(typed: string | undefined, { phases }: Assessment): number | undefined {
  if (typed === undefined || typed === "next") return phases.find(({ status }) => status !== "in-effect")?.phase.id;
  return phaseNumber(typed, phases.length);
}

/** The number that `typed` is; whether the plan has that phase is checked by what uses it. UserError: phase-unknown. */
export function phaseNumber(typed: string, phases: number): number {
  if (!/^\d+$/.test(typed)) throw new UserError(problem("phase-unknown", { phase: typed, phases }));
  return Number(typed);
}
