import { chainAt } from "../syntax/dependencies";
import type { FrameId } from "../syntax/frames";
import { LineScanner } from "../syntax/lines";
import type { Binding } from "../syntax/statements";
import { tokensOf } from "../syntax/tokens";
import type { Chunk } from "../tree/chunks";
import { findAll, type Tree } from "../tree/tree";

/** A class and the last names of those that it is made from. */
interface ClassHeader {
  readonly name: string;
  readonly opens: FrameId;
  readonly bases: readonly string[];
}

/** The classes that inherit from one of `spaces`, directly or through others, as far as their names show. */
export function subclassesOf(tree: Tree, spaces: readonly FrameId[]): Set<FrameId> {
  const headers = findAll(tree, headersIn, "", (header) => header);
  const made = new Map<string, ClassHeader[]>();
  for (const header of headers) {
    for (const base of header.bases) {
      const others = made.get(base);
      if (others) others.push(header);
      else made.set(base, [header]);
    }
  }
  const found = new Set<FrameId>();
  const names = new Set(headers.flatMap(({ name, opens }) => (spaces.includes(opens) ? name : [])));
  // Both grow while they are gone through.
  for (const name of names) {
    for (const { name: next, opens } of made.get(name) ?? []) {
      if (!spaces.includes(opens)) found.add(opens);
      names.add(next);
    }
  }
  return found;
}

const caches = new WeakMap<Chunk, readonly ClassHeader[]>();

function headersIn(chunk: Chunk): readonly ClassHeader[] {
  let headers = caches.get(chunk);
  if (!headers) {
    headers = chunk.bindings.flatMap((binding) =>
      binding.opens ? { name: binding.name, opens: binding.opens, bases: basesOf(chunk, binding) } : [],
    );
    caches.set(chunk, headers);
  }
  return headers;
}

/** The last names of what stands between a class's parentheses, but for `metaclass=` and its like. */
function basesOf(chunk: Chunk, binding: Binding): string[] {
  const start = binding.end - chunk.origin;
  const lines = new LineScanner(chunk.text);
  lines.read(start);
  const tokens = tokensOf(chunk.text, start, lines.end);
  const bases: string[] = [];
  const open: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const text = tokens[at]?.text ?? "";
    if (tokens[at]?.type === "symbol" && "([{".includes(text)) open.push(text);
    else if (tokens[at]?.type === "symbol" && ")]}".includes(text)) open.pop();
    else if (text === ":" && open.length === 0) break;
    const chain = open.length === 1 && open[0] === "(" ? chainAt(tokens, at) : undefined;
    if (!chain) continue;
    at = chain.next - 1;
    const last = chain.names.at(-1);
    if (last !== undefined && tokens[chain.next]?.text !== "=") bases.push(last);
  }
  return bases;
}
