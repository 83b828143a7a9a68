import assert from "node:assert/strict";
import { basename } from "node:path";
import { readSource } from "../../../src/core/source";
import { planFilesInOtherLanguages } from "../../../tools/testing.mjs";
import { ajv, changed, jsonc, read, refusedAt, schema, visit } from "../../support/plan-schema";

const v4 = "schemas/plans/v4.phaseplan.json";
const criterion = ["phases", 2, "criteria", 0] as const;

describe("the schema's snippets", () => {
  it("are valid as they come", () => {
    let offered = 0;
    visit(schema, [], (node, path) => {
      for (const { body } of (node["defaultSnippets"] ?? []) as { body: unknown }[]) {
        const check = ajv.compile({ $ref: `${schema.$id}#/${path.join("/")}` });
        check(jsonc(expanded(JSON.stringify(body).replaceAll(/"\^([^"]*)"/g, "$1"))));
        assert.deepEqual(check.errors ?? [], [], path.join("/"));
        offered += 1;
      }
    });
    assert.ok(offered > 5);
  });
});

type Snippets = Record<string, { prefix: string; body: string[] }>;

const english = read("snippets/phaseplan.code-snippets") as Snippets;
const translated = planFilesInOtherLanguages()
  .filter(({ path }) => /phaseplan\.\w+\.code-snippets$/.test(path))
  .map(({ path, contents }): [string, Snippets] => [`, in ${basename(path)}`, JSON.parse(String(contents))]);

describe("the editor's snippets", () => {
  const surroundings: Record<string, (text: string) => unknown> = {
    phaseplan: jsonc,
    "phaseplan-extends": jsonc,
    "phaseplan-parameter": (text) => changed(read(v4), ["parameters"], jsonc(`{${text}}`)),
    "phaseplan-phase": (text) => changed(read(v4), ["phases", 1], jsonc(text)),
    "phaseplan-evidence": (text) => ({ ...(read(v4) as object), ...(jsonc(`{${text}}`) as object) }),
    "phaseplan-criterion": (text) => changed(read(v4), criterion, jsonc(text)),
    "phaseplan-criterion-against": (text) => changed(read(v4), criterion, jsonc(text)),
    "phaseplan-criterion-manual": (text) => changed(read(v4), criterion, jsonc(text)),
  };

  for (const [where, snippets] of [["", english] as const, ...translated]) {
    for (const { prefix, body } of Object.values(snippets)) {
      it(`${prefix} is valid as it comes${where}`, () => {
        const document = surroundings[prefix]?.(expanded(body.join("\n")));
        assert.ok(document);
        assert.deepEqual(refusedAt(document), []);
      });
    }
  }
});

describe("the snippets for a bot", () => {
  const snippets = read("snippets/bot.code-snippets") as Record<string, { prefix: string; body: string[] }>;
  const v4Names = Object.keys((read(v4) as { parameters: object }).parameters);

  for (const { prefix, body } of Object.values(snippets)) {
    const source = readSource("bot.py", expanded(body.join("\n")));

    it(`${prefix} is Python, every constant of it a literal that a plan can govern`, () => {
      assert.deepEqual(source.problems, []);
      const constants = source.assignments.filter(({ scope }) => scope === "Config");
      assert.ok(constants.length > 5);
      for (const { name, value } of constants) {
        assert.equal(typeof value.value, "number", name);
        assert.ok("assignment" in source.locate("Config", name), name);
      }
    });

    it(`${prefix} is called as the bundled plan calls its parameters, at their baselines`, () => {
      const { parameters } = read(v4) as { parameters: Record<string, { baseline: unknown }> };
      for (const { name, value } of source.assignments.filter(({ scope }) => scope === "Config")) {
        assert.ok(v4Names.includes(name), name);
        assert.equal(value.value, parameters[name]?.baseline, name);
      }
    });
  }
});

/** A snippet's text with every placeholder at its default, or its first choice. */
function expanded(snippet: string): string {
  const defaults = new Map<string, string>();
  return snippet
    .replaceAll("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2025-10-15")
    .replaceAll(/\$\{(\d+)\|([^,|]*)[^|]*\|\}/g, "$2")
    .replaceAll(/\$\{(\d+):\$(\d+)\}/g, "$$$2")
    .replaceAll(/\$\{(\d+):([^}]*)\}/g, (_, n: string, text: string) => {
      defaults.set(n, text);
      return text;
    })
    .replaceAll("$0", "")
    .replaceAll(/\$(\d+)/g, (_, n: string) => defaults.get(n) ?? "")
    .replaceAll("\\\\$", "$");
}
