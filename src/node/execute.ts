import { refusal } from "../core/change/apply";
import { type Change, differences, movedSince, type Request, textsAfter } from "../core/change/change";
import { type Checkpoint, type CheckpointRecord, nextN } from "../core/ledger/ledger";
import { problem, UserError } from "../core/problem";
import { spliceText } from "./files/text-file";
import { branchNotes } from "./git/branch";
import { changeFor } from "./planning";
import { requireReady } from "./ready";
import { seal } from "./seal/seal";
import { differing } from "./seal/verify";
import { readWhole, type Whole } from "./sealable";

/** A change and the state of the world that it was planned in. */
export interface Prepared extends Whole {
  readonly change: Change;
  /** HEAD's full object name. */
  readonly head: string;
  /** Undefined where HEAD is detached. */
  readonly branch: string | undefined;
}

/**
 * Works out a request from what is on disk and in git now; writes nothing but what a seal that was cut off left to do.
 * UserError: every reason why it can't be carried out.
 */
export async function prepare(planFile: string, request: Request): Promise<Prepared> {
  const whole = await readWhole(planFile);
  const { assessment, values, unread } = whole.rollout;
  if (unread.length > 0) throw new UserError(...unread);
  const refused = refusal(assessment, request);
  if (refused) throw new UserError(refused);
  const change = await changeFor(whole, request);
  const paths = Object.values(values.plan.files).map(({ path }) => path);
  const { head, branch } = await requireReady(whole, paths, request);
  const where = await branchNotes(whole.repository, branch);
  return { ...whole, head, branch, change: { ...change, notes: [...whole.healed, ...where, ...change.notes] } };
}

/** Carries out a change that a person has seen, if nothing that it was planned against has moved. */
export async function execute(planFile: string, seen: Prepared): Promise<Checkpoint> {
  const prepared = await prepare(planFile, seen.change.request);
  const { change, rollout, repository, ledger, head } = prepared;
  const branches = (of: Prepared) => new Map([["branch", of.branch ?? "detached HEAD"]]);
  const moved = [...movedSince(seen.change, change), ...differences(branches(seen), branches(prepared))];
  if (moved.length > 0) throw new UserError(problem("change-stale", { moved }));
  const { plan } = rollout.values;
  const byPath = new Map([...rollout.files.values()].map((file) => [file.path, file]));
  const files = change.files.flatMap(({ path, edits, whole }) => {
    const file = byPath.get(path);
    return file
      ? [{ path, planned: file.bytes, next: whole ? Buffer.from(whole.after) : spliceText(file, edits) }]
      : [];
  });
  const { planHash, event, summary, phases, changes, override, reason, replaces, found } = change;
  const record: CheckpointRecord = {
    plan: plan.id,
    planPath: rollout.planPath,
    planHash,
    event,
    summary,
    phases,
    changes,
    ...(override !== undefined && { override }),
    ...(reason !== undefined && { reason }),
    ...(replaces !== undefined && { replaces }),
    ...(found !== undefined && { found }),
  };
  const expected = textsAfter(rollout.assessment, changes);
  const asFound = change.request.kind === "exception";
  // Edits are committed as git cleans them: their line ends may change on the way.
  const wholes = new Map(asFound ? [] : change.files.map(({ path, whole }) => [path, whole?.after]));
  const verify = (path: string, bytes: Buffer) => {
    const whole = wholes.get(path);
    if (whole && !bytes.equals(whole)) return problem("commit-differs", { path, detail: "bytes" });
    return differing(plan, expected, path, bytes);
  };
  return seal(repository, { record, files, asFound, verify, head, expectedN: nextN(ledger) });
}
