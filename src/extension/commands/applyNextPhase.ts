import { window } from "vscode";
import { everyPhaseInEffect } from "../../messages/words";
import { type Context, rolloutOf } from "../context";
import { applyPhase } from "./applyPhase";

/** Applies the first phase that is not in effect. */
export async function applyNextPhase(context: Context): Promise<void> {
  const { phases } = rolloutOf(context).assessment;
  const next = phases.find(({ status }) => status !== "in-effect");
  if (next) await applyPhase(context, next.phase.id);
  else await window.showInformationMessage(everyPhaseInEffect(phases.length));
}
