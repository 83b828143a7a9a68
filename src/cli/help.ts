// Writes the help of the command line, and the data behind it, from what the commands declare.
import { columnsOf } from "../core/text";
import { describeExit, helpWords } from "../messages/cli";
import {
  type CommandDeclaration,
  commandSyntax,
  globalOptions,
  helpOption,
  type OptionDeclaration,
  optionSyntax,
  versionOption,
} from "./command-line/declaration";
import { exit } from "./session";

type Row = readonly [term: string, description: string];

const width = 100;

/** What `phasegate --help` prints. */
export function overview(commands: readonly CommandDeclaration[]): string {
  const shared = { ...globalOptions, ...helpOption, ...versionOption };
  return sections(
    [wrapped(helpWords.purpose(), "")],
    [helpWords.usage("phasegate COMMAND")],
    list(
      helpWords.commands(),
      commands.map((command) => [commandSyntax(command).slice("phasegate ".length), command.summary]),
    ),
    list(helpWords.sharedOptions(), Object.entries(shared).map(optionRow)),
    exitCodes(),
    [helpWords.more()],
  );
}

/** What `phasegate COMMAND --help` prints. */
export function commandHelp(command: CommandDeclaration): string {
  const operands = Object.entries(command.operands);
  const shared = command.globals.map((name) => [name, globalOptions[name]] as const);
  return sections(
    [helpWords.usage(commandSyntax(command))],
    [wrapped(sentence(command.summary), ""), ...(command.description ? [wrapped(command.description, "")] : [])],
    list(
      helpWords.operands(),
      operands.map(([name, { description, choices }]) => [name.toUpperCase(), withChoices(description, choices)]),
    ),
    list(helpWords.options(), Object.entries(command.options).map(optionRow)),
    list(helpWords.sharedOptions(), [...shared, ...Object.entries(helpOption)].map(optionRow)),
    examples(command),
    exitCodes(),
  );
}

/** The same as data: what `phasegate help --json` prints. */
export function overviewData(commands: readonly CommandDeclaration[]) {
  return {
    commands: commands.map(({ name, summary, description = "", operands, options, globals, examples }) => ({
      name,
      usage: commandSyntax({ name, operands }),
      summary,
      description,
      operands: Object.entries(operands).map(([operand, declaration]) => ({ name: operand, ...declaration })),
      options: Object.entries(options).map(([option, declaration]) => ({
        usage: optionSyntax(option, declaration),
        ...declaration,
      })),
      sharedOptions: [...globals.map((option) => optionSyntax(option, globalOptions[option])), "--help"],
      examples,
      ...(globals.includes("json") && { schema: `schemas/cli/${name}.schema.json` }),
    })),
    exitCodes: Object.values(exit).map((code) => ({ code, means: describeExit(code) })),
  };
}

function optionRow([name, option]: readonly [string, OptionDeclaration]): Row {
  const choices = option.type === "text" ? option.choices : undefined;
  const short = name === "help" ? "-h, " : "";
  return [`${short}${optionSyntax(name, option)}`, withChoices(option.description, choices)];
}

function withChoices(description: string, choices: readonly string[] | undefined): string {
  return choices ? `${description} (${choices.join(", ")})` : description;
}

function examples({ examples: list }: CommandDeclaration): string[] {
  return [helpWords.examples(), ...list.flatMap(({ line, does }) => [`  ${line}`, wrapped(does, "      ")])];
}

function exitCodes(): string[] {
  return list(
    helpWords.exitCodes(),
    Object.values(exit).map((code) => [String(code), describeExit(code)]),
  );
}

/** Rows under a title; empty where there are none. */
function list(title: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const column = Math.max(...rows.map(([term]) => columnsOf(term))) + 4;
  return [
    title,
    ...rows.map(([term, description]) => {
      const text = wrapped(description, " ".repeat(column));
      return `  ${term}${text.slice(columnsOf(term) + 2)}`;
    }),
  ];
}

function sections(...parts: readonly (readonly string[])[]): string {
  return parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n");
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || columnsOf(line) + columnsOf(word) >= width) lines.push(indent + word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}
