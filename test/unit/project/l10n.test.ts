// Holds every sentence for people to the form that VS Code's own tool finds, so that it can be translated.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { getL10nXlf, type l10nJsonFormat } from "@vscode/l10n-dev";
import { before, describe, it } from "mocha";
import { exportedSentences, hasSentences, sources } from "../../support/translations";

const files = sources.filter(({ file }) => hasSentences(file));

describe("sentences for people", () => {
  let exported: l10nJsonFormat;
  before(async function () {
    // The tool parses with WebAssembly, which a busy machine takes its time to compile.
    this.timeout(120_000);
    exported = await exportedSentences();
  });

  it("are plain literals, each of which VS Code's tool exports", () => {
    const literals = files.flatMap(({ file, text }) => {
      const calls = [...text.matchAll(/\bl10n\.t\(\s*/g)].map(({ index, 0: call }) => text.slice(index + call.length));
      return calls.map((rest) => {
        const [literal] = /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`)(?=\s*[,)])/.exec(rest) ?? [];
        assert.ok(literal, `${file}: the first argument is not one plain literal: l10n.t(${rest.slice(0, 60)}`);
        return String(runInNewContext(literal));
      });
    });
    assert.ok(literals.length > 0);
    assert.deepEqual(Object.keys(exported).sort(), [...new Set(literals)].sort());
  });

  it("are made with `import * as l10n`, and nowhere but in src/messages and src/cli", () => {
    for (const { file, text } of sources) {
      const imports = text.split("\n").filter((line) => line.includes('"@vscode/l10n"'));
      if (hasSentences(file)) {
        for (const line of imports) assert.equal(line, 'import * as l10n from "@vscode/l10n";', file);
      } else {
        // The editor gives the library its translations once, when the extension starts.
        const expected = file === "extension/start.ts" ? ['import * as bundle from "@vscode/l10n";'] : [];
        assert.deepEqual(imports, expected, file);
        assert.doesNotMatch(text, /\b(?:l10n|bundle)\.t\b/, file);
      }
    }
  });

  it("all reach a translator's file, with the manifest's own", () => {
    const manifest: l10nJsonFormat = JSON.parse(readFileSync("package.nls.json", "utf8"));
    const texts = new Map([
      ["package", manifest],
      ["bundle", exported],
    ]);
    const units = getL10nXlf(texts).split("<trans-unit ").length - 1;
    assert.equal(units, Object.keys(manifest).length + Object.keys(exported).length);
  });
});
