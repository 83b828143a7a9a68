import { it } from "mocha";

/** What is put to the test. */
export type Operation = "apply" | "rollback";

/** Where an operation stands in the end. */
export type End = "nothing changed" | "done" | "a commit, no checkpoint";

/** What came of a fault for one operation. */
export interface Result {
  /** "done", or the codes of the refusal; empty where the command was killed. */
  readonly told: string;
  /** What was neither as before nor done; empty where all was one of the two at once. */
  readonly left: string;
  readonly end: End;
}

/** For both operations; or in words that hold for both; or why it can't be tried here. */
export type Results = Readonly<Record<Operation, Result>> | { readonly summary: string } | { readonly skipped: string };

/** In ms. */
const lineTimeout = 240_000;

type Row = [fault: string, apply: string, rollback: string];
type Add = (fault: string, work: () => Promise<Results>) => Promise<void>;

/** Faults and what their tests found, printed once they are over. */
export class FaultTable {
  readonly #rows: Row[] = [];

  /** A test whose results are a line of the table. */
  row(fault: string, test: () => Promise<Results>): void {
    const table = this;
    it(fault, async function () {
      this.timeout(lineTimeout);
      const results = await table.#add(fault, test);
      if ("skipped" in results) this.skip();
    });
  }

  /** A test that finds out itself which lines it adds. */
  rows(title: string, test: (add: Add) => Promise<void>): void {
    const table = this;
    it(title, async function () {
      await test(async (fault, work) => {
        // Each line has the time of a test of its own: how many there are is known to nobody before.
        this.timeout(lineTimeout);
        await table.#add(fault, work);
      });
      // Mocha holds the whole against the last timeout too.
      this.timeout(0);
    }).timeout(lineTimeout);
  }

  print(): void {
    const rows = [["fault", "apply", "rollback"], ...this.#rows];
    const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    const lines = rows.map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
    const rule = "─".repeat(Math.max(...lines.map(({ length }) => length)));
    process.stdout.write(`\n${[lines[0], rule, ...lines.slice(1)].join("\n")}\n`);
  }

  async #add(fault: string, work: () => Promise<Results>): Promise<Results> {
    const row: Row = [fault, "FAILED", ""];
    this.#rows.push(row);
    try {
      const results = await work();
      row.splice(1, 2, ...cells(results));
      return results;
    } catch (error) {
      throw new Error(fault, { cause: error });
    }
  }
}

function cells(results: Results): [string, string] {
  if ("skipped" in results) return [`not tried: ${results.skipped}`, ""];
  if ("summary" in results) return [results.summary, ""];
  const [first, second] = [cell(results.apply), cell(results.rollback)];
  return [first, first === second ? "the same" : second];
}

function cell({ told, left, end }: Result): string {
  const first = [told, left === "" ? "" : `left ${left}`].filter((part) => part !== "").join(", ");
  return first === "" || first === end ? end : `${first} → ${end}`;
}
