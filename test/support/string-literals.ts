// Finds the string literals of TypeScript texts without a parser: comments and regular expressions are passed over.

/** A string or template literal: its text, `…` in place of each `${}`, and the code around it. */
export interface StringLiteral {
  readonly text: string;
  readonly line: number;
  /** What is before it on the way back to the last `;`, `{` or `}`. */
  readonly before: string;
  readonly after: string;
}

/** One token at a time: a comment, a quoted string, a template's beginning, a regular expression, or any one character. */
const tokens =
  /\/\/[^\n]*|\/\*.*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`|(?<=(?:^|[(,=:[!&|?{};+<>~^]|\breturn|\bcase)\s*)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*|./gs;

export function stringLiterals(code: string): StringLiteral[] {
  const literals: StringLiteral[] = [];
  read(code, 0, literals);
  return literals.sort((a, b) => a.line - b.line);
}

/** Reads code from `start` to the `}` that closes a template's `${`, or to the end; returns where that is. */
function read(code: string, start: number, literals: StringLiteral[]): number {
  let at = start;
  for (let depth = 0; at < code.length; ) {
    tokens.lastIndex = at;
    const [token = ""] = tokens.exec(code) ?? [];
    if (token === "}" && depth === 0 && start > 0) return at;
    if (token === "{") depth++;
    if (token === "}") depth--;
    const end = token === "`" ? readTemplate(code, at, literals) : at + token.length;
    if (/^["']/.test(token)) literals.push(literal(code, at, end, token.slice(1, -1)));
    at = end;
  }
  return at;
}

/** Reads a template from its backtick; returns where it ends. */
function readTemplate(code: string, start: number, literals: StringLiteral[]): number {
  let [at, text] = [start + 1, ""];
  while (at < code.length && code[at] !== "`") {
    if (code.startsWith("${", at)) {
      at = read(code, at + 2, literals) + 1;
      text += "…";
    } else {
      const length = code[at] === "\\" ? 2 : 1;
      text += code.slice(at, at + length);
      at += length;
    }
  }
  literals.push(literal(code, start, at + 1, text));
  return at + 1;
}

function literal(code: string, start: number, end: number, text: string): StringLiteral {
  const before = /[^;{}]*$/.exec(code.slice(Math.max(0, start - 300), start))?.[0] ?? "";
  return { text, line: code.slice(0, start).split("\n").length, before, after: code.slice(end, end + 40) };
}
