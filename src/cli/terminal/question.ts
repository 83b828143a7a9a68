// Asks the one question at the terminal.
import { createInterface } from "node:readline/promises";
import { Interrupted } from "./signals";
import { visible } from "./visible";

/** Whether somebody can see a question and answer it: where stderr is a file, nobody sees it. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Whether the answer is yes; an input that ends, as with Ctrl-D, is none. Interrupted: Ctrl-C. */
export async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  let interrupted = false;
  terminal.once("close", () => closed.abort());
  terminal.once("SIGINT", () => {
    interrupted = true;
    terminal.close();
  });
  try {
    const answer = await terminal.question(`${visible(question)} [y/N] `, { signal: closed.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (!closed.signal.aborted) throw error;
    process.stderr.write("\n");
    if (interrupted) throw new Interrupted("SIGINT");
    return false;
  } finally {
    terminal.close();
  }
}
