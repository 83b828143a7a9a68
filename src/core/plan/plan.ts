// The types of a plan, and small questions to one.
import type { Json, JsonObject } from "../json";
import type { Metric, SourceKindName } from "./schema-names";

/**
 * A resolved plan: one bot, its governed parameters and the phases in which they go live. The shape is that of
 * `schemas/phaseplan.schema.json` after `extends`; values are in the code's own units and never computed with.
 */
export interface Plan {
  /** `[a-z0-9-]{1,40}`, no device of Windows: part of every tag's name. */
  readonly id: string;
  readonly title: string;
  readonly provenance?: Provenance;
  /** The ids of the plans that this one takes the place of. */
  readonly supersedes?: readonly string[];
  /** A plan that must not be applied any more, and why. */
  readonly revoked?: { readonly reason: string; readonly date?: string };
  /** The bot's sources by their key in the plan. */
  readonly files: Readonly<Record<string, PlanFile>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly rules?: readonly Rule[];
  /** In the order in which they go live; ids count from 1 without gaps. */
  readonly phases: readonly Phase[];
  /** What the bot should do once every phase is in effect. */
  readonly expected?: readonly Expectation[];
  readonly evidence?: EvidenceSettings;
  readonly restart?: Restart;
}

/** How the bot is restarted: at least one of the two. */
export interface Restart {
  /** The label of a VS Code task that stops the running bot, and starts it. */
  readonly task?: string;
  /** What a person has to do, in one line. */
  readonly text?: string;
}

export interface Provenance {
  readonly method: string;
  readonly iterations?: number;
  /** ISO 8601 date. */
  readonly date?: string;
  readonly trial?: TrialProvenance;
}

/** The optimizer's trial that the targets are from: its row, from 1, and the score that ranked it. */
export interface TrialProvenance {
  readonly row?: number;
  readonly score?: string;
  readonly value?: number;
  readonly direction?: "maximize" | "minimize";
}

/** What the running bot leaves behind, and how it is read. */
export interface EvidenceSettings {
  readonly sources: readonly EvidenceSource[];
  /** The fee of one side, as a fraction of what is bought or sold. Without it, costs are those that the bot reports. */
  readonly feeRate?: number;
  /** Where the records do not say it. */
  readonly leverage?: number;
  /** 5 when absent. */
  readonly candleMinutes?: number;
  /** Texts; an error that has one of them in its message is no error of the bot. */
  readonly harmlessErrors?: readonly string[];
  /** The newest record of a running bot may be so old, in minutes; 60 when absent. */
  readonly staleMinutes?: number;
}

/** How long the bot's candles are, in minutes. */
export function candleMinutesOf({ candleMinutes = 5 }: Pick<EvidenceSettings, "candleMinutes"> = {}): number {
  return candleMinutes;
}

/** Files of one kind in one layout. */
export interface EvidenceSource {
  readonly kind: SourceKindName;
  /** Relative to the repository's root, or absolute; `*` and `**` as in a shell. */
  readonly path: string;
  /** The offset of times without one of their own, "Z" or "+09:00"; UTC when absent. */
  readonly utcOffset?: string;
  /** What the file calls a field, where it is not found by itself; dotted where it is nested. */
  readonly fields?: Readonly<Partial<Record<EvidenceField, string>>>;
  /** Whose records count, where the files have those of several; `*` stands for any characters. */
  readonly where?: Readonly<Partial<Record<OwnerField, string>>>;
}

/** What tells the records of one bot from those of another. */
export type OwnerField = "symbol" | "strategy" | "account" | "bot";

/** What a record can hold; `trades` is where a state or a JSON file has its list of trades. */
export type EvidenceField =
  | "trades"
  | "id"
  | "side"
  | "status"
  | "opened"
  | "closed"
  | "quantity"
  | "entry"
  | "exit"
  | "leverage"
  | "equity"
  | "positionShare"
  | "costs"
  | "gross"
  | "net"
  | "share"
  | "reason"
  | "entryProbability"
  | "exitProbability"
  | "time"
  | "level"
  | "type"
  | "message"
  | "process"
  | "price"
  | OwnerField;

export interface PlanFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  /** The class that has the parameters, dotted where nested; the module itself when absent. */
  readonly scope?: string;
}

/** The symbol of a parameter that is bound to nothing: nobody has said yet which name in the code is meant. */
export const unboundSymbol = "?";

export interface Parameter {
  readonly file: string;
  /** The name in the code, with its path where the value is an element: `minimal_roi["40"]`; or `unboundSymbol`. */
  readonly symbol: string;
  /** The parameter's own scope, where it is not the file's; "" is the module. */
  readonly scope?: string;
  readonly unit: string;
  /** The value before the rollout. */
  readonly baseline: Json;
  /** The optimizer's value. */
  readonly target: Json;
  /** A JSON Schema that every value must meet, in whatever phase. */
  readonly allowed?: JsonObject;
  /** The most that one phase may move the value by, in its own unit. */
  readonly largestStep?: number;
  /** Whether a running bot reads the value only at its start. */
  readonly needsRestart?: boolean;
  /** Whether the running bot itself adapts the value, so that what it reports is no sign of other values than those applied. */
  readonly adaptedByBot?: boolean;
  readonly why: string;
  /** Where the target comes from, in words or as a reference; the lines of the code that a document names. */
  readonly source?: string;
}

