// The details of problems as coded data; their words are in `src/messages/problems/details.ts`.
import type { EventDetails } from "../ledger/event";

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
  /** A tag that came meanwhile. */
  | { readonly kind: "tag"; readonly tag: string };

/** What a commit holds otherwise than planned: other bytes, no such file, or other values. */
export type CommitDifference = "bytes" | "missing" | readonly ValueDifference[];

/** Why a file can't be read or written, beside the codes that the file system's own errors have (EACCES). */
export type FileFault = "missing" | "not-regular" | "too-large" | "read-only";

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

/** What is wrong at one place of a plan. */
export type PlanFaultDetail =
  /** The validator's own words. */
  | { readonly fault: "schema"; readonly message: string }
  | { readonly fault: "not-a-schema"; readonly message: string }
  /** The schema's own words for a pattern. */
  | { readonly fault: "pattern"; readonly hint: string }
  | { readonly fault: "unknown-base"; readonly plans: readonly string[] }
  | { readonly fault: "unknown-property" }
  | { readonly fault: "not-allowed" }
  /** `values` as JSON. */
  | { readonly fault: "not-one-of"; readonly values: string }
  | { readonly fault: "rules-too-large"; readonly most: number }
  | { readonly fault: "secret-name"; readonly name: string }
  | { readonly fault: "unknown-file"; readonly file: string }
  | { readonly fault: "unknown-parameter"; readonly parameter: string }
  | { readonly fault: "symbol-taken"; readonly parameter: string }
  | { readonly fault: "phase-order"; readonly expected: number }
  | { readonly fault: "parameter-taken"; readonly parameter: string; readonly phase: number }
  | { readonly fault: "id-taken"; readonly id: string }
  | { readonly fault: "phase-not-earlier"; readonly phase: number }
  /** On the better side of the threshold, above or below it. */
  | { readonly fault: "worst-too-good"; readonly threshold: number; readonly side: "above" | "below" }
  | { readonly fault: "worst-of-trigger" }
  /** The values as JSON. */
  | { readonly fault: "step-too-large"; readonly baseline: string; readonly target: string }
  /** Broken once the phase is in effect; 0: by the baselines. */
  | { readonly fault: "rule-broken"; readonly phase: number }
  /** `value` as JSON, its end cut off where it is long. */
  | { readonly fault: "out-of-range"; readonly value: string };

/** Figures of a plan that can't all be true; numbers in the units of their metrics, conditions in the author's words. */
export type Contradiction =
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
  | { readonly kind: "signal-rate"; readonly expected: number; readonly implied: number };
