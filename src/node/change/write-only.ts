// Writes a rollback's values where git can't seal them, to be sealed later.
import { join } from "node:path";
import { type Change, type RollbackRequest, requireUnmoved } from "../../core/change/change";
import { baselineChange } from "../../core/change/rollback";
import { problem, UserError } from "../../core/problem";
import type { TextEdit } from "../../core/text";
import { type FileWrite, forget, replaceFiles, target } from "../files/atomic-write";
import { realPath } from "../files/paths";
import { spliceText, type TextFile } from "../files/text-file";
import { fileAt, type Rollout, readUsableRollout } from "../rollout";
import { requestedRollback } from "./requested-change";

/** A rollback that is to be written before it can be sealed. */
export interface UnsealedRollback {
  readonly change: Change;
  readonly rollout: Rollout;
}

/**
 * Works out a rollback of values where git may not be able to seal it: from the ledger as far as it can be read, else to
 * the plan's baseline. UserError: every reason why it can't be written.
 */
export async function prepareUnsealed(planFile: string, request: RollbackRequest): Promise<UnsealedRollback> {
  const rollout = await readUsableRollout(planFile, { git: true });
  if (rollout.unread.length > 0) throw new UserError(...rollout.unread);
  const change = await planUnsealedRollback(rollout, request);
  // Phases may end without an edit; that is for a checkpoint to say.
  if (change.files.length === 0) throw new UserError(problem("nothing-to-write", { plan: rollout.plan.id }));
  const note = problem("write-unsealed", {});
  return { rollout, change: { ...change, notes: [note, ...change.notes] } };
}

async function planUnsealedRollback(rollout: Rollout, request: RollbackRequest): Promise<Change> {
  const { repository, withoutLedger, ledger } = rollout;
  if (repository && ledger) return requestedRollback({ rollout, repository, ledger }, request);
  // Only git knows the values of a checkpoint.
  if (request.tag !== undefined && request.tag !== "baseline" && withoutLedger) throw new UserError(withoutLedger);
  const change = baselineChange(rollout, { ...request, tag: "baseline" });
  if (request.tag === "baseline") return change;
  const note = problem("baseline-instead", { plan: rollout.plan.id });
  return { ...change, notes: [note, ...change.notes] };
}

/** Writes what a person has seen, through the same checks as a seal, and leaves git alone; returns the paths. */
export async function writeUnsealed(planFile: string, seen: UnsealedRollback): Promise<string[]> {
  const { change, rollout } = await prepareUnsealed(planFile, seen.change.request as RollbackRequest);
  requireUnmoved(seen.change, change);
  const gitDir = rollout.repository?.gitDir ?? join(rollout.root, ".git");
  const files = await Promise.all(
    change.files.flatMap(({ path, edits }) => {
      const file = fileAt(rollout, path);
      return file ? [fileWrite(rollout, gitDir, file, edits)] : [];
    }),
  );
  await replaceFiles(files);
  await Promise.all(files.map(forget));
  return files.map(({ path }) => path);
}

async function fileWrite(
  { root }: Rollout,
  gitDir: string,
  file: TextFile,
  edits: readonly TextEdit[],
): Promise<FileWrite> {
  const { path, bytes } = file;
  return { ...target(await realPath(root, path), gitDir), path, before: bytes, after: spliceText(file, edits) };
}
