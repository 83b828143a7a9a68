// What a command declares of itself, and the types of the values that follow from it.
import * as l10n from "@vscode/l10n";

/** What all options have. */
interface OptionBasis {
  readonly description: string;
  /** Options and operands of the same command, by name, that cannot be given together with this one. */
  readonly excludes?: readonly string[];
  /** An option of the same command without which this one means nothing. */
  readonly needs?: string;
}

export type OptionDeclaration =
  | (OptionBasis & { readonly type: "flag" })
  | (OptionBasis & {
      readonly type: "text";
      /** The name of the value in help: `FILE`. */
      readonly value: string;
      readonly default?: string;
      readonly choices?: readonly string[];
      readonly completes?: "file" | "folder";
    })
  /** A whole number from 1. */
  | (OptionBasis & { readonly type: "count"; readonly value: string })
  /** `ID=TEXT`, as often as is needed. */
  | (OptionBasis & { readonly type: "pairs"; readonly value: string });

export interface OperandDeclaration {
  /** `many`: one or more; only the last operand of a command. */
  readonly arity: "required" | "optional" | "many";
  readonly description: string;
  readonly choices?: readonly string[];
  readonly completes?: "file";
}

/** By the option's name as it is typed, without dashes. */
export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;
/** By the operand's name in lower case, in the order in which they are given. */
export type OperandDeclarations = Readonly<Record<string, OperandDeclaration>>;

export interface Example {
  /** As it is typed in a shell, with `phasegate` first. */
  readonly line: string;
  readonly does: string;
  /** The exit code, where it is not 0. */
  readonly exit?: number;
}

/** What help, completion and the parser know of a command. */
export interface CommandDeclaration {
  readonly name: string;
  /** One line, for lists. */
  readonly summary: string;
  /** What the summary leaves out. */
  readonly description?: string;
  readonly operands: OperandDeclarations;
  readonly options: OptionDeclarations;
  /** The options common to many commands that this one has too; every command has `help`. */
  readonly globals: readonly GlobalOption[];
  readonly examples: readonly Example[];
}

export const globalOptions = {
  plan: {
    type: "text",
    value: "FILE",
    description: l10n.t("the plan; without it, the *.phaseplan.json of this folder or of the nearest one above"),
    completes: "file",
  },
  cwd: { type: "text", value: "DIR", description: l10n.t("the folder to work in"), completes: "folder" },
  json: { type: "flag", description: l10n.t("print data as JSON") },
  yes: { type: "flag", description: l10n.t("answer the one question with yes") },
} as const satisfies OptionDeclarations;

export type GlobalOption = keyof typeof globalOptions;

/** How a command that has it prints what it found. */
export const formatOption = {
  type: "text",
  value: "FORMAT",
  choices: ["text", "json", "sarif", "github", "markdown"],
  excludes: ["json"],
  description: l10n.t(
    "print it as text, as JSON (like --json), as SARIF 2.1.0 for code scanning, as annotations of GitHub Actions, or as a page for people",
  ),
} as const satisfies OptionDeclaration;

/** Understood by every command, and without one. */
export const helpOption = {
  help: { type: "flag", description: l10n.t("print this help") },
} as const satisfies OptionDeclarations;

/** Understood without a command. */
export const versionOption = {
  version: { type: "flag", description: l10n.t("print the version") },
} as const satisfies OptionDeclarations;

type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

type OptionValue<Option> = Option extends { readonly type: "flag" }
  ? boolean
  : Option extends { readonly type: "count" }
    ? number | undefined
    : Option extends { readonly type: "pairs" }
      ? Readonly<Record<string, string>>
      : TextValue<Option> | (Option extends { readonly default: string } ? never : undefined);

type TextValue<Declared> = Declared extends { readonly choices: readonly (infer Choice)[] } ? Choice : string;

type OperandValue<Operand> = Operand extends { readonly arity: "many" }
  ? readonly string[]
  : TextValue<Operand> | (Operand extends { readonly arity: "optional" } ? undefined : never);

/** The values of options as a command receives them: `--whole-file` as `wholeFile`. */
export type OptionValues<Options extends OptionDeclarations> = {
  readonly [Name in keyof Options & string as CamelCase<Name>]: OptionValue<Options[Name]>;
};

export type OperandValues<Operands extends OperandDeclarations> = {
  readonly [Name in keyof Operands]: OperandValue<Operands[Name]>;
};

export type GlobalValues = OptionValues<typeof globalOptions>;

/** The options that a command accepts: its own, and those that it shares with others. */
export function acceptedOptions(command: Pick<CommandDeclaration, "options" | "globals">): OptionDeclarations {
  const shared = command.globals.map((name) => [name, globalOptions[name]] as const);
  return { ...command.options, ...Object.fromEntries(shared), ...helpOption };
}

/** An option as it is typed, with the name of its value: `--phase N`. */
export function optionSyntax(name: string, option: OptionDeclaration): string {
  return option.type === "flag" ? `--${name}` : `--${name} ${option.value}`;
}

/** An operand in the line that says how a command is used: `[PHASE]`, `FILE…`. */
function operandSyntax(name: string, arity: OperandDeclaration["arity"]): string {
  const shown = name.toUpperCase();
  return arity === "optional" ? `[${shown}]` : arity === "many" ? `${shown}…` : shown;
}

/** How a command is used, without its options: `phasegate rollback [TAG]`. */
export function commandSyntax({ name, operands }: Pick<CommandDeclaration, "name" | "operands">): string {
  return [
    "phasegate",
    name,
    ...Object.entries(operands).map(([operand, { arity }]) => operandSyntax(operand, arity)),
  ].join(" ");
}
