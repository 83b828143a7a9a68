import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import fc from "fast-check";
import { describe, it } from "mocha";
import { canonical, mergePatch } from "../../src/core/json";
import { AllowedValues, allowedAfter } from "../../src/core/plan/allowed";
import { loadPlan } from "../../src/core/plan/load";
import type { Plan } from "../../src/core/plan/plan";
import { positionAt } from "../../src/core/text";
import { read } from "../support/plan-schema";

const demo = readFileSync("demo/v4.phaseplan.json", "utf8");

function demoPlan(): Plan {
  const { plan } = loadPlan(demo, "v4.phaseplan.json");
  assert.ok(plan);
  return plan;
}

/** The demo's plan with a JSON Merge Patch laid over it, as a text of its own. */
function patched(patch: object): string {
  return JSON.stringify({ formatVersion: 1, extends: "phasegate:v4", ...patch }, null, 2);
}

function detailsOf(text: string): string[] {
  return loadPlan(text, "p.json").problems.map(({ code, data }) =>
    code === "plan-invalid" ? `${data.at} ${data.detail}` : code,
  );
}

describe("loadPlan", () => {
  it("lays a plan over the one that it extends", () => {
    const plan = demoPlan();
    assert.equal(plan.files["bot"]?.scope, "Phase4TestnetConfig");
    assert.equal(plan.files["bot"]?.path, "scripts/production/phase4_dynamic_testnet_trading.py");
    const parameter = plan.parameters["LONG_ENTRY_THRESHOLD"];
    assert.equal(parameter?.symbol, "BASE_LONG_ENTRY_THRESHOLD");
    assert.equal(parameter?.target, 0.686);
    assert.equal("extends" in plan, false);
  });

  it("says line and column where the JSON is broken", () => {
    const [problem] = loadPlan('{\n  "id": "x",\n  "title": }\n', "p.json").problems;
    assert.equal(problem?.code, "plan-syntax");
    assert.deepEqual(problem?.code === "plan-syntax" && [problem.data.line, problem.data.column], [3, 12]);
  });

  for (const text of ["", "   ", "// nothing", "[]", "null", "7", '"plan"', "{", "\u0000", "{}"]) {
    it(`refuses ${JSON.stringify(text)} without throwing`, () => {
      const { plan, problems } = loadPlan(text, "p.json");
      assert.equal(plan, undefined);
      assert.ok(problems.length > 0);
    });
  }

  it("refuses a plan that is not in the package, and names those that are", () => {
    assert.match(detailsOf(patched({ extends: "phasegate:v5" }))[0] ?? "", /^\/extends .*phasegate:v4/);
    assert.match(detailsOf(patched({ extends: "phasegate:constructor" }))[0] ?? "", /^\/extends/);
  });

  const broken: [what: string, patch: object, finding: RegExp][] = [
    ["an unknown property", { colour: 1 }, /^\/colour /],
    [
      "a file that is not there",
      { parameters: { STOP_LOSS: { file: "other" } } },
      /^\/parameters\/STOP_LOSS\/file .*"other"/,
    ],
    [
      "two parameters in one place",
      { parameters: { STOP_LOSS: { symbol: "TAKE_PROFIT" } } },
      /\/symbol .*STOP_LOSS|\/symbol .*TAKE_PROFIT/,
    ],
    [
      "a target outside its range",
      { parameters: { STOP_LOSS: { target: 0.52 } } },
      /^\/parameters\/STOP_LOSS\/target 0.52/,
    ],
    [
      "a range that is no schema",
      { parameters: { STOP_LOSS: { allowed: { minimum: "low" } } } },
      /^\/parameters\/STOP_LOSS\/allowed/,
    ],
    ["a path that leaves the repository", { files: { bot: { path: "../bot.py" } } }, /^\/files\/bot\/path/],
    ["an id that git could take for an option", { id: "--upload-pack=x" }, /^\/id/],
    ["an id with a line feed", { id: "v4\n" }, /^\/id/],
  ];
  for (const [what, patch, finding] of broken) {
    it(`refuses ${what}`, () => {
      const details = detailsOf(patched(patch));
      assert.ok(
        details.some((detail) => finding.test(detail)),
        details.join("\n"),
      );
    });
  }

  it("refuses a rule that the plan itself would break on its way", () => {
    const details = detailsOf(patched({ parameters: { BASE_POSITION: { target: 0.9 } } }));
    assert.deepEqual(details, ["/rules/0/schema is broken once Phase 4 is in effect"]);
  });

  it("refuses phases that skip a number, share a parameter or name one that is not there", () => {
    const [first, second] = demoPlan().phases;
    assert.ok(first && second);
    const details = detailsOf(
      patched({
        phases: [
          { ...first, parameters: ["EXIT_THRESHOLD", "NOPE"] },
          { ...second, id: 3, parameters: ["EXIT_THRESHOLD"] },
        ],
      }),
    );
    assert.ok(
      details.some((detail) => /^\/phases\/0\/parameters\/1 "NOPE"/.test(detail)),
      details.join("\n"),
    );
    assert.ok(
      details.some((detail) => /^\/phases\/1\/id must be 2/.test(detail)),
      details.join("\n"),
    );
    assert.ok(
      details.some((detail) => /^\/phases\/1\/parameters\/0 "EXIT_THRESHOLD" is set by Phase 1/.test(detail)),
      details.join("\n"),
    );
  });

  it("places a finding at what is wrong, or at the nearest thing around it", () => {
    const text = patched({ parameters: { STOP_LOSS: { target: 0.52 } } });
    const [problem] = loadPlan(text, "p.json").problems;
    assert.ok(problem?.place?.range);
    assert.equal(text.slice(problem.place.range.start, problem.place.range.end), "0.52");
    assert.equal(positionAt(text, problem.place.range.start).line, 6);
  });
});

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
      const at = [`/parameters/STOP_LOSS/allowed/${keyword}`, `/rules/0/schema/${keyword}`];
      for (const [index, patch] of [allowed({ [keyword]: value }), rule({ [keyword]: value })].entries()) {
        assert.deepEqual(detailsOf(patched(patch)), [`${at[index]} is not a property of a plan here`]);
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
    const details = detailsOf(patched(rule({ properties: { STOP_LOSS: { maximum: { $data: "9/TAKE_PROFIT" } } } })));
    assert.match(details.join(), /^\/rules\/0\/schema is not a JSON Schema: /);
  });

  it("finds nothing in a rule that every object has by birth", () => {
    const details = detailsOf(patched(rule({ required: ["constructor"] })));
    assert.equal(details[0], "/rules/0/schema is broken by the baselines");
  });

  // Without the limits each of these takes from half a minute to forever, so that the suite's time limit would stop it.
  it("can't hold up the loader with a path, a range or a rule", () => {
    const many = Array.from({ length: 50_000 }, (_, index) => [index]);
    const wide = (levels: number): object => (levels === 0 ? {} : { anyOf: Array(50).fill(wide(levels - 1)) });
    const details = [
      { evidence: { log: "*".repeat(1_000_000) } },
      stopLoss({ baseline: many, target: many, allowed: { uniqueItems: true, maxItems: 1000 } }),
      allowed({ enum: many }),
      rule(wide(3)),
    ].map((patch) => detailsOf(patched(patch))[0] ?? "");
    assert.match(details[0] ?? "", /^\/evidence\/log must NOT have more than 400 characters/);
    assert.match(details[1] ?? "", /^\/parameters\/STOP_LOSS\/baseline .{100}… is outside "allowed"$/);
    assert.match(details[2] ?? "", /^\/parameters\/STOP_LOSS\/allowed\/enum must NOT have more than 200 items/);
    assert.match(details[3] ?? "", /^\/rules\/0\/schema is too large/);
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
    assert.deepEqual(detailsOf(patched({ "x-note": JSON.parse("[".repeat(99) + "]".repeat(99)) })), []);
    assert.deepEqual(detailsOf(patched({ "x-note": "[".repeat(500) }).replace("{", `{ /* ${"[".repeat(500)} */`)), []);
    assert.deepEqual(detailsOf(patched({ "x-note": JSON.parse("[".repeat(100) + "]".repeat(100)) })), ["plan-syntax"]);
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
    assert.equal(detailsOf(patched(unknown)).length, 100);
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
        const details = detailsOf(patched({ parameters: own }));
        assert.equal(details.length, 1);
        assert.match(details[0] ?? "", /looks like a secret; Phasegate never shows or writes those$/);
        assert.ok(details[0]?.startsWith(`/parameters/${name}/symbol `));
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
          properties: fc.dictionary(fc.oneof(keys, fc.string()), tie("schema"), { maxKeys: 2 }),
          required: fc.uniqueArray(keys, { maxLength: 2 }),
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

describe("allowed values", () => {
  const plan = demoPlan();
  const values = new AllowedValues(plan);

  it("are the target once a phase that sets it is in effect, else the baseline", () => {
    assert.equal(values.allows(0, "EXIT_THRESHOLD", 0.7), true);
    assert.equal(values.allows(0, "EXIT_THRESHOLD", 0.603), false);
    assert.equal(values.allows(1, "EXIT_THRESHOLD", 0.603), true);
    assert.equal(values.allows(1, "EXIT_THRESHOLD", 0.7), false);
    assert.equal(values.allows(4, "EXIT_THRESHOLD", 0.603), true);
    assert.equal(values.allows(1, "STOP_LOSS", 0.01), true);
    assert.equal(values.allows(0, "EXIT_THRESHOLD", "0.7"), false);
  });

  it("are the same by the printed schema as by the quick way", () => {
    const ajv = new Ajv();
    const baselines = Object.fromEntries(
      Object.entries(plan.parameters).map(([name, { baseline }]) => [name, baseline]),
    );
    for (let phase = 0; phase <= plan.phases.length; phase++) {
      const { properties } = allowedAfter(plan, phase) as { properties: Record<string, object> };
      for (const [name, { baseline, target }] of Object.entries(plan.parameters)) {
        const validate = ajv.compile(properties[name] ?? false);
        for (const value of [baseline, target, 0.123, "0.7", null, 1e9]) {
          assert.equal(values.allows(phase, name, value), validate(value), `${phase} ${name} ${value}`);
        }
      }
    }
    assert.equal(ajv.validate(allowedAfter(plan, 0), baselines), true);
  });

  it("are printed as one schema that lists every parameter", () => {
    const { properties, required } = allowedAfter(plan, 2) as {
      properties: Record<string, { const: unknown }>;
      required: string[];
    };
    assert.deepEqual(required, Object.keys(plan.parameters));
    assert.equal(properties["SHORT_ENTRY_THRESHOLD"]?.const, 0.505);
    assert.equal(properties["BASE_POSITION"]?.const, 0.6);
  });

  it("respect the plan's rules", () => {
    assert.deepEqual(
      values.brokenRules({ BASE_POSITION: 0.78, MAX_POSITION: 0.87, STOP_LOSS: 0.01, TAKE_PROFIT: 0.02 }),
      [],
    );
    const broken = values.brokenRules({ BASE_POSITION: 0.9, MAX_POSITION: 0.87, STOP_LOSS: 0.02, TAKE_PROFIT: 0.02 });
    assert.deepEqual(
      broken.map(({ id }) => id),
      ["base-below-max", "stop-below-target"],
    );
  });
});

describe("json", () => {
  it("canonical: one spelling for one value", () => {
    assert.equal(canonical({ b: [1, 2.5, "é"], a: { d: null, c: true } }), '{"a":{"c":true,"d":null},"b":[1,2.5,"é"]}');
    assert.equal(canonical(JSON.parse("1.00")), "1");
  });

  // The examples of RFC 7396, appendix A.
  const cases: [object | string | null, object | string | number | null, unknown][] = [
    [{ a: "b" }, { a: "c" }, { a: "c" }],
    [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
    [{ a: "b" }, { a: null }, {}],
    [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
    [{ a: ["b"] }, { a: "c" }, { a: "c" }],
    [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
    [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
    [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
    [
      ["a", "b"],
      ["c", "d"],
      ["c", "d"],
    ],
    [{ a: "b" }, ["c"], ["c"]],
    [{ a: "foo" }, null, null],
    [{ a: "foo" }, "bar", "bar"],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: "b", c: null }, { a: "b" }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [base, patch, result] of cases) {
    it(`merges ${JSON.stringify(patch)} into ${JSON.stringify(base)}`, () =>
      assert.deepEqual(mergePatch(base as never, patch as never), result));
  }

  it("merges a key called __proto__ as data", () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}'));
    assert.equal(Object.getOwnPropertyNames(merged).includes("__proto__"), true);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});
