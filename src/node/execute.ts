import { adoption, phaseChange, refusal } from "../core/apply";
import { type Change, differences, movedSince, type Request, textsAfter } from "../core/change";
import { committedStart, editsChange, leadsHere } from "../core/edits";
import { type Checkpoint, type CheckpointRecord, type Ledger, nextN, withinPhases } from "../core/ledger";
import { leftBehind, phasesReached, returned } from "../core/left";
import { type Plan, scopeOf } from "../core/plan/plan";
import { type Problem, problem, UserError } from "../core/problem";
import { backupChange, baselineChange, type RollbackTarget, rollbackChange, rollbackTarget } from "../core/rollback";
import { keyLines, locate, readSource, type Source } from "../core/source";
import { type PastFile, wholeFileChange } from "../core/whole-file";
import { readBackup } from "./backups";
import { branchNotes } from "./branch";
import { type Healing, heal } from "./heal";
import { editedPaths, readyProblems, withoutEdits } from "./ready";
import type { Repository, RepositoryState } from "./repository";
import { type Rollout, readRollout } from "./rollout";
import { seal } from "./seal";
import { decodeText, spliceText } from "./text-file";
import { wholeFileAt } from "./whole-file";

/** A rollout with all that a checkpoint needs. */
export interface Whole {
  readonly rollout: Rollout;
  readonly repository: Repository;
  readonly ledger: Ledger;
}

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
  const { planHash, event, summary, phases, changes, override, reason, replaces } = change;
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

/** The rollout from disk, after a seal that was cut off has been brought to its end. */
export async function readWhole(planFile: string): Promise<Whole & { readonly healed: readonly Problem[] }> {
  const first = await readUsable(planFile);
  const { plan } = first.rollout.values;
  const healing = await heal(first.repository, {
    plan: plan.id,
    paths: Object.values(plan.files).map(({ path }) => path),
    verify: ({ changes }, path, bytes, before) => {
      const expected = before ? textsIn(plan, path, before) : new Map<string, string>();
      for (const { parameter, after } of changes) expected.set(parameter, after);
      return differing(plan, expected, path, bytes);
    },
  });
  if (healing.status === "whole") return { ...first, healed: [] };
  if (healing.status === "locked" || healing.status === "refused") throw new UserError(healing.problem);
  return { ...(await readUsable(planFile)), healed: toldOf(healing) };
}

/** What a person is told of a seal that was cut off and is whole now. */
function toldOf(healing: Healing): Problem[] {
  switch (healing.status) {
    case "tagged": {
      const { commit, tag } = healing.checkpoint;
      return [problem("checkpoint-untagged", { commit, tag }, { severity: "info" })];
    }
    case "restored":
      return [problem("write-undone", { paths: [...healing.paths] }, { severity: "info" })];
    case "passed-over":
      return [healing.problem];
    default:
      return [];
  }
}

async function readUsable(planFile: string): Promise<Whole> {
  const rollout = await readRollout(planFile, { git: true });
  if ("problems" in rollout) throw new UserError(...rollout.problems);
  const { repository, withoutLedger, assessment } = rollout;
  const { ledger } = assessment;
  if (!repository || !ledger) throw new UserError(...(withoutLedger ? [withoutLedger] : []));
  return { rollout, repository, ledger };
}

function changeFor(whole: Whole, request: Request): Promise<Change> | Change {
  const { rollout } = whole;
  switch (request.kind) {
    case "apply":
      return phaseChange(rollout, request);
    case "rollback":
      return rollback(whole, request);
    case "adopt":
      return adopt(whole);
    case "exception":
      return exception(whole, request);
  }
}

async function adopt({ rollout: { assessment }, repository, ledger }: Whole): Promise<Change> {
  const { plan, phases, inEffect = [] } = assessment;
  const last = returned(leftBehind(ledger), inEffect, phasesReached(plan, phases));
  return adoption(assessment, last && (await repository.tagsReachedBy(last.commit, plan.id)));
}

/** The rollback that a person wrote by hand, or that was written before it could be sealed, where the edits are one. */
async function rollbackIn(whole: Whole, committed: ReadonlyMap<string, PastFile>): Promise<Change | undefined> {
  const start = committedStart(whole.rollout, committed);
  const from = { ...whole, rollout: { ...whole.rollout, ...start } };
  const newest = whole.ledger.checkpoints.slice(-mostTried).reverse();
  for (const tag of [undefined, ...newest.map((each) => each.tag), "baseline"]) {
    const found = await rollback(from, { kind: "rollback", ...(tag !== undefined && { tag }) }).catch(
      (error: unknown) => {
        if (error instanceof UserError) return undefined;
        throw error;
      },
    );
    if (found && leadsHere(found, start, whole.rollout)) return found;
  }
  return undefined;
}

/** How many checkpoints are looked at for the values that were written back: each costs a process. */
const mostTried = 10;

