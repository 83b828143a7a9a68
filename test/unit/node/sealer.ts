// Seals what it is asked to on its standard input, one request a line, and answers each with a line: the tag, or the codes
// of the refusal. A process of its own, so that two can race and one can be killed.
import { createInterface } from "node:readline";
import { UserError } from "../../../src/core/problem";
import { Repository } from "../../../src/node/git/repository";
import { seal } from "../../../src/node/seal/seal";
import { bot, record } from "./sandbox-data";

/** A request as JSON can hold it. */
export interface SealOrder {
  readonly root: string;
  readonly head: string;
  readonly n: number;
  readonly before: string;
  readonly after: string;
}

export type SealAnswer = { readonly tag: string } | { readonly codes: readonly string[] };

async function answer({ root, head, n, before, after }: SealOrder): Promise<SealAnswer> {
  const files = [{ path: bot, before: Buffer.from(before), after: Buffer.from(after) }];
  const verify = (): undefined => undefined;
  try {
    const repository = await Repository.open(root);
    return { tag: (await seal(repository, { record, files, verify, head, n })).tag };
  } catch (error) {
    if (error instanceof UserError) return { codes: error.problems.map(({ code }) => code) };
    throw error;
  }
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as SealOrder))}\n`);
  }
}

void main();
