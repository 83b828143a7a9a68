// What a checkpoint did, as one typed value: printed into the names of tags and read back from them, here alone.

/** Where a rollback leads. `n` is a checkpoint's number. */
export type RollbackGoal =
  /** To the values before a phase was applied. */
  | { readonly kind: "before-phase"; readonly phase: number }
  /** To the values just after a checkpoint. */
  | { readonly kind: "checkpoint"; readonly n: number }
  /** To the whole files as they were just after a checkpoint. */
  | { readonly kind: "files-of-checkpoint"; readonly n: number }
  /** To the plan's baseline. */
  | { readonly kind: "baseline" }
  /** To the values of a copy that someone made by hand. */
  | { readonly kind: "backup" };

export type CheckpointEvent =
  | { readonly kind: "apply"; readonly phase: number }
  | { readonly kind: "rollback"; readonly to: RollbackGoal }
  | { readonly kind: "adopt" }
  | { readonly kind: "hand-edits" }
  /** The phase's gate has passed. */
  | { readonly kind: "validate"; readonly phase: number }
  /** The phase's window got one look more. */
  | { readonly kind: "extend"; readonly phase: number }
  /** An event of a newer version, by its token. */
  | { readonly kind: "other"; readonly token: string };

/** What a checkpoint did, with all that a sentence about it needs. */
export interface EventDetails {
  readonly event: CheckpointEvent;
  /** The phases in effect afterwards, ascending. */
  readonly phases: readonly number[];
  /** The phases that were in effect until then, ascending; absent where none ended, and in the first versions' tags. */
  readonly ended?: readonly number[];
  /** The title of the phase that was applied, validated or extended; absent in the first versions' tags. */
  readonly phaseTitle?: string;
  /** The file name of the backup whose values were restored; absent in the first versions' tags. */
  readonly backup?: string;
}

/** Whether `token` may be the last part of a tag's name: `[a-z0-9-]`, at most 80 characters. */
export function isEventToken(token: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,79}$/.test(token);
}

/** The event's token, the last part of the checkpoint's tag: "apply-1", "rollback-to-0003". */
export function formatEvent(event: CheckpointEvent): string {
  switch (event.kind) {
    case "apply":
    case "validate":
    case "extend":
      return `${event.kind}-${event.phase}`;
    case "rollback":
      return `rollback-${formatGoal(event.to)}`;
    case "adopt":
    case "hand-edits":
      return event.kind;
    case "other":
      return event.token;
  }
}

function formatGoal(goal: RollbackGoal): string {
  switch (goal.kind) {
    case "before-phase":
      return `phase-${goal.phase}`;
    case "checkpoint":
      return `to-${formatNumber(goal.n)}`;
    case "files-of-checkpoint":
      return `file-to-${formatNumber(goal.n)}`;
    case "baseline":
    case "backup":
      return goal.kind;
  }
}

/** A checkpoint's number as tags have it, with at least four digits so that a plain listing sorts: "0003". */
export function formatNumber(n: number): string {
  return String(n).padStart(4, "0");
}

/** The event of a token. What a newer version wrote is kept as it is: `{ kind: "other", token }`. */
export function parseEvent(token: string): CheckpointEvent {
  // The first versions called hand edits an exception, and tags are for ever.
  if (token === "exception") return { kind: "hand-edits" };
  const event = readEvent(token);
  return event && formatEvent(event) === token ? event : { kind: "other", token };
}

function readEvent(token: string): CheckpointEvent | undefined {
  if (token === "adopt" || token === "hand-edits") return { kind: token };
  if (token === "rollback-baseline") return { kind: "rollback", to: { kind: "baseline" } };
  if (token === "rollback-backup") return { kind: "rollback", to: { kind: "backup" } };
  const [, form, digits] =
    /^(apply|validate|extend|rollback-phase|rollback-to|rollback-file-to)-(\d{1,9})$/.exec(token) ?? [];
  const number = Number(digits);
  if (number === 0) return undefined;
  switch (form) {
    case "apply":
    case "validate":
    case "extend":
      return { kind: form, phase: number };
    case "rollback-phase":
      return { kind: "rollback", to: { kind: "before-phase", phase: number } };
    case "rollback-to":
      return { kind: "rollback", to: { kind: "checkpoint", n: number } };
    case "rollback-file-to":
      return { kind: "rollback", to: { kind: "files-of-checkpoint", n: number } };
    default:
      return undefined;
  }
}

/** The line that a checkpoint's message begins with: English whatever the person's language, since others read it in git. */
export function summaryOf({ event, phases, ended = [], phaseTitle, backup }: EventDetails): string {
  switch (event.kind) {
    case "apply":
    case "validate":
      return `${event.kind} ${titled(event.phase, phaseTitle)}`;
    case "extend":
      return `extend the window of ${titled(event.phase, phaseTitle)}`;
    case "rollback":
      return rollbackSummary(event.to, ended, backup);
    case "adopt":
      return phases.length === 0
        ? "adopt the values as found, no phase"
        : `adopt the values of ${phaseNames(phases)} as found`;
    case "hand-edits":
      return "checkpoint hand edits";
    case "other":
      return event.token;
  }
}

function titled(phase: number, title: string | undefined): string {
  return title === undefined ? `Phase ${phase}` : `Phase ${phase}, ${title}`;
}

function rollbackSummary(goal: RollbackGoal, ended: readonly number[], backup = "made by hand"): string {
  const values = ended.length === 0 ? "values" : phaseNames(ended);
  switch (goal.kind) {
    case "before-phase":
      return `roll back ${values}`;
    case "checkpoint":
      return `roll back ${values} to checkpoint ${formatNumber(goal.n)}`;
    case "files-of-checkpoint": {
      const files = ended.length === 0 ? "the whole file" : `${values} and the whole file`;
      return `roll back ${files} to checkpoint ${formatNumber(goal.n)}`;
    }
    case "baseline":
      return `roll back ${values} to the baseline`;
    case "backup":
      return `roll back ${values} to the backup ${backup}`;
  }
}

function phaseNames(phases: readonly number[]): string {
  return phases.length === 1 ? `Phase ${phases.join()}` : `Phases ${phases.join(", ")}`;
}
