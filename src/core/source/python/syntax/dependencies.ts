// Finds the variables that an expression is computed from.
import { type Token, tokensOf } from "./tokens";

/** Whether the file defines a name by `import`, `def` or `class`, and never assigns to it. */
export type IsDefined = (name: string) => boolean;

const KEYWORDS = new Set(
  "False None True and as async await else for from if in is lambda not or yield import global".split(" "),
);
/** Builtins that are no variables: types and plain functions. */
const BUILTINS = new Set(
  "abs all any bool bytes dict divmod enumerate filter float format frozenset int isinstance iter len list map max min object pow print range repr reversed round set slice sorted str sum tuple type zip".split(
    " ",
  ),
);

/**
 * The variables in `[start, end)`, with their dots as in the text, each once. A function that is called is no variable;
 * the object that a method is called on is one, unless it is a module or class. `.get` always reads its object, except
 * for the environment.
 */
export function dependencies(
  text: string,
  start: number,
  end: number,
  isCall: boolean,
  isDefined: IsDefined,
): string[] {
  const tokens = tokensOf(text, start, end);
  const bound = boundNames(tokens);
  const variables = new Set<string>();
  for (let at = 0; at < tokens.length; at++) {
    const chain = chainAt(tokens, at);
    if (!chain) continue;
    at = chain.next - 1;
    const [root = ""] = chain.names;
    if (bound.has(root) || isKeywordArgument(tokens, chain.next)) continue;
    const name = dependency(chain.names, tokens[chain.next]?.text === "(", isCall, isDefined);
    if (name !== undefined && !BUILTINS.has(name)) variables.add(name);
  }
  return [...variables];
}

function dependency(
  names: readonly string[],
  called: boolean,
  isCall: boolean,
  isDefined: IsDefined,
): string | undefined {
  const root = names[0] ?? "";
  if (!called) return isCall && isDefined(root) ? undefined : names.join(".");
  if (names.length === 1) return undefined;
  const reads = names.at(-1) === "get" ? root !== "os" && root !== "environ" : !isDefined(root);
  return reads ? names.slice(0, -1).join(".") : undefined;
}

/** The dotted name that starts with the token `at`, and the token after it; undefined where none starts. */
export function chainAt(tokens: readonly Token[], at: number): { names: string[]; next: number } | undefined {
  const first = tokens[at];
  if (first?.type !== "word" || KEYWORDS.has(first.text) || tokens[at - 1]?.text === ".") return undefined;
  const names = [first.text];
  let next = at + 1;
  while (tokens[next]?.text === "." && tokens[next + 1]?.type === "word") {
    names.push((tokens[next + 1] as Token).text);
    next += 2;
  }
  return { names, next };
}

/** Whether the name before the token `next` is that of a keyword argument: followed by `=`, but not by `==`. */
function isKeywordArgument(tokens: readonly Token[], next: number): boolean {
  return tokens[next]?.text === "=" && tokens[next + 1]?.text !== "=";
}

/** The names that comprehensions and lambdas in the tokens bind for themselves. */
function boundNames(tokens: readonly Token[]): Set<string> {
  const bound = new Set<string>();
  for (let at = 0; at < tokens.length; at++) {
    const stop = tokens[at]?.text === "for" ? "in" : tokens[at]?.text === "lambda" ? ":" : undefined;
    if (stop === undefined || tokens[at]?.type !== "word") continue;
    for (at++; at < tokens.length && tokens[at]?.text !== stop; at++)
      if (tokens[at]?.type === "word") bound.add((tokens[at] as Token).text);
  }
  return bound;
}
