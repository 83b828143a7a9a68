// Tells whether a change of a name changes nothing that the program does.
import { valueRange } from "../assignments";
import { directlyDerived, QualifiedNames } from "../names/derived";
import { usesOf } from "../names/uses";
import type { ParsedText } from "../parsed-text";
import { tokensOf } from "../syntax/tokens";
import type { Bound } from "../tree/scopes";
import { escapesOf } from "./escapes";
import type { Program } from "./program";

/**
 * Whether a change of the name changes nothing that the program does: nothing reads it, or only messages, assertions and
 * derived values that are dead themselves do. `readsUnseen` says whether that of its own scope may be read without being
 * named. A derived value is one that a pure expression makes: any other call may do something with the name.
 */
export function isDead(program: Program, scope: string, name: string, readsUnseen: boolean): boolean {
  const { parsed } = program.governed;
  if (readsUnseen || onlyDeclares(parsed) || (scope !== "" && reflects(parsed))) return false;
  const unseen = new Map<string, boolean>([[scope, readsUnseen]]);
  // It grows while it is iterated: a chain of derived values may be as long as the file.
  const names = new QualifiedNames(scope, name);
  for (const qualified of names.all) {
    const path = { name: qualified.name, steps: [] };
    const reads = unseen.get(qualified.scope) ?? escapesOf(program, qualified.scope, path).readsUnseen;
    unseen.set(qualified.scope, reads);
    if (reads) return false;
    const derived = directlyDerived(parsed, qualified.scope, qualified.name).filter((bound) => isPure(parsed, bound));
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

const REFLECTION =
  /\b(?:vars|asdict|astuple|getmembers|fields)\s*\(\s*\w|\.(?:__dict__|_asdict|model_dump)\b|\bgetattr\s*\(\s*[\w.]+\s*,\s*[^"'\s]/;

/** Whether the program asks some object for all of its attributes, or for one that only the program can name. */
function reflects({ tree }: ParsedText): boolean {
  return tree.chunks.some(({ text }) => REFLECTION.test(text));
}

/** Functions that only compute a value. */
const PURE = new Set(
  "abs bool ceil complex Decimal dict divmod exp float floor Fraction int len list log log10 log2 max min pow round set sorted sqrt str sum timedelta tuple".split(
    " ",
  ),
);

/** Whether the value that a binding gives is computed, and nothing else is done. */
function isPure({ tree }: ParsedText, { binding: { node }, chunk }: Bound): boolean {
  const { text = "", origin = 0 } = tree.chunks[chunk] ?? {};
  if (!node) return false;
  const tokens = tokensOf(text, node.start - origin, node.end - origin);
  return tokens.every((token, at) => {
    if (token.text === "await" || token.text === "yield") return false;
    const callee = tokens[at - 1];
    return token.text !== "(" || callee?.type !== "word" || PURE.has(callee.text) || OPERATORS.has(callee.text);
  });
}

const OPERATORS = new Set(["and", "or", "not", "in", "is", "if", "else", "lambda", "for"]);
const STATEMENT =
  /^(?:@|class\b|import\b|from\b|["'frbuFRBU]*["']|if\b|else\b|elif\b|try\b|except\b|pass\b|\.\.\.|del\b|[\w.[\]"']+\s*(?::(?!=)|[-+*/|&^%]?=(?!=)))/;

/** Whether the file only declares values, as one that others read does. */
function onlyDeclares({ tree }: ParsedText): boolean {
  return tree.chunks.every(({ text, starts, origin, frames }) =>
    starts.every((start, line) => {
      if (frames[line]?.scope === undefined) return false;
      return STATEMENT.test(text.slice(start - origin, start - origin + 200));
    }),
  );
}
