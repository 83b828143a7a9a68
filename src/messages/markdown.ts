// Writes people's texts as Markdown that shows them as they are.
import { oneLine } from "../core/ledger/message";

/** What would act in Markdown, or become a link or a mention where GitHub shows it. */
const active = /[\\`*_[\]<>#~&$@]|:(?=\/\/)|(?<=\bwww)\./gi;

/** Anybody's text as one line of Markdown that shows it as it is; not to begin a line with. */
export function plainText(text: string): string {
  return oneLine(text).replace(active, "\\$&");
}

/** A value or a name, on one line, as code. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** A table; its cells are Markdown already. `rule`: what stands under each head, `:--` for one at the left. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], rule = "---"): string {
  // A pipe ends a cell even inside code.
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => rule)), ...rows.map(line)].join("\n");
}
