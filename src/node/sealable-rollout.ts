// Reads a rollout that a checkpoint can be sealed in, after it healed a seal that was cut off.
import { reassess, requireLedger } from "../core/assessment/assess";
import type { Checkpoint, CheckpointRecord, Ledger } from "../core/ledger/ledger";
import { type Problem, problem, UserError } from "../core/problem";
import { plainLiteral, readSource } from "../core/source";
import { decodeText } from "./files/text-file";
import type { Repository } from "./git/repository";
import { type Rollout, readUsableRollout } from "./rollout";
import { type Healing, heal, type VerifyCommit } from "./seal/heal";
import { textsIn, valuesProblem } from "./seal/verify";

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

/**
 * The rollout from disk, or as it was `read` just now, after a seal that was cut off has been brought to its end. UserError: why
 * it can't be, too.
 */
export async function readSealableRollout(planFile: string, read?: Rollout): Promise<SealableRollout & Healed> {
  const first = read ? sealable(read) : await readUsable(planFile);
  const { healing, rollout } = await healIn(first, {});
  if (healing.status === "clean") return { ...first, healed: [] };
  const { notes, completed } = healing;
  return { ...sealable(rollout), healed: notes, ...(completed && { completed }) };
}

/** Heals a rollout's seal that was cut off, if there is one; with `gone`, a person says that its process is. */
export async function healCutOff(planFile: string, { gone }: { gone: boolean }): Promise<Healed> {
  const { healing } = await healIn(await readUsable(planFile), { gone });
  if (healing.status === "clean") return { healed: [] };
  return { healed: healing.notes, ...(healing.completed && { completed: healing.completed }) };
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
