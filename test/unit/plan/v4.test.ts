// Tests of the bundled V4 plan.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { AllowedValues } from "../../../src/core/plan/allowed";
import { loadPlan } from "../../../src/core/plan/load";
import { type Criterion, type Plan, phaseOf } from "../../../src/core/plan/plan";

interface Sentence {
  readonly text: string;
  /** What it asks for, as data; a sentence without one is for a person to confirm. */
  readonly must?: string;
  readonly of?: object;
}

/** The deployment plan of 15 October 2025, written down by hand from its text. */
interface Seed {
  readonly file: string;
  readonly iterations: number;
  readonly created: string;
  readonly parameters: Record<string, { before: number; after: number; phase: number }>;
  readonly phases: readonly {
    heading: string;
    timing: string;
    monitor: { hours: number; trades: number };
    risk: string;
    success: readonly Sentence[];
    rollback: readonly Sentence[];
  }[];
  readonly performance: Record<string, number>;
}

const seed = JSON.parse(readFileSync("test/fixtures/seed-v4.json", "utf8")) as Seed;

describe("the bundled V4 plan", () => {
  let plan: Plan;
  before(() => {
    plan = load("schemas/plans/v4.phaseplan.json");
  });

  it("has the seed's nine parameters, values and phases, and no others", () => {
    const found = Object.entries(plan.parameters).map(([name, { baseline, target }]) => [
      name,
      { before: baseline, after: target, phase: phaseOf(plan, name)?.id },
    ]);
    assert.deepEqual(Object.fromEntries(found), seed.parameters);
  });

  it("names the seed's file, with each parameter under its own name at the top level", () => {
    assert.deepEqual(plan.files, { bot: { path: seed.file } });
    for (const [name, { symbol, scope }] of Object.entries(plan.parameters)) {
      assert.deepEqual([symbol, scope], [name, undefined]);
    }
  });

  it("says where its values come from", () => {
    const { method, ...rest } = plan.provenance ?? { method: undefined };
    assert.match(method ?? "", /bayesian/i);
    assert.deepEqual(rest, { iterations: seed.iterations, date: seed.created });
  });

  it("has the seed's phases with their timing, window and risk", () => {
    assert.deepEqual(
      plan.phases.map(({ id, title, requires, window, risk }) => ({
        id,
        heading: title.toLowerCase(),
        timing: requires?.text,
        window,
        risk,
      })),
      seed.phases.map(({ heading, timing, monitor, risk }, index) => ({
        id: index + 1,
        heading: heading.toLowerCase(),
        timing,
        window: { ...monitor, until: "both" },
        risk: risk.toLowerCase(),
      })),
    );
  });

  it("waits for a flat position before Phase 1, and for the phase before each of the others", () => {
    const conditions = plan.phases.map(
      ({ requires: { noOpenPosition, passed } = { text: "" } }) => noOpenPosition ?? passed,
    );
    assert.deepEqual(conditions, [true, 1, 2, 3]);
  });

  for (const [kind, part] of [
    ["success criteria", "criteria"],
    ["rollback triggers", "rollback"],
  ] as const) {
    it(`has every one of the seed's ${kind}, word for word, and as data where it can be measured`, () => {
      assert.deepEqual(
        plan.phases.map((phase) => phase[part].map(sentence)),
        seed.phases.map((phase) => (part === "criteria" ? phase.success : phase.rollback)),
      );
    });
  }

  it("expects the performance of the optimizer's best configuration", () => {
    const overall = (plan.expected ?? []).filter(({ trades }) => trades === undefined);
    const figures = overall.flatMap(({ metric, value }) => (metric && value !== undefined ? [[metric, value]] : []));
    assert.deepEqual(Object.fromEntries(figures), seed.performance);
  });

  it("keeps its rules in every phase, and each of them can be broken", () => {
    const values = new AllowedValues(plan);
    const valuesAfter = (phase: number) =>
      Object.fromEntries(
        Object.entries(seed.parameters).map(([name, value]) => [
          name,
          value.phase <= phase ? value.after : value.before,
        ]),
      );
    for (const phase of [0, 1, 2, 3, 4]) assert.deepEqual(values.brokenRules(valuesAfter(phase)), []);
    const broken = (changed: object) => values.brokenRules({ ...valuesAfter(0), ...changed }).map(({ id }) => id);
    assert.deepEqual(broken({ BASE_POSITION: 1, MAX_POSITION: 0.87 }), ["base-below-max"]);
    assert.deepEqual(broken({ BASE_POSITION: 0.87, MAX_POSITION: 0.87 }), []);
    assert.deepEqual(broken({ STOP_LOSS: 0.02, TAKE_PROFIT: 0.02 }), ["stop-below-target"]);
  });

  it("refuses a fraction that was typed as a percentage", () => {
    const values = new AllowedValues(plan);
    for (const [name, percentage] of Object.entries({ STOP_LOSS: 0.52, TAKE_PROFIT: 3.56, BASE_POSITION: 78 })) {
      assert.equal(values.inRange(name, percentage), false, name);
    }
  });
});

describe("the demo's plan", () => {
  it("has the bundled one's phases and values, bound to the demo bot's names", () => {
    const { files, parameters, phases } = load("demo/v4.phaseplan.json");
    const expected = load("test/fixtures/v4.phaseplan.json");
    assert.deepEqual({ files, parameters }, { files: expected.files, parameters: expected.parameters });
    const heads = (plan: Plan) => plan.phases.map(({ id, title, parameters }) => ({ id, title, parameters }));
    assert.deepEqual(heads({ ...expected, phases }), heads(expected));
  });
  it("is the bundled one for tests that need no running bot", () => {
    const bundled = load("schemas/plans/v4.phaseplan.json");
    const { files, parameters, ...rest } = load("test/fixtures/v4.phaseplan.json");
    const { files: _, parameters: inherited, ...inheritedRest } = bundled;
    assert.deepEqual(rest, inheritedRest);
    assert.deepEqual(files, { bot: { path: seed.file, scope: "Phase4TestnetConfig" } });
    const renamed = {
      LONG_ENTRY_THRESHOLD: "BASE_LONG_ENTRY_THRESHOLD",
      SHORT_ENTRY_THRESHOLD: "BASE_SHORT_ENTRY_THRESHOLD",
      BASE_POSITION: "BASE_POSITION_PCT",
      MAX_POSITION: "MAX_POSITION_PCT",
    };
    const expected = Object.entries(inherited).map(([name, parameter]) => [
      name,
      { ...parameter, symbol: new Map(Object.entries(renamed)).get(name) ?? name },
    ]);
    assert.deepEqual(parameters, Object.fromEntries(expected));
  });
});

function load(path: string): Plan {
  const { plan, problems } = loadPlan(readFileSync(path, "utf8"), path);
  assert.deepEqual(problems, []);
  assert.ok(plan);
  // jsonc-parser's objects have no prototype, which would make them differ from any literal.
  return structuredClone(plan);
}

/** A criterion as the fixture writes it. */
function sentence(criterion: Criterion): Sentence {
  const { text } = criterion;
  if (criterion.manual) return { text };
  const { compare, threshold, against, trades } = criterion;
  const must = `${compare} ${threshold}${against === undefined ? "" : ` x phase ${against}`}`;
  return { text, must, ...(trades && { of: trades }) };
}
