// Breaches each wall that the linter holds, and expects the alarm.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { before, describe, it } from "mocha";

/** Lints files (their texts by their paths in src) under the project's own rules; the rules that each breaks, by its path. */
function lint(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-walls-"));
  const configuration = JSON.parse(readFileSync("biome.json", "utf8"));
  const standalone = { ...configuration, $schema: undefined, vcs: { enabled: false } };
  writeFileSync(join(folder, "biome.json"), JSON.stringify(standalone));
  writeFileSync(join(folder, "package.json"), '{ "name": "probes" }');
  for (const [file, code] of files) {
    mkdirSync(dirname(join(folder, "src", file)), { recursive: true });
    writeFileSync(join(folder, "src", file), `${code}\n`);
  }
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=none"], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  const broken = new Map<string, string[]>();
  for (const [, rule = "", file = ""] of stdout.matchAll(/title=lint\/\w+\/(\w+),file=[^,]*?src\/([^,]+)/g)) {
    broken.set(file, [...(broken.get(file) ?? []), rule]);
  }
  return broken;
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
    ["core/plan", 'import { x } from "../source/types"; export const y = x;', "noRestrictedImports"],
    ["core/assessment", 'import { x } from "../source/python/language"; export const y = x;', "noRestrictedImports"],
    ["core/source", 'import { x } from "./python/language"; export const y = x;', "noRestrictedImports"],
    ["core/source", 'import { x } from "../../node/git"; export const y = x;', "noRestrictedImports"],
    ["node/files", 'import { x } from "../../core/source/languages"; export const y = x;', "noRestrictedImports"],
    ["messages", 'import { x } from "../core/source/types"; export const y = x;', "noRestrictedImports"],
    ["cli/commands", 'import { x } from "../../core/source/inspect"; export const y = x;', "noRestrictedImports"],
    ["extension", 'import { x } from "../core/source/python/syntax/chars"; export const y = x;', "noRestrictedImports"],
    ["node", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["node", 'import { x } from "../../messages/words"; export const y = x;', "noRestrictedImports"],
    ["messages", 'import { x } from "../../node/git"; export const y = x;', "noRestrictedImports"],
    ["agents", 'import { x } from "../../cli/session"; export const y = x;', "noRestrictedImports"],
    ["agents", 'import { x } from "../../messages/cli"; export const y = x;', "noRestrictedImports"],
    ["agents", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["core", 'import { x } from "../../agents/guard"; export const y = x;', "noRestrictedImports"],
    ["node", 'import { x } from "../../agents/guard"; export const y = x;', "noRestrictedImports"],
    ["messages", 'import { x } from "../../agents/guard"; export const y = x;', "noRestrictedImports"],
    ["extension", 'import { x } from "../../agents/guard"; export const y = x;', "noRestrictedImports"],
    ["cli", 'import { x } from "../../extension/store"; export const y = x;', "noRestrictedImports"],
    ["cli", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["extension", 'import { x } from "../../cli/session"; export const y = x;', "noRestrictedImports"],
    ["extension/dashboard", 'import { x } from "../../webview/main"; export const y = x;', "noRestrictedImports"],
    ["messages", 'import { x } from "../../webview/protocol"; export const y = x;', "noRestrictedImports"],
    ["cli", 'import { x } from "../../webview/protocol"; export const y = x;', "noRestrictedImports"],
    ["webview", 'import { x } from "../../core/gates/evaluate"; export const y = x;', "noRestrictedImports"],
    ["webview", 'import type { X } from "../../messages/words"; export type Y = X;', "noRestrictedImports"],
    ["webview", 'import type { Uri } from "vscode"; export type U = Uri;', "noRestrictedImports"],
    ["webview", 'import { readFileSync } from "node:fs"; export const r = readFileSync;', "noNodejsModules"],
  ] as const;

  const allowed = [
    ["extension", 'import { window } from "vscode";\n\nexport const w = window;'],
    ["node", 'import { readFileSync } from "node:fs";\n\nexport const r = readFileSync;'],
    ["cli", 'import { x } from "../../node/git";\n\nexport const y = x;'],
    ["core/plan", 'import { x } from "../source";\n\nexport const y = x;'],
    ["node/files", 'import { x } from "../../core/source";\n\nexport const y = x;'],
    ["extension/dashboard", 'import { x } from "../../webview/protocol";\n\nexport const y = x;'],
    ["webview", 'import { x } from "../../core/dashboard/view";\n\nexport const y = x;'],
    ["webview", 'import { x } from "../../core/dashboard/ranges";\n\nexport const y = x;'],
    ["core/source/python", 'import { x } from "../types";\n\nexport const y = x;'],
  ] as const;

  const circles = {
    values: [
      'import { b } from "./b";\n\nexport const a = () => b;',
      'import { a } from "./a";\n\nexport const b = () => a;',
    ],
    types: [
      'import type { B } from "./b";\n\nexport type A = B[];',
      'import type { A } from "./a";\n\nexport interface B {\n  readonly a: A;\n}',
    ],
    "a value and a type": [
      'import type { B } from "./b";\n\nexport const a = (b: B) => b;',
      'import { a } from "./a";\n\nexport type B = string;\nexport const b = () => a;',
    ],
  } as const;
  const circlePath = (what: string, file: string) => `core/circle-of-${what.replaceAll(" ", "-")}/${file}.ts`;
  const breachPath = (index: number) => `${breaches[index]?.[0]}/breach${index}.ts`;
  const allowedPath = (index: number) => `${allowed[index]?.[0]}/allowed${index}.ts`;
  let broken = new Map<string, string[]>();

  before(() => {
    broken = lint(
      new Map([
        ...breaches.map(([, code], index) => [breachPath(index), code] as const),
        ...allowed.map(([, code], index) => [allowedPath(index), code] as const),
        ...Object.entries(circles).flatMap(([what, [a, b]]) => [
          [circlePath(what, "a"), a] as const,
          [circlePath(what, "b"), b] as const,
        ]),
      ]),
    );
  });

  for (const [index, [room, code, rule]] of breaches.entries()) {
    it(`stop in ${room}: ${code}`, () => assert.ok(broken.get(breachPath(index))?.includes(rule)));
  }
  for (const [index, [room, code]] of allowed.entries()) {
    it(`let pass in ${room}: ${code.split("\n")[0]}`, () => assert.equal(broken.get(allowedPath(index)), undefined));
  }
  for (const what of Object.keys(circles)) {
    it(`stop two files that import ${what} of each other`, () => {
      for (const file of ["a", "b"]) assert.deepEqual(broken.get(circlePath(what, file)), ["noImportCycles"]);
    });
  }

  it("surround every room of src", () => {
    const rooms = readdirSync("src", { withFileTypes: true }).map(({ name }) => name);
    const fenced = new Set<string>(breaches.map(([room]) => room.split("/")[0] ?? ""));
    assert.deepEqual(rooms.sort(), [...fenced].sort());
  });

  it("core compiles without the types of Node and of VS Code", () => {
    const { compilerOptions } = JSON.parse(readFileSync("src/core/tsconfig.json", "utf8"));
    assert.deepEqual(compilerOptions.types, []);
  });

  it("git is started in one place only, and beside it no program but what copies a file's attributes, and Phasegate itself", () => {
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const starting = files.filter((file) =>
      /from "(simple-git|node:child_process)"/.test(readFileSync(join("src", file), "utf8")),
    );
    const places = [join("agents", "mcp.ts"), join("node", "files", "atomic-write.ts"), join("node", "git", "git.ts")];
    assert.deepEqual(starting.sort(), places);
  });
});
