import { performance } from "node:perf_hooks";

/** One figure; `ratio` is ours / baseline, and meets `target` when it is not above it. */
export interface Row {
  readonly what: string;
  readonly baseline: number;
  readonly ours: number;
  readonly ratio: number;
  readonly target: number;
  /** Of `baseline` and `ours`. */
  readonly unit: string;
}

/** A figure of two times in ms. */
export function row(what: string, baseline: number, ours: number, target: number): Row {
  return { what, baseline, ours, ratio: ours / baseline, target, unit: "ms" };
}

/** How long `step` takes, in ms. */
export function timeOf(step: () => unknown): number {
  const start = performance.now();
  step();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that `part` (from 0 to 1) of them do not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const inOrder = [...values].sort((a, b) => a - b);
  return inOrder[Math.floor((inOrder.length - 1) * part)] ?? Number.NaN;
}
