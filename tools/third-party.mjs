// npm run third-party: writes THIRD-PARTY.md, the licences of the packages whose code is in what ships, as the bundler sees it.
// With --check it writes nothing, and fails where THIRD-PARTY.md is out of date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { product, webview } from "./bundle.mjs";
import { root } from "./paths.mjs";

/** @typedef {{ name: string, version: string, license?: string, author?: string | { name: string } }} Manifest */
/** @typedef {{ folder: string, manifest: Manifest }} Package */

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const file = join(root, "THIRD-PARTY.md");
const before = existsSync(file) ? readFileSync(file, "utf8") : "";
const after = notices(await bundledPackages());
if (before !== after && values.check) {
  console.error("THIRD-PARTY.md does not match the packages that are bundled. Run: npm run third-party");
  process.exitCode = 1;
} else if (before !== after) writeFileSync(file, after);

/** @returns {Promise<Package[]>} by name, each version once */
async function bundledPackages() {
  const folders = new Set();
  for (const target of [product, webview]) {
    const { metafile } = await build({ ...target, absWorkingDir: root, write: false, metafile: true });
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const input of Object.keys(inputs)) {
        const [folder] = input.match(/^.*\/?\bnode_modules\/(?:@[^/]+\/)?[^/]+/) ?? [];
        if (folder !== undefined) folders.add(join(root, folder));
      }
    }
  }
  return [...folders]
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) }))
    .sort((a, b) => order(title(a), title(b)));
}

/**
 * The same everywhere, whatever the language.
 * @param {string} a
 * @param {string} b
 */
function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {Package[]} packages */
function notices(packages) {
  return [
    "# Third-party software",
    "Phasegate's programs contain code of these packages, under their own licences.",
    packages.map((each) => `- ${title(each)}: ${licenseName(each)}`).join("\n"),
    ...packages.flatMap((each) => [`## ${title(each)}`, licenseText(each)]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** @param {Package} each */
function title({ manifest: { name, version } }) {
  return `${name} ${version}`;
}

/** @param {Package} each @throws {Error} where it names none: then a person has to look */
function licenseName({ manifest: { name, license } }) {
  if (typeof license !== "string") throw new Error(`${name} names no licence in its package.json.`);
  return license;
}

/** @param {Package} each */
function licenseText(each) {
  const { folder, manifest } = each;
  const texts = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)\b/i.test(name))
    .sort(order)
    .map((name) => fenced(readFileSync(join(folder, name), "utf8")));
  if (texts.length > 0) return texts.join("\n\n");
  const { author } = manifest;
  const by = typeof author === "string" ? author : author?.name;
  const copyright = by === undefined ? "" : ` Its author is ${by.replace(/[<>]/g, "\\$&")}.`;
  return `The package brings no licence text; its package.json names ${licenseName(each)}.${copyright}`;
}

/** @param {string} text */
function fenced(text) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return `\`\`\`\`text\n${lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trim()}\n\`\`\`\``;
}
