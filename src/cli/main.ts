#!/usr/bin/env node
// The command line: finds the command, runs it, and reports what went wrong.
import "./command-line/language";
import { UserError } from "../core/problem";
import { words } from "../messages/cli";
import { describe } from "../messages/problems";
import type { Command } from "./command";
import { type CommandLine, checkLeadingOptions, misused, readCommandLine } from "./command-line/arguments";
import { nearest } from "./command-line/nearest";
import { commands, loadCommands } from "./commands";
import { type Exit, exit } from "./session";
import { visible } from "./visible";

async function run(args: readonly string[], line: CommandLine): Promise<Exit> {
  const { name, help, version } = line;
  if (version && !help) {
    process.stdout.write(`${PHASEGATE_VERSION}\n`);
    return exit.done;
  }
  if (help) {
    const { commandHelp, overview } = await import("./help");
    process.stdout.write(
      `${name === undefined ? overview(await loadCommands()) : commandHelp(await commandNamed(name))}\n`,
    );
    return exit.done;
  }
  checkLeadingOptions(args);
  if (name === undefined) throw misused({ reason: "command-missing", commands: Object.keys(commands) });
  return (await commandNamed(name)).start(line.args, loadCommands);
}

/** UserError: usage. */
function commandNamed(name: string): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load) return load();
  const names = Object.keys(commands);
  throw misused({
    reason: "command-unknown",
    command: name,
    suggestion: nearest(name, names) ?? null,
    commands: names,
  });
}

/** What was refused, for people on stderr and, where data was asked for, as data on stdout. */
function reportRefusal({ problems }: UserError, json: boolean): void {
  const rows = problems.map((problem) => ({ code: problem.code, message: describe(problem), data: problem.data }));
  for (const { code, message } of rows) process.stderr.write(`${visible(`${code}: ${message}`)}\n`);
  if (json) process.stdout.write(`${visible(JSON.stringify({ problems: rows }, null, 2))}\n`);
}

const args = process.argv.slice(2);
const line = readCommandLine(args);
run(args, line).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UserError) {
      reportRefusal(error, line.json);
      process.exitCode = exit.refused;
      return;
    }
    process.stderr.write(`${words.bug()}\n${visible(String((error as Error).stack ?? error))}\n`);
    process.exitCode = exit.bug;
  },
);
