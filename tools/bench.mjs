// npm run bench: figures as ratios to a baseline measured in the same run. It reports, and judges nothing.
import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./paths.mjs";
import { run } from "./process.mjs";

/**
 * One figure. `ratio` is ours / baseline; it meets the target when it is not above it.
 * @typedef {{ what: string, baseline: number, ours: number, ratio: number, target: number, unit: string }} Row
 */

const help = `npm run bench [-- NAME… --json]

Runs test/bench/NAME.bench.ts, or all of them but endurance (a random walk of 1,000 operations; PHASEGATE_SEED repeats one), each in a process of its own, and prints one table; with --json, its rows as
data: what, ours, baseline, unit, ratio, target, met.
The exit code is 1 only when one of them crashes.`;

/** Those that run for many minutes: only where they are named. */
const long = new Set(["endurance"]);

const bundles = join(root, "out", "test", "bench");

/**
 * @param {string[]} names
 * @returns {Promise<Row[]>}
 */
async function benchAll(names) {
  await run(process.execPath, ["esbuild.mjs", "--tests"], { cwd: root, show: true });
  const files = (await readdir(join(root, "test", "bench")).catch(() => []))
    .filter((file) => file.endsWith(".bench.ts"))
    .map((file) => file.slice(0, -".bench.ts".length))
    .filter((name) => (names.length === 0 ? !long.has(name) : names.includes(name)));
  if (files.length === 0) throw new Error(`no bench of that name in test/bench: ${names.join(", ")}`);
  /** @type {Row[]} */
  const rows = [];
  for (const name of files.sort()) {
    console.error(`· ${name}`);
    rows.push(...(await benchOne(name)));
  }
  return rows;
}

/**
 * Runs one bench in a process of its own: its memory and its warmed-up code are no other's.
 * @param {string} name
 * @returns {Promise<Row[]>}
 */
async function benchOne(name) {
  const outcome = join(tmpdir(), `phasegate-bench-${process.pid}-${name}.json`);
  const module = pathToFileURL(join(bundles, `${name}.bench.js`)).href;
  const program = `
    import { writeFileSync } from "node:fs";
    const { default: { bench } } = await import(${JSON.stringify(module)});
    writeFileSync(${JSON.stringify(outcome)}, JSON.stringify(await bench()));`;
  try {
    await run(process.execPath, ["--expose-gc", "--input-type=module", "--eval", program], { cwd: root, show: true });
    return JSON.parse(await readFile(outcome, "utf8"));
  } finally {
    await rm(outcome, { force: true });
  }
}

/** @param {Row} row */
function isMet({ ratio, target }) {
  return ratio <= target;
}

/** @param {Row[]} rows */
function asJson(rows) {
  return JSON.stringify(
    rows.map((row) => ({ ...row, met: isMet(row) })),
    null,
    2,
  );
}

/** @param {Row[]} rows */
function table(rows) {
  const cells = rows.map((row) => [
    isMet(row) ? "✔" : "✘",
    row.what,
    `${round(row.baseline)} ${row.unit}`,
    `${round(row.ours)} ${row.unit}`,
    round(row.ratio),
    `≤ ${row.target}`,
  ]);
  const all = [["", "what", "baseline", "ours", "ratio", "target"], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const numbersFrom = 2;
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column < numbersFrom ? cell.padEnd(width) : cell.padStart(width);
        })
        .join("  "),
    )
    .join("\n");
}

/** @param {number} value three significant digits, without an exponent */
function round(value) {
  return value >= 1000 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean" }, json: { type: "boolean" } },
});
if (values.help) {
  console.log(help);
} else {
  try {
    const rows = await benchAll(positionals);
    console.log(values.json ? asJson(rows) : table(rows));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
