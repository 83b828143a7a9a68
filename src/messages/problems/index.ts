// Puts any problem into its sentence.
import type { Problem, ProblemCode, ProblemData } from "../../core/problem";
import { changes } from "./changes";
import { commandLine } from "./command-line";
import { evidence } from "./evidence";
import { forecasts } from "./forecasts";
import { gates } from "./gates";
import { newPlans } from "./new-plans";
import { plans } from "./plans";
import type { Sentences } from "./sentences";
import { values } from "./values";
import { world } from "./world";

/** By the code of the problem. */
export const sentences: Sentences = {
  ...values,
  ...plans,
  ...newPlans,
  ...world,
  ...changes,
  ...forecasts,
  ...gates,
  ...evidence,
  ...commandLine,
};

/** The sentence for `problem`. */
export function describe(problem: Problem): string {
  const sentence = sentences[problem.code] as (data: ProblemData[ProblemCode]) => string;
  return sentence(problem.data);
}
