// The shape of an assessment: what it is made from, and what it says of each parameter and phase.
import { isEqual, type JsonObject } from "../json";
import type { Ledger } from "../ledger/ledger";
import type { AllowedValues } from "../plan/allowed";
import type { Parameter, Phase, Plan } from "../plan/plan";
import type { Finding, Place, Problem } from "../problem";
import type { Location, Source, SourceValue } from "../source";

/** All that is known of a rollout at one moment, before anything is concluded from it. */
export interface Inputs {
  readonly plan: Plan;
  /** What the plan allows in each phase. */
  readonly allowed: AllowedValues;
  /** SHA-256 of the resolved plan, hexadecimal. */
  readonly planHash: string;
  /** The plan's file, relative to the repository's root. */
  readonly planPath: string;
  readonly planText: string;
  /** The governed sources by their key in the plan; one that can't be read is absent. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Undefined where git may not be asked: then no phase is known to be in effect. */
  readonly ledger: Ledger | undefined;
  /** Why there is no ledger. */
  readonly withoutLedger: Problem | undefined;
  /** The governed files that can't be read. */
  readonly unread: readonly Problem[];
  /** Of the files whose values are not what the ledger says, those that have edits which are not committed. */
  readonly unsealed: readonly Problem[];
  /** What git has of a checkpoint that is not whole: a seal that was cut off, a commit without its tag. */
  readonly unfinished: readonly Problem[];
  /** Other source files of the repository that import a governed file, or that one imports, by their paths. */
  readonly neighbours: ReadonlyMap<string, Source>;
  /** The texts of JSON files beside a governed file that may hold values in place of its own, by their paths. */
  readonly valueFiles: ReadonlyMap<string, string>;
  /** What of the repository was not searched for those, so that not all uses of a value are known. */
  readonly unsearched: Unsearched;
}

/** Source files that nobody looked into. */
export interface Unsearched {
  /** How many files or folders are looked at, where there are more. */
  readonly most?: number;
  /** Those that are too large, or can't be read. */
  readonly paths: readonly string[];
}

/** The one result that every face shows, with what it was made from. */
export interface Assessment extends Inputs {
  /** The plan's phases in effect, ascending, as the ledger has them; undefined where it may not be read. */
  readonly inEffect: readonly number[] | undefined;
  /** Why no phase of this plan goes on from the newest checkpoint, where it was sealed under another one. */
  readonly planChanged: Finding | undefined;
  readonly parameters: readonly ParameterState[];
  readonly phases: readonly PhaseState[];
  /** Everything that is wrong, once: what every face shows and counts. */
  readonly findings: readonly Problem[];
  /** Those of the findings that are too slow to look for on every keystroke. */
  readonly slowFindings: readonly Finding[];
  /** The values of the ungoverned constants that the plan's rules name, as the files have them. */
  readonly ungovernedConstants: JsonObject;
}

/** How a value stands to its plan; `target` too where baseline and target are the same. */
export type ValueStatus = "target" | "baseline" | "other" | "unbound";

export interface ParameterState {
  readonly name: string;
  readonly parameter: Parameter;
  /** The phase that gives it its target, undefined where none does. */
  readonly phase: Phase | undefined;
  /** How far the rollout has come with that phase. */
  readonly phaseStatus: PhaseStatus | undefined;
  readonly location: Location;
  /** The value in the text now, undefined where no literal is bound. */
  readonly current: SourceValue | undefined;
  readonly place: Place;
  readonly status: ValueStatus;
}

/** Whether a value is at its target although its phase is known not to be in effect. */
export function isAheadOfPhase({ status, phaseStatus, parameter }: ParameterState): boolean {
  const isToCome = phaseStatus === "next" || phaseStatus === "later";
  return status === "target" && isToCome && !isEqual(parameter.baseline, parameter.target);
}

export type PhaseStatus = "in-effect" | "next" | "later" | "unknown";

export interface PhaseState {
  readonly phase: Phase;
  /** `unknown` where the ledger may not be read. */
  readonly status: PhaseStatus;
  /** Those of its parameters whose current value is not the target. */
  readonly pending: readonly ParameterState[];
}
