// Holds tools/rooms.mjs to its word: each breach is named, and a sound folder passes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, it } from "mocha";

/** What the tool says of a folder `src` with these files, line by line; nothing where it passes. */
function complaintsOf(files: Readonly<Record<string, string>>, ...options: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-rooms-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, "src", file)), { recursive: true });
      writeFileSync(join(folder, "src", file), `${text}\n`);
    }
    const tool = [resolve("tools/rooms.mjs"), ...options];
    const { status, stderr } = spawnSync(process.execPath, tool, { cwd: folder, encoding: "utf8" });
    const lines = stderr.split("\n").filter((line) => line !== "");
    assert.equal(status, lines.length > 0 ? 1 : 0, stderr);
    return lines;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("rooms", () => {
  const sound = {
    "plan/plan.ts": "export const plan = 1;",
    "plan/load.ts": 'import { plan } from "./plan";',
    "change/index.ts": 'import { load } from "../plan/load"; import type { Text } from "../text";',
    "change/apply.ts": 'export const apply = () => import("../plan/plan");',
    "text.ts": "export interface Text {}",
    "activate.ts": 'import { change } from "./change";',
  };

  it("pass where imports lead one way", () => assert.deepEqual(complaintsOf(sound), []));

  for (const [what, line] of [
    ["a value", 'import { x } from "../change";'],
    ["a type", 'import type { X } from "../change/index";'],
    ["what is loaded later", 'export const later = () => import("../change");'],
    ["what is passed on", 'export { x } from "../change";'],
  ] as const) {
    it(`are stopped where two folders import each other, though by different files: ${what}`, () => {
      assert.deepEqual(complaintsOf({ ...sound, "plan/agreement.ts": line }), [
        "src: its entries import each other in a circle.",
        "  src/change/index.ts imports src/plan/load.ts",
        "  src/plan/agreement.ts imports src/change/index.ts",
      ]);
    });
  }

  it("are stopped where the circle has three entries, or is further inside", () => {
    const files = {
      "core/first/a.ts": 'import { b } from "../second/b";',
      "core/second/b.ts": "",
      "core/second/c.ts": 'import { d } from "../third";',
      "core/third.ts": 'import { e } from "./first/e";',
      "core/first/e.ts": "",
    };
    assert.deepEqual(complaintsOf(files), [
      "src/core: its entries import each other in a circle.",
      "  src/core/first/a.ts imports src/core/second/b.ts",
      "  src/core/second/c.ts imports src/core/third.ts",
      "  src/core/third.ts imports src/core/first/e.ts",
    ]);
  });

  it("are stopped where a folder has too many entries, unless they are commands", () => {
    const names = Array.from({ length: 17 }, (_, index) => `name${index}.ts`);
    const filesIn = (folder: string) => Object.fromEntries(names.map((name) => [`${folder}/${name}`, ""]));
    assert.deepEqual(complaintsOf(filesIn("core")), ["src/core: 17 entries; a folder has at most 16."]);
    assert.deepEqual(complaintsOf(filesIn("cli/commands")), []);
  });

  it("are stopped where a name is not in kebab-case", () => {
    assert.deepEqual(complaintsOf({ "wholeFile.ts": "", "assets.d.ts": "", "left-behind.ts": "" }), [
      "src/wholeFile.ts: names of files and folders are in kebab-case.",
    ]);
  });

  it("are stopped with --purpose where a file does not open with the line that says what it is for", () => {
    const files = {
      "told.ts": '// Reads plans.\nimport "./text";',
      "runnable.ts": '#!/usr/bin/env node\n// Reads plans.\nimport "./text";',
      "silent.ts": 'import "./text";',
      "documented.ts": "/** Reads plans. */\nexport const x = 1;",
      "long.ts": "// Reads plans,\n// and more.\nexport const x = 1;",
    };
    const complaint = "the first line is not a comment that says what the file is for.";
    assert.deepEqual(
      complaintsOf(files, "--purpose"),
      ["documented", "long", "silent"].map((name) => `src/${name}.ts: ${complaint}`),
    );
  });
});
