// What a plan may govern, told from its text alone, is never less than what the plan that is read governs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, it } from "mocha";
import { pathsIn } from "../../../src/core/plan/inheritance";
import { loadPlan } from "../../../src/core/plan/load";
import { patched } from "../../support/plan-text";

describe("the paths in a plan's text", () => {
  function governed(text: string): string[] {
    return Object.values(loadPlan(text, "p.json").plan?.files ?? {}).map(({ path }) => path);
  }

  it("are those of the plan, its own and inherited ones", () => {
    const texts = [
      readFileSync("test/fixtures/v4.phaseplan.json", "utf8"),
      readFileSync("demo/v4.phaseplan.json", "utf8"),
      patched({}),
      patched({ files: { bot: { path: "a/b.py" } } }),
      `// a plan\n${patched({ files: { bot: { path: "b\u006ft.py" } } }).replace(/\}$/, "/* end */ ,}")}`,
    ];
    for (const text of texts) {
      const paths = governed(text);
      assert.ok(paths.length > 0, text);
      for (const path of paths) assert.ok(pathsIn(text)?.includes(path), path);
    }
  });

  it("hold every path that a plan of any form governs, however it is spelled", () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }), { minLength: 1, maxLength: 3 });
    let usable = 0;
    fc.assert(
      fc.property(names, fc.boolean(), (parts, isEscaped) => {
        const path = `${parts.join("/")}.py`;
        const text = patched({ files: { bot: { path } } });
        const spell = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
        const spelled = isEscaped
          ? text.replaceAll(/[^ -~\n]|py/g, (run) => [...run.split("")].map(spell).join(""))
          : text;
        const paths = governed(spelled);
        usable += paths.length;
        return paths.every((each) => pathsIn(spelled)?.includes(each));
      }),
    );
    assert.ok(usable > 20, `${usable}`);
  });

  it("are not told of a text that is no plan, or whose base is not known", () => {
    for (const text of ["", "{", "[]", '{"files": []}', patched({ extends: "phasegate:v9" })])
      assert.equal(pathsIn(text), undefined, text);
  });
});
