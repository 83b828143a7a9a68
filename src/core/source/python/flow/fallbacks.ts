// Tells where a value is only what the program falls back on, when another source has none.

import { lineAt, lineStarts } from "../../../text";
import type { Location, Overruling, SourceElement, SourceValue, SymbolPath } from "../../types";
import { readStrings } from "../syntax/literals";
import { ancestorsOf, classIn } from "./owners";
import type { Program } from "./program";

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
