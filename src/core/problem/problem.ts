// Defines a problem, and the error that carries it to a person.
import type { Range } from "../text";
import {
  type FindingCode,
  type noteSeverities,
  type ProblemCode,
  type ProblemData,
  type Severity,
  severityOf,
} from "./codes";

/** Where a problem is: a path relative to the repository's root and, where it has one, a range in that file. */
export interface Place {
  readonly path: string;
  readonly range?: Range;
}

export type Problem<Code extends ProblemCode = ProblemCode> = {
  [C in Code]: { readonly code: C; readonly data: ProblemData[C]; readonly severity: Severity; readonly place?: Place };
}[Code];

/** What an assessment finds. */
export type Finding = Problem<FindingCode>;

/** What is said beside a change or a seal. */
export type Note = Problem<keyof typeof noteSeverities>;

/** The severity is the table's; it is given only where the data decide it. */
export function problem<C extends ProblemCode>(
  code: C,
  data: ProblemData[C],
  { severity = severityOf(code), place }: { severity?: Severity; place?: Place | undefined } = {},
): Problem<C> {
  return { code, data, severity, ...(place && { place }) } as Problem<C>;
}

/** The user's input or situation is at fault, not the code: nothing was changed, and the problems say the way out. */
export class UserError extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: Problem[]) {
    super(problems.map(({ code, data }) => `${code} ${JSON.stringify(data)}`).join("; "));
    this.name = "UserError";
    this.problems = problems;
  }
}
