// Prepares a change from what is on disk and in git, and seals it once a person has seen it.
import { answers } from "../core/change/answers";
import { refusals } from "../core/change/apply";
import { type Change, type Request, requireUnmoved, textsAfter } from "../core/change/change";
import { type Checkpoint, type CheckpointRecord, nextN } from "../core/ledger/ledger";
import { type Problem, problem, type StaleDifference, UserError } from "../core/problem";
import { requireCommitPreconditions } from "./commit-preconditions";
import type { FileBytes } from "./files/atomic-write";
import { spliceText } from "./files/text-file";
import { branchNotes } from "./git/branch";
import { judgedForApply, requestedChange } from "./requested-change";
import { fileAt, type Rollout, readUsableRollout } from "./rollout";
import type { Lock } from "./seal/lock";
import { seal } from "./seal/seal";
import type { SealRequest } from "./seal/seal-request";
import { valuesProblem } from "./seal/verify";
import { readSealableRollout, type SealableRollout } from "./sealable-rollout";

/** A change and the state of the world that it was planned in. */
export interface Prepared extends SealableRollout {
  readonly change: Change;
  /** HEAD's full object name. */
  readonly head: string;
  /** Undefined where HEAD is detached. */
  readonly branch: string | undefined;
  /** What became of a seal that was cut off. */
  readonly healed: readonly Problem[];
  /** The lock of a commit that stands without its tag, where this goes on from it. */
  readonly left?: Lock;
}

/**
 * Works out a request from what is on disk and in git now, or was `read` just now; writes nothing, but brings a seal that was
 * cut off to its end.
 * UserError: every reason why it can't be carried out, and after them what was done about such a seal; request-completed where
 * that has carried the request out.
 */
export function prepare(planFile: string, request: Request, read?: Rollout): Promise<Prepared> {
  return healAndPrepare(planFile, request, read, ({ repository, branch }) => branchNotes(repository, branch));
}

async function healAndPrepare(
  planFile: string,
  request: Request,
  read: Rollout | undefined,
  notesOf: (prepared: Omit<Prepared, "healed">) => Promise<readonly Problem[]>,
): Promise<Prepared> {
  const found = await readSealableRollout(planFile, { request, read });
  const { healed, completed, notYet, left, ...sealable } = found;
  if (completed && answers(completed, request, sealable.ledger)) {
    throw new UserError(problem("request-completed", { tag: completed.tag }), ...healed);
  }
  const absent = sealable.rollout.unfinished.filter(({ code }) => code === "tag-absent");
  try {
    const prepared = await prepareIn(sealable, request);
    const notes = [...healed, ...notYet, ...absent, ...(await notesOf(prepared)), ...prepared.change.notes];
    return { ...prepared, healed, ...(left && { left }), change: { ...prepared.change, notes } };
  } catch (error) {
    throw error instanceof UserError ? new UserError(...error.problems, ...healed) : error;
  }
}

async function prepareIn(sealable: SealableRollout, request: Request): Promise<Omit<Prepared, "healed">> {
  const { plan, unread } = sealable.rollout;
  if (unread.length > 0) throw new UserError(...unread);
  const judged = await judgedForApply(sealable, request);
  const refused = refusals(sealable.rollout, request, judged);
  if (refused.length > 0) throw new UserError(...refused);
  const change = await requestedChange(sealable, request, judged);
  const paths = Object.values(plan.files).map(({ path }) => path);
  const { head, branch } = await requireCommitPreconditions(sealable, paths, request);
  return { ...sealable, head, branch, change };
}

/**
 * Carries out a change that a person has seen, if nothing that it was planned against has moved. UserError: as `prepare`,
 * change-stale, and what keeps git from a commit; nothing was changed. CommittedNotSealed: a commit is left without its tag.
 */
export async function execute(planFile: string, seen: Prepared): Promise<Checkpoint> {
  const now = await readUsableRollout(planFile, { git: true, repository: seen.repository });
  // Nobody reads the notes of this planning.
  const prepared = await healAndPrepare(planFile, seen.change.request, now, async () => []);
  const { change, repository, ledger, head, branch, healed, left } = prepared;
  try {
    requireUnmoved(seen.change, change, moved(seen, prepared));
  } catch (error) {
    throw error instanceof UserError ? new UserError(...error.problems, ...healed) : error;
  }
  return seal(repository, {
    record: recordOf(prepared),
    files: fileBytes(prepared),
    alreadyWritten: isAlreadyWritten(change),
    verify: verifierOf(prepared),
    head,
    branch,
    n: nextN(ledger),
    left,
  });
}

/** Hand edits are committed as git cleans them: their line ends may change on the way. */
function isAlreadyWritten({ request }: Change): boolean {
  return request.kind === "hand-edits";
}

function fileBytes({ change, rollout }: Prepared): FileBytes[] {
  return change.files.flatMap(({ path, edits, replacedFile }) => {
    const file = fileAt(rollout, path);
    if (!file) return [];
    return [
      { path, before: file.bytes, after: replacedFile ? Buffer.from(replacedFile.after) : spliceText(file, edits) },
    ];
  });
}

function recordOf({ change, rollout }: Prepared): CheckpointRecord {
  return { ...change, plan: rollout.plan.id, planPath: rollout.planPath };
}

/** Looks at what is in the commit: a file that is replaced must be there to the byte, any other with its governed values. */
function verifierOf({ change, rollout }: Prepared): SealRequest["verify"] {
  const { plan } = rollout;
  const expected = textsAfter(rollout, change.changes);
  const replaced = new Map(
    isAlreadyWritten(change) ? [] : change.files.map(({ path, replacedFile }) => [path, replacedFile?.after]),
  );
  return (path, bytes) => {
    const replacement = replaced.get(path);
    if (replacement && !bytes.equals(replacement)) return problem("commit-differs", { path, detail: "bytes" });
    return valuesProblem(plan, expected, path, bytes);
  };
}

/** What moved beside the change itself. */
function moved(seen: Prepared, now: Prepared): StaleDifference[] {
  const [before, after] = [seen.branch ?? null, now.branch ?? null];
  return [
    ...(before === after ? [] : [{ kind: "branch", before, after } as const]),
    ...(now.healed.length > 0 ? [{ kind: "healed" } as const] : []),
  ];
}
