// The checkpoints of a plan as data: their tags' names, their order, and the phases that they have in effect.
import { type EventDetails, formatNumber, isEventToken } from "./event";
import type { SealedFile, SealedGate, SealedSignature, SealedVerdict } from "./sealed-gate";

/** One governed value across a checkpoint, as its text stood in the source before and after. */
export interface ValueChange {
  readonly parameter: string;
  readonly before: string;
  readonly after: string;
}

/** A governed value as its text stands in the source. */
export interface FoundValue {
  readonly parameter: string;
  readonly text: string;
}

/** What a checkpoint says of itself, in its commit's and its tag's message. */
export interface CheckpointRecord extends EventDetails {
  /** The plan's id. */
  readonly plan: string;
  /** The plan's file, relative to the repository's root: two bots whose plans share an id are told apart by it. */
  readonly planPath: string;
  /** SHA-256 of the resolved plan, hexadecimal. */
  readonly planHash: string;
  /** The values that this checkpoint changed. */
  readonly changes: readonly ValueChange[];
  /** Why a refusal was overridden, where one was. */
  readonly override?: string;
  /** Why its values were written before they could be sealed, where they were; why a window was extended. */
  readonly reason?: string;
  /** The checkpoints, by their tags, that a rebase or squash left behind and that this one takes the place of. */
  readonly replaces?: readonly string[];
  /** What an adoption rests on: the values that it found at the targets of its phases. */
  readonly found?: readonly FoundValue[];
  /** The gate as it was judged: that of the phase that is validated, extended or rolled back. */
  readonly gate?: SealedGate;
  /** Of each criterion and trigger of the gate, in the plan's order. */
  readonly verdicts?: readonly SealedVerdict[];
  readonly signatures?: readonly SealedSignature[];
  /** The files that the gate's verdicts rest on, and how many more there were. */
  readonly evidence?: readonly SealedFile[];
  readonly unlistedEvidence?: number;
}

/** A record that git holds: an annotated tag and the commit that it names. */
export interface Checkpoint extends CheckpointRecord {
  /** `phasegate/<plan>/<n>-<event>` */
  readonly tag: string;
  /** The line that its message begins with, as it was written: "apply Phase 1, Critical parameters". */
  readonly summary: string;
  /** Counted per plan, from 1. */
  readonly n: number;
  /** The tagged commit's full object name. */
  readonly commit: string;
  /** Who tagged, "Name <mail>", and when, ISO 8601 with its offset. */
  readonly who: string;
  readonly when: string;
  /** The same moment, ms since the epoch, UTC. */
  readonly at: number;
}

/** All checkpoints of one plan, oldest first. */
export interface Ledger {
  /** Those that HEAD reaches: they count. */
  readonly checkpoints: readonly Checkpoint[];
  /** Those that HEAD does not reach: they do not count. */
  readonly unreached: readonly Checkpoint[];
  /** The plan's tags that Phasegate did not write, or not with that number, or that were damaged since. Their numbers are not used again. */
  readonly unreadable: readonly string[];
}

export const emptyLedger: Ledger = { checkpoints: [], unreached: [], unreadable: [] };

/** The parts of a checkpoint's tag. */
export interface TagName {
  readonly plan: string;
  readonly n: number;
  /** The event's: "apply-1". */
  readonly token: string;
}

/** A plan's id names a file and a folder of refs: Windows has devices of some names. */
export function isPlanId(id: string): boolean {
  return /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9-]{1,40}$/.test(id);
}

/** The highest number. A tag with a higher one is not ours: a tag made by hand can't use up the numbers. */
export const lastN = 999_999_999;

/** `phasegate/<plan>/<n>-<token>`. Throws RangeError where a part of it is not fit for a tag. */
export function formatTag({ plan, n, token }: TagName): string {
  if (!isPlanId(plan) || !isEventToken(token) || !Number.isInteger(n) || n < 1 || n > lastN) {
    throw new RangeError(`no tag for ${JSON.stringify([plan, n, token])}`);
  }
  return `phasegate/${plan}/${formatNumber(n)}-${token}`;
}

export function parseTag(tag: string): TagName | undefined {
  const [, plan, digits, token] = /^phasegate\/([^/]+)\/(\d{4,9})-([^/]+)$/.exec(tag) ?? [];
  if (plan === undefined || token === undefined || !isPlanId(plan) || !isEventToken(token)) return undefined;
  const n = Number(digits);
  return n >= 1 ? { plan, n, token } : undefined;
}

