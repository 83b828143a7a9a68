// Decides which files a plan has, and in which one each of its parameters is.
import type { JsonObject } from "../../json";
import type { Facts } from "../markdown/facts";
import { sourceStem } from "../source-paths";
import { type Draft, Keys } from "./draft";
import type { Governed } from "./parameters";

export interface PlacedFiles {
  readonly members: JsonObject;
  /** The key of the file that holds a parameter. */
  readonly keyOf: (parameter: string) => string;
}

/** The files that hold the parameters. `bot` is the path of the bot's own file, where it is known. */
export function placeFiles(
  facts: Facts,
  governed: ReadonlyMap<string, Governed>,
  draft: Draft,
  bot: string | undefined,
): PlacedFiles {
  const named = [...new Set([...governed.values()].flatMap(({ file }) => file ?? []))];
  const asked = [...governed.values()].some(({ fileAsked }) => fileAsked);
  return named.length > 1 || asked
    ? several(facts, asked ? filesIn(facts) : named, governed, draft, bot)
    : one(facts, named[0], draft, bot);
}

/** Every file that a statement is about. */
function filesIn({ statements }: Facts): string[] {
  return [...new Set(statements.flatMap(({ file }) => file ?? []))];
}

function one(facts: Facts, named: string | undefined, draft: Draft, bot: string | undefined): PlacedFiles {
  const [first, ...others] = facts.files.keys();
  const path = bot ?? draft.answer("file") ?? named ?? (others.length === 0 ? first : undefined);
  if (path === undefined) draft.ask("file-missing", "file", "/files/bot/path", {}, []);
  // The scope that the document names may not be this bot's: binding finds the right one.
  const scope = bot === undefined ? (facts.scopes.get(named ?? "") ?? facts.scopes.get("")) : undefined;
  const member = { ...(path !== undefined && { path }), ...(scope !== undefined && { scope }) };
  return { members: { bot: member }, keyOf: () => "bot" };
}

function several(
  { scopes }: Facts,
  paths: readonly string[],
  governed: ReadonlyMap<string, Governed>,
  draft: Draft,
  bot: string | undefined,
): PlacedFiles {
  const own = bot === undefined ? paths[0] : botAmong(paths, bot, draft);
  const keys = new Keys();
  const ordered = [...paths].sort((a, b) => Number(b === own) - Number(a === own));
  const byPath = new Map(
    ordered.map((path) => [path, path === own ? keys.next("bot", "bot") : keys.next(sourceStem(path), "file")]),
  );
  const members = ordered.map((path) => {
    const isBot = bot !== undefined && path === own;
    const scope = isBot ? undefined : scopes.get(path);
    return [byPath.get(path) ?? "bot", { path: isBot ? bot : path, ...(scope !== undefined && { scope }) }] as const;
  });
  const byParameter = new Map(
    [...governed].map(([name, one]) => [name, byPath.get(one.file ?? askFile(name, one, paths, draft) ?? "") ?? "bot"]),
  );
  return { members: Object.fromEntries(members), keyOf: (name) => byParameter.get(name) ?? "bot" };
}

/** Asks for the file of a parameter that the text puts in none. */
function askFile(
  name: string,
  { parameter, fileAsked }: Governed,
  paths: readonly string[],
  draft: Draft,
): string | undefined {
  if (fileAsked) return undefined;
  const id = `file:${name}`;
  const chosen = draft.chosen(id, paths);
  const choices = paths.map((path) => ({ id: path, label: path, places: [parameter.place] }));
  if (chosen === undefined) draft.ask("which-file", id, `/parameters/${name}/file`, { parameter: name }, choices);
  return chosen;
}

/** Which of the text's files is the bot's: the one of its path, the only one of its name, or the answer. */
function botAmong(paths: readonly string[], bot: string, draft: Draft): string | undefined {
  const base = (path: string): string => path.replace(/^.*\//, "");
  const alike = paths.filter((path) => base(path) === base(bot));
  const found = paths.find((path) => path === bot) ?? (alike.length === 1 ? alike[0] : draft.chosen("file", paths));
  const choices = paths.map((path) => ({ id: path, label: path, places: [] }));
  if (found === undefined) draft.ask("which-bot", "file", "/files/bot/path", { bot }, choices);
  return found;
}
