// The command line: finds the command, runs it, and reports what went wrong.
import "../command-line/language";
import { problem, UserError } from "../../core/problem";
import { nearest } from "../../core/problem/nearest";
import { words } from "../../messages/cli";
import type { Command } from "../command";
import { type CommandLine, checkLeadingOptions, misused, readCommandLine } from "../command-line/arguments";
import { commands, loadCommands } from "../commands";
import { formatVersion } from "../data/format-version";
import { problemRow } from "../data/problem-row";
import { type Exit, exit } from "../session";
import { shownProblem } from "../terminal/colors";
import { isClosedPipe, isToldElsewhere, outputFault } from "../terminal/output";
import { Interrupted } from "../terminal/signals";
import { visible } from "../terminal/visible";

async function run(args: readonly string[], line: CommandLine, input: () => Promise<string>): Promise<Exit> {
  const { name, help, version } = line;
  if (version && !help) {
    printData(PHASEGATE_VERSION, { version: PHASEGATE_VERSION, formatVersion }, line);
    return exit.done;
  }
  if (help) {
    const { commandHelp, overview, overviewData } = await import("../help");
    const described = name === undefined ? await loadCommands() : [await commandNamed(name)];
    const [first] = described;
    printData(name !== undefined && first ? commandHelp(first) : overview(described), overviewData(described), line);
    return exit.done;
  }
  checkLeadingOptions(args);
  if (name === undefined) throw misused({ reason: "command-missing", commands: Object.keys(commands) });
  return (await commandNamed(name)).start(line.args, { loadCommands, input });
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

function printData(text: string, value: unknown, { json }: CommandLine): void {
  process.stdout.write(`${visible(json ? JSON.stringify(value, null, 2) : text)}\n`);
}

/** Tells what went wrong, for people on stderr and, where data was asked for, as data on stdout; how the process ends. */
function report(error: unknown, json: boolean): number {
  if (!(error instanceof UserError)) return reportBug(error, json);
  const rows = error.problems.map(problemRow);
  for (const { code, message } of rows) process.stderr.write(`${shownProblem(code, message, process.stderr)}\n`);
  if (json) printProblems(rows);
  return error instanceof Interrupted ? error.exitCode : exit.refused;
}

function reportBug(error: unknown, json: boolean): number {
  const stack = String((error as Error | undefined)?.stack ?? error);
  process.stderr.write(`${words.bug()}\n${visible(stack)}\n`);
  if (json) printProblems([{ code: "bug", message: words.bug(), data: { stack } }]);
  return exit.bug;
}

function printProblems(problems: readonly object[]): void {
  process.stdout.write(`${visible(JSON.stringify({ problems }, null, 2))}\n`);
}

/** The command's own exit code; where it did everything, and what it printed is not all there, 2. */
async function checkOutput(code: number): Promise<number> {
  const detail = await outputFault();
  if (code !== exit.done || detail === undefined || isClosedPipe(detail) || isToldElsewhere()) return code;
  return report(new UserError(problem("output-unwritable", { detail })), false);
}

/** Runs the command line to its end, which is told by the process's exit code; `input` reads standard input. */
export async function main(args: readonly string[], input: () => Promise<string>): Promise<void> {
  const line = readCommandLine(args);
  // Should a promise never be kept, Node would end with 0.
  process.exitCode = exit.bug;
  process.on("uncaughtException", (error) => process.exit(reportBug(error, line.json)));
  const code = await run(args, line, input).catch((error: unknown) => report(error, line.json));
  process.exitCode = await checkOutput(code);
}
