// Tells where a value is only what the program falls back on, when another source has none.

import { lineAt, lineStarts } from "../../../text";
import type { Location, Overruling, SourceElement, SourceValue, SymbolPath } from "../../types";
import { itemsIn, keywordAt } from "../names/headers";
import { linesWith, type TokenLine } from "../names/token-lines";
import { usesOf } from "../names/uses";
import { readStrings } from "../syntax/literals";
import { shiftOf } from "../tree/tree";
import { ancestorsOf, classIn } from "./owners";
import type { Program } from "./program";
import { literalKey } from "./trail";

/** Calls that take a default for what may not be there, and which argument the default is. */
const DEFAULTS: ReadonlyMap<string, number> = new Map([
  ...["getenv", "get", "pop", "setdefault", "getint", "getfloat", "getboolean", "config", "env"].map(
    (name) => [name, 1] as const,
  ),
  ["getattr", 2],
]);
const DEFAULT_NAMES = new Set(["default", "fallback"]);
/** Bases whose fields the environment sets. */
const SETTINGS = /(?:^|\.)BaseSettings$/;

type Found = Extract<Location, { status: "found" }>;

export function fallbacksOf(program: Program, scope: string, path: SymbolPath, location: Found): Overruling[] {
  return [
    ...ofCalls(program, path, location),
    ...ofSettings(program, scope, path, location),
    ...ofParameters(program, scope, path, location),
    ...ofUses(program, scope, path),
  ];
}

function overruling(
  program: Program,
  { start, end }: { start: number; end: number },
  from: string | undefined,
): Overruling {
  const line = lineAt(lineStarts(program.governed.parsed.text), start) + 1;
  return {
    reason: "fallback",
    path: undefined,
    range: { start, end },
    line,
    named: true,
    ...(from !== undefined && { from }),
  };
}

/** `float(os.getenv("X", "0.01"))`, bound to the default. */
function ofCalls(program: Program, { steps }: SymbolPath, { assignment, value }: Found): Overruling[] {
  let current: SourceValue = assignment.value;
  for (const step of steps) {
    const callee = /([\w.]+)\s*\(/.exec(current.text)?.[1] ?? "";
    const last = callee.slice(callee.lastIndexOf(".") + 1);
    const isDefault =
      step.type === "argument" &&
      DEFAULTS.has(last) &&
      (step.key === DEFAULTS.get(last) || DEFAULT_NAMES.has(String(step.key)));
    if (isDefault) return [overruling(program, value.range, nameAsked(current.elements, DEFAULTS.get(last) ?? 1))];
    const next = current.elements.find((part) => part.step?.key === step.key);
    if (!next) return [];
    current = next.value;
  }
  return [];
}

function nameAsked(elements: readonly SourceElement[], index: number): string | undefined {
  const key = elements[index - 1]?.value;
  const value = key?.kind === "string" ? readStrings(key.text).value : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Calls that declare an option of the command line, beside its default. */
const OPTIONS = new Set(["add_argument", "option", "Option", "argument", "Argument"]);
const ENVIRONMENT = /^(?:getenv|environ|env)$/;
const SETTINGS_NAMES = /conf|cfg|setting|option|param|args/i;

/** Calls that take the constant itself for a default: `os.getenv("X", STOP)`, `add_argument("--stop", default=STOP)`. */
function ofUses(program: Program, scope: string, { name, steps }: SymbolPath): Overruling[] {
  const { parsed } = program.governed;
  if (steps.length > 0) return [];
  const uses = new Set(usesOf(parsed, scope, name).map(({ range }) => range.start));
  return parsed.tree.chunks.flatMap((chunk, index) => {
    if (!chunk.text.includes(name) || !/\b(?:default|fallback|get|getenv|env)\b/.test(chunk.text)) return [];
    const shift = chunk.origin + shiftOf(parsed.tree, index);
    return linesWith(chunk, name).flatMap((line) =>
      line.placesOf(name).flatMap((at) => {
        const { start = 0, end = 0 } = line.tokens[at] ?? {};
        const range = parsed.place({ start: start + shift, end: end + shift });
        const reason = uses.has(range.start) ? useAsDefault(line, at) : undefined;
        return reason ? [{ ...overruling(program, range, optionAsked(line, at)), reason }] : [];
      }),
    );
  });
}

/** What the call around the constant makes of it; undefined where it is not the call's default. */
function useAsDefault(line: TokenLine, at: number): "fallback" | "default" | undefined {
  const open = line.around[at] ?? -1;
  if (open < 1 || line.text(open) !== "(") return undefined;
  let first = at;
  while (line.text(first - 1) === ".") first -= 2;
  const items = itemsIn(line, open);
  const index = items.findIndex(([from, to]) => from <= first && to === at + 1);
  const [from = first] = items[index] ?? [];
  const keyword = keywordAt(line, from, at + 1);
  if (from !== (keyword === undefined ? first : first - 2)) return undefined;
  const callee = line.text(open - 1);
  const isDefault = keyword === undefined ? DEFAULTS.get(callee) === index : DEFAULT_NAMES.has(keyword);
  if (!isDefault) return undefined;
  const owner = line.text(open - 2) === "." ? line.text(open - 3) : "";
  if (ENVIRONMENT.test(callee) || ENVIRONMENT.test(owner)) return "fallback";
  if (OPTIONS.has(callee)) return keyword === undefined ? undefined : "default";
  const asked = optionAsked(line, at);
  const isAskedFor = asked !== undefined && foldedName(asked) === foldedName(line.text(at));
  return DEFAULTS.has(callee) && (SETTINGS_NAMES.test(owner) || isAskedFor) ? "default" : undefined;
}

/** `stop-loss` and `STOP_LOSS` alike. */
function foldedName(name: string): string {
  return name.replace(/[\W_]/g, "").toLowerCase();
}

/** The first text that the call is given: the name of the option, a long one where it has two. */
function optionAsked(line: TokenLine, at: number): string | undefined {
  const texts = itemsIn(line, line.around[at] ?? -1).flatMap(([from, to]) => literalKey(line, from, to) ?? []);
  const names = texts.filter((text): text is string => typeof text === "string");
  return names.find((name) => name.startsWith("--")) ?? names[0];
}

/** A field of a class that takes its values from the environment. */
function ofSettings(program: Program, scope: string, { name }: SymbolPath, { value }: Found): Overruling[] {
  const header = scope === "" ? undefined : classIn(program, scope);
  if (!header) return [];
  const { outside } = ancestorsOf(program, { module: program.governed, header });
  return outside.some((base) => SETTINGS.test(base)) ? [overruling(program, value.range, name.toUpperCase())] : [];
}

/** freqtrade's `buy_params`, which count before the default of a parameter of that name. */
function ofParameters(
  program: Program,
  scope: string,
  { name, steps }: SymbolPath,
  { assignment }: Found,
): Overruling[] {
  if (scope === "" || steps.length === 0 || assignment.value.kind !== "call") return [];
  const { parsed } = program.governed;
  const space = /\bspace\s*=\s*["'](\w+)["']/.exec(assignment.value.text)?.[1] ?? name.split("_")[0] ?? "";
  const places = parsed.text.matchAll(new RegExp(`\\b${space}_params\\b[^\\n]*=\\s*\\{[^}]*["']${name}["']\\s*:`, "g"));
  return [...places].map(({ index }) =>
    overruling(program, { start: index, end: index + `${space}_params`.length }, `${space}_params`),
  );
}
