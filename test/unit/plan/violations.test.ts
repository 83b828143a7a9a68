// Tests of the violations of the plan's schema: every keyword and every form in it leads to a fault with a sentence.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { loadPlan } from "../../../src/core/plan/load";
import type { Form, PathFlaw, PlanFault, PlanFaultDetail, SchemaViolation } from "../../../src/core/problem";
import { describe as sentence } from "../../../src/messages/problems";
import { changed, type Path, read, schema } from "../../support/plan-schema";

const v4 = read("schemas/plans/v4.phaseplan.json");
const stopLoss = ["parameters", "STOP_LOSS"] as const;
const winRate = ["phases", 2, "criteria", 0] as const;
const rule = ["rules", 0, "schema"] as const;

/** What is wrong with the V4 plan where `path` has `value`. */
function faultsOf(path: Path, value: unknown): PlanFault[] {
  return loadPlan(JSON.stringify(changed(v4, path, value)), "p.json").problems.map((problem) => {
    assert.ok(problem.code === "plan-invalid", problem.code);
    assert.match(sentence(problem), /^p\.json, [^:]+: .+/);
    return { at: problem.data.at, detail: problem.data.detail };
  });
}

/** Every schema in the plan's schema, with what leads to it. */
function subschemas(node: unknown, path: readonly string[] = []): [Record<string, unknown>, readonly string[]][] {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return [];
  const own = node as Record<string, unknown>;
  const inside = Object.entries(own).flatMap(([keyword, value]) => {
    if (["properties", "patternProperties", "definitions"].includes(keyword)) {
      return Object.entries(value as object).flatMap(([name, member]) => subschemas(member, [...path, keyword, name]));
    }
    if (["anyOf", "allOf", "items"].includes(keyword)) {
      return [value].flat().flatMap((member, index) => subschemas(member, [...path, keyword, `${index}`]));
    }
    const holdsSchema = ["additionalProperties", "propertyNames", "if", "then", "else"].includes(keyword);
    return holdsSchema ? subschemas(value, [...path, keyword]) : [];
  });
  return [[own, path], ...inside];
}

const all = subschemas(schema);

