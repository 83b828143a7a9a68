// The command `status`: the plan, its phases and the values.
import * as l10n from "@vscode/l10n";
import type { Assessment, PhaseStatus } from "../../core/assessment/state";
import { gatesInEffect } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import type { Checkpoint } from "../../core/ledger/ledger";
import { phaseRun } from "../../core/ledger/phase-run";
import type { Phase } from "../../core/plan/plan";
import type { Problem } from "../../core/problem";
import { redactedText } from "../../core/redact";
import { words } from "../../messages/cli";
import { gateLine } from "../../messages/gates/gate";
import { describePhaseStatus, describeValue, phaseTitle } from "../../messages/parameters";
import { describe } from "../../messages/problems";
import type { Rollout } from "../../node/rollout";
import { command } from "../command";
import { problemRow } from "../data/problem-row";
import { exit, type Session } from "../session";

export const status = command({
  name: "status",
  summary: l10n.t("print the plan, its phases and the values"),
  description: l10n.t("Exits with 2 where the ledger can't be read: the values are shown, but no phase is known."),
  operands: {},
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate status", does: l10n.t("which phases are in effect, and each value beside its target") },
    { line: "phasegate --cwd scripts status --json", does: l10n.t("the same, as data, from another folder") },
  ],
  async run(session) {
    const rollout = await session.rollout();
    const { plan, parameters, phases, inEffect, withoutLedger } = rollout;
    if (withoutLedger) session.say(words.withoutLedger(withoutLedger));
    for (const finding of [...rollout.unread, ...rollout.unfinished, ...rollout.unsealed])
      session.say(describe(finding));
    const gates = await session.wait(() => gatesOf(rollout));
    const width = Math.max(...parameters.map(({ name }) => name.length));
    const validated = new Map(phases.map(({ phase, status }) => [phase, validationOf(rollout, phase, status)]));
    const lines = phases.flatMap(({ phase, status }) => [
      [phaseTitle(phase), describePhaseStatus(status), ...validatedBy(validated.get(phase))].join(" · "),
      ...parameters
        .filter((state) => state.phase === phase)
        .map((state) => `  ${state.name.padEnd(width)}  ${describeValue(state)}`),
      ...gates.filter((gate) => gate.phase === phase.id).map((gate) => `  ${gateLine(gate, phase)}`),
    ]);
    session.print([`${plan.title} (${plan.id})`, ...lines].join("\n"), {
      plan: plan.id,
      planHash: rollout.planHash,
      inEffect: inEffect ?? null,
      phases: phases.map(({ phase, status, pending }) => ({
        id: phase.id,
        title: phase.title,
        status,
        pending: pending.map(({ name }) => name),
        gate: gates.find((gate) => gate.phase === phase.id)?.outcome ?? null,
        validated: validated.get(phase)?.tag ?? null,
      })),
      parameters: parameters.map(({ name, parameter, phase, current, status }) => ({
        name,
        phase: phase?.id ?? null,
        current: current ? redactedText(current) : null,
        baseline: parameter.baseline,
        target: parameter.target,
        status,
      })),
      left: leftBehindFinding(rollout)?.data ?? null,
      withoutLedger: withoutLedger ? problemRow(withoutLedger) : null,
    });
    sayLeftBehind(session, rollout);
    return withoutLedger ? exit.refused : exit.done;
  },
});

/** The checkpoint that unlocks the phase after this one. */
function validationOf({ ledger }: Assessment, { id }: Phase, status: PhaseStatus): Checkpoint | undefined {
  return ledger && status === "in-effect" ? phaseRun(ledger, id)?.validated : undefined;
}

function validatedBy(checkpoint: Checkpoint | undefined): string[] {
  return checkpoint ? [words.validated(checkpoint)] : [];
}

/** The gates of the phases in effect, where the plan names evidence. */
async function gatesOf(rollout: Rollout): Promise<GateResult[]> {
  const { plan, ledger, inEffect = [] } = rollout;
  if (!plan.evidence || !ledger || inEffect.length === 0) return [];
  const { readGateFacts } = await import("../../node/evidence/judge");
  return gatesInEffect(await readGateFacts(rollout, Date.now()), inEffect);
}

/** Says which checkpoints the branch left behind, if it did. */
export function sayLeftBehind(session: Session, assessment: Assessment): void {
  const finding = leftBehindFinding(assessment);
  if (finding) session.say(describe(finding));
}

function leftBehindFinding({ findings }: Assessment): Problem<"checkpoints-left"> | undefined {
  return findings.find((finding) => finding.code === "checkpoints-left");
}
