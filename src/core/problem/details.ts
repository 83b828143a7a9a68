// The details of problems as coded data; their words are in `src/messages/problems/details.ts`.
import type { EventDetails } from "../ledger/event";

/** What a number counts, as far as names tell it. */
export type CountedUnit =
  | "milliseconds"
  | "seconds"
  | "minutes"
  | "hours"
  | "days"
  | "weeks"
  | "candles"
  | "percent"
  | "basis-points"
  | "fraction"
  | "dollars";

/** A governed value's text in two states; a text is absent where the value is not bound in that state. */
export interface ValueDifference {
  readonly parameter: string;
  readonly before?: string;
  readonly after?: string;
}

/** A value across a change as people may be shown it; `redacted` where its name or its text holds a secret. */
export type RedactedChange =
  | { readonly parameter: string; readonly before: string; readonly after: string; readonly redacted?: never }
  | { readonly parameter: string; readonly before: null; readonly after: null; readonly redacted: true };

/** What is no longer as it was when a change was planned. */
export type StaleDifference =
  | ({ readonly kind: "value" } & ValueDifference)
  /** What the change would make of a value. */
  | ({ readonly kind: "planned-value" } & ValueDifference)
  /** The phases in effect afterwards, ascending. */
  | { readonly kind: "phases"; readonly before: readonly number[]; readonly after: readonly number[] }
  /** The plan, by its hash. */
  | { readonly kind: "plan"; readonly before: string; readonly after: string }
  | { readonly kind: "file"; readonly path: string }
  /** A branch is null where HEAD is detached. */
  | { readonly kind: "branch"; readonly before: string | null; readonly after: string | null }
  /** HEAD names another commit. */
  | { readonly kind: "head" }
  /** A condition of the gate, by its id, is judged otherwise. */
  | { readonly kind: "verdict"; readonly criterion: string; readonly before: string; readonly after: string }
  /** A tag that came meanwhile. */
  | { readonly kind: "tag"; readonly tag: string }
  /** A seal that was cut off meanwhile was healed. */
  | { readonly kind: "healed" };

/** What a commit holds otherwise than planned: other bytes, no such file, or other values. */
export type CommitDifference = "bytes" | "missing" | readonly ValueDifference[];

/** How a gate stands that has not passed. */
export type UndecidedGate = "fail" | "inconclusive" | "error";

/** A condition that keeps a gate from passing, by its id; `outcome` as a tag has it: "inconclusive/unsigned". */
export interface UndecidedCondition {
  readonly criterion: string;
  readonly outcome: string;
  /** Whether a signature would settle it. */
  readonly signable: boolean;
}

/** Why a window needs no extension, or none helps: its gate is decided, can't be judged, has a look to come, or lacks signatures alone. */
export type NeedlessExtension = "pass" | "fail" | "error" | "look-to-come" | "unsigned";

/** Why a file can't be read or written; `system`: the code of the file system's own error, such as EACCES. */
export type FileFault = FileUnfitness | { readonly system: string };

/** What keeps Phasegate itself from reading or writing a file. */
export type FileUnfitness =
  | "missing"
  | "not-regular"
  | "not-folder"
  | "not-utf-8"
  | "name-not-utf-8"
  | "too-large"
  | "read-only"
  | "hard-linked";

/** A checkpoint that somebody else sealed; `sealed` is absent where its tag can't be read. */
export interface TheirCheckpoint {
  readonly tag: string;
  readonly sealed?: TheirRecord;
}

export interface TheirRecord extends EventDetails {
  readonly summary: string;
  readonly who: string;
  readonly when: string;
  readonly changes: readonly RedactedChange[];
}

/** Figures of a plan that can't all be true; numbers in the units of their metrics, conditions in the author's words. */
export type FigureContradiction =
  /** Expected before costs and judged after them, or the other way round. */
  | {
      readonly kind: "basis";
      readonly criterion: string;
      readonly expected: string;
      readonly promised: "net" | "gross";
      readonly judged: "net" | "gross";
    }
  /** Criteria that are met together only by a bot that earns a multiple of what is expected of it. */
  | {
      readonly kind: "average-win";
      readonly criterion: string;
      readonly averageWin: number;
      readonly impliedReturn: number;
      readonly expectedReturn: number;
    }
  /** A signal rate that would bring another number of trades than is expected. */
  | { readonly kind: "signal-rate"; readonly expected: number; readonly implied: number }
  /** Positions that are held for longer, on average, than a parameter lets any be held; both in hours. */
  | { readonly kind: "holding"; readonly expected: number; readonly parameter: string; readonly longest: number };

/** Why no plan can be made of a document: it sets nothing, has no trial to choose, its title calls it a record, or nothing calls it a plan. */
export type NoPlanReason = "nothing-set" | "no-trial" | "record" | "not-a-plan";

/** An answer to nothing that an import asks, or one that its question does not take. */
export interface RejectedAnswer {
  readonly id: string;
  readonly reason: "unknown" | "unfit";
}
