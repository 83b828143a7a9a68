// Takes a request from preview to checkpoint in the editor.
import { commands, Uri } from "vscode";
import { type Change, needsRestart, type Request } from "../../core/change/change";
import { mayBeWrittenUnsealed } from "../../core/change/unsealed-write";
import { type Checkpoint, newestCheckpoint } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import {
  answerKeys,
  answerTitle,
  checkpointHandEditsFirst,
  done,
  sealing,
  workingOut,
  writeNowAnswer,
} from "../../messages/editor";
import type { Prepared } from "../../node/change/execute";
import { isProtectedBranch } from "../../node/git/branch";
import type { Rollout } from "../../node/rollout";
import type { Answer } from "../contributions";
import { commandId } from "../ids";
import { showInformation, showProgress, showRefusal } from "../notify";
import { reportError } from "../report";
import { settings } from "../state/settings";
import { type Context, refuseUnsaved, rolloutOf, rolloutWithLedger } from "./context";
import { isSameContent, type View, viewOf } from "./view";
import { writeNow } from "./write-now";

/**
 * Takes a request from preview to checkpoint: works it out afresh from disk, asks once, writes, and says what to do next.
 * False where the person would rather not. Who has said yes to the same view already, in `seen`, is not asked again.
 */
export async function carryOut(context: Context, request: Request, seen?: View): Promise<boolean> {
  try {
    return await askAndSeal(context, request, seen);
  } catch (error) {
    if (request.kind !== "rollback" || !(error instanceof UserError) || !mayBeWrittenUnsealed(request, error.problems))
      throw error;
    await writeNow(context, request, error, {
      ask: (change) => context.preview.ask(viewOf(change, answerKeys(writeNowAnswer())), "writeNow"),
      seal: (sealingRequest) => carryOut(context, sealingRequest),
    });
    return false;
  }
}

async function askAndSeal(context: Context, request: Request, seen: View | undefined): Promise<boolean> {
  const { rollout: knownRollout } = rolloutWithLedger(context);
  await refuseUnsaved(knownRollout);
  const { execute, prepare } = await import("../../node/change/execute");
  // Not to be broken off: it brings a seal that was cut off to its end.
  const preparing = showProgress("notification", workingOut(), prepare(knownRollout.planFile, request));
  const prepared = await preparing.catch((error: unknown) => uncommittedOnly(error));
  if (prepared instanceof UserError)
    return (await checkpointHandEdits(context, prepared)) && carryOut(context, request);
  const { rollout } = prepared;
  const change = withProtection(prepared);
  if (!(await ask(context, change, seen))) return false;
  await refuseUnsaved(rollout);
  // Where it fails, something may be committed all the same.
  const execution = execute(rollout.planFile, prepared).finally(() => context.store.refresh());
  const checkpoint = await showProgress("status bar", sealing(), execution);
  void announce(context, rollout, change, checkpoint).catch(reportError);
  return true;
}

/** The change, with a word on it where VS Code itself would ask before a commit to this branch. */
function withProtection({ change, rollout, state: { branch } }: Prepared): Change {
  const protection = settings.branchProtection(Uri.file(rollout.root));
  if (branch === undefined || !isProtectedBranch(protection, branch)) return change;
  return { ...change, notes: [problem("branch-protected", { branch }), ...change.notes] };
}

/** The refusal, where uncommitted edits are its only reason, beside notes; any other error is thrown on. */
function uncommittedOnly(error: unknown): UserError {
  if (!(error instanceof UserError)) throw error;
  const reasons = error.problems.filter(({ severity }) => severity === "error");
  if (reasons.every(({ code }) => code === "file-uncommitted")) return error;
  throw error;
}

/** Tells of the edits, and gives them a checkpoint of their own where the person wants that: asked, like any other. */
async function checkpointHandEdits(context: Context, { problems }: UserError): Promise<boolean> {
  const choice = await showRefusal(problems, checkpointHandEditsFirst());
  return choice !== undefined && carryOut(context, { kind: "hand-edits" });
}

/** Asks, unless the person has just said yes to the very same. */
async function ask({ preview }: Context, change: Change, seen: View | undefined): Promise<boolean> {
  const view = viewOf(change, answerKeys(answerTitle(change.request)));
  if (seen && isSameContent(seen, view)) return true;
  return preview.ask(view, answerTo(change.request));
}

function answerTo(request: Request): Answer {
  switch (request.kind) {
    case "apply":
      return `phase${request.phase}`;
    case "rollback":
      return "rollBack";
    case "hand-edits":
      return "checkpoint";
    default:
      return request.kind;
  }
}

/** Says what happened in `rollout`. The buttons may be pressed much later: by then another plan may be the one in use. */
async function announce(context: Context, rollout: Rollout, change: Change, checkpoint: Checkpoint): Promise<void> {
  const { plan } = rollout;
  const applied = plan.phases.find(({ id }) => change.request.kind === "apply" && id === change.request.phase);
  const restart = needsRestart(plan, change.changes) ? (plan.restart ?? {}) : undefined;
  const words = done(change, checkpoint, restart, applied);
  const buttons = change.request.kind === "apply" ? [words.showDiff, words.rollBack] : [words.showDiff];
  const first = restart?.task === undefined ? [] : [words.restartBot];
  const choice = await showInformation(words.sentence, ...first, ...buttons);
  if (choice === words.showDiff)
    await context.preview.show({ title: words.diffTitle, summary: "", forecast: "", files: change.files });
  if (choice !== words.restartBot && choice !== words.rollBack) return;
  await use(context, rollout);
  if (choice === words.restartBot) await commands.executeCommand(commandId("restartBot"));
  else await rollBackFrom(context, checkpoint);
}

/** Makes the plan of `rollout` the one in use. UserError: plan-missing, where it is gone or the settings name another. */
async function use(context: Context, { planFile, planPath }: Rollout): Promise<void> {
  const { snapshot } = context.store;
  if (snapshot.status === "ready" && snapshot.rollout.planFile === planFile) return;
  await context.plans.choose(Uri.file(planFile));
  await context.store.refresh();
  if (rolloutOf(context).planFile !== planFile) throw new UserError(problem("plan-missing", { folder: planPath }));
}

/** What the checkpoint's own button does while it is the newest; later, the person chooses. */
async function rollBackFrom(context: Context, { tag }: Checkpoint): Promise<void> {
  const isNewest = newestCheckpoint(rolloutWithLedger(context).ledger)?.tag === tag;
  await (isNewest ? carryOut(context, { kind: "rollback" }) : commands.executeCommand(commandId("rollBack")));
}
