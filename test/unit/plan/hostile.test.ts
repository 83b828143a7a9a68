// Tests of plans that are made to do harm.
import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { AllowedValues } from "../../../src/core/plan/allowed";
import { loadPlan } from "../../../src/core/plan/load";
import { describe as sentence } from "../../../src/messages/problems";
import { read } from "../../support/plan-schema";
import { demoPlan, patched, sentencesOf } from "../../support/plan-text";

describe("a hostile plan", () => {
  const rule = (schema: unknown) => ({ rules: [{ id: "a-rule", schema, why: "It is better." }] });
  const stopLoss = (member: object) => ({ parameters: { STOP_LOSS: member } });
  const allowed = (schema: unknown) => stopLoss({ allowed: schema });

  const keywords: [keyword: string, value: unknown][] = [
    ["pattern", "^(a|a)+$"],
    ["patternProperties", { "^(a|a)+$": {} }],
    ["$ref", "#"],
    ["$ref", "#/definitions/a"],
    ["$id", "a text that is no address"],
    ["$async", true],
    ["definitions", { a: {} }],
    ["format", "email"],
  ];
  for (const [keyword, value] of keywords) {
    it(`can't use ${keyword}: ${JSON.stringify(value)} in a schema`, () => {
      const at = ["parameters.STOP_LOSS.allowed", "rules[0].schema"].map((place) => `${place}.${keyword}`);
      for (const [index, patch] of [allowed({ [keyword]: value }), rule({ [keyword]: value })].entries()) {
        assert.deepEqual(sentencesOf(patched(patch)), [
          `${at[index]}: a plan has no such property here. Check its spelling, or remove it.`,
        ]);
      }
    });
  }

  it("is told apart from a value: {$data} as a target or a const is what it says", () => {
    const value = { $data: "no pointer" };
    const { plan } = loadPlan(
      patched({ ...stopLoss({ baseline: value, target: value, allowed: { enum: [value] } }), rules: [] }),
      "p",
    );
    assert.equal(plan && new AllowedValues(plan).allows(3, "STOP_LOSS", value), true);
  });

  it("can't name a value that a rule could not reach", () => {
    const details = sentencesOf(patched(rule({ properties: { STOP_LOSS: { maximum: { $data: "9/TAKE_PROFIT" } } } })));
    assert.match(details.join(), /^rules\[0\]\.schema: this JSON Schema can't be used\. /);
  });

  it("finds nothing in a rule that every object has by birth", () => {
    const details = sentencesOf(patched(rule({ required: ["constructor"] })));
    assert.match(details[0] ?? "", /^rules\[0\]\.schema\.required\[0\]: "parameters" has no "constructor"/);
  });

  // Without the limits each of these takes from half a minute to forever, so that the suite's time limit would stop it.
  it("can't hold up the loader with a path, a range or a rule", () => {
    const many = Array.from({ length: 50_000 }, (_, index) => [index]);
    const wide = (levels: number): object => (levels === 0 ? {} : { anyOf: Array(50).fill(wide(levels - 1)) });
    const details = [
      { evidence: { sources: [{ kind: "log", path: "*".repeat(1_000_000) }] } },
      stopLoss({ baseline: many, target: many, allowed: { uniqueItems: true, maxItems: 1000 } }),
      allowed({ enum: many }),
      rule(wide(3)),
    ].map((patch) => sentencesOf(patched(patch))[0] ?? "");
    assert.match(details[0] ?? "", /^evidence\.sources\[0\]\.path: this text is too long\. Write 400 characters/);
    assert.match(details[1] ?? "", /^parameters\.STOP_LOSS\.baseline: .{100}… is outside the parameter's "allowed"\./);
    assert.match(
      details[2] ?? "",
      /^parameters\.STOP_LOSS\.allowed\.enum: this list is too long\. It can have 200 elements/,
    );
    assert.match(details[3] ?? "", /^rules\[0\]\.schema: the rules are too large\./);
  });

  for (const [what, text] of [
    ["lists", "[".repeat(5000)],
    ["closed lists", `${"[".repeat(5000)}${"]".repeat(5000)}`],
    ["objects", '{"a":'.repeat(5000)],
    ["lists that are closed wrongly", "[},".repeat(5000)],
    ["objects that are closed wrongly", '{"a":],'.repeat(5000)],
    ["schemas", patched(allowed("HERE")).replace('"HERE"', '{"items":'.repeat(5000))],
  ] as const) {
    it(`is refused where ${what} are nested too deeply`, () => {
      const [problem] = loadPlan(text, "p.json").problems;
      assert.ok(problem?.code === "plan-syntax" && problem.place?.range);
      assert.equal(problem.data.detail, "NestedTooDeeply");
      const { start, end } = problem.place.range;
      assert.ok(["{", "["].includes(text.slice(start, end)));
    });
  }

  it("may nest as deep as the limit, and a bracket in a text or a comment does not count", () => {
    assert.deepEqual(sentencesOf(patched({ "x-note": JSON.parse("[".repeat(99) + "]".repeat(99)) })), []);
    assert.deepEqual(
      sentencesOf(patched({ "x-note": "[".repeat(500) }).replace("{", `{ /* ${"[".repeat(500)} */`)),
      [],
    );
    assert.match(
      sentencesOf(patched({ "x-note": JSON.parse("[".repeat(100) + "]".repeat(100)) })).join(),
      /nested too deeply/,
    );
  });

  it("is refused where a number is too large to be one", () => {
    const text = patched(stopLoss({ baseline: "HERE" })).replace('"HERE"', "-1e999");
    const [problem] = loadPlan(text, "p.json").problems;
    assert.ok(problem?.code === "plan-syntax" && problem.place?.range);
    assert.equal(problem.data.detail, "NumberTooLarge");
    assert.equal(text.slice(problem.place.range.start, problem.place.range.end), "-1e999");
  });

  it("yields a hundred findings at most", () => {
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`unknown${index}`, 1]));
    assert.equal(sentencesOf(patched(unknown)).length, 100);
  });

  it("is told in words where it is no JSON", () => {
    const told = (text: string) => loadPlan(text, "p.json").problems.map(sentence).join();
    assert.match(
      told('{ "formatVersion": 1 "extends": 2 }'),
      /^p\.json, line 1, column 22: a comma is missing here\.$/,
    );
    assert.match(told('{ "formatVersion": 1'), /a closing brace is missing/);
    assert.match(told("[".repeat(200)), /nested too deeply/);
    assert.match(told('{ "formatVersion": 1e999 }'), /column 20: the number is too large/);
  });

  describe("that binds a secret", () => {
    const secrets: [what: string, parameters: Record<string, object>, at: string][] = [
      ["by its name", { STOP_LOSS: { symbol: "API_KEY" } }, "STOP_LOSS"],
      ["in a table", { STOP_LOSS: { symbol: 'CONFIG["exchange"]["apiSecret"]' } }, "STOP_LOSS"],
      ["in a table, spelt in escapes", { STOP_LOSS: { symbol: String.raw`CONFIG["\x70assword"]` } }, "STOP_LOSS"],
      ["as an argument", { STOP_LOSS: { symbol: "client(token)" } }, "STOP_LOSS"],
      ["by a symbol that is none", { STOP_LOSS: { symbol: "API_KEY + 1" } }, "STOP_LOSS"],
      ["under the plan's own name", { API_TOKEN: { ...demoPlan().parameters["STOP_LOSS"], symbol: "X" } }, "API_TOKEN"],
    ];
    for (const [what, parameters, name] of secrets) {
      it(`${what} is refused, and no value is told`, () => {
        const hidden = { baseline: "hunter2", target: "hunter3", allowed: { type: "number" } };
        const [own] = Object.entries(parameters).map(([key, member]) => ({ [key]: { ...member, ...hidden } }));
        const details = sentencesOf(patched({ parameters: own }));
        assert.equal(details.length, 1);
        assert.match(details[0] ?? "", /looks like a secret\. Phasegate never shows or writes secrets/);
        assert.ok(details[0]?.startsWith(`parameters.${name}.symbol: `));
        assert.doesNotMatch(details[0] ?? "", /hunter/);
      });
    }
  });
});

