import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { foreignnessOf } from "../../../src/core/source";

describe("a file that is no source", () => {
  it("is told by the ending of its name, whatever is in it", () => {
    for (const path of [
      "config.toml",
      "bot.yaml",
      "bot.yml",
      "bot.json",
      "bot.ini",
      "bot.js",
      "bot.ts",
      ".env",
      "a.py.bak",
    ]) {
      assert.deepEqual(foreignnessOf(path, "STOP_LOSS = 0.01\n"), { by: "ending" }, path);
    }
    for (const path of ["bot.py", "BOT.PY", "봇/거래.py", "bot.pyw"]) {
      assert.equal(foreignnessOf(path, "STOP_LOSS = 0.01\n"), undefined, path);
    }
  });

  it("is told by its first line where its name has no ending", () => {
    for (const start of ["#!/usr/bin/env python3\n", "#!/usr/bin/python\r\n", "#! /opt/venv/bin/python3.11 -u\n"]) {
      assert.equal(foreignnessOf("bin/bot", `${start}STOP_LOSS = 0.01\n`), undefined, start);
    }
    for (const start of ["", "#!/bin/bash\n", "# python\n", "\n#!/usr/bin/env python3\n"]) {
      assert.deepEqual(foreignnessOf("bin/bot", `${start}STOP_LOSS=0.01\n`), { by: "first-line" }, start);
    }
  });

  it("is told by the headings of TOML and INI, though its name is Python's", () => {
    const rest = "stop = 0.01\n";
    for (const heading of [
      "[long]",
      "[[bots]]",
      "[bot.long]",
      '[bot."a b"]',
      "[long] # entry",
      "[DEFAULT] ; ini",
      "[a-b]",
    ]) {
      assert.deepEqual(foreignnessOf("bot.py", `# c\n${rest}${heading}\n${rest}`), { by: "line", line: 3 }, heading);
      assert.deepEqual(foreignnessOf("bot.py", `${rest}\r\n${heading}\r\n${rest}`), { by: "line", line: 3 }, heading);
    }
  });

  it("is none where Python has the same line in another sense", () => {
    for (const text of [
      '"""\n[long]\n"""\nX = 1\n',
      "X = [\n[long]\n]\n",
      "X = \\\n[long]\n",
      "f(\n[long]\n)\n",
      "[x for x in y]\n",
      "[print(x)]\n",
      "[a, b] = 1, 2\n",
      "[a][0]\n",
      "    [long]\n",
      "# [long]\n",
      "X = '''\n[long]\n'''\n",
    ]) {
      assert.equal(foreignnessOf("bot.py", text), undefined, text);
    }
  });
});
