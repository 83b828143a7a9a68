// Exchanges a plan's checkpoints with a remote: pushes the branch and its tags, fetches tags.
import { type Checkpoint, compareCheckpoints, parseTag } from "../core/ledger/ledger";
import type { TheirCheckpoint, TheirRecord } from "../core/problem";
import { type Problem, problem, UserError } from "../core/problem";
import { redactedChange } from "../core/redact";
import { readSealableRollout } from "./change/sealable-rollout";
import { type Git, GitFailure } from "./git/git";
import { readTagObject } from "./git/ledger";
import { chooseRemote, fetchRefs, localTags, remoteTags, type TagObjects } from "./git/remote";
import { resultOrProblems } from "./result-or-problems";

/** What a push brought to the remote; nothing where it had all of it. */
export interface Pushed {
  readonly remote: string;
  readonly branch: string;
  /** Whether the remote's branch moved, or was made. */
  readonly branchMoved: boolean;
  readonly tags: readonly string[];
  /** What was healed before. */
  readonly notes: readonly Problem[];
}

/** What a fetch brought from the remote. */
export interface Fetched {
  readonly remote: string;
  readonly checkpoints: readonly (Checkpoint & { readonly counts: boolean })[];
  /** Tags of the plan that are no checkpoints. */
  readonly unreadable: readonly string[];
  /** What was healed before, and where the remote has other checkpoints in the places of ours, which were kept. */
  readonly notes: readonly Problem[];
}

/** Other checkpoints in the remote, by tag and object, and those of ours that they meet. */
interface Clash {
  readonly theirs: readonly (readonly [tag: string, object: string])[];
  readonly ours: readonly string[];
}

/**
 * Pushes the branch that is checked out, under its own name, and the plan's tags: all or nothing, and never forced.
 * UserError: push-detached, push-clash, push-behind, git-failed and those of `chooseRemote`; nothing was pushed then.
 */
export async function pushCheckpoints(planFile: string, remoteName?: string): Promise<Pushed> {
  const { rollout, repository, healed } = await readSealableRollout(planFile);
  const { git } = repository;
  const plan = rollout.plan.id;
  const { head, branch } = await repository.state([]);
  if (head === undefined) throw new UserError(problem("git-no-commit", {}));
  if (branch === undefined) throw new UserError(problem("push-detached", {}));
  const remote = await chooseRemote(git, branch, remoteName, "push");
  const [ours, theirs] = await Promise.all([localTags(git, plan), remoteTags(git, remote, plan)]);
  const clash = clashOf(ours, theirs);
  if (clash.theirs.length > 0) throw new UserError(await clashProblem("push-clash", git, remote, clash));
  const refs = [`refs/heads/${branch}`, `refs/tags/phasegate/${plan}/*`].map((ref) => `${ref}:${ref}`);
  try {
    const output = await git.ask(["push", "--atomic", "--porcelain", "--no-follow-tags", "--", remote, ...refs]);
    const moved = movedRefs(output);
    const tags = moved.flatMap((ref) => /^refs\/tags\/(.+)$/.exec(ref)?.[1] ?? []);
    return { remote, branch, branchMoved: moved.includes(`refs/heads/${branch}`), tags, notes: healed };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if (!/^!\t[^\t]*\t\[rejected\]/m.test(error.stdout)) throw error.asUserError("push");
    throw new UserError(await rejection(git, remote, branch, plan));
  }
}

/**
 * Brings the plan's tags of the remote, and no branch; ours are kept, whatever the remote has.
 * UserError: git-failed and those of `chooseRemote`.
 */
