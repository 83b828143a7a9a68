// Makes a command of its declaration and its code.
import { workFolder } from "../node/files/folder";
import { readArguments } from "./command-line/arguments";
import type {
  CommandDeclaration,
  OperandDeclarations,
  OperandValues,
  OptionDeclarations,
  OptionValues,
} from "./command-line/declaration";
import { type Exit, Session } from "./session";

/** What a command may ask for beside its arguments. */
export interface Surroundings {
  /** Loads every command there is, for those that describe them. */
  readonly loadCommands: () => Promise<readonly CommandDeclaration[]>;
  /** All of standard input. */
  readonly input: () => Promise<string>;
}

export interface Command extends CommandDeclaration {
  /** Reads the arguments and runs the command. UserError: usage, and what the command itself refuses. */
  start(args: readonly string[], surroundings: Surroundings): Promise<Exit>;
}

type Runnable<Options extends OptionDeclarations, Operands extends OperandDeclarations> = CommandDeclaration & {
  readonly options: Options;
  readonly operands: Operands;
  /** The code: it receives the command's own options and operands, as their declarations type them. */
  run(session: Session<OptionValues<Options>, OperandValues<Operands>>, surroundings: Surroundings): Promise<Exit>;
};

/** The command that `declaration` describes. */
export function command<const Options extends OptionDeclarations, const Operands extends OperandDeclarations>(
  declaration: Runnable<Options, Operands>,
): Command {
  return {
    ...declaration,
    async start(args, surroundings) {
      const { options, operands } = readArguments(declaration, args);
      const folder = declaration.globals.includes("cwd") ? await workFolder(options.cwd) : "";
      return declaration.run(new Session(options, operands, folder), surroundings);
    },
  };
}
