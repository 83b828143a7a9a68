// Finds the classes that inherit from a class.
import { addTo } from "../../../group-by";
import { oncePer } from "../once-per";
import type { Binding } from "../syntax/bindings";
import { chainAt } from "../syntax/dependencies";
import type { FrameId } from "../syntax/frames";
import { LineScanner } from "../syntax/lines";
import { tokensOf } from "../syntax/tokens";
import type { Chunk } from "../tree/chunks";
import { findAll, type Tree } from "../tree/tree";

/** A class, the block of its body, and the last names of its bases: `Base` of `module.Base`. */
interface ClassHeader {
  readonly name: string;
  readonly opens: FrameId;
  readonly bases: readonly string[];
}

/** The classes that inherit from one of `spaces`, directly or through others, as far as their names show. */
export function subclassesOf(tree: Tree, spaces: readonly FrameId[]): Set<FrameId> {
  const headers = findAll(tree, headersIn, "", (header) => header);
  const byBase = new Map<string, ClassHeader[]>();
  for (const header of headers) for (const base of header.bases) addTo(byBase, base, header);
  const subclasses = new Set<FrameId>();
  const names = new Set(headers.flatMap(({ name, opens }) => (spaces.includes(opens) ? name : [])));
  // `names` grows while it is iterated.
  for (const base of names) {
    for (const { name, opens } of byBase.get(base) ?? []) {
      if (!spaces.includes(opens)) subclasses.add(opens);
      names.add(name);
    }
  }
  return subclasses;
}

const headersIn = oncePer((chunk: Chunk): readonly ClassHeader[] =>
  chunk.bindings.flatMap((binding) =>
    binding.opens ? { name: binding.name, opens: binding.opens, bases: basesOf(chunk, binding) } : [],
  ),
);

/** The last names of what is between a class's parentheses, except for keywords such as `metaclass=`. */
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