/** The rollback of values that `request` asks for; needs to read the ledger and old commits, and writes nothing. */
export async function rollback(
  { rollout, repository, ledger }: Whole,
  request: Request & { kind: "rollback" },
): Promise<Change> {
  const { values } = rollout;
  const { tag, whole, backup } = request;
  if (backup !== undefined) {
    const { file, source } = await readBackup(rollout, backup);
    return backupChange(rollout, file, source, { ...request, backup });
  }
  if (whole && (tag === undefined || tag === "baseline")) throw new UserError(problem("whole-file-untagged", {}));
  if (tag === "baseline") return baselineChange(rollout, request);
  const phases = values.plan.phases.map(({ id }) => id);
  const target = rollbackTarget(values.plan, withinPhases(ledger, phases), tag);
  if (whole) return wholeFiles({ rollout, repository, ledger }, target, request);
  const past = new Map<string, Source>();
  for (const [key, { path }] of Object.entries(values.plan.files)) {
    past.set(key, readSource(await textAt(repository, target.revision, path)));
  }
  return rollbackChange(rollout, past, target, request);
}

async function wholeFiles(
  { rollout, repository }: Whole,
  target: RollbackTarget,
  request: Request & { kind: "rollback" },
): Promise<Change> {
  const past = new Map<string, PastFile>();
  for (const [key, { path, bytes: before }] of rollout.files) {
    const then = { commit: target.revision, tag: request.tag ?? "" };
    const after = await wholeFileAt(repository, then, path);
    past.set(key, { text: decodeText(path, after).text, bytes: { before, after } });
  }
  return wholeFileChange(rollout, past, target, request);
}

async function exception(
  { rollout, repository, ledger }: Whole,
  request: Request & { kind: "exception" },
): Promise<Change> {
  const paths = Object.values(rollout.values.plan.files).map(({ path }) => path);
  const { head, state } = await requireReady({ rollout, repository }, paths, request);
  const edited = editedPaths(state);
  const committed = new Map<string, PastFile>();
  for (const [key, { path, bytes: after }] of rollout.files) {
    if (!edited.includes(path)) continue;
    const before = await repository.bytesAt(head, path);
    // Staged for the first time: no checkpoint is what brings a file into git.
    if (!before) throw new UserError(withKeys(problem("file-untracked", { path }), rollout));
    committed.set(key, { text: decodeText(path, before).text, bytes: { before, after } });
  }
  return editsChange(rollout, committed, request, await rollbackIn({ rollout, repository, ledger }, committed));
}

/** A file's text in a commit; empty where the commit has no such file. UserError: file-undecodable. */
export async function textAt(repository: Repository, commit: string, path: string): Promise<string> {
  const bytes = await repository.bytesAt(commit, path);
  return bytes ? decodeText(path, bytes).text : "";
}

/** Where a checkpoint would go, once nothing stands in the way of one that touches `paths`. */
async function requireReady(
  { rollout, repository }: Pick<Whole, "rollout" | "repository">,
  paths: readonly string[],
  { kind }: Request,
): Promise<{ head: string; branch: string | undefined; state: RepositoryState }> {
  const { planPath } = rollout;
  const state = await repository.state([planPath, ...paths]);
  const { head, branch } = state;
  const files = new Map(paths.map((path) => [path, state.paths.get(path) ?? "missing"] as const));
  const plan = state.paths.get(planPath) === "clean" ? [] : [problem("plan-uncommitted", { path: planPath })];
  const asked = { ...state, paths: files };
  const notReady = readyProblems(kind === "exception" ? withoutEdits(asked) : asked);
  const inTheWay = [...notReady.map((each) => withKeys(each, rollout)), ...plan];
  if (head === undefined || inTheWay.length > 0) throw new UserError(...inTheWay);
  await repository.identity();
  return { head, branch, state: asked };
}

/** A file that is about to be committed for the first time should hold no key. */
function withKeys(found: Problem, { files }: Rollout): Problem {
  if (found.code !== "file-untracked") return found;
  const { path } = found.data;
  const file = [...files.values()].find((each) => each.path === path);
  const lines = file ? keyLines(readSource(file.text)) : [];
  return lines.length > 0 ? problem("file-untracked-keys", { path, lines }) : found;
}

/** The texts of the governed values that stand in one file's bytes. */
function textsIn(plan: Plan, path: string, bytes: Buffer): Map<string, string> {
  const source = readSource(decodeText(path, bytes).text);
  return new Map(
    namesIn(plan, path).flatMap((name): [string, string][] => {
      const parameter = plan.parameters[name];
      const location = parameter && locate(source, scopeOf(plan, parameter), parameter.symbol);
      return location?.status === "found" ? [[name, location.value.text]] : [];
    }),
  );
}

function namesIn(plan: Plan, path: string): string[] {
  return Object.keys(plan.parameters).filter((name) => plan.files[plan.parameters[name]?.file ?? ""]?.path === path);
}

/** What one file's bytes hold otherwise than `expected`, undefined when nothing. */
function differing(
  plan: Plan,
  expected: ReadonlyMap<string, string>,
  path: string,
  bytes: Buffer,
): Problem | undefined {
  const names = new Set(namesIn(plan, path));
  const here = new Map([...expected].filter(([name]) => names.has(name)));
  const wrong = differences(here, textsIn(plan, path, bytes));
  return wrong.length > 0 ? problem("commit-differs", { path, detail: wrong.join("; ") }) : undefined;
}
