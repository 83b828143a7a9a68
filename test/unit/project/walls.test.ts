import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { before, describe, it } from "mocha";

/** Lints each probe as if it stood in its room, under the project's own rules; the alarms, by the probe's index. */
function lint(probes: readonly (readonly [room: string, code: string])[]): Map<number, string[]> {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-walls-"));
  const configuration = JSON.parse(readFileSync("biome.json", "utf8"));
  const standalone = { ...configuration, $schema: undefined, vcs: { enabled: false } };
  writeFileSync(join(folder, "biome.json"), JSON.stringify(standalone));
  writeFileSync(join(folder, "package.json"), '{ "name": "probes" }');
  for (const [index, [room, code]] of probes.entries()) {
    mkdirSync(join(folder, "src", room), { recursive: true });
    writeFileSync(join(folder, "src", room, `probe${index}.ts`), `${code}\n`);
  }
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=none"], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  const alarms = new Map<number, string[]>();
  for (const [, rule, index] of stdout.matchAll(/title=lint\/\w+\/(\w+),file=\S*?probe(\d+)\.ts/g)) {
    alarms.set(Number(index), [...(alarms.get(Number(index)) ?? []), rule as string]);
  }
  return alarms;
}

describe("walls", () => {
  const breaches = [
    ["core", 'import { window } from "vscode"; export const w = window;', "noRestrictedImports"],
    ["core", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["core", 'export const v = () => import("vscode");', "noRestrictedImports"],
    ["core", 'import { readFileSync } from "node:fs"; export const r = readFileSync;', "noNodejsModules"],
    ["core", 'import { spawn } from "child_process"; export const s = spawn;', "noNodejsModules"],
    ["core", "export const now = () => Date.now();", "noRestrictedGlobals"],
    ["core", 'import { x } from "../../node/git"; export const y = x;', "noRestrictedImports"],
    ["core/plan", 'import { x } from "../../../messages/words"; export const y = x;', "noRestrictedImports"],
    ["node", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["node", 'import { x } from "../../messages/words"; export const y = x;', "noRestrictedImports"],
    ["messages", 'import { x } from "../../node/git"; export const y = x;', "noRestrictedImports"],
    ["cli", 'import { x } from "../../extension/store"; export const y = x;', "noRestrictedImports"],
    ["cli", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["extension", 'import { x } from "../../cli/session"; export const y = x;', "noRestrictedImports"],
  ] as const;

  const allowed = [
    ["extension", 'import { window } from "vscode";\n\nexport const w = window;'],
    ["node", 'import { readFileSync } from "node:fs";\n\nexport const r = readFileSync;'],
    ["cli", 'import { x } from "../../node/git";\n\nexport const y = x;'],
  ] as const;
  let alarms = new Map<number, string[]>();

  before(() => {
    alarms = lint([...breaches.map(([room, code]) => [room, code] as const), ...allowed]);
  });

  for (const [index, [room, code, rule]] of breaches.entries()) {
    it(`stop in ${room}: ${code}`, () => assert.ok(alarms.get(index)?.includes(rule), String(alarms.get(index))));
  }
  for (const [index, [room, code]] of allowed.entries()) {
    it(`let pass in ${room}: ${code.split("\n")[0]}`, () =>
      assert.equal(alarms.get(breaches.length + index), undefined));
  }

  it("core compiles without the types of Node and of VS Code", () => {
    const { compilerOptions } = JSON.parse(readFileSync("src/core/tsconfig.json", "utf8"));
    assert.deepEqual(compilerOptions.types, []);
  });

  it("git is started in one place only", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const starting = files.filter((file) =>
      /from "(simple-git|node:child_process)"/.test(readFileSync(join("src", file), "utf8")),
    );
    assert.deepEqual(starting, [join("node", "git", "git.ts")]);
  });
});
