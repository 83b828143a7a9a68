// Tells what becomes of a governed value when the program runs: what may overrule it, whether it is read.

import { lineAt, lineStarts, type Range } from "../../../text";
import type { Location, Meaning, Overruling } from "../../types";
import { nameRange, valueRange } from "../assignments";
import { locate } from "../locate";
import type { ParsedText } from "../parsed-text";
import { parseSymbol } from "../symbols";
import { shiftOf } from "../tree/tree";
import { isDead } from "./dead";
import { escapesOf, makesNamespace } from "./escapes";
import { fallbacksOf } from "./fallbacks";
import type { Escape } from "./handle";
import { Program } from "./program";

const NOTHING: Meaning = { overrulings: [], isDead: false, sharedWith: [] };

export function meaningOf(
  parsed: ParsedText,
  scope: string,
  symbol: string,
  path: string,
  neighbours: ReadonlyMap<string, ParsedText>,
): Meaning {
  const steps = parseSymbol(symbol);
  const location = locate(parsed, scope, symbol);
  if (!steps || location.status !== "found") return NOTHING;
  const program = new Program(path, parsed, neighbours);
  const { kind } = location.value;
  const callee = /^([\w.]+)\s*\(/.exec(location.assignment.value.text)?.[1];
  const search = escapesOf(program, scope, steps, {
    isContainer: kind === "list" || kind === "dict",
    isAttribute: callee !== undefined && makesNamespace(program, callee),
  });
  const starts = lineStarts(parsed.text);
  const lineOf = ({ start }: Range) => lineAt(starts, start) + 1;
  const known = new Set([location.assignment.nameRange, ...location.others.map(({ range }) => range)].map(lineOf));
  const escapes = search.escapes
    .map((found) => overrulingOf(parsed, found))
    .filter(({ path, line }) => path !== undefined || !known.has(line));
  const unread = search.readsUnseen || search.isImported;
  return {
    overrulings: each([...escapes, ...fallbacksOf(program, scope, steps, location)]),
    isDead: isDead(program, scope, steps.name, unread),
    sharedWith: sharedWith(parsed, location),
  };
}

/** Each place once, in the order of the files and the text. */
function each(overrulings: readonly Overruling[]): Overruling[] {
  const places = new Map<string, Overruling>();
  for (const one of overrulings) {
    const key = `${one.path ?? ""}:${one.line}`;
    const before = places.get(key);
    if (!before || (one.named && !before.named)) places.set(key, one);
  }
  return [...places.values()];
}

function overrulingOf(parsed: ParsedText, { module, line, at, reason, named }: Escape): Overruling {
  const { tree } = module.parsed;
  const chunk = tree.chunks.indexOf(line.chunk);
  const token = line.tokens[at] ?? { start: 0, end: 0 };
  const shift = shiftOf(tree, chunk) + line.chunk.origin;
  const place = { start: token.start + shift, end: token.end + shift };
  const range = module.path === undefined ? parsed.place(place) : place;
  return { reason, path: module.path, range, line: lineAt(lineStarts(module.parsed.text), range.start) + 1, named };
}

/** The other names that the literal is given to at the same time: `A = B = 1`. */
function sharedWith(parsed: ParsedText, location: Extract<Location, { status: "found" }>): string[] {
  const { nameRange: own, value } = location.assignment;
  const names: string[] = [];
  parsed.tree.chunks.forEach((chunk, at) => {
    for (const binding of chunk.bindings) {
      if (!binding.node) continue;
      const bound = { binding, chunk: at };
      const range = valueRange(parsed, bound);
      if (
        nameRange(parsed, bound).start === own.start ||
        range.end <= location.value.range.start ||
        range.start >= location.value.range.end
      )
        continue;
      if (range.start > value.range.start && range.end > value.range.end) continue;
      names.push(
        binding.owner === undefined
          ? `${binding.name}${binding.element ?? ""}`
          : `${binding.owner}.${binding.name}${binding.element ?? ""}`,
      );
    }
  });
  return [...new Set(names)];
}
