// Carries out "Extend Window…": one more look, with a written reason.
import { requireExtensible } from "../../core/change/validate";
import { extensionPrompt, reading } from "../../messages/editor";
import { askReason } from "../change/ask-reason";
import { carryOut } from "../change/carry-out";
import { type Context, rolloutWithLedger } from "../change/context";
import { showReading } from "../notify";
import { pickPhaseInEffect } from "./pick-phase-in-effect";

/** Gives the window of a phase in effect, whose looks decided nothing, one look more. */
export async function extendWindow(context: Context): Promise<void> {
  const phase = await pickPhaseInEffect(context);
  if (!phase) return;
  const { rollout } = rolloutWithLedger(context);
  const { judgeOf } = await import("../../node/evidence/judge");
  const judge = await showReading(reading(), judgeOf(rollout));
  if (!judge) return;
  // Nobody is asked for the reason of what is refused anyway.
  requireExtensible(rollout, phase.id, judge);
  const reason = await askReason(extensionPrompt(phase.id));
  if (reason !== undefined) await carryOut(context, { kind: "extend", phase: phase.id, reason });
}
