// What every command works with: its options and operands, the plan, data out, talk out, and the one question.
import { resolve } from "node:path";
import { requireLedger } from "../core/assessment/assess";
import type { Ledger } from "../core/ledger/ledger";
import { problem, UserError } from "../core/problem";
import { words } from "../messages/cli";
import { findPlan } from "../node/find-plan";
import { type Rollout, readUsableRollout } from "../node/rollout";
import { misused } from "./command-line/arguments";
import type { GlobalValues } from "./command-line/declaration";
import { shown, shownPatch } from "./terminal/colors";
import { outputFault, tellElsewhere } from "./terminal/output";
import { ask, canAsk } from "./terminal/question";
import { whileTurning } from "./terminal/turning";
import { visible } from "./terminal/visible";

/** How the process ends; `interrupted` by Ctrl-C, otherwise 128 and the signal's number. */
export const exit = {
  done: 0,
  findings: 1,
  refused: 2,
  bug: 3,
  inconclusive: 4,
  notJudged: 5,
  committedNotSealed: 6,
  interrupted: 130,
} as const;
export type Exit = (typeof exit)[keyof typeof exit];

/** A run of one command: data goes out on stdout, talk on stderr. */
export class Session<Options extends object = object, Operands extends object = object> {
  /** Whether data is asked for as JSON. */
  readonly json: boolean;

  constructor(
    readonly options: Options & GlobalValues,
    readonly operands: Operands,
    /** The folder to work in, absolute. */
    readonly folder: string,
  ) {
    this.json = options.json || ("format" in options && options.format === "json");
  }

  /** One piece of data: the value as JSON where that was asked for, else the text. */
  print(text: string, value: unknown): void {
    const output = this.json ? visible(JSON.stringify(value, null, 2)) : shown(text, process.stdout);
    if (output !== "") process.stdout.write(`${output}\n`);
  }

  /** As `print`, but where a program reads it, `git apply` say, the text has every character of the file. */
  printPatch(text: string, value: unknown): void {
    if (this.json || text === "") this.print(text, value);
    else process.stdout.write(`${process.stdout.isTTY ? shownPatch(text, process.stdout) : text}\n`);
  }

  /** As `print`, of something that was done: where stdout can't take it, it is said. */
  async printDone(text: string, value: unknown): Promise<void> {
    this.print(text, value);
    if (text === "" || !(await outputFault())) return;
    this.say(words.notPrinted(text));
    tellElsewhere();
  }

  say(text: string): void {
    process.stderr.write(`${shown(text, process.stderr)}\n`);
  }

  sayPatch(text: string): void {
    process.stderr.write(`${shownPatch(text, process.stderr)}\n`);
  }

  /**
   * Does work that may take long; a terminal shows that it goes on, unless data is asked for. Not for what prints, or may ask
   * at the terminal itself, as git does where it signs a commit, runs a hook or asks a remote.
   */
  wait<T>(work: () => Promise<T>): Promise<T> {
    return this.json ? work() : whileTurning(work);
  }

  planFile(): Promise<string> {
    const { plan } = this.options;
    return plan === undefined ? findPlan(this.folder) : Promise.resolve(resolve(this.folder, plan));
  }

  /** The rollout as it stands, or as it is about to be committed. UserError where the plan can't be used. */
  async rollout({ staged = false } = {}): Promise<Rollout> {
    const planFile = await this.planFile();
    return this.wait(() => readUsableRollout(planFile, { git: true, staged }));
  }

  /** The rollout with its ledger. UserError where git can't tell it. */
  async ledger(): Promise<{ readonly rollout: Rollout; readonly ledger: Ledger }> {
    const rollout = await this.rollout();
    return { rollout, ledger: requireLedger(rollout) };
  }

  /** The one question, answered by --yes or at the terminal. UserError: not-confirmed, and usage. Interrupted: Ctrl-C. */
  async confirm(question: string): Promise<void> {
    if (this.options.yes) return;
    if (!canAsk()) throw misused({ reason: "terminal-missing" });
    if (!(await ask(question))) throw new UserError(problem("not-confirmed", {}));
  }
}
