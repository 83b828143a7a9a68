// Says what a phase requires of the running bot before it is applied, and which of it is not so.
import type { Assessment } from "../assessment/state";
import type { Evidence } from "../evidence/evidence";
import type { Trade } from "../evidence/trade";
import type { Verdict } from "../gates/verdict";
import { emptyLedger } from "../ledger/ledger";
import { phaseRun } from "../ledger/phase-run";
import type { Phase } from "../plan/plan";
import { type Note, type Problem, problem } from "../problem";
import type { JudgedGate } from "./judged-gate";

/** What keeps `phase` from being applied, of all that it requires beside the order: a person may override each. */
export function unmetRequirements(
  assessment: Assessment,
  phase: Phase,
  judged: Partial<JudgedGate>,
): Problem<RequirementCode>[] {
  const gates = requiredGates(assessment, phase);
  return [
    ...gates.flatMap((gate) => gateProblem(assessment, phase, gate, judged)),
    ...evidenceProblems(phase, gates, judged),
  ];
}

export const requirementCodes = [
  "gate-not-passed",
  "gate-failed",
  "position-open",
  "evidence-stale",
  "evidence-shrank",
] as const;
export type RequirementCode = (typeof requirementCodes)[number];

/** What nothing holds the phase to, so that nobody takes silence for a check. */
export function uncheckedRequirements(
  { plan, inEffect }: Assessment,
  { id, requires }: Phase,
  { evidence }: Partial<JudgedGate>,
): Note[] {
  if (!plan.evidence) {
    if (requires) return [problem("requirement-unchecked", { phase: id, requirement: requires.text })];
    // The gate of a phase that is not in effect is not what is missing.
    const isMissing = id > 1 && (inEffect === undefined || inEffect.includes(id - 1));
    return isMissing ? [problem("gate-missing", { phase: id - 1 })] : [];
  }
  if (requires && !requires.noOpenPosition && requires.passed === undefined) {
    return [problem("requirement-unchecked", { phase: id, requirement: requires.text })];
  }
  return requires?.noOpenPosition && !tellsPosition(evidence) ? [problem("position-unknown", { phase: id })] : [];
}

/** The phases in effect whose gate must have passed: the one before, and what the plan names. Applied again, none. */
function requiredGates({ plan, inEffect = [] }: Assessment, { id, requires }: Phase): number[] {
  if (!plan.evidence || inEffect.includes(id)) return [];
  const named = new Set([id - 1, requires?.passed ?? id - 1]);
  return inEffect.filter((phase) => named.has(phase));
}

function gateProblem(
  { ledger = emptyLedger }: Assessment,
  { id }: Phase,
  required: number,
  { gate }: Partial<JudgedGate>,
): Problem<RequirementCode>[] {
  const validated = phaseRun(ledger, required)?.validated !== undefined;
  const triggers = gate?.phase === required ? firedTriggers(gate.triggers) : [];
  if (triggers.length > 0) return [problem("gate-failed", { phase: id, required, validated, triggers })];
  return validated ? [] : [problem("gate-not-passed", { phase: id, required })];
}

/** The ids of the triggers that have fired. */
export function firedTriggers(triggers: readonly Verdict[]): string[] {
  return triggers.filter(({ outcome }) => outcome.is === "fail").map(({ criterion }) => criterion.id);
}

function evidenceProblems(
  { id, requires }: Phase,
  gates: readonly number[],
  { evidence }: Partial<JudgedGate>,
): Problem<RequirementCode>[] {
  if (!evidence || (gates.length === 0 && !requires?.noOpenPosition)) return [];
  const shrank = evidence.findings.filter((finding) => finding.code === "evidence-shrank");
  const { newest, faults } = evidence;
  if (newest !== undefined && faults.some(({ why }) => why === "stale")) {
    return [...shrank, problem("evidence-stale", { phase: id, newest })];
  }
  const open = requires?.noOpenPosition ? openPosition(evidence) : undefined;
  return [...shrank, ...(open ? [problem("position-open", { phase: id, side: open.side, opened: open.opened })] : [])];
}

function tellsPosition(evidence: Evidence | undefined): boolean {
  return evidence?.newest !== undefined && !evidence.faults.some(({ why }) => why === "no-source");
}

/** The newest trade that no record closes. A bot evaluates candles only while it is flat: one since then says it was closed. */
function openPosition({ trades, candles }: Evidence): Trade | undefined {
  const open = trades.findLast(({ closed, leftOut }) => closed === undefined && leftOut !== "duplicate");
  const flat = candles.at(-1);
  return open && flat && flat.at > open.opened ? undefined : open;
}
