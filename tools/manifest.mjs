// npm run manifest: writes the commands of src/extension/contributions.ts into package.json and package.nls.json.
// With --check it writes nothing, and fails where the two files are out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { root } from "./paths.mjs";

/** @typedef {typeof import("../src/extension/contributions")} Contributions */
/** @typedef {import("../src/extension/contributions").Command} Command */
/** @typedef {import("../src/extension/contributions").MenuEntry} MenuEntry */

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const contributions = await loadContributions();
const files = [
  { path: "package.json", update: withContributions },
  { path: "package.nls.json", update: withTitles },
];

const staleFiles = files.flatMap(({ path, update }) => {
  const before = readFileSync(path, "utf8");
  const after = `${JSON.stringify(update(JSON.parse(before)), null, 2)}\n`;
  return before === after ? [] : [{ path, after }];
});
if (values.check) {
  for (const { path } of staleFiles) {
    console.error(`${path} does not match src/extension/contributions.ts. Run: npm run manifest`);
    process.exitCode = 1;
  }
} else {
  for (const { path, after } of staleFiles) writeFileSync(path, after);
}

/** @returns {Promise<Contributions>} */
async function loadContributions() {
  const { outputFiles } = await build({
    entryPoints: [join(root, "src", "extension", "contributions.ts")],
    bundle: true,
    format: "esm",
    write: false,
  });
  return await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
}

/** @param {{ contributes: object }} manifest Its members keep their order. */
function withContributions(manifest) {
  const { contributedCommands, viewNames, viewWelcomes } = contributions;
  const contributes = {
    ...manifest.contributes,
    commands: contributedCommands.map(([name, command]) => declaration(name, command)),
    menus: menus(),
    keybindings: contributedCommands.flatMap(([name, { key }]) => (key ? [{ command: id(name), ...key }] : [])),
    views: { phasegate: viewNames.map((name) => ({ id: id(name), name: `%view.${name}%` })) },
    viewsWelcome: viewWelcomes.map(({ view, text, when }) => ({ view: id(view), contents: `%welcome.${text}%`, when })),
  };
  return { ...manifest, contributes };
}

/** @param {Record<string, string>} strings Those that are no command's title are kept. */
function withTitles(strings) {
  const others = Object.entries(strings).filter(([key]) => !key.startsWith("command."));
  const titles = contributions.contributedCommands.map(([name, { title }]) => [`command.${name}`, title]);
  return Object.fromEntries([...others, ...titles]);
}

/**
 * @param {string} name
 * @param {Command} command
 */
function declaration(name, { icon, hasCategory }) {
  return {
    command: id(name),
    title: `%command.${name}%`,
    ...(hasCategory === false ? {} : { category: "Phasegate" }),
    ...(icon === undefined ? {} : { icon: `$(${icon})` }),
  };
}

function menus() {
  const { contributedCommands } = contributions;
  const entries = contributedCommands.flatMap(([name, { menus = [] }]) => menus.map((entry) => ({ name, entry })));
  /** @param {MenuEntry["menu"]} menu */
  const entriesOf = (menu) =>
    entries
      .filter(({ entry }) => entry.menu === menu)
      .map(({ name, entry }) => ({ command: id(name), when: condition(entry), group: entry.group }));
  return {
    commandPalette: contributedCommands.flatMap(([name, { palette }]) =>
      palette === "always" ? [] : [{ command: id(name), when: palette === "never" ? "false" : palette.when }],
    ),
    "editor/title": entriesOf("editor/title"),
    "view/title": entriesOf("view/title"),
    "view/item/context": entriesOf("view/item/context"),
  };
}

/** @param {MenuEntry} entry */
function condition(entry) {
  return "view" in entry ? `view == ${id(entry.view)} && ${entry.when}` : entry.when;
}

/** @param {string} name */
function id(name) {
  return `phasegate.${name}`;
}
