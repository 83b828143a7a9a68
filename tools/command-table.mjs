// npm run commands: writes the tables of commands and exit codes into README.md and README.ko.md, from what the command line says of itself.
// With --check it writes nothing, and fails where one is out of date.
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
const help = await readHelp();
const korean = JSON.parse(readFileSync(join(root, "l10n", "bundle.l10n.ko.json"), "utf8"));

const readmes = [
  {
    file: "README.md",
    titles: { commands: ["command", "does", "options of its own"], codes: ["exit", "means"] },
    say: (/** @type {string} */ text) => text,
  },
  {
    file: "README.ko.md",
    titles: { commands: ["명령", "하는 일", "전용 옵션"], codes: ["종료 코드", "뜻"] },
    // What has no translation yet, a test names.
    say: (/** @type {string} */ text) => korean[text] ?? text,
  },
];

for (const { file, titles, say } of readmes) {
  const before = readFileSync(join(root, file), "utf8");
  const [head, , tail] = before.split(new RegExp(`(?<=${start})([^]*)(?=${end})`));
  if (head === undefined || tail === undefined)
    throw new Error(`${file} has no place for the commands: ${start}${end}`);
  const after = `${head}${tables(help, titles, say)}${tail}`;
  if (before === after) continue;
  if (!values.check) writeFileSync(join(root, file), after);
  else {
    console.error(`${file} does not match the commands that src/cli declares. Run: npm run commands`);
    process.exitCode = 1;
  }
}

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

/**
 * @param {Help} help
 * @param {{ commands: string[], codes: string[] }} titles
 * @param {(text: string) => string} say
 */
function tables({ commands, exitCodes }, titles, say) {
  const rows = commands.map(({ usage, summary, options }) => [
    `\`${usage}\``,
    say(summary),
    options.map((option) => `\`${option.usage}\``).join(", "),
  ]);
  const codes = exitCodes.map(({ code, means }) => [String(code), say(means)]);
  return `\n${table(titles.commands, rows)}\n${table(titles.codes, codes)}\n`;
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
