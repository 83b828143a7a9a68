// Carries out "Apply Phase", with a written reason where something forbids it that a person may override.
import { areOverridable } from "../../core/change/apply";
import type { ApplyRequest, Request } from "../../core/change/change";
import { UserError } from "../../core/problem";
import { overridePrompt, overrideTitle } from "../../messages/editor";
import { askReason } from "../change/ask-reason";
import { carryOut } from "../change/carry-out";
import type { Context } from "../change/context";
import type { View } from "../change/view";
import { showRefusal } from "../notify";

/** Applies a phase: preview, one question, then the checkpoint. What the order, a limit or the evidence forbids takes a written reason. A yes to a preview that has `seen` it is the answer. */
export async function applyPhase(context: Context, phase: number, seen?: View): Promise<void> {
  const request = { kind: "apply", phase } as const;
  try {
    await carryOut(context, request, seen);
  } catch (error) {
    const overriding = await withReason(request, error);
    if (overriding) await carryOut(context, overriding);
  }
}

/** The request with the person's reason, once they have read all that is refused; undefined where they would rather not. */
async function withReason(request: ApplyRequest, error: unknown): Promise<Request | undefined> {
  if (!(error instanceof UserError) || !areOverridable(error.problems)) throw error;
  const choice = await showRefusal(error.problems, overrideTitle());
  if (!choice) return undefined;
  const override = await askReason(overridePrompt(request.phase));
  return override === undefined ? undefined : { ...request, override };
}