describe("any document", () => {
  const nasty = fc.constantFrom<unknown>(
    "RAW1e999",
    "RAW-1e999",
    "RAW123456789012345678901234567890",
    "RAW5e-324",
    "RAW-0",
    "\ud800",
    "",
    null,
    [],
    {},
    { $data: "1/x" },
    { $data: 1 },
    { $ref: "#" },
    JSON.parse('{"__proto__":{"type":"object"}}'),
    { constructor: { minimum: { $data: "1/toString" } } },
    { if: {} },
    { uniqueItems: true },
    { type: "integer", items: [] },
  );
  const keys = fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "\udc00",
    "",
    "$ref",
    "if",
    "allowed",
    "schema",
    "0",
  );
  const values = fc.oneof(nasty, fc.jsonValue(), fc.dictionary(fc.oneof(keys, fc.string()), nasty));

  /** Whether the document is a plan; one that is must hold its own values against itself. */
  function check(document: unknown): boolean {
    const text = JSON.stringify(document).replace(/"RAW([^"]*)"/g, "$1");
    const { plan, problems } = loadPlan(text, "p.json");
    assert.equal(plan === undefined, problems.length > 0);
    if (!plan) return false;
    const allowed = new AllowedValues(plan);
    for (const [name, { baseline, target }] of Object.entries(plan.parameters)) {
      assert.ok(allowed.inRange(name, baseline) && allowed.inRange(name, target));
      for (const phase of [0, ...plan.phases.map(({ id }) => id)]) allowed.allows(phase, name, baseline);
    }
    allowed.brokenRules(
      Object.fromEntries(Object.entries(plan.parameters).map(([name, { target }]) => [name, target])),
    );
    return true;
  }

  it("is read without a throw", () => {
    const documents = fc.oneof(fc.jsonValue(), values, fc.dictionary(keys, values));
    fc.assert(
      fc.property(documents, (document) => void check(document)),
      { numRuns: 500 },
    );
  });

  it("is read without a throw where the V4 plan has something else in any place", () => {
    const v4 = read("schemas/plans/v4.phaseplan.json");
    const paths = pathsIn(v4);
    const steps = fc.tuple(fc.constantFrom(...paths), fc.option(keys, { nil: undefined }), values);
    const mutations = fc.array(steps, { minLength: 1, maxLength: 3 });
    const mutated = mutations.map((all) =>
      all.reduce(
        (document, [path, key, value]) => replaced(document, key === undefined ? path : [...path, key], value),
        v4,
      ),
    );
    fc.assert(
      fc.property(mutated, (document) => void check(document)),
      { numRuns: 100 },
    );
  }).timeout(60_000);

  it("is read without a throw where its schemas are any that the keywords give", () => {
    const v4 = read("schemas/plans/v4.phaseplan.json");
    const reference = fc.constantFrom({ $data: "0/TAKE_PROFIT" }, { $data: "0/toString" }, { $data: "/STOP_LOSS/x" });
    const held = fc.oneof(fc.jsonValue({ maxDepth: 1 }), reference);
    // A rule about other names is refused, so that they are few.
    const own = { weight: 8, arbitrary: fc.constantFrom("STOP_LOSS", "TAKE_PROFIT") };
    const names = fc.oneof(own, { weight: 1, arbitrary: fc.oneof(keys, fc.string()) });
    const schemas = fc.letrec<{ schema: unknown; applied: unknown }>((tie) => ({
      schema: fc.oneof({ maxDepth: 2, depthIdentifier: "schema" }, fc.constant({ minimum: 0 }), tie("applied")),
      applied: fc.record(
        {
          type: fc.constantFrom("number", "integer", "object", ["array", "null"]),
          const: held,
          enum: fc.array(held, { minLength: 1, maxLength: 3 }),
          maximum: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), reference),
          multipleOf: fc.oneof(fc.constantFrom(1, 5e-324, 1e308), reference),
          minItems: fc.oneof(fc.nat(), reference),
          maxItems: fc.nat(1000),
          items: tie("schema"),
          properties: fc.dictionary(names, tie("schema"), { maxKeys: 2 }),
          required: fc.uniqueArray(names, { maxLength: 2 }),
          not: tie("schema"),
          anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
    })).applied;
    const patches = schemas.chain((schema) =>
      fc.constantFrom<[readonly string[], unknown]>(
        [["parameters", "STOP_LOSS", "allowed"], schema],
        // The first branch keeps the rule, whatever the second one says.
        [["rules"], [{ id: "a-rule", schema: { anyOf: [{}, schema] }, why: "It is better." }]],
      ),
    );
    let accepted = 0;
    fc.assert(
      fc.property(patches, ([path, value]) => {
        if (check(replaced(v4, path, value))) accepted++;
      }),
      { numRuns: 300 },
    );
    // Were all refused, no rule would ever have been asked.
    assert.ok(accepted > 30, `${accepted} were accepted`);
  }).timeout(60_000);
});

/** The paths to every value in a document but the whole. */
function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...path, key], ...pathsIn(each, [...path, key])]);
}

/** `changed`, where the path may lead through values that hold nothing. */
function replaced(document: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document))
    return key in document ? document.with(Number(key), replaced(document[Number(key)], rest, value)) : document;
  if (typeof document !== "object" || document === null) return document;
  const members = new Map(Object.entries(document));
  return Object.fromEntries(members.set(String(key), replaced(members.get(String(key)) ?? {}, rest, value)));
}
