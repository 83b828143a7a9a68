// What `check` prints for other programs: SARIF as its official schema has it, annotations as GitHub's own toolkit escapes them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Schema, Validator } from "@cfworker/json-schema";
import { after, before, describe, it } from "mocha";
import type { Log, Result } from "sarif";
import { botPath, DemoRepository, planName } from "../support/demo-repository";

describe("check --format", () => {
  let demo: DemoRepository;
  let printed: Record<"text" | "json" | "sarif" | "github", string>;
  before(() => {
    demo = new DemoRepository();
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 7.5");
    // A character of two UTF-16 code units in front of a value, and a place that has to be escaped.
    demo.edit('    SYMBOL = "BTC-USDT"', '    NOTE = "📉"; SYMBOL = "BTC-USDT"');
    demo.edit("RATE = 0.101", "RATE = 0.2");
    const print = (format: string): string => {
      const { status, stdout, stderr } = demo.phasegate("check", "--format", format);
      assert.equal(status, 1, stderr);
      return stdout;
    };
    printed = { text: print("text"), json: print("json"), sarif: print("sarif"), github: print("github") };
  });
  after(() => demo.remove());

  const log = (): Log => JSON.parse(printed.sarif);
  const results = (): readonly Result[] => log().runs[0]?.results ?? [];
  interface Row {
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly severity: string;
    readonly code: string;
    readonly message: string;
  }
  const rows = (): readonly Row[] => JSON.parse(printed.json);

  it("says the same as text, as JSON, as SARIF and as annotations", () => {
    assert.ok(rows().length > 1);
    const lines = rows().map(
      (row) => `${row.path}:${row.line}:${row.column}: ${row.severity} ${row.code}: ${row.message}`,
    );
    assert.deepEqual(printed.text.trimEnd().split("\n"), lines);
    assert.deepEqual(
      results().map(({ ruleId, message }) => [ruleId, message.text]),
      rows().map(({ code, message }) => [code, message]),
    );
    assert.deepEqual(
      printed.github.trimEnd().split("\n").map(annotationOf),
      rows().map(({ path, line, column, code, message }) => ({ path, line, column, code, message })),
    );
    assert.equal(demo.phasegate("check", "--json").stdout, printed.json);
  });

  it("is valid SARIF 2.1.0", () => {
    const schema: Schema = JSON.parse(readFileSync("test/fixtures/sarif-2.1.0.json", "utf8"));
    const { valid, errors } = new Validator(schema, "4", false).validate(log());
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(new Validator(schema, "4").validate({ ...log(), version: "2.0" }).valid, false);
  });

  it("names the exact characters of each value", () => {
    const bot = demo.bot.split("\n");
    const texts = results()
      .filter(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri === botPath)
      .map(({ locations }) => {
        const { startLine = 0, startColumn = 0, endLine, endColumn } = locations?.[0]?.physicalLocation?.region ?? {};
        assert.equal(endLine, startLine);
        return bot[startLine - 1]?.slice(startColumn - 1, (endColumn ?? 0) - 1);
      });
    assert.ok(texts.includes("7.5") && texts.includes("0.2"), texts.join());
    assert.equal(log().runs[0]?.columnKind, "utf16CodeUnits");
  });

  it("has a rule with help for each result", () => {
    const { rules = [] } = log().runs[0]?.tool.driver ?? {};
    for (const { ruleId, ruleIndex } of results()) {
      const rule = rules[ruleIndex ?? -1];
      assert.equal(rule?.id, ruleId);
      assert.ok(rule?.help?.text && rule.shortDescription?.text, ruleId);
    }
  });

  it("keeps the fingerprint of a finding whose line moves, and tells those apart that are alike", () => {
    const fingerprints = (all: readonly Result[]) => all.map((each) => each.partialFingerprints?.["phasegateLine/v1"]);
    const before = fingerprints(results());
    assert.equal(new Set(before).size, before.length);
    demo.bot = demo.bot.replace("class Phase4TestnetConfig", "# moved\n\nclass Phase4TestnetConfig");
    const moved: Log = JSON.parse(demo.phasegate("check", "--format", "sarif").stdout);
    assert.deepEqual(fingerprints(moved.runs[0]?.results ?? []), before);
  });

  it("tells of a plan that can't be used in every format, and exits with 2", () => {
    demo.write(planName, '{ "formatVersion": 1, "extends": "phasegate:v4", "oops": 1 }');
    const sarif = demo.phasegate("check", "--format", "sarif");
    assert.equal(sarif.status, 2);
    const { runs }: Log = JSON.parse(sarif.stdout);
    assert.equal(runs[0]?.invocations?.[0]?.executionSuccessful, false);
    assert.equal(runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, planName);
    const github = demo.phasegate("check", "--format", "github");
    assert.equal(github.status, 2);
    assert.match(github.stdout, /^::error file=v4\.phaseplan\.json,line=1,/);
    const json = demo.phasegate("check", "--format", "json");
    assert.ok(JSON.parse(json.stdout).problems);
  });
});

/** What the runner of GitHub Actions reads in a workflow command. */
function annotationOf(line: string) {
  const [, properties = "", data = ""] = /^::(?:error|warning|notice) (.*?)::(.*)$/.exec(line) ?? [];
  const unescaped = (text: string): string =>
    text.replace(/%(3A|2C|0A|0D|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const values = new Map(properties.split(",").map((each) => each.split("=") as [string, string]));
  const value = (name: string): string => unescaped(values.get(name) ?? "");
  return {
    path: value("file"),
    line: Number(value("line")),
    column: Number(value("col")),
    code: value("title"),
    message: unescaped(data),
  };
}
