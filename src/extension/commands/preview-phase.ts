import { window } from "vscode";
import { phaseChange } from "../../core/change/apply";
import { choosePhase, previewOf } from "../../messages/editor";
import { countChanges, describePhaseStatus, describeValue, phaseTitle } from "../../messages/parameters";
import { type Context, rolloutOf } from "../change/context";
import { plain } from "../plain";

/** Shows what a phase would change, whether or not it may be applied now. Nothing is written. */
export async function previewPhase(context: Context, phase?: number): Promise<void> {
  const rollout = rolloutOf(context);
  const chosen = phase ?? (await pick(context));
  if (chosen === undefined) return;
  const change = phaseChange(rollout, { kind: "apply", phase: chosen });
  await context.preview.show(change.files, previewOf(chosen));
}

async function pick(context: Context): Promise<number | undefined> {
  const items = rolloutOf(context).phases.map((state) => ({
    label: plain(phaseTitle(state.phase)),
    description: `${describePhaseStatus(state.status)} · ${countChanges(state.pending.length)}`,
    detail: plain(state.pending.map((each) => `${each.name} ${describeValue(each)}`).join(", ")),
    id: state.phase.id,
  }));
  return (await window.showQuickPick(items, { title: choosePhase(), matchOnDetail: true }))?.id;
}
