// Tests that one mistake is one finding, at the line that is to be changed.
import assert from "node:assert/strict";
import { assess } from "../../../src/core/assessment/assess";
import { loadPlan } from "../../../src/core/plan/load";
import { readSource } from "../../../src/core/source";
import { botPath, demoBot, inputsOf, ledgerOf, planText } from "../../support/rollout";

describe("one mistake", () => {
  /** What is told of the demo with a plan and a bot that were edited: each code with the text that is marked. */
  function told(
    from: string,
    to: string,
    bot = demoBot,
  ): [code: string, marked: string | undefined, fault?: unknown][] {
    const text = planText.replace(from, to);
    assert.ok(from === to || text !== planText, from);
    const { plan, allowed, problems } = loadPlan(text, "v4.phaseplan.json");
    const marked = (place: { path: string; range?: { start: number; end: number } } | undefined) =>
      place?.range && (place.path === botPath ? bot : text).slice(place.range.start, place.range.end);
    if (!plan || !allowed) {
      return problems.map(({ code, data, place }) => [code, marked(place), "detail" in data ? data.detail : undefined]);
    }
    const sources = new Map([["bot", readSource(botPath, bot)]]);
    const inputs = inputsOf(sources, ledgerOf());
    return assess({ ...inputs, plan, allowed, planText: text }).findings.map(({ code, place }) => [
      code,
      marked(place),
    ]);
  }

  it("in a symbol is marked in the plan, on the symbol", () => {
    assert.deepEqual(told("MAX_POSITION_PCT", "MAX_POSITON_PCT"), [["unbound", '"MAX_POSITON_PCT"']]);
  });

  it("in the code is marked in the plan too, on the key of what it inherits", () => {
    const renamed = demoBot.replaceAll("EXIT_THRESHOLD", "EXIT_LEVEL");
    assert.deepEqual(told("", "", renamed), [["unbound", '"parameters"']]);
  });

  it("in a class is one finding, and not one of each of its parameters", () => {
    assert.deepEqual(told("Phase4TestnetConfig", "Phase4TestnetConfg"), [["scope-missing", '"Phase4TestnetConfg"']]);
  });

  it("in a parameter's name is one finding that names the one that is meant, and not all that it lacks", () => {
    const [fault, ...others] = told('"BASE_POSITION":', '"BASE_POSITON":');
    assert.deepEqual(fault?.[2], { fault: "unknown-property", meant: "BASE_POSITION" });
    assert.deepEqual(others, []);
  });

  it("in a file's key is one finding", () => {
    assert.deepEqual(
      told('"bot":', '"bott":').map(([, , fault]) => fault),
      [{ fault: "unknown-property", meant: "bot" }],
    );
  });

  it("in the type of a target breaks no rule besides", () => {
    const all = told('"BASE_POSITION": {', '"BASE_POSITION": { "target": "0.78",');
    assert.deepEqual(
      all.map(([code, marked]) => [code, marked]),
      [["plan-invalid", '"0.78"']],
    );
  });

  it("in the type of a value in the code breaks no rule besides", () => {
    const bot = demoBot.replace("BASE_POSITION_PCT = 0.60", 'BASE_POSITION_PCT = "0.60"');
    const codes = told("", "", bot).map(([code]) => code);
    assert.ok(codes.includes("wrong-type") && !codes.includes("rule-broken"), codes.join());
  });
});
