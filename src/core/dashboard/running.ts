// How the values that the bot's process runs stand to those of the source.
import type { RunningValue } from "../evidence/evidence";
import { isSameValue } from "../source";

/** The names of the parameters, by what is known of them. */
export interface RunningAgreement {
  /** The process runs another value than the source has. */
  readonly differing: readonly string[];
  /** It may: the plan says that the bot changes these itself. */
  readonly adapted: readonly string[];
  /** Nobody knows what the process runs, or what the source has. */
  readonly unknown: readonly string[];
  /** How many are the same, and whether the process reports all of those itself. */
  readonly same: number;
  readonly isReported: boolean;
}

/** `values` as they are, not as people are shown them: two secrets look alike. */
export function runningAgreement(values: readonly RunningValue[]): RunningAgreement {
  const known = values.filter(({ running, source }) => running !== undefined && source !== undefined);
  const same = known.filter(({ running = "", source = "" }) => isSameValue(running, source));
  const others = known.filter((each) => !same.includes(each));
  const names = (some: readonly RunningValue[]) => some.map(({ parameter }) => parameter);
  return {
    differing: names(others.filter(({ by }) => by !== "adapted")),
    adapted: names(others.filter(({ by }) => by === "adapted")),
    unknown: names(values.filter((each) => !known.includes(each))),
    same: same.length,
    isReported: same.every(({ by }) => by === "reported" || by === "adapted"),
  };
}
