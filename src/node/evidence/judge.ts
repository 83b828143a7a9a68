// Judges the gates of a rollout by the evidence that its bot left behind.
import { requireLedger } from "../../core/assessment/assess";
import type { Judge } from "../../core/change/validate";
import { type Evidence, emptyEvidence } from "../../core/evidence/evidence";
import type { Instant } from "../../core/evidence/trade";
import { type GateFacts, gateOfPhase } from "../../core/gates/gate-of-phase";
import { problem, UserError } from "../../core/problem";
import type { Rollout } from "../rollout";
import { EvidenceFiles } from "./evidence";

/**
 * What the gates of the rollout are judged by, as it was at the moment `at`. `files` remembers what was read before.
 * UserError where git can't tell the ledger.
 */
export async function readGateFacts(rollout: Rollout, at: Instant, files = new EvidenceFiles()): Promise<GateFacts> {
  const ledger = requireLedger(rollout);
  const evidence = rollout.plan.evidence ? await files.read(rollout, at) : noEvidence;
  return { plan: rollout.plan, ledger, evidence, at, planChanged: rollout.planChanged !== undefined };
}

/** Judges gates of the rollout as it is now, as a checkpoint keeps them: with the hashes of their evidence. UserError: phase-not-watched, and where git can't tell the ledger. */
export async function judgeOf(rollout: Rollout): Promise<Judge> {
  const facts = await readGateFacts(rollout, Date.now(), new EvidenceFiles({ isHashed: true }));
  return (phase, signatures) => {
    const gate = gateOfPhase(facts, phase, signatures);
    if (!gate) throw new UserError(problem("phase-not-watched", { phase: phase.id }));
    return { gate, evidence: facts.evidence };
  };
}

/** Of a plan that names none: no condition can be judged. */
const noEvidence: Evidence = { ...emptyEvidence, faults: [{ why: "no-source", money: false }] };
