// Holds core and node to data: what people read is written in src/messages, where it can be translated.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, it } from "mocha";
import { type StringLiteral, stringLiterals } from "../../support/string-literals";

/** Whole files whose texts are in English on purpose. */
const allowedFiles: Readonly<Record<string, string>> = {
  "core/ledger/event.ts": "the first line of a tag's message, which others read in git",
  "node/hooks/hook-text.ts": "lines for a shell",
};

/** Texts that look like prose and are none, each with what it is. */
const allowedTexts: Readonly<Record<string, string>> = {
  "account currency": "a unit, as plans spell it",
  "not in": "an operator of Python",
  "Traceback (most recent call last):": "a line that CPython prints",
  "\\\\ No newline at end of file": "a line that git knows in a patch",
};

/** Two words side by side, the first of them in lower case. */
const prose = /(?<![\w%$@#./:=-])[a-z]{2,} [A-Za-z]{2,}(?![\w(=:/-])/;

/** An error of our own is for developers; other texts are sources of regular expressions, or lists that are split into words. */
function isForPeople({ text, before, after }: StringLiteral): boolean {
  if (/\b(?:new (?:(?:Range|Type)?Error|RegExp)\(|super\(|String\.raw)\s*$/.test(before)) return false;
  return !/^\s*\.split\(/.test(after) && prose.test(text);
}

function proseIn(file: string, code: string): string[] {
  return stringLiterals(code)
    .filter(isForPeople)
    .filter(({ text }) => !Object.hasOwn(allowedTexts, text))
    .map(({ text, line }) => `${file}:${line}: ${text}`);
}

describe("core and node", () => {
  for (const room of ["core", "node"]) {
    it(`have no sentence for people in src/${room}`, () => {
      const files = readdirSync(join("src", room), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => `${room}/${file.replaceAll(sep, "/")}`)
        .filter((file) => !Object.hasOwn(allowedFiles, file));
      assert.ok(files.length > 10);
      assert.deepEqual(
        files.flatMap((file) => proseIn(file, readFileSync(join("src", file), "utf8"))),
        [],
      );
    });
  }

  for (const code of [
    'problem("file-unreadable", { path, detail: "no such file" })',
    "const detail = `must be a phase before Phase §{id}`;",
    "const detail = `§{path ?? `no such file as §{name}`}`;",
    "const map = new Map([['branch', branch ?? 'detached HEAD']]);",
    'const quote = /["]/; const detail = "not a regular file";',
    'const rate = a / b; const detail = "not a regular file"; const other = c / d;',
  ]) {
    it(`would be found out: ${code}`, () => assert.equal(proseIn("x.ts", code.replaceAll("§", "$")).length, 1));
  }

  for (const code of [
    "// no such file\n/* no such file */",
    'throw new Error("this can not be");',
    "throw new RangeError(`not a plan's id: §{plan}`);",
    'const words = "and as assert".split(" ");',
    'git.run(["for-each-ref", "--format=%(objectname) %(refname:strip=2)", `refs/tags/§{plan}`]);',
    "const pattern = /no such file/; const raw = String.raw`no such file`;",
  ]) {
    it(`would pass: ${code}`, () => assert.deepEqual(proseIn("x.ts", code.replaceAll("§", "$")), []));
  }
});
