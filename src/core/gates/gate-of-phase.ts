// The gate of a phase as the ledger has the phase: which time in effect is judged, and what it is compared with.
import type { Evidence } from "../evidence/evidence";
import type { Instant } from "../evidence/trade";
import type { Ledger } from "../ledger/ledger";
import { measuredRun, type PhaseRun, phaseRun, signaturesOf } from "../ledger/phase-run";
import type { Phase, Plan } from "../plan/plan";
import { evaluate } from "./evaluate";
import type { GateResult, Signature } from "./verdict";

/** All that a gate is judged by. */
export interface GateFacts {
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly evidence: Evidence;
  /** The moment that is judged. */
  readonly at: Instant;
  /** Whether the plan is not the one that the newest checkpoint keeps. */
  readonly planChanged?: boolean;
}

/**
 * The gate of the newest time in which `phase` was in effect at the moment `at`, undefined where it never was. `signatures`
 * are those that are given now; once the phase is validated, those of its checkpoint count too.
 */
export function gateOfPhase(
  { plan, ledger, evidence, at, planChanged = false }: GateFacts,
  phase: Phase,
  signatures: readonly Signature[] = [],
): GateResult | undefined {
  const ledgerThen = ledgerAt(ledger, at);
  const run = phaseRun(ledgerThen, phase.id);
  if (!run) return undefined;
  const others = plan.phases.filter(({ id }) => id !== phase.id);
  const earlierRuns = others.flatMap(({ id }) => measuredRun(ledgerThen, id) ?? []);
  const given = [...signatures, ...signaturesOf(run.validated)];
  return evaluate({ plan, phase, run, earlierRuns, evidence, at, signatures: given, planChanged });
}

/** The gates of the phases that are in effect, in the plan's order. */
export function gatesInEffect(facts: GateFacts, inEffect: readonly number[]): GateResult[] {
  const phases = facts.plan.phases.filter(({ id }) => inEffect.includes(id));
  return phases.flatMap((phase) => gateOfPhase(facts, phase) ?? []);
}

/** The newest time in which `phase` was in effect at the moment that is judged, undefined where it never was. */
export function runAt({ ledger, at }: Pick<GateFacts, "ledger" | "at">, phase: Phase): PhaseRun | undefined {
  return phaseRun(ledgerAt(ledger, at), phase.id);
}

function ledgerAt(ledger: Ledger, at: Instant): Ledger {
  return { ...ledger, checkpoints: ledger.checkpoints.filter((checkpoint) => checkpoint.at <= at) };
}
