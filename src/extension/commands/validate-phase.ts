// Carries out "Validate Phase…": asks for the signatures that the gate lacks, then seals its pass.
import { signableIds } from "../../core/change/validate";
import type { Verdict } from "../../core/gates/verdict";
import type { SealedSignature } from "../../core/ledger/sealed-gate";
import type { Phase } from "../../core/plan/plan";
import { reading, signaturePrompt } from "../../messages/editor";
import { standingIn } from "../../messages/gates/gate";
import type { Standing } from "../../messages/gates/verdicts";
import { askReason } from "../change/ask-reason";
import { carryOut } from "../change/carry-out";
import { type Context, rolloutWithLedger } from "../change/context";
import { showReading } from "../notify";
import { pickPhaseInEffect } from "./pick-phase-in-effect";

/** Seals the gate of a phase that has passed; each judgement takes a note of its own. */
export async function validatePhase(context: Context): Promise<void> {
  const phase = await pickPhaseInEffect(context);
  if (!phase) return;
  const signatures = await askForSignatures(context, phase);
  if (signatures) await carryOut(context, { kind: "validate", phase: phase.id, signatures });
}

/** A note for each condition that a person can settle; none where that would not make a pass, undefined where one is refused. */
async function askForSignatures(context: Context, phase: Phase): Promise<SealedSignature[] | undefined> {
  const { rollout } = rolloutWithLedger(context);
  if (!rollout.plan.evidence) return [];
  const { judgeOf } = await import("../../node/evidence/judge");
  const judge = await showReading(reading(), judgeOf(rollout));
  if (!judge) return undefined;
  const { gate } = judge(phase, []);
  const signable = signableIds(phase, judge);
  const open = [...openVerdicts(gate.criteria, "criterion"), ...openVerdicts(gate.triggers, "trigger")];
  if (!open.every(({ verdict }) => signable.has(verdict.criterion.id))) return [];
  const signatures: SealedSignature[] = [];
  for (const [index, { verdict, role }] of open.entries()) {
    const prompt = signaturePrompt(phase.id, verdict, standingIn(gate, phase, role), [index + 1, open.length]);
    const note = await askReason(prompt);
    if (note === undefined) return undefined;
    signatures.push({ criterion: verdict.criterion.id, note });
  }
  return signatures;
}

function openVerdicts(verdicts: readonly Verdict[], role: Standing["role"]) {
  return verdicts
    .filter(({ outcome }) => outcome.is !== "pass" && outcome.is !== "quiet")
    .map((verdict) => ({ verdict, role }));
}
