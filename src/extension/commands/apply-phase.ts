// Carries out "Apply Phase", with a written reason where it is out of order.
import { window } from "vscode";
import { areOverridable, refusals } from "../../core/change/apply";
import type { ApplyRequest, Request } from "../../core/change/change";
import { overridePrompt, overrideTitle } from "../../messages/editor";
import { describe } from "../../messages/problems";
import { carryOut } from "../change/carry-out";
import { type Context, refuseUnsaved, rolloutOf } from "../change/context";
import { showError } from "../notify";

/** Applies a phase: preview, one question, then the checkpoint. Out of order only with a written reason. */
export async function applyPhase(context: Context, phase: number): Promise<void> {
  // What stands in an unsaved text must not be what a reason is asked for.
  await refuseUnsaved(rolloutOf(context));
  const request = await withReason(context, { kind: "apply", phase });
  if (request) await carryOut(context, request);
}

/** The request, with the person's reason where it breaks the order; undefined where they would rather not. */
async function withReason(context: Context, request: ApplyRequest): Promise<Request | undefined> {
  const refused = refusals(rolloutOf(context), request);
  if (refused.length === 0 || !areOverridable(refused)) return request;
  const choice = await showError(refused.map(describe).join(" "), overrideTitle());
  if (!choice) return undefined;
  const override = await window.showInputBox({ ...overridePrompt(request.phase), ignoreFocusOut: true });
  return override === undefined ? undefined : { ...request, override };
}
