// Reads the arguments of a command line against what a command declares; refuses what the command does not have.
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Usage } from "../../core/problem";
import { problem, UserError } from "../../core/problem";
import { nearest } from "../../core/problem/nearest";
import {
  acceptedOptions,
  type CommandDeclaration,
  formatOption,
  type GlobalValues,
  globalOptions,
  helpOption,
  type OperandDeclarations,
  type OperandValues,
  type OptionDeclaration,
  type OptionDeclarations,
  type OptionValues,
  optionSyntax,
  versionOption,
} from "./declaration";

/** The name of a command, with what stands around it. */
export interface CommandLine {
  readonly name: string | undefined;
  /** All arguments but the name. */
  readonly args: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

type OptionToken = Extract<NonNullable<ReturnType<typeof tokensOf>>[number], { kind: "option" }>;

const leadingOptions: OptionDeclarations = { ...globalOptions, ...helpOption, ...versionOption };

/** Finds the command's name and what holds whatever the command is. Never throws. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const tokens = tokensOf(args, { ...leadingOptions, format: formatOption });
  const name = tokens.find((token) => token.kind === "positional");
  const isJson = tokens.some((token) => token.kind === "option" && token.name === "format" && token.value === "json");
  const has = (option: string, end = args.length): boolean =>
    tokens.some((token) => token.kind === "option" && token.name === option && token.index < end);
  return {
    name: name?.value,
    args: args.filter((_, index) => index !== name?.index),
    json: has("json") || isJson,
    help: has("help"),
    version: has("version", name?.index),
  };
}

/** Refuses an option before the command that only a command can have. UserError: usage. */
export function checkLeadingOptions(args: readonly string[]): void {
  const tokens = tokensOf(args, leadingOptions);
  const end = tokens.find((token) => token.kind === "positional")?.index ?? args.length;
  for (const token of tokens) if (token.kind === "option" && token.index < end) declared(token, leadingOptions, null);
}

/** The values of a command's options and operands. UserError: usage. */
export function readArguments<Options extends OptionDeclarations, Operands extends OperandDeclarations>(
  command: CommandDeclaration & { readonly options: Options; readonly operands: Operands },
  args: readonly string[],
): { readonly options: OptionValues<Options> & GlobalValues; readonly operands: OperandValues<Operands> } {
  const accepted = acceptedOptions(command);
  const tokens = tokensOf(args, accepted);
  const optionTokens = tokens.filter((token) => token.kind === "option");
  for (const token of optionTokens) checkOption(token, declared(token, accepted, command.name));
  const positionals = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const operands = readOperands(command, positionals);
  checkTogether(accepted, optionTokens, operands);
  // Both are built from the declarations that their types are made from, which no type can follow.
  return { options: readOptions(args, { ...globalOptions, ...accepted }), operands } as ReturnType<
    typeof readArguments<Options, Operands>
  >;
}

function tokensOf(args: readonly string[], options: OptionDeclarations) {
  return parseArgs({ ...configuration(args, options), strict: false, tokens: true }).tokens;
}

function configuration(args: readonly string[], options: OptionDeclarations) {
  const entries = Object.entries(options).map(([name, { type }]) => [
    name,
    {
      type: type === "flag" ? ("boolean" as const) : ("string" as const),
      multiple: type === "pairs",
      ...(name === "help" && { short: "h" }),
    },
  ]);
  return { args: [...args], options: Object.fromEntries(entries), allowPositionals: true } satisfies ParseArgsConfig;
}

/** The declaration of the option that was typed. UserError: usage. */
function declared(
  { name, rawName }: OptionToken,
  options: OptionDeclarations,
  command: string | null,
): OptionDeclaration {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option && (rawName === `--${name}` || rawName === "-h")) return option;
  const suggestion = nearest(name, Object.keys(options));
  throw misused({
    reason: "option-unknown",
    command,
    option: rawName,
    suggestion: suggestion === undefined ? null : `--${suggestion}`,
    options: Object.entries(options).map(([accepted, declaration]) => optionSyntax(accepted, declaration)),
  });
}

