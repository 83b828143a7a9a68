// The way from an object to the governed value: what an access takes off it, and what a key or a call may mean for it.
import type { Step } from "../../types";
import { itemsIn, keywordAt } from "../names/headers";
import type { TokenLine } from "../names/token-lines";
import { mayEqual } from "../symbols";
import { readStrings } from "../syntax/literals";
import { numberValue } from "../syntax/numbers";

/** `.key` or `[key]`. */
export interface TrailStep {
  readonly type: "attribute" | "item";
  readonly key: Step["key"];
  /** Whether every key leads to it: the value is the container itself. */
  readonly any?: true;
}

export type Trail = readonly TrailStep[];

/** Whether something is certain, may be, or is not. */
export type Answer = "yes" | "perhaps" | "no";

/** The trail of the dict that holds an object's attributes. */
export function asNamespace(trail: Trail): Trail {
  const [first, ...rest] = trail;
  return first?.type === "attribute" ? [{ type: "item", key: first.key }, ...rest] : trail;
}

/** The key that is in `[start, end)` as a literal; undefined where only the program knows it. */
export function literalKey(line: TokenLine, start: number, end: number): Step["key"] | undefined {
  const negative = line.text(start) === "-";
  const token = line.tokens[negative ? start + 1 : start];
  if (!token || end - start !== (negative ? 2 : 1)) return undefined;
  if (token.type === "string") {
    const { value } = readStrings(token.text);
    return typeof value === "string" ? value : undefined;
  }
  if (token.type === "number") {
    const value = numberValue(token.text);
    return value === undefined || !negative ? value : -value;
  }
  const names: Readonly<Record<string, Step["key"]>> = { True: true, False: false, None: null };
  return negative ? undefined : names[token.text];
}

/** Whether the key in `[start, end)` leads along the trail. */
export function keyMeans(line: TokenLine, start: number, end: number, trail: Trail): Answer {
  const key = literalKey(line, start, end);
  const [first] = trail;
  if (first?.any) return "yes";
  if (key === undefined || !first) return "perhaps";
  if (key === first.key) return "yes";
  return mayEqual(key, first.key) ? "perhaps" : "no";
}

/** Whether the dict display at `open` sets the first step of the trail. */
export function displaySets(line: TokenLine, open: number, trail: Trail, from = 0): Answer {
  let answer: Answer = "no";
  for (const [start, end] of itemsIn(line, open).slice(from)) {
    if (trail[0]?.any) return "yes";
    if (line.text(start) === "*") answer = answer === "yes" ? "yes" : "perhaps";
    const colon = line.tokens.findIndex(
      (token, at) => at > start && at < end && token.text === ":" && line.around[at] === open,
    );
    if (colon === -1) continue;
    const means = keyMeans(line, start, colon, trail);
    if (means === "yes") return "yes";
    if (means === "perhaps") answer = "perhaps";
  }
  return answer;
}

/**
 * Whether the arguments of the call at `open`, from the one at `from` on, give the first step of the trail: by a keyword of
 * its name, by `**`, by a dict, or, where `text` says so, as a text.
 */
export function argumentsSet(line: TokenLine, open: number, trail: Trail, from = 0, text = false): Answer {
  const [first] = trail;
  let answer: Answer = "no";
  for (const [start, end] of itemsIn(line, open).slice(from)) {
    const keyword = keywordAt(line, start, end);
    if (first?.any && keyword !== undefined) return "yes";
    if (keyword !== undefined && keyword === first?.key) return "yes";
    const value = keyword === undefined ? start : start + 2;
    const spread = line.text(start) === "*" && line.text(start + 1) === "*";
    const at = spread ? start + 2 : value;
    const isDisplay = line.text(at) === "{" && line.partner.get(at) === end - 1;
    if (isDisplay) {
      const sets = displaySets(line, at, trail);
      if (sets === "yes") return "yes";
      if (sets === "perhaps") answer = "perhaps";
    } else if (spread || keyword === "update") answer = "perhaps";
    else if (text && line.tokens[value]?.type === "string" && literalKey(line, value, end) === first?.key) return "yes";
  }
  return answer;
}