describe("a violation of the plan's schema", () => {
  /** They say something of a schema or apply others, and are never broken themselves. */
  const silent = ["$schema", "$id", "$comment", "$ref", "title", "description", "default", "examples", "definitions"]
    .concat(["defaultSnippets", "enumDescriptions", "patternErrorMessage", "expects"])
    .concat(["properties", "patternProperties", "propertyNames", "items", "allOf", "if", "then", "else"])
    // Only in a branch of an anyOf, which is told as a whole.
    .concat(["additionalItems"]);

  const broken: Record<string, [path: Path, value: unknown, detail: SchemaViolation, at?: Path]> = {
    type: [["title"], 1, { fault: "wrong-type", expected: "string" }],
    enum: [["phases", 1, "window", "until"], "or", { fault: "not-one-of", values: ["both", "either"] }],
    const: [["formatVersion"], 2, { fault: "not-the-value", value: 1 }],
    required: [[...stopLoss, "why"], undefined, { fault: "missing-property", property: "why" }, stopLoss],
    additionalProperties: [["colour"], 1, { fault: "unknown-property" }],
    dependencies: [[...rule, "then"], {}, { fault: "lone-property", property: "then", needed: "if" }, rule],
    uniqueItems: [
      ["phases", 0, "parameters"],
      ["A", "B", "A"],
      { fault: "element-repeated" },
      ["phases", 0, "parameters", 2],
    ],
    pattern: [["id"], "V4", { fault: "wrong-form", expected: "plan-id" }],
    anyOf: [[...winRate, "threshold"], 80, { fault: "wrong-form", expected: "share" }],
    minLength: [[...stopLoss, "why"], "", { fault: "text-too-short", limit: 1 }],
    maxLength: [[...stopLoss, "why"], "a".repeat(2001), { fault: "text-too-long", limit: 2000 }],
    minItems: [["phases", 0, "parameters"], [], { fault: "too-few-elements", limit: 1 }],
    maxItems: [
      ["supersedes"],
      Array.from({ length: 101 }, (_, index) => `v${index}`),
      { fault: "too-many-elements", limit: 100 },
    ],
    minProperties: [["phases", 1, "criteria", 1, "trades"], {}, { fault: "too-few-properties", limit: 1 }],
    maxProperties: [
      ["files"],
      Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`f${index}`, { path: "bot.py" }])),
      { fault: "too-many-properties", limit: 20 },
    ],
    minimum: [["phases", 0, "id"], 0, { fault: "number-too-small", limit: 1 }],
    maximum: [["phases", 0, "id"], 13, { fault: "number-too-large", limit: 12 }],
    exclusiveMinimum: [[...stopLoss, "largestStep"], 0, { fault: "number-not-above", limit: 0 }],
    exclusiveMaximum: [[...winRate, "confidence"], 1, { fault: "number-not-below", limit: 1 }],
  };

  it("is told for every keyword that the schema uses", () => {
    const keywords = new Set(all.flatMap(([node]) => Object.keys(node)));
    assert.deepEqual([...keywords].filter((keyword) => !silent.includes(keyword)).sort(), Object.keys(broken).sort());
  });

  for (const [keyword, [path, value, detail, at = path]] of Object.entries(broken)) {
    it(`of ${keyword}`, () => assert.deepEqual(faultsOf(path, value), [{ at, detail }]));
  }

  it("of a schema that allows nothing", () => {
    const allowed = { items: { items: { items: { items: {} } } } };
    const at = [...stopLoss, "allowed", "items", "items", "items", "items"];
    assert.deepEqual(faultsOf([...stopLoss, "allowed"], allowed), [{ at, detail: { fault: "not-allowed" } }]);
  });

  const formless: Record<Exclude<Form, "path" | "evidence-path">, [path: Path, value: unknown, at?: Path]> = {
    "plan-id": [["supersedes"], ["V3"], ["supersedes", 0]],
    "bundled-plan": [["extends"], "v4"],
    date: [["provenance", "date"], "15.10.2025"],
    "parameter-name": [["parameters", "STOP LOSS"], { ...parameterLike(), symbol: "X" }],
    "utc-offset": [["evidence"], source({ utcOffset: "KST" }), ["evidence", "sources", 0, "utcOffset"]],
    line: [["title"], "V4\nmore"],
    scope: [["files", "bot", "scope"], "Config()"],
    key: [["rules", 0, "id"], "A rule"],
    symbol: [[...stopLoss, "symbol"], "STOP\nLOSS"],
    "task-or-text": [["restart"], {}],
    "hours-or-trades": [["phases", 0, "window"], {}],
    types: [[...stopLoss, "allowed", "type"], "float"],
    threshold: [
      [...winRate],
      { id: "a", text: "b", metric: "netProfit", unit: "USD", compare: ">", threshold: [1] },
      [...winRate, "threshold"],
    ],
    share: [[...winRate, "threshold"], 80],
    "values-or-reference": [[...rule, "enum"], 3],
    "number-or-reference": [[...rule, "maximum"], { $data: "MAX_POSITION" }],
    "step-or-reference": [[...rule, "multipleOf"], 0],
    "count-or-reference": [[...rule, "minItems"], -1],
  };
  for (const [expected, [path, value, at = path]] of Object.entries(formless)) {
    it(`of the form ${expected} names the form`, () => {
      const faults = faultsOf(path, value);
      const detail = { fault: "wrong-form", expected };
      assert.ok(
        faults.some((fault) => JSON.stringify(fault) === JSON.stringify({ at, detail })),
        JSON.stringify(faults),
      );
    });
  }

  it("has a form wherever the schema has a pattern or alternatives, and the forms are those", () => {
    const named = all.flatMap(([node, path]) => {
      if (!("pattern" in node || "anyOf" in node)) return [];
      // A reference is only ever one of several alternatives, which have a form together.
      if (path.join("/").startsWith("definitions/reference/")) return [];
      assert.equal(typeof node["expects"], "string", path.join("/"));
      return [String(node["expects"])];
    });
    assert.deepEqual([...new Set(named)].sort(), [...Object.keys(formless), "path", "evidence-path"].sort());
  });

  it("is told once, though two of the schema's parts find it", () => {
    assert.equal(faultsOf([...stopLoss, "scope"], 5).length, 1);
  });

  it("of one value hides none of another", () => {
    const window = changed(changed(v4, ["phases", 0, "window"], {}), ["phases", 1, "window", "hours"], 0);
    assert.deepEqual(
      loadPlan(JSON.stringify(window), "p.json").problems.map(({ data }) => "at" in data && data.at),
      [
        ["phases", 0, "window"],
        ["phases", 1, "window", "hours"],
      ],
    );
  });
});

