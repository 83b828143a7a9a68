import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { columnsOf } from "../../src/core/text";

const english = "print the plan, its phases and the values";
const korean = "계획과 단계와 값을 출력합니다";

describe("the language of the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-language-"));
  before(() => {
    mkdirSync(join(folder, "l10n"));
    for (const file of ["cli.js", "main.js"]) cpSync(`dist/${file}`, join(folder, "dist", file));
    writeFileSync(join(folder, "l10n/bundle.l10n.ko.json"), JSON.stringify({ [english]: korean }));
    writeFileSync(join(folder, "l10n/bundle.l10n.de.json"), `{ "${english}": "ohne Ende`);
    writeFileSync(join(folder, "l10n/bundle.l10n.fr.json"), "null");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** The help of a command whose summary is translated, under an environment of these variables alone. */
  function help(variables: NodeJS.ProcessEnv): string {
    const { PATH } = process.env;
    const args = [join(folder, "dist/cli.js"), "status", "--help"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      env: { PATH, ...variables },
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.equal(stderr, "");
    return stdout;
  }

  const spoken: [NodeJS.ProcessEnv, string][] = [
    [{ LANG: "ko_KR.UTF-8" }, korean],
    [{ LANG: "ko" }, korean],
    [{ LC_MESSAGES: "ko_KR.UTF-8", LANG: "en_US.UTF-8" }, korean],
    [{ LC_ALL: "C", LC_MESSAGES: "ko_KR.UTF-8", LANG: "ko_KR.UTF-8" }, english],
    [{ LC_ALL: "", LANG: "ko_KR.UTF-8" }, korean],
    [{ LANG: "de_DE.UTF-8" }, english],
    [{ LANG: "fr_FR.UTF-8" }, english],
    [{ LANG: "nl_NL.UTF-8" }, english],
    [{ LANG: "../../ko" }, english],
    [{}, english],
  ];
  for (const [variables, summary] of spoken) {
    it(`is ${summary === korean ? "Korean" : "English"} under ${JSON.stringify(variables)}`, () =>
      assert.match(help(variables), new RegExp(summary, "i")));
  }
  it("keeps in English what the translation does not have", () =>
    assert.match(help({ LANG: "ko_KR.UTF-8" }), /which phases are in effect/));

  it("breaks Korean help where a terminal of 100 columns ends", () => {
    cpSync("l10n/bundle.l10n.ko.json", join(folder, "l10n/bundle.l10n.ko.json"));
    const lines = help({ LANG: "ko_KR.UTF-8" }).split("\n");
    assert.ok(lines.some((line) => /[가-힣]/.test(line)));
    for (const line of lines) assert.ok(columnsOf(line) <= 100, line);
  });
});
