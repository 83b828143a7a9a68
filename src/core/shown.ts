import type { SourceValue } from "./source";

/** The longest text of a value that goes into a sentence or a row. */
const longest = 60;

/**
 * A value as people may be shown it: a literal as it stands, on one line; of a call its function alone, since arguments
 * hold what nobody asked to see.
 */
export function shownText({ kind, text }: SourceValue): string {
  if (kind === "call") return `${text.slice(0, text.indexOf("(")).trim()}(…)`;
  if (kind === "expression") return "…";
  const line = text.replace(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