/** The number in the name of a plan's tag, also where the rest of the name is not a checkpoint's. */
export function numberIn(tag: string): number | undefined {
  const digits = /^phasegate\/[^/]+\/(\d{4,9})-/.exec(tag)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Orders checkpoints by their numbers, and by their tags where two have the same number. */
export function compareCheckpoints(a: Checkpoint, b: Checkpoint): number {
  return a.n - b.n || (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0);
}

/** More numbers in a row than were ever deleted. */
const largestLeap = 1_000_000;

/**
 * The checkpoints, in their order, up to where a number leaps. Numbers count up by one, so nobody was given such a number; a
 * tag that was made up with it would leave none for those to come.
 */
export function withoutLeaps(checkpoints: readonly Checkpoint[]): readonly Checkpoint[] {
  const leap = checkpoints.findIndex(({ n }, i) => n - (checkpoints[i - 1]?.n ?? 0) > largestLeap);
  return leap < 0 ? checkpoints : checkpoints.slice(0, leap);
}

/**
 * The checkpoint that a person calls `name`: its tag, the part of the tag after the plan's id, or its number with at least
 * four digits ("0001", since "1" could be a phase).
 */
export function checkpointNamed(checkpoints: readonly Checkpoint[], name: string): Checkpoint | undefined {
  const number = /^\d{4,}$/.test(name) ? Number(name) : undefined;
  return checkpoints.find(
    ({ tag, n }) => n === number || tag === name || (name !== "" && tag.split("/").at(-1) === name),
  );
}

export function newestCheckpoint(ledger: Ledger): Checkpoint | undefined {
  return ledger.checkpoints.at(-1);
}

/** The phases in effect now, in ascending order. */
export function phasesInEffect(ledger: Ledger): readonly number[] {
  return newestCheckpoint(ledger)?.phases ?? [];
}

/** A phase in effect and the checkpoint that last brought it in. */
export interface AppliedPhase {
  readonly phase: number;
  readonly checkpoint: Checkpoint;
}

/** The ledger with only the phases `ids`, those of the plan: a tag may name phases that the plan does not have. */
export function withinPhases(ledger: Ledger, ids: readonly number[]): Ledger {
  const within = (checkpoint: Checkpoint): Checkpoint =>
    checkpoint.phases.every((id) => ids.includes(id))
      ? checkpoint
      : { ...checkpoint, phases: checkpoint.phases.filter((id) => ids.includes(id)) };
  return { ...ledger, checkpoints: ledger.checkpoints.map(within) };
}

/**
 * The phases in effect with the checkpoints that brought them in, the newest first; without those that no checkpoint is known
 * to have brought in. A phase that was applied again while it was in effect came in with the earlier checkpoint.
 */
export function appliedPhases(ledger: Ledger): AppliedPhase[] {
  const inEffect = [...phasesInEffect(ledger)].reverse();
  const applied: AppliedPhase[] = [];
  for (let i = ledger.checkpoints.length - 1; i >= 0 && applied.length < inEffect.length; i--) {
    const checkpoint = ledger.checkpoints[i] as Checkpoint;
    const earlier = ledger.checkpoints[i - 1]?.phases ?? [];
    const broughtIn = inEffect.filter(
      (id) => !earlier.includes(id) && applied.every(({ phase }) => phase !== id) && bringsIn(checkpoint, id),
    );
    applied.push(...broughtIn.map((phase) => ({ phase, checkpoint })));
  }
  return applied;
}

/** Whether the checkpoint's event is one that brings `phase` into effect. */
function bringsIn({ event, phases }: Checkpoint, phase: number): boolean {
  return event.kind === "apply" ? event.phase === phase : event.kind === "adopt" && phases.includes(phase);
}

/** The checkpoints that what is in effect rests on: the newest, and those that brought in its phases. Newest first. */
export function checkpointsInEffect(ledger: Ledger): Checkpoint[] {
  const resting = new Set([newestCheckpoint(ledger), ...appliedPhases(ledger).map(({ checkpoint }) => checkpoint)]);
  return ledger.checkpoints.filter((checkpoint) => resting.has(checkpoint)).reverse();
}

/** The phase that a rollback without a goal takes back. */
export function newestApplied(ledger: Ledger): AppliedPhase | undefined {
  return appliedPhases(ledger)[0];
}

/**
 * The number of the next checkpoint: the first past every checkpoint, whether it counts or not, that no other tag has; past
 * `lastN` there is none.
 */
export function nextN({ checkpoints, unreached, unreadable }: Ledger): number {
  const taken = new Set(unreadable.map(numberIn));
  let next = [...checkpoints, ...unreached].reduce((last, { n }) => Math.max(last, n), 0) + 1;
  while (taken.has(next)) next += 1;
  return next;
}