function checkOption({ rawName: option, value, inlineValue }: OptionToken, declaration: OptionDeclaration): void {
  if (declaration.type === "flag") {
    if (value !== undefined) throw misused({ reason: "value-unexpected", option, value });
    return;
  }
  if (value === undefined || value === "") {
    throw misused({ reason: "value-missing", option, value: declaration.value });
  }
  if (!inlineValue && /^-./s.test(value)) throw misused({ reason: "value-ambiguous", option, value });
}

/** Options given twice, and those that do not go with what else is given. */
function checkTogether(
  accepted: OptionDeclarations,
  tokens: readonly OptionToken[],
  operands: Readonly<Record<string, unknown>>,
): void {
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(operands)) if (value !== undefined) given.set(name, name.toUpperCase());
  for (const { name, rawName } of tokens) {
    const type = accepted[name]?.type;
    if (given.has(name) && (type === "text" || type === "count")) {
      throw misused({ reason: "option-repeated", option: rawName });
    }
    given.set(name, rawName);
  }
  for (const { name, rawName } of tokens) {
    const { excludes = [], needs } = accepted[name] ?? {};
    const excluded = excludes.flatMap((other) => given.get(other) ?? []);
    if (excluded[0] !== undefined) throw misused({ reason: "options-exclusive", options: [rawName, excluded[0]] });
    if (needs !== undefined && !given.has(needs)) {
      throw misused({ reason: "option-needs", option: rawName, needs: `--${needs}` });
    }
  }
}

function readOperands(
  { name: command, operands }: CommandDeclaration,
  positionals: readonly string[],
): Record<string, string | readonly string[] | undefined> {
  const rest = [...positionals];
  const entries = Object.entries(operands).map(([name, { arity, choices }]) => {
    const texts = rest.splice(0, arity === "many" ? rest.length : 1);
    const operand = name.toUpperCase();
    if (texts.length === 0 && arity !== "optional") throw misused({ reason: "operand-missing", command, operand });
    if (texts.includes("")) throw misused({ reason: "operand-empty", command, operand });
    for (const text of texts) checkChoice(operand, text, choices);
    return [name, arity === "many" ? texts : texts[0]] as const;
  });
  if (rest.length > 0) throw misused({ reason: "operands-too-many", command, operands: rest });
  return Object.fromEntries(entries);
}

function readOptions(args: readonly string[], options: OptionDeclarations): Record<string, unknown> {
  const values: Record<string, unknown> = parseArgs({ ...configuration(args, options), strict: true }).values;
  const entries = Object.entries(options).map(([name, option]) => {
    const camelCase = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    return [camelCase, readValue(`--${name}`, option, values[name])] as const;
  });
  return Object.fromEntries(entries);
}

function readValue(name: string, option: OptionDeclaration, value: unknown): unknown {
  switch (option.type) {
    case "flag":
      return value === true;
    case "pairs":
      return readPairs(name, Array.isArray(value) ? value.map(String) : []);
    case "count":
      return value === undefined ? undefined : readCount(name, String(value));
    case "text":
      if (value !== undefined) checkChoice(name, String(value), option.choices);
      return value ?? option.default;
  }
}

function readCount(option: string, value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw misused({ reason: "value-not-count", option, value });
}

function readPairs(option: string, values: readonly string[]): Record<string, string> {
  const pairs = new Map<string, string>();
  for (const value of values) {
    const at = value.indexOf("=");
    if (at < 1) throw misused({ reason: "value-not-pair", option, value });
    const id = value.slice(0, at);
    if (pairs.has(id)) throw misused({ reason: "option-repeated", option: `${option} ${id}` });
    pairs.set(id, value.slice(at + 1));
  }
  return Object.fromEntries(pairs);
}

function checkChoice(of: string, value: string, choices: readonly string[] | undefined): void {
  if (choices === undefined || choices.includes(value)) return;
  const suggestion = nearest(value, choices) ?? null;
  throw misused({ reason: "value-not-choice", of, value, suggestion, choices });
}

/** The refusal of a command line that is written wrong. */
export function misused(usage: Usage): UserError {
  return new UserError(problem("usage", usage));
}
