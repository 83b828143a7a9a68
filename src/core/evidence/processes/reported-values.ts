// Matches the values that a process reports with the plan's parameters, by name alone.
import { groupBy } from "../../group-by";
import type { Json } from "../../json";
import type { Plan } from "../../plan/plan";

/** Values by the plan's parameter. */
export type ReportedValues = ReadonlyMap<string, Json>;

/**
 * The reported values by parameter. A name is a parameter's where it is that of its symbol, else its own, whatever the case
 * and the punctuation; never one that is only alike, or that two parameters share.
 */
export function reportedValues(plan: Plan, configuration: Readonly<Record<string, Json>>): ReportedValues {
  const parameters = Object.entries(plan.parameters);
  const bySymbol = groupBy(parameters, ([, { symbol }]) => plain(symbol));
  const byName = groupBy(parameters, ([name]) => plain(name));
  const values = new Map<string, Json>();
  const ambiguous = new Set<string>();
  for (const [key, value] of Object.entries(configuration)) {
    const [match, ...others] = bySymbol.get(plain(key)) ?? byName.get(plain(key)) ?? [];
    if (match === undefined || others.length > 0) continue;
    const [parameter] = match;
    if (values.has(parameter)) ambiguous.add(parameter);
    values.set(parameter, value);
  }
  for (const parameter of ambiguous) values.delete(parameter);
  return values;
}

/** Those that tell which checkpoint's values a process runs: not what the bot itself adapts while it runs. */
export function decidingValues(plan: Plan, values: ReportedValues): ReportedValues {
  return new Map([...values].filter(([name]) => !plan.parameters[name]?.adaptedByBot));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
