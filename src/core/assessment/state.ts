import type { JsonObject } from "../json";
import type { Ledger } from "../ledger/ledger";
import type { AllowedValues } from "../plan/allowed";
import type { Parameter, Phase, Plan } from "../plan/plan";
import type { Place, Problem } from "../problem";
import type { Location, Source, SourceValue } from "../source";

/** All that is known of a rollout at one moment. */
export interface Inputs {
  readonly values: AllowedValues;
  /** SHA-256 of the resolved plan, hexadecimal. */
  readonly planHash: string;
  /** The plan's file, relative to the repository's root. */
  readonly planPath: string;
  /** The governed sources by their key in the plan; one that can't be read is absent. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Undefined where git may not be asked: then no phase is known to be in effect. */
  readonly ledger: Ledger | undefined;
  /** What only the whole file can tell, as it was a moment ago: a keystroke has no time to look for it. */
  readonly ofWholeFile?: readonly Problem[] | undefined;
}

/** The one result that every face shows. */
export interface Assessment {
  readonly plan: Plan;
  readonly values: AllowedValues;
  readonly planHash: string;
  readonly planPath: string;
  readonly ledger: Ledger | undefined;
  /** The plan's phases in effect, ascending, as the ledger has them; undefined where it may not be read. */
  readonly inEffect: readonly number[] | undefined;
  /** Why no phase of this plan goes on from the newest checkpoint, where it was sealed under another one. */
  readonly planChanged: Problem | undefined;
  readonly parameters: readonly ParameterState[];
  readonly phases: readonly PhaseState[];
  readonly problems: readonly Problem[];
  /** The ungoverned constants that the plan's rules name, as the files have them. */
  readonly neighbours: JsonObject;
  /** Those of the problems that only the whole file can tell. */
  readonly ofWholeFile: readonly Problem[];
}

/** How a value stands to its plan; `target` too where baseline and target are the same. */
export type ValueStatus = "target" | "baseline" | "other" | "unbound";

export interface ParameterState {
  readonly name: string;
  readonly parameter: Parameter;
  /** The phase that gives it its target, undefined where none does. */
  readonly phase: Phase | undefined;
  readonly location: Location;
  /** The value in the text now, undefined where no literal is bound. */
  readonly current: SourceValue | undefined;
  readonly place: Place;
  readonly status: ValueStatus;
}

export type PhaseStatus = "in-effect" | "next" | "later" | "unknown";

export interface PhaseState {
  readonly phase: Phase;
  /** `unknown` where the ledger may not be read. */
  readonly status: PhaseStatus;
  /** Those of its parameters whose current value is not the target. */
  readonly pending: readonly ParameterState[];
}
