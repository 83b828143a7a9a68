/** One governed value across a checkpoint, as its text stood in the source before and after. */
export interface ValueChange {
  readonly parameter: string;
  readonly before: string;
  readonly after: string;
}

/** What a checkpoint says of itself, in its commit's and its tag's message. */
export interface CheckpointRecord {
  /** The plan's id. */
  readonly plan: string;
  /** SHA-256 of the resolved plan, hexadecimal. */
  readonly planHash: string;
  /** `apply-<phase>`, `rollback-<…>`, … */
  readonly event: string;
  /** One line for people: "Apply Phase 1: Critical parameters". */
  readonly summary: string;
  /** The phases in effect after this checkpoint, in ascending order. */
  readonly phases: readonly number[];
  /** The values that this checkpoint changed. */
  readonly changes: readonly ValueChange[];
  /** Why the order was overridden, where it was. */
  readonly override?: string;
}

/** A record that git holds: an annotated tag and the commit that it names. */
export interface Checkpoint extends CheckpointRecord {
  /** `phasegate/<plan>/<n>-<event>` */
  readonly tag: string;
  /** Counted per plan, from 1. */
  readonly n: number;
  /** The tagged commit's full object name. */
  readonly commit: string;
  /** Who tagged, "Name <mail>", and when, ISO 8601 with its offset. */
  readonly who: string;
  readonly when: string;
}

/** All checkpoints of one plan, oldest first; those that HEAD does not reach are kept apart: they do not count. */
export interface Ledger {
  readonly checkpoints: readonly Checkpoint[];
  readonly left: readonly Checkpoint[];
}
