// Declares that every problem has its sentence.
import type { ProblemCode, ProblemData } from "../../core/problem";

/** A sentence for every code: what is wrong, where, and the way out. */
export type Sentences = { readonly [Code in ProblemCode]: (data: ProblemData[Code]) => string };
