import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { requireLedger } from "../core/assessment/assess";
import type { Ledger } from "../core/ledger/ledger";
import { problem, UserError } from "../core/problem";
import { words } from "../messages/cli";
import { findPlan } from "../node/find-plan";
import { type Rollout, readUsableRollout } from "../node/rollout";
import { visible } from "./visible";

/** How the process ends; the gate's own 4 and 5 come with the gates. */
export const exit = { done: 0, findings: 1, refused: 2, bug: 3, committedNotSealed: 6 } as const;
export type Exit = (typeof exit)[keyof typeof exit];

export interface Options {
  readonly plan?: string;
  /** Absolute. */
  readonly folder: string;
  readonly json: boolean;
  readonly yes: boolean;
  /** `log`: a report for people. */
  readonly markdown: boolean;
  readonly override?: string;
  /** `adopt`: edits that are not committed become a checkpoint of their own. */
  readonly edits: boolean;
  /** `rollback`: the file itself goes back, not its governed values alone. */
  readonly wholeFile: boolean;
  /** `rollback`: why the values are written now and sealed later. */
  readonly writeOnly?: string;
  /** `adopt --edits`: why they were. */
  readonly reason?: string;
  readonly phase?: string;
  /** `rollback`: the file whose values to restore. */
  readonly fromBackup?: string;
  /** `log`: the parameter whose history is asked for. */
  readonly parameter?: string;
  /** `init`: where the plan comes from. */
  readonly from?: string;
  readonly id?: string;
  readonly score?: string;
  /** The trial to take, from 1. */
  readonly row?: number;
  /** Significant digits that trials are rounded to. */
  readonly digits?: number;
  /** Answers to an import's questions, by their ids. */
  readonly answers: Readonly<Record<string, string>>;
}

/** What a command has to work with: its options, data out on stdout, talk on stderr. */
export class Session {
  constructor(
    readonly options: Options,
    readonly operands: readonly string[],
  ) {}

  /** One piece of data: the value as JSON where that was asked for, else the text. */
  print(text: string, value: unknown): void {
    const shown = this.options.json ? JSON.stringify(value, null, 2) : text;
    if (shown !== "") process.stdout.write(`${visible(shown)}\n`);
  }

  /** As `print`, but where a program reads it, `git apply` say, the text has every character of the file. */
  printPatch(text: string, value: unknown): void {
    if (this.options.json || process.stdout.isTTY || text === "") this.print(text, value);
    else process.stdout.write(`${text}\n`);
  }

  say(text: string): void {
    process.stderr.write(`${visible(text)}\n`);
  }

  planFile(): Promise<string> {
    const { plan, folder } = this.options;
    return plan === undefined ? findPlan(folder) : Promise.resolve(resolve(folder, plan));
  }

  /** The rollout as it stands. UserError where the plan can't be used. */
  async rollout(): Promise<Rollout> {
    return readUsableRollout(await this.planFile(), { git: true });
  }

  /** The rollout with its ledger. UserError where git can't tell it. */
  async ledger(): Promise<{ readonly rollout: Rollout; readonly ledger: Ledger }> {
    const rollout = await this.rollout();
    return { rollout, ledger: requireLedger(rollout) };
  }

  /** The one question, answered by --yes or at the terminal. */
  async confirm(question: string): Promise<boolean> {
    if (this.options.yes) return true;
    if (!process.stdin.isTTY) throw new UserError(problem("usage", { detail: words.needsYes() }));
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question(`${visible(question)} [y/N] `);
    terminal.close();
    return /^y(es)?$/i.test(answer.trim());
  }
}
