// Finds what the plan means by a parameter in a source of its file.
import type { Location, Source } from "../source";
import { type Parameter, type Plan, scopeOf } from "./plan";

/** Where `parameter` stands in `source`: its file as it is now, as a commit has it, or a backup of it. */
export function locateParameter(plan: Plan, source: Source, parameter: Parameter): Location {
  return source.locate(scopeOf(plan, parameter), parameter.symbol);
}
