// Reads a phase, or a moment, as it is typed on the command line.
import { requireLedger } from "../core/assessment/assess";
import type { Assessment } from "../core/assessment/state";
import { instantOf } from "../core/evidence/readers/time";
import type { Instant } from "../core/evidence/trade";
import type { Phase } from "../core/plan/plan";
import { problem, UserError } from "../core/problem";
import { misused } from "./command-line/arguments";

/**
 * The phase that `typed` names; without one, or with `next`, the first that is not in effect, if any. UserError:
 * phase-unknown; why the ledger can't be read, since without it nobody knows which phase is next.
 */
export function phaseToApply(typed: string | undefined, assessment: Assessment): number | undefined {
  const { phases } = assessment;
  if (typed !== undefined && typed !== "next") return phaseNumber(typed, phases.length);
  requireLedger(assessment);
  return phases.find(({ status }) => status !== "in-effect")?.phase.id;
}

/** The number that `typed` is; whether the plan has that phase is checked by what uses it. UserError: phase-unknown. */
export function phaseNumber(typed: string, phases: number): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(typed)) throw new UserError(problem("phase-unknown", { phase: typed, phases }));
  return Number(typed);
}

/** The phase that `typed` names; without one, the newest that is in effect, if any. UserError: phase-unknown. */
export function phaseInEffect(typed: string | undefined, { plan, inEffect }: Assessment): Phase | undefined {
  const phases = plan.phases.length;
  const id = typed === undefined ? inEffect?.at(-1) : phaseNumber(typed, phases);
  const phase = plan.phases.find((candidate) => candidate.id === id);
  if (typed !== undefined && !phase) throw new UserError(problem("phase-unknown", { phase: typed, phases }));
  return phase;
}

/** The moment that `--at` names; without it, now. UserError: usage, also where the time has no zone. */
export function momentOf(typed: string | undefined): Instant {
  if (typed === undefined) return Date.now();
  const isIso = /^\d{4}-\d\d-\d\dT/.test(typed);
  const instant = isIso ? instantOf(typed, Number.NaN) : undefined;
  if (instant === undefined) throw misused({ reason: "value-not-instant", option: "--at", value: typed });
  return instant;
}
