// Tells what a statement assigns to, and between which commas its values stand.
import type { TokenLine } from "../names/token-lines";

/** Whether `[start, end)` is assigned to, augmented or deleted. */
export function isTarget(line: TokenLine, start: number, end: number): boolean {
  if (line.around[start] !== -1) return false;
  const statement = line.statementOf(start);
  if (line.text(statement.start) === "del") return true;
  if (line.text(statement.start) === "for") return !isAfterIn(line, statement.start, start);
  let at = end;
  // `+=`, `**=`; but neither `==` nor `<=`.
  while (at < end + 2 && "+-*/%@&|^".includes(line.text(at) || " ")) at++;
  if (line.text(at) === "=" && line.text(at + 1) !== "=") return true;
  return line.text(end) === "," && assignmentsIn(line, statement).some((equals) => equals > end);
}

function isAfterIn(line: TokenLine, from: number, at: number): boolean {
  for (let token = from; token < at; token++) if (line.text(token) === "in") return true;
  return false;
}

/** Where `=` stands in the statement, outside of brackets. */
export function assignmentsIn(line: TokenLine, { start, end }: { start: number; end: number }): number[] {
  const places: number[] = [];
  for (let at = start; at < end; at++) {
    if (line.text(at) !== "=" || line.around[at] !== -1) continue;
    if (line.text(at + 1) === "=") at++;
    else if (!"=<>!:+-*/%@&|^".includes(line.text(at - 1) || " ")) places.push(at);
  }
  return places;
}

/** What is between the commas of `[start, end)` that are in no bracket. */
export function itemsBetween(line: TokenLine, start: number, end: number): [start: number, end: number][] {
  const items: [number, number][] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && (line.text(at) !== "," || line.around[at] !== -1)) continue;
    if (at > from) items.push([from, at]);
    from = at + 1;
  }
  return items;
}
