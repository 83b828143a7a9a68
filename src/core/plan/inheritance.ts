// The plans inside the package, which others extend, and which files a plan names, its own and inherited ones.
import { type ParseError, parse } from "jsonc-parser";
import v4 from "../../../schemas/plans/v4.phaseplan.json";
import { isObject, type Json } from "../json";

/** By the name that `extends` gives them. */
const bundled: Readonly<Record<string, string>> = { "phasegate:v4": v4 };

export const bundledPlans: readonly string[] = Object.keys(bundled);

/** The text of the bundled plan that `extends` calls `name`; undefined where there is none. */
export function bundledPlan(name: string): string | undefined {
  return Object.hasOwn(bundled, name) ? bundled[name] : undefined;
}

/**
 * Every path that a plan may govern, from its text alone: the rest may be wrong. Undefined where that does not tell them.
 */
export function pathsIn(text: string): string[] | undefined {
  const errors: ParseError[] = [];
  const document: Json = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !isObject(document)) return undefined;
  const { extends: base, files = {} } = document;
  const inherited = base === undefined ? [] : pathsIn(bundledPlan(String(base)) ?? "");
  if (!inherited || !isObject(files)) return undefined;
  const own = Object.values(files).map((file) => (isObject(file) ? file["path"] : undefined));
  return [...inherited, ...own.filter((path) => typeof path === "string")];
}
