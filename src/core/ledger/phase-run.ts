// What the ledger says of one phase's time in effect: what its gate starts from.
import type { Checkpoint, Ledger, ValueChange } from "./ledger";
import type { SealedSignature } from "./sealed-gate";

/**
 * One time in which a phase was in effect and being watched: from the checkpoint that set its values to the next one that
 * set any. Where a later phase is rolled back, or values are edited by hand, its watch begins anew.
 */
export interface PhaseRun {
  readonly phase: number;
  /** The checkpoint that it begins with. */
  readonly checkpoint: Checkpoint;
  /** When that was, ms since the epoch, UTC. */
  readonly applied: number;
  /** The next checkpoint after which the bot ran with other values, or under another plan: it ends the window. */
  readonly next?: Checkpoint;
  /**
   * Its newest `validate` checkpoint, where there is one. An earlier run's counts too, if the phase has stayed in effect
   * since and every value has come back to what it was; so does one that a rebase left behind, where an adoption took its
   * place with the same values.
   */
  readonly validated?: Checkpoint;
  /** How many looks were added to the plan's by `extend`. */
  readonly extensions: number;
}

/** The newest time in which `phase` was in effect, or undefined where it never was. */
export function phaseRun(ledger: Ledger, phase: number): PhaseRun | undefined {
  const start = startsOf(ledger.checkpoints, phase).at(-1);
  return start === undefined ? undefined : runFrom(ledger, phase, start);
}

/** The time in which `phase` was watched to its end: the one in which it was validated, else the newest. */
export function measuredRun(ledger: Ledger, phase: number): PhaseRun | undefined {
  const { checkpoints } = ledger;
  const newest = phaseRun(ledger, phase);
  const { validated } = newest ?? {};
  if (!validated || !checkpoints.includes(validated) || (newest && newest.checkpoint.n < validated.n)) return newest;
  const starts = startsOf(checkpoints, phase);
  const own = starts.findLastIndex((start) => (checkpoints[start]?.n ?? 0) < validated.n);
  // As far as the beginning of the next one.
  return runFrom({ ...ledger, checkpoints: checkpoints.slice(0, (starts[own + 1] ?? 0) + 1) }, phase, starts[own] ?? 0);
}

/** The run of `phase` that begins with the checkpoint at `start`, the newest in the ledger. */
function runFrom(ledger: Ledger, phase: number, start: number): PhaseRun {
  const { checkpoints } = ledger;
  const checkpoint = checkpoints[start] as Checkpoint;
  const later = checkpoints.slice(start + 1);
  const next = later.find((each, i) => endsWindows(each, (later[i - 1] ?? checkpoint).phases));
  const window = next ? later.slice(0, later.indexOf(next)) : later;
  const validated = validation(ledger, phase, start);
  return {
    phase,
    checkpoint,
    applied: checkpoint.at,
    ...(next && { next }),
    ...(validated && { validated }),
    extensions: window.filter(({ event }) => event.kind === "extend" && event.phase === phase).length,
  };
}

/** The signatures that a checkpoint keeps, each with who gave it and when. */
export function signaturesOf(
  checkpoint: Checkpoint | undefined,
): (SealedSignature & Pick<Checkpoint, "who" | "when">)[] {
  const { signatures = [], who = "", when = "" } = checkpoint ?? {};
  return signatures.map((signature) => ({ ...signature, who, when }));
}

/**
 * The checkpoints from which on the bot, once it is started again, runs with other values, oldest first: the ones that a
 * trade can be attributed to.
 */
export function settingCheckpoints({ checkpoints }: Ledger): readonly Checkpoint[] {
  return checkpoints.filter((each, i) => endsWindows(each, checkpoints[i - 1]?.phases ?? []));
}

/** Whether a checkpoint sets values or adopts a plan, after those that left `phases` in effect. */
function endsWindows({ event, changes, phases }: Checkpoint, before: readonly number[]): boolean {
  switch (event.kind) {
    case "validate":
    case "extend":
      return false;
    case "apply":
    case "rollback":
    case "adopt":
      return true;
    case "hand-edits":
    case "other":
      return changes.length > 0 || phases.join() !== before.join();
  }
}

/** The indices of the checkpoints with which a run of `phase` begins. */
function startsOf(checkpoints: readonly Checkpoint[], phase: number): number[] {
  // In the order in which they came into effect.
  let inEffect: readonly number[] = [];
  return checkpoints.flatMap((checkpoint, i) => {
    const { event, phases } = checkpoint;
    const cameIn = phases.filter((id) => !inEffect.includes(id));
    inEffect = [...inEffect.filter((id) => phases.includes(id)), ...cameIn];
    if (!phases.includes(phase) || !endsWindows(checkpoint, checkpoints[i - 1]?.phases ?? [])) return [];
    const isAppliedAgain = event.kind === "apply" && event.phase === phase;
    return cameIn.includes(phase) || isAppliedAgain || inEffect.at(-1) === phase ? [i] : [];
  });
}

/** The newest validation of `phase` that holds for the run which begins with the checkpoint at `start`. */
function validation(ledger: Ledger, phase: number, start: number): Checkpoint | undefined {
  const { checkpoints } = ledger;
  for (let i = checkpoints.length - 1; i >= 0; i--) {
    const checkpoint = checkpoints[i] as Checkpoint;
    const { event, phases } = checkpoint;
    // It ended since.
    if (i < start && !phases.includes(phase)) return undefined;
    const isOwn = event.kind === "validate" && event.phase === phase;
    const found = isOwn ? checkpoint : carriedOver(ledger, i, phase);
    if (found && areUndone(checkpoints.slice(i + 1, start + 1).flatMap(({ changes }) => changes))) return found;
  }
  return undefined;
}

/** The validation of `phase` that the adoption at `index` carries over from the checkpoints that it takes the place of. */
function carriedOver(ledger: Ledger, index: number, phase: number): Checkpoint | undefined {
  const { n, phases, replaces = [], found = [] } = ledger.checkpoints[index] as Checkpoint;
  // Older ones only: no circle of adoptions has no end.
  const replaced = ledger.unreached.filter((each) => each.n < n && replaces.includes(each.tag));
  if (replaced.length === 0 || !phases.includes(phase)) return undefined;
  const before = [...ledger.checkpoints.slice(0, index), ...replaced].sort((a, b) => a.n - b.n);
  if (!before.at(-1)?.phases.includes(phase)) return undefined;
  const last = new Map(before.flatMap(({ changes }) => changes).map(({ parameter, after }) => [parameter, after]));
  const isSame = found.every(({ parameter, text }) => (last.get(parameter) ?? text) === text);
  return isSame ? phaseRun({ ...ledger, checkpoints: before }, phase)?.validated : undefined;
}

/** Whether every value is in the end what it was before the first of `changes`. */
function areUndone(changes: readonly ValueChange[]): boolean {
  const first = new Map<string, string>();
  const last = new Map<string, string>();
  for (const { parameter, before, after } of changes) {
    if (!first.has(parameter)) first.set(parameter, before);
    last.set(parameter, after);
  }
  return [...first].every(([parameter, before]) => last.get(parameter) === before);
}
