// Reads the symbols of a plan, and follows their steps into values.
import type { SourceElement, SourceValue, Step, SymbolPath } from "../types";
import { ExpressionReader } from "./syntax/expressions";
import { readStrings } from "./syntax/literals";
import { numberValue } from "./syntax/numbers";

const ITEM =
  /\[\s*(?:(?<string>(?:'[^'\\]*'|"[^"\\]*")|[rRuU]?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))|(?<number>-?\s*[\d.][\w.]*)|(?<word>True|False|None))\s*\]/y;
const ARGUMENT = /\(\s*(?:(?<position>\d+)|(?<name>[\p{XID_Start}_]\p{XID_Continue}*))\s*\)/uy;
const SYMBOL_NAME = /[\p{XID_Start}_]\p{XID_Continue}*/uy;

/**
 * Reads `X`, `minimal_roi["40"]`, `RANGE[1]`, `CONFIG["risk"]["stop"]`, `buy_rsi(default)`; undefined for anything
 * else.
 */
export function parseSymbol(symbol: string): SymbolPath | undefined {
  SYMBOL_NAME.lastIndex = 0;
  if (!SYMBOL_NAME.test(symbol)) return undefined;
  let at = SYMBOL_NAME.lastIndex;
  const name = new ExpressionReader(symbol, 0, at).name();
  if (!name) return undefined;
  const steps: Step[] = [];
  while (at < symbol.length) {
    const expression = symbol.charAt(at) === "[" ? ITEM : ARGUMENT;
    expression.lastIndex = at;
    const groups = expression.exec(symbol)?.groups;
    const step = groups && (expression === ITEM ? itemStep(groups) : argumentStep(groups));
    if (!step) return undefined;
    steps.push(step);
    at = expression.lastIndex;
  }
  return { name: name.name, steps };
}

type Groups = Record<string, string | undefined>;

function itemStep({ string, number, word }: Groups): Step | undefined {
  if (word !== undefined) return { type: "item", key: word === "None" ? null : word === "True" };
  const key = string === undefined ? signed(number ?? "") : readStrings(string).value;
  return key === undefined ? undefined : { type: "item", key };
}

function signed(number: string): number | undefined {
  const negative = number.startsWith("-");
  const value = /^[\d_.]*(?:[eE][+-]?\d+)?$/.test(number.slice(negative ? 1 : 0).trim())
    ? numberValue(number.slice(negative ? 1 : 0).trim())
    : undefined;
  return value === undefined || !negative ? value : -value;
}

function argumentStep({ position, name }: Groups): Step {
  return { type: "argument", key: position === undefined ? (name ?? "") : Number(position) };
}

/** The text of `steps`, as `parseSymbol` reads it. */
export function formatSteps(steps: readonly Step[]): string {
  return steps.map(formatStep).join("");
}

function formatStep({ type, key }: Step): string {
  if (type === "argument") return `(${key})`;
  if (typeof key === "boolean") return key ? "[True]" : "[False]";
  return key === null ? "[None]" : `[${JSON.stringify(key)}]`;
}

/** Whether two keys may lead to the same element: Python takes `True`, `1` and `1.0` for one, and counts from the end. */
export function mayEqual(a: Step["key"], b: Step["key"]): boolean {
  const [first, second] = [hashed(a), hashed(b)];
  if (first === second) return true;
  return typeof first === "number" && typeof second === "number" && first < 0 !== second < 0;
}

function hashed(key: Step["key"]): Step["key"] {
  return typeof key === "boolean" ? Number(key) : key;
}

/** The value that `steps` lead to from `value`; "unknown" where only a run of the program can tell it. */
export function follow(value: SourceValue, steps: readonly Step[]): SourceValue | "missing" | "unknown" {
  let current = value;
  for (const step of steps) {
    const next = elementAt(current, step);
    if (typeof next === "string") return next;
    current = next;
  }
  return current;
}

function elementAt({ kind, elements }: SourceValue, step: Step): SourceValue | "missing" | "unknown" {
  const sequence = kind === "tuple" || kind === "list";
  if (step.type === "argument" ? kind !== "call" : kind !== "dict" && !sequence) return missOf(kind);
  const unknown = elements.some((part) => part.step === undefined);
  if (sequence && typeof step.key === "number" && step.key < 0)
    return unknown ? "unknown" : (elements.at(step.key)?.value ?? "missing");
  // In a dict the last of equal keys counts, and a `**` after it may hold the key again.
  const index = elements.findLastIndex((part) => part.step && hashed(part.step.key) === hashed(step.key));
  if (index === -1) return unknown ? "unknown" : "missing";
  const later = kind === "dict" && elements.slice(index + 1).some((part: SourceElement) => part.step === undefined);
  return later ? "unknown" : (elements[index] as SourceElement).value;
}

/** A name or an expression may hold anything; a literal of another kind has no such part. */
function missOf(kind: SourceValue["kind"]): "missing" | "unknown" {
  return kind === "name" || kind === "expression" || kind === "call" ? "unknown" : "missing";
}
