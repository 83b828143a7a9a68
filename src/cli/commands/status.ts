// The command `status`: the plan, its phases and the values.
import * as l10n from "@vscode/l10n";
import type { Assessment, PhaseStatus } from "../../core/assessment/state";
import type { Checkpoint } from "../../core/ledger/ledger";
import { phaseRun } from "../../core/ledger/phase-run";
import type { Phase } from "../../core/plan/plan";
import type { Problem } from "../../core/problem";
import { redactedText } from "../../core/redact";
import { words } from "../../messages/cli";
import { describePhaseStatus, describeValue, phaseTitle } from "../../messages/parameters";
import { describe } from "../../messages/problems";
import { command } from "../command";
import { exit, type Session } from "../session";

export const status = command({
  name: "status",
  summary: l10n.t("print the plan, its phases and the values"),
  operands: {},
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate status", does: l10n.t("which phases are in effect, and each value beside its target") },
    { line: "phasegate --cwd scripts status --json", does: l10n.t("the same, as data, from another folder") },
  ],
  async run(session) {
    const rollout = await session.rollout();
    const { plan, parameters, phases, inEffect } = rollout;
    if (rollout.withoutLedger) session.say(words.withoutLedger(rollout.withoutLedger));
    for (const finding of rollout.unsealed) session.say(describe(finding));
    const width = Math.max(...parameters.map(({ name }) => name.length));
    const validated = new Map(phases.map(({ phase, status }) => [phase, validationOf(rollout, phase, status)]));
    const lines = phases.flatMap(({ phase, status }) => [
      [phaseTitle(phase), describePhaseStatus(status), ...validatedBy(validated.get(phase))].join(" · "),
      ...parameters
        .filter((state) => state.phase === phase)
        .map((state) => `  ${state.name.padEnd(width)}  ${describeValue(state)}`),
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
    });
    sayLeftBehind(session, rollout);
    return exit.done;
  },
});

/** The checkpoint that unlocks the phase after this one. */
function validationOf({ ledger }: Assessment, { id }: Phase, status: PhaseStatus): Checkpoint | undefined {
  return ledger && status === "in-effect" ? phaseRun(ledger, id)?.validated : undefined;
}

function validatedBy(checkpoint: Checkpoint | undefined): string[] {
  return checkpoint ? [words.validated(checkpoint)] : [];
}

/** Says which checkpoints the branch left behind, if it did. */
export function sayLeftBehind(session: Session, assessment: Assessment): void {
  const finding = leftBehindFinding(assessment);
  if (finding) session.say(describe(finding));
}

function leftBehindFinding({ findings }: Assessment): Problem<"checkpoints-left"> | undefined {
  return findings.find((finding) => finding.code === "checkpoints-left");
}
