// Tells whether a change of a name changes nothing that the program does.
import { valueRange } from "../assignments";
import { oncePer } from "../once-per";
import type { ParsedText } from "../parsed-text";
import type { Chunk } from "../tree/chunks";
import { directlyDerived, QualifiedNames } from "./derived";
import { usesOf } from "./uses";

/**
 * Whether a change of the name changes nothing that the file does: nothing reads it, or only messages and derived
 * values that are dead themselves do. Never where the program may read names that the text does not spell out.
 */
export function isDead(parsed: ParsedText, scope: string, name: string): boolean {
  const anyRead = new Map<string, boolean>();
  // It grows while it is iterated: a chain of derived values may be as long as the file.
  const names = new QualifiedNames(scope, name);
  for (const qualified of names.all) {
    const readsAny = anyRead.get(qualified.scope) ?? readsAnyName(parsed, qualified.scope);
    anyRead.set(qualified.scope, readsAny);
    if (readsAny) return false;
    const derived = directlyDerived(parsed, qualified.scope, qualified.name);
    for (const { binding } of derived) names.add({ scope: binding.frame.scope ?? "", name: binding.name });
    const values = derived.map((bound) => valueRange(parsed, bound)).sort((a, b) => a.start - b.start);
    // Both values and uses are sorted and may be many: `end` is where the values end that start before a use.
    let next = 0;
    let end = 0;
    for (const { range, kind } of usesOf(parsed, qualified.scope, qualified.name)) {
      for (let value = values[next]; value && value.start <= range.start; value = values[++next])
        end = Math.max(end, value.end);
      if (kind !== "log" && range.end > end) return false;
    }
  }
  return true;
}

const ANY_CLASS_NAME =
  /\b(?:vars|asdict|dir|getmembers|fields)\s*\(\s*(\w[\w.]*)|(?<!\w)(\w+)\.(?:__dict__|model_dump\(|dict\(\))|\bgetattr\s*\(\s*(\w[\w.]*)\s*,\s*[^"'\s]/g;
const ANY_MODULE_NAME = /\bglobals\s*\(\s*\)|\bvars\s*\(\s*\)/;

/** Whether the program may go over all names of the scope, so that a use need not spell the name. */
function readsAnyName(parsed: ParsedText, scope: string): boolean {
  const { chunks } = parsed.tree;
  if (scope === "") return chunks.some(({ text }) => ANY_MODULE_NAME.test(text));
  const short = scope.slice(scope.lastIndexOf(".") + 1);
  return chunks.some((chunk) =>
    ownersReadWhole(chunk).some(
      (owner) => owner === short || /^(?:self|cls)$|conf|setting|param|opts|args/i.test(owner),
    ),
  );
}

/** The last names of what the chunk asks for all attributes of. */
const ownersReadWhole = oncePer((chunk: Chunk): readonly string[] =>
  [...chunk.text.matchAll(ANY_CLASS_NAME)].map((match) => {
    const owner = match[1] ?? match[2] ?? match[3] ?? "";
    return owner.slice(owner.lastIndexOf(".") + 1);
  }),
);
