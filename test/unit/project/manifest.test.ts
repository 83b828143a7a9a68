import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";

const manifestText = readFileSync("package.json", "utf8");
const manifest = JSON.parse(manifestText);
const strings: Record<string, string> = JSON.parse(readFileSync("package.nls.json", "utf8"));
const sources = readdirSync("src/extension", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join("src/extension", file), "utf8"))
  .join("\n");

describe("package.json", () => {
  it("names only strings that package.nls.json has, and package.nls.json has no other", () => {
    const used = [...manifestText.matchAll(/%([\w.]+)%/g)].map(([, key]) => key as string);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(strings).sort());
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

  it("uses no context key that the extension does not set, and sets none in vain", () => {
    const views = manifest.contributes.views.phasegate.map(({ id }: { id: string }) => id);
    const whens = [...manifestText.matchAll(/"when": "([^"]*)"/g)].map(([, when]) => when as string).join(" ");
    const used = [...whens.matchAll(/phasegate\.\w+/g)].map(([key]) => key).filter((key) => !views.includes(key));
    const set = [...sources.matchAll(/"setContext", "([^"]+)"/g)].map(([, key]) => key as string);
    assert.deepEqual([...new Set(used)].sort(), [...new Set(set)].sort());
  });

  it("contributes only files that exist", () => {
    const { contributes, icon } = manifest;
    const files = [
      icon,
      ...contributes.viewsContainers.activitybar.map((each: { icon: string }) => each.icon),
      ...contributes.jsonValidation.map((each: { url: string }) => each.url),
      ...contributes.snippets.map((each: { path: string }) => each.path),
    ];
    for (const file of files) assert.ok(existsSync(file), file);
  });

  it("has an Apply Phase command for each phase that a plan may have", () => {
    const schema = JSON.parse(readFileSync("schemas/phaseplan.schema.json", "utf8"));
    const most: number = schema.properties.phases.maxItems;
    const ids: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    const numbered = ids.filter((id) => /^phasegate\.applyPhase\d+$/.test(id));
    assert.equal(numbered.length, most);
    const palette: { command: string; when: string }[] = manifest.contributes.menus.commandPalette;
    for (let phase = 1; phase <= most; phase++) {
      const entry = palette.find(({ command }) => command === `phasegate.applyPhase${phase}`);
      assert.equal(entry?.when, `phasegate.phaseCount >= ${phase}`);
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
