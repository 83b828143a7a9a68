// Writes a rollback's values where git can't seal them, after asking for the reason.
import { type Change, needsRestart, type Request, type RollbackRequest } from "../../core/change/change";
import type { UserError } from "../../core/problem";
import { writtenUnsealed } from "../../messages/checkpoints";
import { sealNow, sealSoon, writeNowPrompt, writeNowTitle, writing } from "../../messages/editor";
import { restartNeeded } from "../../messages/parameters";
import { showError, showProgress, showRefusal } from "../notify";
import { reportError } from "../report";
import { askReason } from "./ask-reason";
import { type Context, refuseUnsaved, rolloutOf } from "./context";

/** How a change is asked about, and how one is sealed, where git works. */
interface OrdinaryChange {
  readonly ask: (change: Change) => Promise<boolean>;
  readonly seal: (request: Request) => Promise<unknown>;
}

/** Tells why git can't seal a rollback and, where the person has a reason, writes its values now: asked, like any other. */
export async function writeNow(
  context: Context,
  request: RollbackRequest,
  refusal: UserError,
  { ask, seal }: OrdinaryChange,
): Promise<void> {
  const choice = await showRefusal(refusal.problems, writeNowTitle());
  if (choice === undefined) return;
  const reason = await askReason(writeNowPrompt());
  if (reason === undefined) return;
  const knownRollout = rolloutOf(context);
  await refuseUnsaved(knownRollout);
  const { prepareUnsealed, writeUnsealed } = await import("../../node/change/write-only");
  const prepared = await prepareUnsealed(knownRollout.planFile, request);
  if (!(await ask(prepared.change))) return;
  await refuseUnsaved(prepared.rollout);
  const paths = await showProgress("status bar", writing(), writeUnsealed(knownRollout.planFile, prepared));
  await context.store.refresh();
  const restart = needsRestart(prepared.rollout.plan, prepared.change.changes)
    ? [restartNeeded(prepared.rollout.plan.restart)]
    : [];
  const answer = showError([writtenUnsealed(paths), sealSoon(), ...restart].join(" "), sealNow());
  void answer
    .then((button) => (button === undefined ? undefined : seal({ kind: "hand-edits", reason })))
    .then(undefined, reportError);
}
