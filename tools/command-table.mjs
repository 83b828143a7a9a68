// npm run commands: writes the tables of commands and exit codes into README.md, from what the command line says of itself.
// With --check it writes nothing, and fails where README.md is out of date.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { common } from "./bundle.mjs";
import { root } from "./paths.mjs";

/** @typedef {{ usage: string, summary: string, options: { usage: string }[] }} Command */
/** @typedef {{ commands: Command[], exitCodes: { code: number, means: string }[] }} Help what `phasegate help --json` prints */

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const [start, end] = ["<!-- commands: written by npm run commands -->\n", "<!-- end of commands -->"];
const readme = join(root, "README.md");
const before = readFileSync(readme, "utf8");
const [head, , tail] = before.split(new RegExp(`(?<=${start})([^]*)(?=${end})`));
if (head === undefined || tail === undefined)
  throw new Error(`README.md has no place for the commands: ${start}${end}`);
const after = `${head}${tables(await readHelp())}${tail}`;

if (before !== after && values.check) {
  console.error("README.md does not match the commands that src/cli declares. Run: npm run commands");
  process.exitCode = 1;
} else if (before !== after) writeFileSync(readme, after);

/** Bundles the command line in memory and asks it. @returns {Promise<Help>} */
async function readHelp() {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: ["src/cli/start/launch.ts"],
    write: false,
  });
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-", "help", "--json"], {
    input: outputFiles[0]?.text ?? "",
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** @param {Help} help */
function tables({ commands, exitCodes }) {
  const rows = commands.map(({ usage, summary, options }) => [
    `\`${usage}\``,
    summary,
    options.map((option) => `\`${option.usage}\``).join(", "),
  ]);
  const codes = exitCodes.map(({ code, means }) => [String(code), means]);
  return `\n${table(["command", "does", "options of its own"], rows)}\n${table(["exit", "means"], codes)}\n`;
}

/**
 * @param {string[]} titles
 * @param {string[][]} rows
 */
function table(titles, rows) {
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [line(titles), `|${titles.map(() => "---").join("|")}|\n`, ...rows.map(line)].join("");
}
