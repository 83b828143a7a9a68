// Gives a problem as data: the one shape that every refusal has where data was asked for.
import type { Problem } from "../../core/problem";
import { describe } from "../../messages/problems";

export function problemRow(problem: Problem) {
  return { code: problem.code, message: describe(problem), data: problem.data };
}
