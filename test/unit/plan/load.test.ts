// Tests of loading a plan and of what is wrong with one.
import assert from "node:assert/strict";
import Ajv from "ajv";
import { describe, it } from "mocha";
import { canonical, mergePatch } from "../../../src/core/json";
import { AllowedValues, allowedAfter } from "../../../src/core/plan/allowed";
import { loadPlan } from "../../../src/core/plan/load";
import { positionAt } from "../../../src/core/text";
import { demoPlan, patched, sentencesOf } from "../../support/plan-text";

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
    assert.match(sentencesOf(patched({ extends: "phasegate:v5" }))[0] ?? "", /^extends: .*phasegate:v4/);
    assert.match(sentencesOf(patched({ extends: "phasegate:constructor" }))[0] ?? "", /^extends: /);
  });

  const broken: [what: string, patch: object, finding: RegExp][] = [
    ["an unknown property", { colour: 1 }, /^colour: /],
    [
      "a file that is not there",
      { parameters: { STOP_LOSS: { file: "other" } } },
      /^parameters\.STOP_LOSS\.file: .*"other"/,
    ],
    [
      "two parameters in one place",
      { parameters: { STOP_LOSS: { symbol: "TAKE_PROFIT" } } },
      /\.symbol: .*STOP_LOSS|\.symbol: .*TAKE_PROFIT/,
    ],
    [
      "a target outside its range",
      { parameters: { STOP_LOSS: { target: 0.52 } } },
      /^parameters\.STOP_LOSS\.target: 0\.52/,
    ],
    [
      "a range that is no schema",
      { parameters: { STOP_LOSS: { allowed: { minimum: "low" } } } },
      /^parameters\.STOP_LOSS\.allowed/,
    ],
    ["a path that leaves the repository", { files: { bot: { path: "../bot.py" } } }, /^files\.bot\.path: "\.\." /],
    [
      "two keys for one file",
      { files: { other: { path: "scripts/production/phase4_dynamic_testnet_trading.py" } } },
      /^files\.other\.path: "bot" is the same file/,
    ],
    ["an id that git could take for an option", { id: "--upload-pack=x" }, /^id: /],
    ["an id with a line feed", { id: "v4\n" }, /^id: /],
  ];
  for (const [what, patch, finding] of broken) {
    it(`refuses ${what}`, () => {
      const details = sentencesOf(patched(patch));
      assert.ok(
        details.some((detail) => finding.test(detail)),
        details.join("\n"),
      );
    });
  }

  it("refuses a rule that the plan itself would break on its way", () => {
    const details = sentencesOf(patched({ parameters: { BASE_POSITION: { target: 0.9 } } }));
    assert.deepEqual(details, [
      "rules[0].schema: the plan's values break this rule after Phase 4. Change the rule or the values.",
    ]);
  });

  it("refuses phases that skip a number, share a parameter or name one that is not there", () => {
    const [first, second] = demoPlan().phases;
    assert.ok(first && second);
    const details = sentencesOf(
      patched({
        phases: [
          { ...first, parameters: ["EXIT_THRESHOLD", "NOPE"] },
          { ...second, id: 3, parameters: ["EXIT_THRESHOLD"] },
        ],
      }),
    );
    assert.ok(
      details.some((detail) => /^phases\[0\]\.parameters\[1\]: .*"NOPE"/.test(detail)),
      details.join("\n"),
    );
    assert.ok(
      details.some((detail) => /^phases\[1\]\.id: this must be 2/.test(detail)),
      details.join("\n"),
    );
    assert.ok(
      details.some((detail) => /^phases\[1\]\.parameters\[0\]: Phase 1 already sets "EXIT_THRESHOLD"/.test(detail)),
      details.join("\n"),
    );
  });

  it("refuses a range with its upper end first, in a criterion and in a trigger", () => {
    const range = {
      id: "range",
      text: "a range",
      metric: "winRate",
      compare: "between",
      threshold: [0.5, 0.2],
      unit: "share",
    };
    const { phases } = demoPlan();
    const [first, ...rest] = phases;
    const ranged = {
      ...first,
      criteria: [range],
      rollback: [
        { ...range, id: "out", threshold: [0.2, 0.2] },
        { ...range, id: "again" },
      ],
    };
    const sentence = "nothing is between 0.5 and 0.2. Write the lower end first: [0.2, 0.5].";
    assert.deepEqual(sentencesOf(patched({ phases: [ranged, ...rest] })), [
      `phases[0].criteria[0].threshold: ${sentence}`,
      `phases[0].rollback[1].threshold: ${sentence}`,
    ]);
  });

  it("refuses a worst value that is better than its threshold, and one of a trigger, where it means nothing", () => {
    const [, , third] = demoPlan().phases;
    assert.ok(third);
    const [winRate] = third.criteria;
    const [lowWinRate] = third.rollback;
    const phase = {
      ...third,
      id: 1,
      requires: undefined,
      criteria: [{ ...winRate, worst: 0.9 }],
      rollback: [{ ...lowWinRate, worst: 0.6 }],
    };
    assert.deepEqual(sentencesOf(patched({ phases: [phase] })), [
      "phases[0].criteria[0].worst: a bot as bad as this should not pass. Write 0.8 or less, as the threshold is 0.8.",
      "phases[0].rollback[0].worst: only a success criterion has a worst value. Remove it from this rollback trigger.",
    ]);
  });

  it("places a finding at what is wrong, or at the nearest thing around it", () => {
    const text = patched({ parameters: { STOP_LOSS: { target: 0.52 } } });
    const [problem] = loadPlan(text, "p.json").problems;
    assert.ok(problem?.place?.range);
    assert.equal(text.slice(problem.place.range.start, problem.place.range.end), "0.52");
    assert.equal(positionAt(text, problem.place.range.start).line, 6);
  });
});

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
