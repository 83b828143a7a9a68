import type { Json, JsonObject } from "../json";

/**
 * A resolved plan: one bot, its governed parameters and the phases in which they go live. The shape is that of
 * `schemas/phaseplan.schema.json` after `extends`; values are in the code's own units and never computed with.
 */
export interface Plan {
  /** `[a-z0-9-]{1,40}`: part of every tag's name. */
  readonly id: string;
  readonly title: string;
  readonly provenance?: Provenance;
  /** The bot's sources by their key in the plan. */
  readonly files: Readonly<Record<string, PlanFile>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly rules?: readonly Rule[];
  /** In the order in which they go live; ids count from 1 without gaps. */
  readonly phases: readonly Phase[];
  readonly evidence?: JsonObject;
  readonly restart?: { readonly task?: string };
}

export interface Provenance {
  readonly method: string;
  readonly iterations?: number;
  /** ISO 8601 date. */
  readonly date?: string;
}

export interface PlanFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  /** The dotted class in which the parameters stand; the module itself when absent. */
  readonly scope?: string;
}

export interface Parameter {
  readonly file: string;
  /** The name in the code, with its path where the value is an element: `minimal_roi["40"]`. */
  readonly symbol: string;
  /** Where this parameter stands elsewhere than the file's scope; "" is the module. */
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
  readonly why: string;
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
  readonly requires?: JsonObject;
  readonly window: MonitoringWindow;
  readonly criteria: readonly Criterion[];
  readonly rollback: readonly Criterion[];
}

/** How long a phase is watched before its gate decides. */
export interface MonitoringWindow {
  readonly hours: number;
  readonly trades?: number;
  /** With both limits given: whether both must be reached, or the first one will do. */
  readonly until?: "both" | "either";
}

/** A success criterion or a rollback trigger: what the plan's author said, and what of it can be measured. */
export interface Criterion {
  readonly id: string;
  /** The author's own sentence. */
  readonly text: string;
  readonly metric?: string;
  readonly compare?: string;
  readonly threshold?: Json;
}

/** The phase that gives `parameter` its target, or undefined where no phase does. */
export function phaseOf(plan: Plan, parameter: string): Phase | undefined {
  return plan.phases.find((phase) => phase.parameters.includes(parameter));
}