/** A condition over several values, beside the ranges of each: JSON Schema over an object keyed by parameter name. */
export interface Rule {
  readonly id: string;
  readonly schema: JsonObject;
  readonly why: string;
}

export interface Phase {
  readonly id: number;
  readonly title: string;
  readonly why?: string;
  readonly risk: "low" | "low-moderate" | "moderate" | "moderate-high" | "high";
  readonly parameters: readonly string[];
  readonly requires?: Requirements;
  readonly window: MonitoringWindow;
  /** All must hold for the gate to pass. */
  readonly criteria: readonly Criterion[];
  /** Any one calls for a rollback. */
  readonly rollback: readonly Criterion[];
  /** What its parameters can't move: success criteria on these also count the trades of the phase before. */
  readonly leaves?: readonly Metric[];
  /** What the author expects to see; nothing is decided by it. */
  readonly expected?: readonly Expectation[];
}

/** What must be so before a phase is applied. */
export interface Requirements {
  /** The author's own sentence. */
  readonly text: string;
  readonly noOpenPosition?: boolean;
  /** The phase whose gate must have passed. */
  readonly passed?: number;
}

/** How long a phase is watched before its gate decides: hours, closed trades, or both. */
export interface MonitoringWindow {
  readonly hours?: number;
  readonly trades?: number;
  /** With both limits given: whether both must be reached (when absent), or the first one will do. */
  readonly until?: "both" | "either";
  /** How often it may be watched for as long again where its end decides nothing; 2 when absent. */
  readonly extensions?: number;
}

/** Whether profits are counted after fees and funding. */
export type Basis = "net" | "gross";

/** Whether a ratio is that of single trades, or scaled to a longer time. */
export type Scale = "trade" | "week" | "year";

/** A success criterion or a rollback trigger. */
export type Criterion = MeasuredCriterion | ManualCriterion;

/** A sentence that no record can decide: a person has to confirm it. */
export interface ManualCriterion {
  readonly id: string;
  /** The author's own sentence. */
  readonly text: string;
  readonly manual: true;
}

export interface MeasuredCriterion {
  readonly id: string;
  /** The author's own sentence. */
  readonly text: string;
  readonly manual?: never;
  readonly metric: Metric;
  /** Which closed trades count; all of the window when absent. */
  readonly trades?: TradeSelection;
  readonly compare: Comparison;
  /** A number, or for `between` both ends, which belong to it. With `against`, multiples of that phase's own value. */
  readonly threshold: number | readonly [number, number];
  readonly unit: string;
  /** The earlier phase whose measured value is the measure; 0 is the time before Phase 1. */
  readonly against?: number;
  /** Fewer trades than this, of those that count, decide nothing. */
  readonly minimumTrades?: number;
  /** The level at which it must be proved, above 0.5 and below 1: the interval as a whole lies beyond the threshold. */
  readonly confidence?: number;
  /** The value of a bot that should not pass, where no rollback trigger of the same metric says it. */
  readonly worst?: number;
  /** Net when absent. */
  readonly basis?: Basis;
  /** Of a Sharpe ratio or a volatility. */
  readonly scale?: Scale;
}

export type Comparison = "<" | "<=" | ">" | ">=" | "between";

export type Side = "long" | "short";

/** The exits that a bot decides on by itself. */
export type ExitKind = "model" | "stop-loss" | "take-profit" | "max-hold";

/** Closed trades by what they have in common; every member given must hold. */
export interface TradeSelection {
  readonly side?: Side;
  readonly exit?: ExitKind;
  /** Only the first so many of the window. */
  readonly first?: number;
}

/** What the author expects: in words and, as far as they go, as data. */
export interface Expectation {
  readonly text: string;
  readonly metric?: Metric;
  readonly trades?: TradeSelection;
  readonly value?: number;
  readonly unit?: string;
  readonly trend?: "up" | "down";
  /** Net when absent. */
  readonly basis?: Basis;
  /** Of a Sharpe ratio or a volatility. */
  readonly scale?: Scale;
}

/** The phase that gives `parameter` its target, or undefined where no phase does. */
export function phaseOf(plan: Plan, parameter: string): Phase | undefined {
  return plan.phases.find((phase) => phase.parameters.includes(parameter));
}

/** The scope of `parameter`: its own where it names one, else its file's; "" is the module. */
export function scopeOf(plan: Plan, parameter: Parameter): string {
  return parameter.scope ?? plan.files[parameter.file]?.scope ?? "";
}

/** The path of the file that `parameter` is in; "" where the plan names no such file. */
export function pathOf(plan: Plan, { file }: Parameter): string {
  return plan.files[file]?.path ?? "";
}

/** Whether a value moves further than `largestStep`; values that are not numbers have no steps. */
export function isStepTooLarge(from: Json, to: Json, largestStep: number): boolean {
  if (typeof from !== "number" || typeof to !== "number") return false;
  // Decimal fractions differ by a rounding error: 0.9 - 0.7 is not above 0.2.
  return Math.abs(to - from) > largestStep * (1 + 1e-9);
}
