// Finds where a source names a class.
import type { Source } from "../source";
import type { Range } from "../text";

/** The name in the statement of the class `scope`: a parameter that the class lacks is shown there. */
export function classNameRange(source: Source, scope: string): Range | undefined {
  const dot = scope.lastIndexOf(".");
  const location = scope === "" ? undefined : source.locate(scope.slice(0, Math.max(dot, 0)), scope.slice(dot + 1));
  return location && "others" in location
    ? location.others.find(({ reason }) => reason === "defined")?.range
    : undefined;
}
