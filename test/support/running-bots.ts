import { readFileSync } from "node:fs";
import type { Json } from "../../src/core/json";

/** A small bot of test/fixtures/running-bots.txt, and the one value of it that is governed. */
export interface RunningBot {
  /** What overrules the value, or "controls" where nothing does, or the other classes of cases. */
  readonly group: string;
  readonly title: string;
  readonly scope: string;
  readonly symbol: string;
  /** The file with the governed value. */
  readonly governed: string;
  /** The file that is run. */
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** What test/oracle/bots.py answers: what the bot handed to `trade` and to `other`. */
export type Run = { readonly trades: readonly Json[]; readonly others: readonly Json[] } | { readonly error: string };

/** All small bots, in the order of the file. */
export function runningBots(): RunningBot[] {
  return readFileSync("test/fixtures/running-bots.txt", "utf8").split(/^=== /m).slice(1).map(parseBot);
}

function parseBot(text: string): RunningBot {
  const [head = "", ...bodies] = text.split(/^--- /m);
  const [header = "", first = ""] = cut(head);
  const [group = "", ...rest] = header.split(" | ");
  const governed = rest.length > 2 && /\.py$/.test(rest.at(-1) ?? "") ? rest.pop() : undefined;
  const place = rest.pop() ?? "";
  const [, scope = "", symbol = ""] = /^(?:([\w.]+):)?(.*)$/.exec(place) ?? [];
  const main = governed === undefined ? "bot.py" : "main.py";
  const files: Record<string, string> = { [main]: first };
  const env: Record<string, string> = {};
  for (const body of bodies) {
    const [name = "", content = ""] = cut(body);
    const [, variable, value = ""] = /^env (\w+)=(.*)$/.exec(name) ?? [];
    if (variable === undefined) files[name] = content;
    else env[variable] = value;
  }
  return { group, title: rest.join(" | "), scope, symbol, governed: governed ?? main, main, files, env };
}

/** The first line of a text, and the rest. */
function cut(text: string): [line: string, rest: string] {
  const end = text.indexOf("\n");
  return [text.slice(0, end), text.slice(end + 1)];
}
