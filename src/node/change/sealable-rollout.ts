// Reads a rollout that a checkpoint can be sealed in, after it healed a seal that was cut off.
import { reassess, requireLedger } from "../../core/assessment/assess";
import { answers } from "../../core/change/answers";
import type { Request } from "../../core/change/change";
import { type Checkpoint, type CheckpointRecord, compareCheckpoints, type Ledger } from "../../core/ledger/ledger";
import { type Problem, problem, UserError } from "../../core/problem";
import { plainLiteral, readSource } from "../../core/source";
import { decodeText } from "../files/text-file";
import type { Repository } from "../git/repository";
import { type Rollout, readUsableRollout } from "../rollout";
import { type Healing, heal, type VerifyCommit } from "../seal/heal";
import type { Lock } from "../seal/lock";
import { textsIn, valuesProblem } from "../seal/verify";

/** A rollout with all that a checkpoint needs. */
export interface SealableRollout {
  readonly rollout: Rollout;
  readonly repository: Repository;
  readonly ledger: Ledger;
}

/** What became of a seal that was cut off. */
export interface Healed {
  /** What a person is told of it. */
  readonly healed: readonly Problem[];
  /** The checkpoint of a seal that is complete now. */
  readonly completed?: Checkpoint;
}

/** What stands without its tag, where a rollback goes on from it. */
export interface LeftUnsealed {
  /** Its lock, which the seal of the rollback takes over. */
  readonly left?: Lock;
  /** The checkpoints that the ledger has of it. */
  readonly unsealed: readonly Checkpoint[];
  /** What a person should know of it. */
  readonly notYet: readonly Problem[];
}

const nothingLeft: LeftUnsealed = { unsealed: [], notYet: [] };

/**
 * The rollout from disk, or as it was `read` just now, after a seal that was cut off has been brought to its end. Where git can't
 * tag its commit yet, the ledger has its checkpoint for a rollback, which does not wait for that. UserError: why a seal can't be
 * brought to its end, too.
 */
export async function readSealableRollout(
  planFile: string,
  { request, read }: { readonly request?: Request; readonly read?: Rollout | undefined } = {},
): Promise<SealableRollout & Healed & LeftUnsealed> {
  const first = read ? sealable(read) : await readUsable(planFile);
  const { healing, rollout } = await healIn(first, {});
  if (healing.status === "clean") return { ...first, healed: [], ...nothingLeft };
  const { notes, completed, unsealed } = healing;
  const healed = { healed: notes, ...(completed && { completed }) };
  if (!unsealed) return { ...sealable(rollout), ...healed, ...nothingLeft };
  const { lock: left, checkpoints, problems } = unsealed;
  const goesOn = { ...(await withUnsealed(sealable(rollout), checkpoints)), ...healed };
  const newest = checkpoints.at(-1);
  // Asked for again, a rollback that only lacks its tag must not go one phase further back.
  if (request?.kind !== "rollback" || (newest && answers(newest, request, goesOn.ledger))) {
    throw new UserError(...problems, ...notes);
  }
  return { ...goesOn, left, unsealed: checkpoints, notYet: problems.filter(({ code }) => code === "commit-unsealed") };
}

/** The rollout with checkpoints in its ledger whose commits stand without their tags; they count where HEAD reaches them. */
export async function withUnsealed(
  { rollout, repository, ledger }: SealableRollout,
  unsealed: readonly Checkpoint[],
): Promise<SealableRollout> {
  if (unsealed.length === 0) return { rollout, repository, ledger };
  const reached = await Promise.all(unsealed.map(({ commit }) => repository.isReached(commit)));
  const added = (isReached: boolean) => unsealed.filter((_, i) => reached[i] === isReached);
  const joined = {
    ...ledger,
    checkpoints: [...ledger.checkpoints, ...added(true)].sort(compareCheckpoints),
    unreached: [...ledger.unreached, ...added(false)].sort(compareCheckpoints),
  };
  return { rollout: { ...rollout, ...reassess(rollout, { ledger: joined }) }, repository, ledger: joined };
}

/**
 * Heals a rollout's seal that was cut off, if there is one; with `gone`, a person says that its process is. UserError: why it
 * can't be brought to its end.
 */
export async function healCutOff(planFile: string, { gone }: { gone: boolean }): Promise<Healed> {
  const { healing } = await healIn(await readUsable(planFile), { gone });
  if (healing.status === "clean") return { healed: [] };
  const { notes, completed, unsealed } = healing;
  if (unsealed) throw new UserError(...unsealed.problems, ...notes);
  return { healed: notes, ...(completed && { completed }) };
}

/** The healing, and the rollout as it is after it. */
async function healIn(
  { rollout, repository }: SealableRollout,
  { gone = false }: { readonly gone?: boolean },
): Promise<{ readonly healing: Exclude<Healing, { status: "stuck" }>; readonly rollout: Rollout }> {
  const { plan, lock, planFile } = rollout;
  const paths = Object.values(plan.files).map(({ path }) => path);
  const healing = await heal(repository, { plan: plan.id, lock, paths, verify: verifierFor(rollout), gone });
  if (healing.status === "stuck") throw new UserError(healing.problem);
  return { healing, rollout: healing.status === "clean" ? rollout : (await readUsable(planFile)).rollout };
}

/** Every value must be that of the commit before or of the record, and each phase in effect must have its own. */
function verifierFor(rollout: Rollout): VerifyCommit {
  const { plan } = rollout;
  return (record, path, bytes, before) => {
    const expected = before ? textsIn(plan, path, before) : new Map<string, string>();
    for (const { parameter, after } of record.changes) expected.set(parameter, after);
    return valuesProblem(plan, expected, path, bytes) ?? claimProblem(rollout, record, path, bytes);
  };
}

/** What is wrong where a phase that the record has in effect is without its values; a written reason may have let it. */
function claimProblem(
  rollout: Rollout,
  { phases, planHash, override }: CheckpointRecord,
  path: string,
  bytes: Buffer,
): Problem | undefined {
  if (planHash !== rollout.planHash || override !== undefined) return undefined;
  const { plan } = rollout;
  const sources = new Map(rollout.sources);
  for (const [key, file] of Object.entries(plan.files)) {
    if (file.path === path) sources.set(key, readSource(path, decodeText(path, bytes).text));
  }
  const claimed = reassess(rollout, { sources }).phases.filter(({ phase }) => phases.includes(phase.id));
  const missing = claimed.flatMap(({ pending }) => pending.filter(({ place }) => place.path === path));
  const detail = missing.map(({ name, parameter, current }) => ({
    parameter: name,
    before: plainLiteral(parameter.target, path),
    ...(current && { after: current.text }),
  }));
  return missing.length > 0 ? problem("commit-differs", { path, detail }) : undefined;
}

async function readUsable(planFile: string): Promise<SealableRollout> {
  return sealable(await readUsableRollout(planFile, { git: true }));
}

function sealable(rollout: Rollout): SealableRollout {
  const ledger = requireLedger(rollout);
  const { repository } = rollout;
  if (!repository) throw new Error("a ledger, but no repository that it was read from");
  return { rollout, repository, ledger };
}
