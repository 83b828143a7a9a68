import type { Assessment } from "../../core/assessment/state";
import type { Problem } from "../../core/problem";
import { shownText } from "../../core/redact";
import { words } from "../../messages/cli";
import { describePhaseStatus, describeValue, phaseTitle } from "../../messages/parameters";
import { describe } from "../../messages/problems";
import { type Exit, exit, type Session } from "../session";

/** Plan, phases and parameters with their state. */
export async function status(session: Session): Promise<Exit> {
  const rollout = await session.rollout();
  const { plan, parameters, phases, inEffect } = rollout;
  if (rollout.withoutLedger) session.say(words.withoutLedger(rollout.withoutLedger));
  for (const each of rollout.unsealed) session.say(describe(each));
  const width = Math.max(...parameters.map(({ name }) => name.length));
  const lines = phases.flatMap(({ phase, status }) => [
    // Trust is the editor's matter: here git could not be asked, and why is said above.
    `${phaseTitle(phase)} · ${status === "unknown" ? words.phaseUnknown() : describePhaseStatus(status)}`,
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
    })),
    parameters: parameters.map(({ name, parameter, phase, current, status }) => ({
      name,
      phase: phase?.id ?? null,
      current: current ? shownText(current) : null,
      baseline: parameter.baseline,
      target: parameter.target,
      status,
    })),
    left: leftOf(rollout)?.data ?? null,
  });
  sayLeft(session, rollout);
  return exit.done;
}

/** Says which checkpoints the branch does not reach, with what they brought, where there are some. */
export function sayLeft(session: Session, assessment: Assessment): void {
  const left = leftOf(assessment);
  if (left) session.say(describe(left));
}

function leftOf({ findings }: Assessment): Problem<"checkpoints-left"> | undefined {
  return findings.find((finding) => finding.code === "checkpoints-left");
}
