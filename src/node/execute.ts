import {
  adoption,
  baselineChange,
  type Change,
  movedSince,
  phaseChange,
  type Request,
  refusal,
  rollbackChange,
  rollbackTarget,
} from "../core/change";
import { type Checkpoint, type CheckpointRecord, type Ledger, nextN } from "../core/ledger";
import { type Plan, scopeOf } from "../core/plan/plan";
import { type Problem, problem, UserError } from "../core/problem";
import { locate, readSource, type Source } from "../core/source";
import { type Healing, heal } from "./heal";
import { readyProblems } from "./ready";
import type { Repository } from "./repository";
import { type Rollout, readRollout } from "./rollout";
import { seal } from "./seal";
import { decodeText, spliceText } from "./text-file";

/** A rollout with all that a checkpoint needs. */
interface Whole {
  readonly rollout: Rollout;
  readonly repository: Repository;
  readonly ledger: Ledger;
}

/** A change and the state of the world that it was planned in. */
export interface Prepared extends Whole {
  readonly change: Change;
  /** HEAD's full object name. */
  readonly head: string;
}

/**
 * Works out a request from what is on disk and in git now; writes nothing but what a seal that was cut off left to do.
 * UserError: every reason why it can't be carried out.
 */
export async function prepare(planFile: string, request: Request): Promise<Prepared> {
  const whole = await readWhole(planFile);
  const { assessment, values, unread, planPath } = whole.rollout;
  if (unread.length > 0) throw new UserError(...unread);
  const refused = refusal(assessment, request);
  if (refused) throw new UserError(refused);
  const change = await changeFor(whole, request);
  const paths = Object.values(values.plan.files).map(({ path }) => path);
  const head = await requireReady(whole.repository, planPath, paths);
  return { ...whole, head, change: { ...change, notes: [...whole.healed, ...change.notes] } };
}

/** Carries out a change that a person has seen, if nothing that it was planned against has moved. */
export async function execute(planFile: string, seen: Change): Promise<Checkpoint> {
  const { change, rollout, repository, ledger, head } = await prepare(planFile, seen.request);
  const moved = movedSince(seen, change);
  if (moved.length > 0) throw new UserError(problem("change-stale", { moved }));
  const { plan } = rollout.values;
  const byPath = new Map([...rollout.files.values()].map((file) => [file.path, file]));
  const files = change.files.flatMap(({ path, edits }) => {
    const file = byPath.get(path);
    return file ? [{ path, planned: file.bytes, next: spliceText(file, edits) }] : [];
  });
  const override = change.request.kind === "apply" ? change.request.override : undefined;
  const record: CheckpointRecord = {
    plan: plan.id,
    planHash: rollout.planHash,
    event: change.event,
    summary: change.summary,
    phases: change.phases,
    changes: change.changes,
    ...(override !== undefined && { override }),
  };
  const expected = new Map(change.plannedAgainst);
  for (const { parameter, after } of change.changes) expected.set(parameter, after);
  return seal(repository, {
    record,
    files,
    verify: (path, bytes) => differing(plan, expected, path, bytes),
    head,
    expectedN: nextN(ledger),
  });
}

/** The rollout from disk, after a seal that was cut off has been brought to its end. */
async function readWhole(planFile: string): Promise<Whole & { readonly healed: readonly Problem[] }> {
  const first = await readUsable(planFile);
  const { plan } = first.rollout.values;
  const healing = await heal(first.repository, {
    plan: plan.id,
    paths: Object.values(plan.files).map(({ path }) => path),
    verify: ({ changes }, path, bytes) =>
      differing(plan, new Map(changes.map(({ parameter, after }) => [parameter, after])), path, bytes),
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
  const { assessment, sources } = whole.rollout;
  switch (request.kind) {
    case "apply":
      return phaseChange(assessment, sources, request);
    case "rollback":
      return rollback(whole, request);
    case "adopt":
      return adoption(assessment);
  }
}

async function rollback(
  { rollout, repository, ledger }: Whole,
  request: Request & { kind: "rollback" },
): Promise<Change> {
  const { assessment, sources, values } = rollout;
  if (request.tag === "baseline") return baselineChange(assessment, sources, request);
  const target = rollbackTarget(values.plan, ledger, request.tag);
  const past = new Map<string, Source>();
  for (const [key, { path }] of Object.entries(values.plan.files)) {
    past.set(key, readSource(await textAt(repository, target.revision, path)));
  }
  return rollbackChange(assessment, sources, past, target, request);
}

/** A file's text in a commit; empty where the commit has no such file. UserError: file-undecodable. */
export async function textAt(repository: Repository, commit: string, path: string): Promise<string> {
  const bytes = await repository.bytesAt(commit, path);
  return bytes ? decodeText(path, bytes).text : "";
}

/** HEAD, once nothing stands in the way of a checkpoint that touches `paths`. */
async function requireReady(repository: Repository, planPath: string, paths: readonly string[]): Promise<string> {
  const state = await repository.state([planPath, ...paths]);
  const { head } = state;
  const files = new Map(paths.map((path) => [path, state.paths.get(path) ?? "missing"] as const));
  const plan = state.paths.get(planPath) === "clean" ? [] : [problem("plan-uncommitted", { path: planPath })];
  const inTheWay = [...readyProblems({ ...state, paths: files }), ...plan];
  if (head === undefined || inTheWay.length > 0) throw new UserError(...inTheWay);
  await repository.identity();
  return head;
}

/** What differs from the `expected` texts of the governed values in one file's bytes, undefined when nothing does. */
function differing(
  plan: Plan,
  expected: ReadonlyMap<string, string>,
  path: string,
  bytes: Buffer,
): Problem | undefined {
  const source = readSource(decodeText(path, bytes).text);
  const wrong = Object.entries(plan.parameters).flatMap(([name, parameter]) => {
    const text = expected.get(name);
    if (text === undefined || plan.files[parameter.file]?.path !== path) return [];
    const location = locate(source, scopeOf(plan, parameter), parameter.symbol);
    const found = location.status === "found" ? location.value.text : location.status;
    return found === text ? [] : [`${name}: ${text} → ${found}`];
  });
  return wrong.length > 0 ? problem("commit-differs", { path, detail: wrong.join("; ") }) : undefined;
}
