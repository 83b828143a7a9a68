import { adoption, phaseChange, refusal } from "../core/apply";
import { type Change, differences, movedSince, type Request, textsAfter } from "../core/change";
import { type Checkpoint, type CheckpointRecord, type Ledger, nextN, withinPhases } from "../core/ledger";
import { type Plan, scopeOf } from "../core/plan/plan";
import { type Problem, problem, UserError } from "../core/problem";
import { baselineChange, rollbackChange, rollbackTarget } from "../core/rollback";
import { locate, readSource, type Source } from "../core/source";
import { type Healing, heal } from "./heal";
import { readyProblems } from "./ready";
import type { Repository } from "./repository";
import { type Rollout, readRollout } from "./rollout";
import { seal } from "./seal";
import { decodeText, spliceText } from "./text-file";

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
  const { assessment, values, unread, planPath } = whole.rollout;
  if (unread.length > 0) throw new UserError(...unread);
  const refused = refusal(assessment, request);
  if (refused) throw new UserError(refused);
  const change = await changeFor(whole, request);
  const paths = Object.values(values.plan.files).map(({ path }) => path);
  const { head, branch } = await requireReady(whole.repository, planPath, paths);
  const detached = branch === undefined ? [problem("git-detached", {}, { severity: "warning" })] : [];
  return { ...whole, head, branch, change: { ...change, notes: [...whole.healed, ...detached, ...change.notes] } };
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
  const files = change.files.flatMap(({ path, edits }) => {
    const file = byPath.get(path);
    return file ? [{ path, planned: file.bytes, next: spliceText(file, edits) }] : [];
  });
  const { planHash, event, summary, phases, changes, override } = change;
  const record: CheckpointRecord = {
    plan: plan.id,
    planPath: rollout.planPath,
    planHash,
    event,
    summary,
    phases,
    changes,
    ...(override !== undefined && { override }),
  };
  const expected = textsAfter(rollout.assessment, changes);
  const verify = (path: string, bytes: Buffer) => differing(plan, expected, path, bytes);
  return seal(repository, { record, files, verify, head, expectedN: nextN(ledger) });
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
      return adoption(rollout.assessment);
  }
}

async function rollback(
  { rollout, repository, ledger }: Whole,
  request: Request & { kind: "rollback" },
): Promise<Change> {
  const { values } = rollout;
  if (request.tag === "baseline") return baselineChange(rollout, request);
  const phases = values.plan.phases.map(({ id }) => id);
  const target = rollbackTarget(values.plan, withinPhases(ledger, phases), request.tag);
  const past = new Map<string, Source>();
  for (const [key, { path }] of Object.entries(values.plan.files)) {
    past.set(key, readSource(await textAt(repository, target.revision, path)));
  }
  return rollbackChange(rollout, past, target, request);
}

/** A file's text in a commit; empty where the commit has no such file. UserError: file-undecodable. */
export async function textAt(repository: Repository, commit: string, path: string): Promise<string> {
  const bytes = await repository.bytesAt(commit, path);
  return bytes ? decodeText(path, bytes).text : "";
}

/** Where a checkpoint would go, once nothing stands in the way of one that touches `paths`. */
async function requireReady(
  repository: Repository,
  planPath: string,
  paths: readonly string[],
): Promise<{ head: string; branch: string | undefined }> {
  const state = await repository.state([planPath, ...paths]);
  const { head, branch } = state;
  const files = new Map(paths.map((path) => [path, state.paths.get(path) ?? "missing"] as const));
  const plan = state.paths.get(planPath) === "clean" ? [] : [problem("plan-uncommitted", { path: planPath })];
  const inTheWay = [...readyProblems({ ...state, paths: files }), ...plan];
  if (head === undefined || inTheWay.length > 0) throw new UserError(...inTheWay);
  await repository.identity();
  return { head, branch };
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
