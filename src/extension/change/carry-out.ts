// Takes a request from preview to checkpoint in the editor.
import { commands, Uri } from "vscode";
import { requireLedger } from "../../core/assessment/assess";
import { type Change, needsRestart, type Request } from "../../core/change/change";
import { mayBeWrittenUnsealed } from "../../core/change/unsealed-write";
import { matchesGlob } from "../../core/glob";
import { type Checkpoint, newestCheckpoint } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { askTitle, checkpointHandEditsFirst, done, sealing } from "../../messages/editor";
import { describe } from "../../messages/problems";
import type { Prepared } from "../../node/execute";
import { commandId } from "../ids";
import { complain, during, inform } from "../notify";
import { reportError } from "../report";
import { settings } from "../state/settings";
import { type Context, refuseUnsaved, rolloutOf } from "./context";
import { notedFiles } from "./notes";
import type { Compared } from "./preview";
import { writeNow } from "./write-now";

/**
 * Takes a request from preview to checkpoint: works it out afresh from disk, asks once, writes, and says what to do next.
 * False where the person would rather not.
 */
export async function carryOut(context: Context, request: Request): Promise<boolean> {
  try {
    return await sealed(context, request);
  } catch (error) {
    if (request.kind !== "rollback" || !(error instanceof UserError) || !mayBeWrittenUnsealed(request, error.problems))
      throw error;
    await writeNow(context, request, error, {
      ask: (change) => ask(context, change, notedFiles(change, rolloutOf(context))),
      seal: (later) => carryOut(context, later),
    });
    return false;
  }
}

async function sealed(context: Context, request: Request): Promise<boolean> {
  const known = rolloutOf(context);
  requireLedger(known);
  await refuseUnsaved(known);
  const { execute, prepare } = await import("../../node/execute");
  const prepared = await prepare(known.planFile, request).catch((error: unknown) => heldByHandEdits(error));
  if (prepared instanceof UserError)
    return (await checkpointHandEdits(context, prepared)) && carryOut(context, request);
  const { rollout } = prepared;
  const change = withProtection(prepared);
  if (!(await ask(context, change, notedFiles(change, rollout)))) return false;
  await refuseUnsaved(rollout);
  // Where it fails, something may be committed all the same.
  const work = execute(rollout.planFile, prepared).finally(() => context.store.refresh());
  const checkpoint = await during("status bar", sealing(), work);
  void announce(context, change, checkpoint).catch(reportError);
  return true;
}

/** The change, with a word on it where VS Code itself would ask before a commit to this branch. */
function withProtection({ change, branch, rollout }: Prepared): Change {
  const globs = settings.branchProtection(Uri.file(rollout.root));
  if (branch === undefined || !Array.isArray(globs)) return change;
  const isProtected = globs.some((glob) => typeof glob === "string" && matchesGlob(glob.trim(), branch));
  if (!isProtected) return change;
  return { ...change, notes: [problem("branch-protected", { branch }), ...change.notes] };
}

/** The refusal, where uncommitted edits are its only reason; any other error is thrown on. */
function heldByHandEdits(error: unknown): UserError {
  if (error instanceof UserError && error.problems.every(({ code }) => code === "file-uncommitted")) return error;
  throw error;
}

/** Tells of the edits, and gives them a checkpoint of their own where the person wants that: asked, like any other. */
async function checkpointHandEdits(context: Context, { problems }: UserError): Promise<boolean> {
  const choice = await complain(problems.map(describe).join(" "), checkpointHandEditsFirst());
  return choice !== undefined && carryOut(context, { kind: "hand-edits" });
}

/** While the question is open, a notification has its notes too, in full and for screen readers; both end together. */
async function ask({ preview }: Context, change: Change, files: readonly Compared[]): Promise<boolean> {
  const answer = preview.ask(files, askTitle(change));
  if (change.notes.length > 0) void during("notification", change.notes.map(describe).join(" "), answer);
  return answer;
}

async function announce(context: Context, change: Change, checkpoint: Checkpoint): Promise<void> {
  const { plan } = rolloutOf(context);
  const words = done(change, checkpoint, needsRestart(plan, change.changes));
  const buttons = change.request.kind === "apply" ? [words.showDiff, words.rollBack] : [words.showDiff];
  const choice = await inform(words.sentence, ...buttons);
  if (choice === words.showDiff) await context.preview.show(change.files, words.diffTitle);
  // The button may be pressed much later: by then it may no longer mean this checkpoint.
  if (choice === words.rollBack) {
    const isNewest = newestCheckpoint(requireLedger(rolloutOf(context)))?.tag === checkpoint.tag;
    await (isNewest ? carryOut(context, { kind: "rollback" }) : commands.executeCommand(commandId("rollBack")));
  }
}
