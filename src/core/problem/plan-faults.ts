// Defines what can be wrong in a plan's document, as coded data.
import type { printParseErrorCode } from "jsonc-parser";
import type { Json, JsonType as ValueType } from "../json";
import type { Range } from "../text";

/** A place in a plan: the keys and the indices that lead to it; none for the whole document. */
export type PlanPath = readonly (string | number)[];

/** Something wrong in a plan, and where. */
export interface PlanFault {
  readonly at: PlanPath;
  readonly detail: PlanFaultDetail;
  /** Where it stands, if that is not where the value at `at` does. */
  readonly range?: Range;
}

/** What is wrong at one place of a plan. */
export type PlanFaultDetail = SchemaViolation | PlanDisagreement;

/** Where a document breaks the plan's JSON Schema. */
export type SchemaViolation =
  | { readonly fault: "wrong-type"; readonly expected: JsonType }
  | { readonly fault: "not-one-of"; readonly values: readonly Json[] }
  | { readonly fault: "not-the-value"; readonly value: Json }
  | { readonly fault: "missing-property"; readonly property: string }
  /** `meant`: the known one that it is most like. */
  | { readonly fault: "unknown-property"; readonly meant?: string }
  /** The object has the key twice: every reader of JSON takes another of the two, or none. */
  | { readonly fault: "key-repeated"; readonly key: string }
  /** A control character, or one that turns the direction of the text: what is read is not what is written. */
  | { readonly fault: "hidden-character"; readonly character: string }
  /** It stands in the evidence, and each source has its own. */
  | { readonly fault: "property-of-source" }
  /** `property` is there, and asks for `needed` beside it. */
  | { readonly fault: "lone-property"; readonly property: string; readonly needed: string }
  | { readonly fault: "not-allowed" }
  | LimitViolation
  | { readonly fault: "element-repeated" }
  | { readonly fault: "wrong-form"; readonly expected: Exclude<Form, PathForm> }
  | { readonly fault: "wrong-form"; readonly expected: PathForm; readonly flaw: PathFlaw };

/** The types that the schema asks for, beside the null that takes away what an extended plan has. */
export type JsonType = "string" | "number" | "integer" | "boolean" | "array" | "object";

/** `limit`: the least or the most that the schema allows; with "not-above" and "not-below" the end that is not allowed. */
type LimitViolation = {
  readonly [Fault in LimitFault]: { readonly fault: Fault; readonly limit: number };
}[LimitFault];

export type LimitFault =
  | "text-too-short"
  | "text-too-long"
  | "too-few-elements"
  | "too-many-elements"
  | "too-few-properties"
  | "too-many-properties"
  | "number-too-small"
  | "number-too-large"
  | "number-not-above"
  | "number-not-below";

/** The forms that the schema names by `expects`, wherever it has a pattern or alternatives. */
export type Form =
  | PathForm
  | "plan-id"
  | "bundled-plan"
  | "date"
  | "parameter-name"
  | "utc-offset"
  | "line"
  | "scope"
  | "key"
  | "symbol"
  | "hours-or-trades"
  | "task-or-text"
  | "types"
  | "threshold"
  | "share"
  | "values-or-reference"
  | "number-or-reference"
  | "step-or-reference"
  | "count-or-reference";

export type PathForm = "path" | "evidence-path";

/** Why a text is no path inside the repository, or of evidence. */
export type PathFlaw =
  | { readonly kind: "empty" }
  /** A character that a path must not have anywhere, or not at its start. */
  | { readonly kind: "character" | "start"; readonly character: string }
  /** A part between slashes: "..", ".", or git's own folder. */
  | { readonly kind: "part"; readonly part: string }
  /** Two slashes in a row, or one at the end. */
  | { readonly kind: "empty-part" }
  /** What an operating system keeps for a device: /dev, NUL. */
  | { readonly kind: "device"; readonly device: string };

/** Where the parts of a plan don't agree with one another. */
export type PlanDisagreement =
  /** `plans`: those that this version has. */
  | { readonly fault: "unknown-base"; readonly plans: readonly string[] }
  /** The JSON Schema of a range or a rule can't be used. */
  | { readonly fault: "schema-unusable" }
  | { readonly fault: "rules-too-large"; readonly most: number }
  | { readonly fault: "secret-name"; readonly name: string }
  | { readonly fault: "unknown-file"; readonly file: string }
  | { readonly fault: "path-taken"; readonly file: string }
  /** `meant`: the one that it is most like, and that no phase names. */
  | { readonly fault: "unknown-parameter"; readonly parameter: string; readonly meant?: string }
  /** It has a target, and no phase sets it. */
  | { readonly fault: "parameter-unset"; readonly parameter: string }
  | { readonly fault: "types-differ"; readonly baseline: ValueType; readonly target: ValueType }
  /** A whole number from 2^53 on, which can't be held to its last digit. */
  | { readonly fault: "number-inexact" }
  /** A rule names a value that is no parameter, and that no limit of the rule refers to. */
  | { readonly fault: "rule-unknown-name"; readonly name: string; readonly meant?: string }
  | { readonly fault: "symbol-taken"; readonly parameter: string }
  | { readonly fault: "phase-order"; readonly expected: number }
  | { readonly fault: "parameter-taken"; readonly parameter: string; readonly phase: number }
  | { readonly fault: "id-taken"; readonly id: string }
  | { readonly fault: "phase-not-earlier"; readonly phase: number }
  /** On the better side of the threshold, above or below it. */
  | { readonly fault: "worst-too-good"; readonly threshold: number; readonly side: "above" | "below" }
  | { readonly fault: "ends-reversed"; readonly lower: number; readonly upper: number }
  | { readonly fault: "worst-of-trigger" }
  /** The values as JSON. */
  | { readonly fault: "step-too-large"; readonly baseline: string; readonly target: string }
  /** Broken once the phase is in effect; 0: by the baselines. */
  | { readonly fault: "rule-broken"; readonly phase: number }
  /** `value` as JSON, its end cut off where it is long. */
  | { readonly fault: "out-of-range"; readonly value: string };

/** Why a document is no JSON: the JSON parser's codes, and two for what the parser takes but no plan may hold. */
export type PlanSyntaxFault = ReturnType<typeof printParseErrorCode> | "NestedTooDeeply" | "NumberTooLarge";
