// Every run of the bot with the checkpoint whose values it ran.
import type { Plan } from "../../plan/plan";
import type { FileRecords } from "../records/file-records";
import type { Instant } from "../trade";
import { type Attributed, attribute } from "./attribution";
import type { SealedValues } from "./checkpoint-values";
import { findRuns, type Run } from "./runs";

export interface RunHistory {
  /** Ascending. */
  readonly runs: readonly Run[];
  /** In the same order. */
  readonly attributed: readonly Attributed[];
  /** Whether no record tells of a start, so that one at each checkpoint is taken for granted. */
  readonly isAssumed: boolean;
  /** The first checkpoint that set values; what was opened before ran none, whichever process it was. */
  readonly rollout: Instant;
  /** When the run of that name was started. */
  startOf(name: string): Instant | undefined;
}

/** `heard`: when the bot is first heard of. */
export function runHistory(
  files: readonly FileRecords[],
  sealed: readonly SealedValues[],
  plan: Plan,
  heard: Instant | undefined,
  at: Instant,
): RunHistory {
  const found = findRuns(files, plan, at);
  const isAssumed = found.length === 0 && heard !== undefined;
  const runs = isAssumed ? assumedRuns(sealed, heard, at) : found;
  const starts = new Map(runs.map(({ name, started }) => [name, started]));
  return {
    runs,
    attributed: runs.map((run) => attribute(run, sealed, plan)),
    isAssumed,
    rollout: sealed[1]?.checkpoint?.at ?? Number.POSITIVE_INFINITY,
    startOf: (name) => starts.get(name),
  };
}

/** One since the bot is heard of, and one since each checkpoint after that. */
function assumedRuns(sealed: readonly SealedValues[], heard: Instant, at: Instant): Run[] {
  const later = sealed.flatMap(({ checkpoint }) => (checkpoint && checkpoint.at > heard ? [checkpoint.at] : []));
  return [heard, ...later]
    .filter((started) => started <= at)
    .map((started) => ({ heard: started, started, values: new Map() }));
}
