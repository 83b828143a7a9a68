// Tests of the ways out: each face names what it has itself, and nothing that only the other one has.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { acceptedOptions, globalOptions } from "../../../src/cli/command-line/declaration";
import { loadCommands } from "../../../src/cli/commands";
import { problem } from "../../../src/core/problem";
import { describe as sentence } from "../../../src/messages/problems";
import { speakFor } from "../../../src/messages/ways-out/way-out";
import { stringLiterals } from "../../support/string-literals";

const shared = problem("plan-changed", { plan: "v4", tag: "phasegate/v4/0001-apply-1" });
const titles: readonly string[] = Object.values(JSON.parse(readFileSync("package.nls.json", "utf8")));

describe("a way out", () => {
  afterEach(() => speakFor("command-line"));

  it("is a command of the palette in the editor, and a command line elsewhere", () => {
    assert.match(sentence(shared), /then accept it with "phasegate adopt"\.$/);
    speakFor("editor");
    assert.match(sentence(shared), /then accept it with "Adopt Current State…"\.$/);
  });

  it("names what there is", async () => {
    const commands = new Map((await loadCommands()).map((command) => [command.name, command]));
    const texts = stringLiterals(readFileSync("src/messages/ways-out/way-out.ts", "utf8")).map(({ text }) => text);
    const quoted = texts.flatMap((text) => [...text.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name));
    assert.ok(quoted.length > 10);
    const isTitle = (name: string) => !name.startsWith("phasegate ") && name !== "…";
    for (const name of quoted.filter(isTitle)) assert.ok(titles.includes(name), name);
    for (const line of quoted.filter((each) => each.startsWith("phasegate "))) {
      const [, name = "", ...options] = line.split(" ");
      const command = commands.get(name);
      assert.ok(command, line);
      for (const option of options) assert.ok(option.slice(2) in acceptedOptions(command), line);
    }
    for (const text of texts.filter((each) => each.startsWith("--") && !each.includes("…"))) {
      assert.ok(text.slice(2) in globalOptions, text);
    }
  });

  it("is not written into a sentence of both faces, beside the other one's", () => {
    const files = readdirSync("src/messages", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    for (const file of files) {
      for (const { text, line } of stringLiterals(readFileSync(join("src/messages", file), "utf8"))) {
        const names = titles.filter((title) => text.includes(`"${title}"`));
        assert.ok(names.length === 0 || !text.includes("phasegate "), `${file}:${line}: ${text}`);
      }
    }
  });
});
