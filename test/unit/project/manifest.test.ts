// Holds package.json against the sources that it describes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "mocha";
import { mostPhases } from "../../../src/core/limits";
import { contributedCommands, viewNames } from "../../../src/extension/contributions";

const manifestText = readFileSync("package.json", "utf8");
const manifest = JSON.parse(manifestText);
const stringsText = readFileSync("package.nls.json", "utf8");
const strings: Record<string, string> = JSON.parse(stringsText);
/** The texts in src/extension by their file's path from there. */
const sourceOf = new Map(
  readdirSync("src/extension", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, readFileSync(join("src/extension", file), "utf8")] as const),
);
const sources = [...sourceOf.values()].join("\n");

/** The translations of the manifest's strings in a folder, each with its keys. */
function translationsIn(folder: string): (readonly [string, string[]])[] {
  return readdirSync(folder)
    .filter((file) => /^package\.nls\..+\.json$/.test(file))
    .map((file) => [file, Object.keys(JSON.parse(readFileSync(join(folder, file), "utf8"))).sort()] as const);
}

describe("package.json", () => {
  it("names only strings that package.nls.json has, and package.nls.json has no other", () => {
    const used = [...manifestText.matchAll(/%([\w.]+)%/g)].map(([, key]) => key as string);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
  });

  it("has the same strings in every translation", () => {
    for (const [file, keys] of translationsIn(".")) assert.deepEqual(keys, Object.keys(strings).sort(), file);
    const folder = mkdtempSync(join(tmpdir(), "phasegate-nls-"));
    writeFileSync(join(folder, "package.nls.de.json"), JSON.stringify({ b: "…", a: "…" }));
    assert.deepEqual(translationsIn(folder), [["package.nls.de.json", ["a", "b"]]]);
    rmSync(folder, { recursive: true });
  });

  it("declares every setting that is read, and every declared setting is read", () => {
    const declared = Object.keys(manifest.contributes.configuration.properties).map((name) =>
      name.slice("phasegate.".length),
    );
    const settings = readFileSync("src/extension/state/settings.ts", "utf8");
    const read = [...settings.matchAll(/read<[^>]*>\("(\w+)"/g)].map(([, name]) => name as string);
    assert.deepEqual(read.sort(), declared.sort());
    const elsewhere = sources.split('getConfiguration("phasegate"').length - 1;
    assert.equal(elsewhere, 1, "settings are read in one place");
  });

  it("asks for each context key that is declared", () => {
    const views: readonly string[] = viewNames;
    const whens = [...manifestText.matchAll(/"when": "([^"]*)"|"onContext:([^"]*)"/g)]
      .map(([, when, context]) => when ?? context)
      .join(" ");
    const asked = [...whens.matchAll(/phasegate\.(\w+)/g)].map(([, key]) => key as string);
    const contributions = readFileSync("src/extension/contributions.ts", "utf8");
    const [, members = ""] = /interface ContextValues \{(.*?)\n\}/s.exec(contributions) ?? [];
    const declared = [...members.matchAll(/readonly (\w+):/g)].map(([, key]) => key as string);
    assert.ok(declared.length > 0);
    assert.deepEqual([...new Set(asked.filter((key) => !views.includes(key)))].sort(), declared.sort());
  });

  it("names commands and context keys; the code takes their ids from src/extension/ids.ts", () => {
    const commandNames: readonly string[] = contributedCommands.map(([name]) => name);
    const others = [...sourceOf].filter(([file]) => file !== "ids.ts" && file !== "contributions.ts");
    for (const [file, text] of others) {
      const ids = [...text.matchAll(/\bphasegate\.(\w+|\$\{)/g)].map(([, name]) => name as string);
      assert.deepEqual(
        ids.filter((name) => name === "${" || commandNames.includes(name)),
        [],
        file,
      );
    }
    assert.equal(sources.split('"setContext"').length - 1, 1);
  });

  it("contributes only files that exist", () => {
    const { contributes } = manifest;
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }: { icon: string }) => icon),
      strings["schema.url"] ?? "",
      strings["snippets.path"] ?? "",
      strings["snippets.bot.path"] ?? "",
    ];
    for (const file of files) assert.ok(existsSync(file), file);
  });

  it("has an Apply Phase command for each phase that a plan may have", () => {
    const { properties, definitions } = JSON.parse(readFileSync("schemas/phaseplan.schema.json", "utf8"));
    assert.equal(properties.phases.maxItems, mostPhases);
    assert.equal(definitions.phase.properties.id.maximum, mostPhases);
    assert.equal(definitions.requirements.properties.passed.maximum, mostPhases);
    assert.equal(definitions.phaseReference.maximum, mostPhases - 1);
    const palette: { command: string; when: string }[] = manifest.contributes.menus.commandPalette;
    assert.deepEqual(
      palette.filter(({ command }) => /^phasegate\.applyPhase\d+$/.test(command)),
      Array.from({ length: mostPhases }, (_, index) => ({
        command: `phasegate.applyPhase${index + 1}`,
        when: `phasegate.phaseCount >= ${index + 1}`,
      })),
    );
  });

  it("is refused while it is not what src/extension/contributions.ts says, and written by npm run manifest", () => {
    const folder = mkdtempSync(join(tmpdir(), "phasegate-manifest-"));
    const run = (...options: string[]) =>
      spawnSync(process.execPath, [resolve("tools/manifest.mjs"), ...options], { cwd: folder, encoding: "utf8" });
    try {
      const stale = structuredClone(manifest);
      stale.contributes.commands[3].icon = "$(flame)";
      writeFileSync(join(folder, "package.json"), JSON.stringify(stale, null, 2));
      writeFileSync(join(folder, "package.nls.json"), stringsText.replace("Apply Phase 7", "Apply Phase VII"));
      const { status, stderr } = run("--check");
      assert.equal(status, 1);
      assert.match(stderr, /^package\.json .*npm run manifest\npackage\.nls\.json .*npm run manifest\n$/);
      assert.equal(run().status, 0);
      assert.equal(readFileSync(join(folder, "package.json"), "utf8"), manifestText);
      assert.equal(readFileSync(join(folder, "package.nls.json"), "utf8"), stringsText);
      assert.equal(run("--check").status, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("does not let typings promise more than the oldest VS Code has", () => {
    const [, minimum] = /^\^(\d+\.\d+)/.exec(manifest.engines.vscode) ?? [];
    assert.ok(minimum && manifest.devDependencies["@types/vscode"].startsWith(`${minimum}.`));
  });

  it("leaves the placeholders of the manifest's strings to the manifest", () => {
    for (const [key, text] of Object.entries(strings)) assert.ok(text.length > 0 && !/\{\d\}/.test(text), key);
  });
});
