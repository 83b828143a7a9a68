// Prepares a change from what is on disk and in git, and seals it once a person has seen it.
import { requireLedger } from "../../core/assessment/assess";
import { answers } from "../../core/change/answers";
import { refusals } from "../../core/change/apply";
import { type Change, type Request, requireUnmoved, textsAfter } from "../../core/change/change";
import { withGateOf } from "../../core/change/judged-gate";
import { type Checkpoint, type CheckpointRecord, nextN } from "../../core/ledger/ledger";
import { type Problem, problem, type StaleDifference, UserError } from "../../core/problem";
import type { FileBytes } from "../files/atomic-write";
import { spliceText } from "../files/text-file";
import { branchNotes } from "../git/branch";
import type { RepositoryState } from "../git/repository";
import { fileAt, type Rollout, readUsableRollout } from "../rollout";
import { seal } from "../seal/seal";
import type { PlannedAgain, SealRequest } from "../seal/seal-request";
import { valuesProblem } from "../seal/verify";
import { requireCommitPreconditions } from "./commit-preconditions";
import { judgedForApply, requestedChange } from "./requested-change";
import { type LeftUnsealed, readSealableRollout, type SealableRollout, withUnsealed } from "./sealable-rollout";

/** A change and the state of the world that it was planned in. */
export interface Prepared extends SealableRollout, LeftUnsealed {
  readonly change: Change;
  /** HEAD's full object name. */
  readonly head: string;
  readonly state: RepositoryState;
  /** What became of a seal that was cut off. */
  readonly healed: readonly Problem[];
}

/**
 * Works out a request from what is on disk and in git now, or was `read` just now; writes nothing, but brings a seal that was
 * cut off to its end.
 * UserError: every reason why it can't be carried out, and after them what was done about such a seal; request-completed where
 * that has carried the request out.
 */
export async function prepare(planFile: string, request: Request, read?: Rollout): Promise<Prepared> {
  const { healed, completed, ...sealable } = await readSealableRollout(planFile, { request, read });
  if (completed && answers(completed, request, sealable.ledger)) {
    throw new UserError(problem("request-completed", { tag: completed.tag }), ...healed);
  }
  const absent = sealable.rollout.unfinished.filter(({ code }) => code === "tag-absent");
  try {
    const prepared = await prepareIn(sealable, request);
    const { change, repository, state, notYet } = prepared;
    const notes = [...healed, ...notYet, ...absent, ...(await branchNotes(repository, state)), ...change.notes];
    return { ...prepared, healed, change: { ...change, notes } };
  } catch (error) {
    throw withMore(error, healed);
  }
}

/** As planned for the first time, or `again` just before it is written. */
async function prepareIn(
  sealable: SealableRollout & LeftUnsealed,
  request: Request,
  again = false,
): Promise<Omit<Prepared, "healed">> {
  const { plan, unread } = sealable.rollout;
  if (unread.length > 0) throw new UserError(...unread);
  const judged = await judgedForApply(sealable, request);
  const refused = refusals(sealable.rollout, request, judged);
  if (refused.length > 0) throw new UserError(...refused);
  const change = await requestedChange(sealable, request, judged);
  const paths = Object.values(plan.files).map(({ path }) => path);
  return { ...sealable, change, ...(await requireCommitPreconditions(sealable, paths, request, { again })) };
}

/**
 * Carries out a change that a person has seen, if nothing that it was planned against has moved. UserError: as `prepare`,
 * change-stale, and what keeps git from a commit; nothing was changed. CommittedNotSealed: a commit is left without its tag.
 */
export async function execute(planFile: string, seen: Prepared): Promise<Checkpoint> {
  try {
    return await sealPrepared(planFile, seen, seen);
  } catch (error) {
    if (!(error instanceof UserError) || error.problems[0]?.code !== "plan-locked") throw error;
    // Somebody sealed, or was cut off, since.
    const now = await prepare(planFile, seen.change.request);
    try {
      requireUnmoved(seen.change, now.change, moved(seen, now));
    } catch (stale) {
      throw withMore(stale, now.healed);
    }
    return sealPrepared(planFile, seen, now);
  }
}

function sealPrepared(planFile: string, seen: Prepared, prepared: Prepared): Promise<Checkpoint> {
  return seal(
    prepared.repository,
    sealRequest(prepared, () => plannedAgain(planFile, seen, prepared)),
  );
}

/**
 * What `seen` comes to now. Asked under the plan's lock, so that all of it holds until the lock is given up. UserError: as
 * `prepare`, change-stale.
 */
async function plannedAgain(planFile: string, seen: Prepared, prepared: Prepared): Promise<PlannedAgain> {
  const { repository, left, notYet, unsealed } = prepared;
  const rollout = await readUsableRollout(planFile, { git: true, repository });
  const sealable = await withUnsealed({ rollout, repository, ledger: requireLedger(rollout) }, unsealed);
  // Nobody reads the notes of this planning.
  const now = await prepareIn({ ...sealable, ...(left && { left }), notYet, unsealed }, seen.change.request, true);
  requireUnmoved(seen.change, now.change, moved(seen, { ...now, healed: [] }));
  const { checkpoints, unreached, unreadable } = now.ledger;
  const names = [...[...checkpoints, ...unreached].map(({ tag }) => tag), ...unreadable];
  const change = withGateOf(prepared.change, now.change);
  const request = sealRequest({ ...now, change, healed: [] }, () => plannedAgain(planFile, seen, prepared));
  return { request, state: now.state, names };
}

function sealRequest(prepared: Prepared, planAgain: () => Promise<PlannedAgain>): SealRequest {
  const { change, ledger, head, state, left } = prepared;
  return {
    record: recordOf(prepared),
    files: fileBytes(prepared),
    alreadyWritten: isAlreadyWritten(change),
    verify: verifierOf(prepared),
    head,
    branch: state.branch,
    n: nextN(ledger),
    left,
    planAgain,
  };
}

/** The refusal with what else there is to be told. */
function withMore(error: unknown, more: readonly Problem[]): unknown {
  return error instanceof UserError ? new UserError(...error.problems, ...more) : error;
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
  const [before, after] = [seen.state.branch ?? null, now.state.branch ?? null];
  return [
    ...(before === after ? [] : [{ kind: "branch", before, after } as const]),
    ...(now.healed.length > 0 ? [{ kind: "healed" } as const] : []),
  ];
}