describe("a path that is none", () => {
  const flaws: [path: string, flaw: PathFlaw, words: RegExp][] = [
    ["", { kind: "empty" }, /empty/],
    ["a\\b.py", { kind: "character", character: "\\" }, /backslash/],
    ["C:/b.py", { kind: "start", character: "C:" }, /begins with C:/],
    ["a\n.py", { kind: "character", character: "\n" }, /the character U\+000A\./],
    ["/etc/passwd", { kind: "start", character: "/" }, /begins with \//],
    ["../b.py", { kind: "part", part: ".." }, /"\.\."/],
    ["a/.GIT/config", { kind: "part", part: ".GIT" }, /"\.GIT"/],
    ["a//b.py", { kind: "empty-part" }, /two slashes/],
    ["a/", { kind: "empty-part" }, /one at its end/],
  ];
  for (const [path, flaw, words] of flaws) {
    it(`${JSON.stringify(path)}: what is wrong is named`, () => {
      const at = ["files", "bot", "path"];
      const detail: PlanFaultDetail = { fault: "wrong-form", expected: "path", flaw };
      assert.deepEqual(faultsOf(at, path), [{ at, detail }]);
      const [problem] = loadPlan(JSON.stringify(changed(v4, at, path)), "p.json").problems;
      assert.match(problem ? sentence(problem) : "", words);
    });
  }

  const ofEvidence = [
    "logs/bot-*.jsonl",
    "*/bot.jsonl",
    "logs/**/*.jsonl",
    "../bot/../logs/bot.jsonl",
    "/var/log/bot.jsonl",
  ].concat(["C:/bot/state.json", "null.csv", "dev/bot.csv", "연구/봇 1.csv", "/device/bot.csv", "a/..b/c.csv"]);
  for (const path of ofEvidence) {
    it(`${JSON.stringify(path)}: evidence may be there`, () => {
      assert.deepEqual(faultsOf(["evidence"], source({ path })), []);
    });
  }

  const evidenceFlaws: [path: string, flaw: PathFlaw, words: RegExp][] = [
    ["", { kind: "empty" }, /empty/],
    ["logs\\bot.jsonl", { kind: "character", character: "\\" }, /backslash/],
    ["logs/bot?.jsonl", { kind: "character", character: "?" }, /the character \?\./],
    ["logs/a:b.jsonl", { kind: "character", character: ":" }, /the character :\./],
    ["C:bot.jsonl", { kind: "character", character: ":" }, /the character :\./],
    ["a\u007fb", { kind: "character", character: "\u007f" }, /the character U\+007F\./],
    ["~/bot.jsonl", { kind: "start", character: "~" }, /begins with ~/],
    ["-bot.jsonl", { kind: "start", character: "-" }, /begins with -/],
    ["./bot.jsonl", { kind: "part", part: "." }, /"\."/],
    ["bot/..", { kind: "part", part: ".." }, /"\.\."/],
    ["../.git/config", { kind: "part", part: ".git" }, /"\.git"/],
    ["//server/bot.jsonl", { kind: "empty-part" }, /two slashes/],
    ["/", { kind: "empty-part" }, /one at its end/],
    ["/dev/zero", { kind: "device", device: "/dev" }, /\/dev is a device/],
    ["/proc", { kind: "device", device: "/proc" }, /\/proc is a device/],
    ["logs/NUL", { kind: "device", device: "NUL" }, /NUL is a device/],
    ["../com1.csv", { kind: "device", device: "com1.csv" }, /com1\.csv is a device/],
  ];
  for (const [path, flaw, words] of evidenceFlaws) {
    it(`${JSON.stringify(path)}: what is wrong in evidence is named`, () => {
      const at = ["evidence", "sources", 0, "path"];
      const detail: PlanFaultDetail = { fault: "wrong-form", expected: "evidence-path", flaw };
      assert.deepEqual(faultsOf(["evidence"], source({ path })), [{ at, detail }]);
      const [problem] = loadPlan(JSON.stringify(changed(v4, ["evidence"], source({ path }))), "p.json").problems;
      assert.match(problem ? sentence(problem) : "", words);
    });
  }
});

describe("what belongs to a source", () => {
  for (const property of ["state", "log", "trades", "utcOffset", "path"]) {
    it(`${property}: is pointed there`, () => {
      const evidence = { ...source({}), [property]: "logs/bot.jsonl" };
      const at = ["evidence", property];
      assert.deepEqual(faultsOf(["evidence"], evidence), [{ at, detail: { fault: "property-of-source" } }]);
      const [problem] = loadPlan(JSON.stringify(changed(v4, ["evidence"], evidence)), "p.json").problems;
      assert.match(problem ? sentence(problem) : "", /belongs to a source\. Write "sources"/);
    });
  }

  it("is unknown in any other place", () => {
    assert.deepEqual(faultsOf(["log"], "bot.jsonl"), [{ at: ["log"], detail: { fault: "unknown-property" } }]);
  });
});

/** Evidence of one source, a log, with these members of its own. */
function source(members: object): object {
  return { sources: [{ kind: "log", path: "bot.jsonl", ...members }] };
}

function parameterLike(): object {
  return (v4 as { parameters: Record<string, object> }).parameters["STOP_LOSS"] ?? {};
}