export async function fetchCheckpoints(planFile: string, remoteName?: string): Promise<Fetched> {
  const { rollout, repository, healed } = await readSealableRollout(planFile);
  const { git } = repository;
  const plan = rollout.plan.id;
  const { branch } = await repository.state([]);
  const remote = await chooseRemote(git, branch, remoteName, "fetch");
  const [ours, theirs] = await Promise.all([localTags(git, plan), remoteTags(git, remote, plan)]);
  const clash = clashOf(ours, theirs);
  const clashes = clash.theirs.length > 0 ? [await clashProblem("fetch-clash", git, remote, clash, "warning")] : [];
  const missing = [...theirs.keys()].filter((tag) => !ours.has(tag));
  await fetchRefs(
    git,
    remote,
    missing.map((tag) => `refs/tags/${tag}:refs/tags/${tag}`),
  );
  const { checkpoints, unreached, unreadable } = await repository.readLedger(plan);
  const brought = (counts: boolean, all: readonly Checkpoint[]) =>
    all.filter(({ tag }) => missing.includes(tag)).map((checkpoint) => ({ ...checkpoint, counts }));
  return {
    remote,
    checkpoints: [...brought(true, checkpoints), ...brought(false, unreached)].sort(compareCheckpoints),
    unreadable: unreadable.filter((tag) => missing.includes(tag)),
    notes: [...healed, ...clashes],
  };
}

/** A tag that names another object there, or a number that another tag has there. */
function clashOf(ours: TagObjects, theirs: TagObjects): Clash {
  const unshared = [...ours.keys()].filter((tag) => !theirs.has(tag));
  const clashing: [string, string][] = [];
  const ownClashing = new Set<string>();
  for (const [tag, object] of theirs) {
    const ownObject = ours.get(tag);
    const clashingTags =
      ownObject === undefined ? unshared.filter((ownTag) => numberOf(ownTag) === numberOf(tag)) : [tag];
    if (ownObject === object || clashingTags.length === 0) continue;
    clashing.push([tag, object]);
    for (const ownTag of clashingTags) ownClashing.add(ownTag);
  }
  return { theirs: clashing, ours: [...ownClashing] };
}

function numberOf(tag: string): number | undefined {
  return parseTag(tag)?.n;
}

/** Why git let nothing through: what others brought since, else that their branch went on. */
async function rejection(git: Git, remote: string, branch: string, plan: string): Promise<Problem> {
  const [ours, theirs] = await Promise.all([localTags(git, plan), remoteTags(git, remote, plan)]);
  const clash = clashOf(ours, theirs);
  const unknown = [...theirs].filter(([tag]) => !ours.has(tag));
  const withUnknown = { ...clash, theirs: [...new Map([...clash.theirs, ...unknown])] };
  return withUnknown.theirs.length > 0
    ? clashProblem("push-clash", git, remote, withUnknown)
    : problem("push-behind", { remote, branch });
}

/** As many as a person reads; the objects are read without a ref of their own. */
const mostShown = 5;

async function clashProblem(
  code: "push-clash" | "fetch-clash",
  git: Git,
  remote: string,
  { theirs, ours }: Clash,
  severity: "error" | "warning" = "error",
): Promise<Problem> {
  const newest = [...theirs].sort(([a], [b]) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0)).slice(-mostShown);
  await fetchRefs(
    git,
    remote,
    newest.map(([tag]) => `refs/tags/${tag}`),
  );
  const newestOfTheirs = await Promise.all(newest.map(([tag, object]) => readTheirs(git, tag, object)));
  return problem(code, { remote, theirs: newestOfTheirs, ours: [...ours] }, { severity });
}

async function readTheirs(git: Git, tag: string, object: string): Promise<TheirCheckpoint> {
  const { result: read } = await resultOrProblems(readTagObject(git, tag, object));
  return read ? { tag, sealed: asTheirs(read) } : { tag };
}

/** What people who meet the checkpoint must know of it, without secrets. */
function asTheirs(checkpoint: Checkpoint): TheirRecord {
  const { event, phases, ended, phaseTitle, backup, summary, who, when, changes } = checkpoint;
  return {
    event,
    phases,
    ...(ended && { ended }),
    ...(phaseTitle !== undefined && { phaseTitle }),
    ...(backup !== undefined && { backup }),
    summary,
    who,
    when,
    changes: changes.map(redactedChange),
  };
}

/** The refs that a push made or moved, by its porcelain output. */
function movedRefs(output: string): string[] {
  return [...output.matchAll(/^[ *]\t[^\t\n]*:([^\t\n]+)\t/gm)].flatMap(([, ref]) => ref ?? []);
}
