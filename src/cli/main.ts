#!/usr/bin/env node
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { problem, UserError } from "../core/problem";
import { usage, words } from "../messages/cli";
import { describe } from "../messages/problems";
import { type Exit, exit, type Options, Session } from "./session";
import { visible } from "./visible";

type Command = (session: Session) => Promise<Exit>;

/** Loaded when called: `check` in a commit hook should not wait for what only `apply` needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./commands/check")).check,
  status: async () => (await import("./commands/status")).status,
  diff: async () => (await import("./commands/diff")).diff,
  apply: async () => (await import("./commands/apply")).apply,
  rollback: async () => (await import("./commands/rollback")).rollback,
  inspect: async () => (await import("./commands/inspect")).inspect,
  adopt: async () => (await import("./commands/adopt")).adopt,
  schema: async () => (await import("./commands/schema")).schema,
  import: async () => (await import("./commands/import")).importPlan,
  init: async () => (await import("./commands/init")).init,
  log: async () => (await import("./commands/log")).log,
  show: async () => (await import("./commands/show")).show,
  backups: async () => (await import("./commands/backups")).backups,
  push: async () => (await import("./commands/push")).push,
  fetch: async () => (await import("./commands/fetch")).fetch,
};

/** How many operands a command takes; those that are not here take any number. */
const operandsOf: Readonly<Record<string, number>> = {
  check: 0,
  status: 0,
  diff: 1,
  apply: 1,
  rollback: 1,
  adopt: 0,
  schema: 0,
  import: 1,
  init: 1,
  log: 0,
  show: 1,
  backups: 1,
  push: 1,
  fetch: 1,
};

const options = {
  plan: { type: "string" },
  cwd: { type: "string" },
  json: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
  markdown: { type: "boolean", default: false },
  override: { type: "string" },
  edits: { type: "boolean", default: false },
  "write-only": { type: "string" },
  reason: { type: "string" },
  "whole-file": { type: "boolean", default: false },
  phase: { type: "string" },
  parameter: { type: "string" },
  from: { type: "string" },
  "from-backup": { type: "string" },
  id: { type: "string" },
  score: { type: "string" },
  row: { type: "string" },
  digits: { type: "string" },
  answer: { type: "string", multiple: true },
  help: { type: "boolean", short: "h", default: false },
} as const;

async function run(args: string[]): Promise<Exit> {
  const { values, positionals } = parse(args);
  const [name, ...operands] = positionals;
  if (values.help || name === undefined) {
    process.stdout.write(`${usage()}\n`);
    return values.help ? exit.done : exit.refused;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) throw new UserError(problem("usage", { detail: words.unknownCommand(name, Object.keys(commands)) }));
  const session = new Session(optionsOf(values), operands);
  const most = operandsOf[name];
  if (most !== undefined && operands.length > most) {
    throw new UserError(problem("usage", { detail: words.tooMany(name, operands.slice(most)) }));
  }
  return (await load())(session);
}

function optionsOf(values: ReturnType<typeof parse>["values"]): Options {
  const { cwd, json, yes, edits, markdown, row, digits, answer = [] } = values;
  const { "whole-file": wholeFile, "write-only": writeOnly, "from-backup": fromBackup } = values;
  const names = ["plan", "override", "reason", "phase", "parameter", "from", "id", "score"] as const;
  const texts = names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const]));
  return {
    ...Object.fromEntries(texts),
    folder: resolve(cwd ?? "."),
    json,
    yes,
    edits,
    markdown,
    wholeFile,
    ...(writeOnly !== undefined && { writeOnly }),
    ...(fromBackup !== undefined && { fromBackup }),
    ...(row !== undefined && { row: count("row", row) }),
    ...(digits !== undefined && { digits: count("digits", digits) }),
    answers: Object.fromEntries(answer.map(answerOf)),
  };
}

function count(name: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UserError(problem("usage", { detail: words.needsCount(name, text) }));
}

function answerOf(text: string): [id: string, answer: string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UserError(problem("usage", { detail: words.needsAnswer(text) }));
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UserError(problem("usage", { detail: (error as Error).message }));
  }
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const mine = !(error instanceof UserError);
    const lines = mine
      ? [words.bug(), String((error as Error).stack ?? error)]
      : error.problems.map((each) => `${each.code}: ${describe(each)}`);
    for (const line of lines) process.stderr.write(`${visible(line)}\n`);
    process.exitCode = mine ? exit.bug : exit.refused;
  },
);
