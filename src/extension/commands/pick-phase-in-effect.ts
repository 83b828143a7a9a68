// Asks which of the phases in effect is meant.
import { window } from "vscode";
import type { Phase } from "../../core/plan/plan";
import { problem, UserError } from "../../core/problem";
import { choosePhase } from "../../messages/editor";
import { phaseTitle } from "../../messages/parameters";
import { type Context, rolloutWithLedger } from "../change/context";
import { plain } from "../plain";

/** The phase in effect that a person chooses, the newest first; the only one without a question. UserError where there is none. */
export async function pickPhaseInEffect(context: Context): Promise<Phase | undefined> {
  const { rollout } = rolloutWithLedger(context);
  const { plan, inEffect = [] } = rollout;
  const phases = plan.phases.filter(({ id }) => inEffect.includes(id)).reverse();
  if (phases.length === 0) throw new UserError(problem("no-phase-in-effect", { plan: plan.id }));
  if (phases.length === 1) return phases[0];
  const items = phases.map((phase) => ({ label: plain(phaseTitle(phase)), phase }));
  return (await window.showQuickPick(items, { title: choosePhase() }))?.phase;
}
