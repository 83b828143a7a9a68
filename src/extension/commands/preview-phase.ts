// Carries out "Preview Phase…".
import { window } from "vscode";
import { phaseChange, refusals } from "../../core/change/apply";
import { UserError } from "../../core/problem";
import { answerKeys, answerTitle, choosePhase, previewOf, refusedNow } from "../../messages/editor";
import { countChanges, describePhaseStatus, describeValue, phaseTitle } from "../../messages/parameters";
import type { Rollout } from "../../node/rollout";
import { type Context, rolloutOf } from "../change/context";
import { type View, viewOf } from "../change/view";
import { plain } from "../plain";
import { applyPhase } from "./apply-phase";

/** Shows what a phase would change, whether or not it may be applied now, for as long as it would; a yes applies it. */
export async function previewPhase(context: Context, phase?: number): Promise<void> {
  const rollout = rolloutOf(context);
  const chosen = phase ?? (await pickPhase(context));
  if (chosen === undefined) return;
  const shown = phaseView(rollout, chosen);
  if (rollout.phases.find(({ phase }) => phase.id === chosen)?.pending.length === 0) {
    await context.preview.show(shown);
    return;
  }
  let current: View | undefined = shown;
  const following = context.store.follow(
    () => viewNow(context, chosen),
    (next) => {
      current = next;
      context.preview.update(shown, next);
    },
  );
  const yes = await context.preview.ask(shown, `phase${chosen}`);
  following.dispose();
  if (yes) await applyPhase(context, chosen, current);
}

/** What a preview that stays open shows by now; undefined once there is nothing left to preview. */
function viewNow({ store: { snapshot } }: Context, phase: number): View | undefined {
  if (snapshot.status !== "ready") return undefined;
  const { rollout } = snapshot;
  const state = rollout.phases.find((each) => each.phase.id === phase);
  if (!state || state.pending.length === 0) return undefined;
  try {
    return phaseView(rollout, phase);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The change as its question would show it; what refuses it now, where that is known, stands above. */
function phaseView(rollout: Rollout, phase: number): View {
  const request = { kind: "apply", phase } as const;
  const change = phaseChange(rollout, request);
  const refused = rollout.ledger ? refusals(rollout, request) : [];
  const first = refused.length > 0 ? refusedNow(refused) : answerKeys(answerTitle(request));
  return viewOf(change, first, previewOf(phase));
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
