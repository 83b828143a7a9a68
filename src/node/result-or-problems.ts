// Turns a refusal into a value, where the work goes on without the result.
import { type Problem, UserError } from "../core/problem";

/** What came of some work: its result, or the problems that it was refused with. */
export interface ResultOrProblems<T> {
  readonly result?: T;
  readonly problems: readonly Problem[];
}

/** Waits for `work`; throws what is no UserError. */
export async function resultOrProblems<T>(work: Promise<T>): Promise<ResultOrProblems<T>> {
  try {
    return { result: await work, problems: [] };
  } catch (error) {
    if (error instanceof UserError) return { problems: error.problems };
    throw error;
  }
}
