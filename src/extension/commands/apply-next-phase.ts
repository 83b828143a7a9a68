// Carries out "Apply Next Phase".
import { everyPhaseInEffect } from "../../messages/parameters";
import { type Context, rolloutOf } from "../change/context";
import { showInformation } from "../notify";
import { applyPhase } from "./apply-phase";

/** Applies the first phase that is not in effect. */
export async function applyNextPhase(context: Context): Promise<void> {
  const { phases } = rolloutOf(context);
  const next = phases.find(({ status }) => status !== "in-effect");
  if (next) await applyPhase(context, next.phase.id);
  else void showInformation(everyPhaseInEffect());
}
