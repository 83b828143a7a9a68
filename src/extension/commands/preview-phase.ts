// Carries out "Preview Phase…".
import { window } from "vscode";
import { phaseChange } from "../../core/change/apply";
import { choosePhase, previewOf } from "../../messages/editor";
import { countChanges, describePhaseStatus, describeValue, phaseTitle } from "../../messages/parameters";
import { type Context, rolloutOf } from "../change/context";
import { plain } from "../plain";

/** Shows what a phase would change, whether or not it may be applied now. Nothing is written. */
export async function previewPhase(context: Context, phase?: number): Promise<void> {
  const rollout = rolloutOf(context);
  const chosen = phase ?? (await pickPhase(context));
  if (chosen === undefined) return;
  const change = phaseChange(rollout, { kind: "apply", phase: chosen });
  await context.preview.show(change.files, previewOf(chosen));
}

async function pickPhase(context: Context): Promise<number | undefined> {
  const items = rolloutOf(context).phases.map(({ phase, status, pending }) => ({
    label: plain(phaseTitle(phase)),
    description: `${describePhaseStatus(status)} · ${countChanges(pending.length)}`,
    detail: plain(pending.map((parameter) => `${parameter.name} ${describeValue(parameter)}`).join(", ")),
    id: phase.id,
  }));
  return (await window.showQuickPick(items, { title: choosePhase(), matchOnDetail: true }))?.id;
}
