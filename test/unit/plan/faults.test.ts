import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { loadPlan } from "../../../src/core/plan/load";
import { describe as sentence } from "../../../src/messages/problems";

const v4 = readFileSync("schemas/plans/v4.phaseplan.json", "utf8");

/** What is wrong with the V4 plan once `from` is `to`: each fault with its line, and what stands there. */
function faults(from: string, to: string): string[] {
  assert.ok(v4.includes(from), from);
  const text = v4.replace(from, () => to);
  return loadPlan(text, "p.json").problems.map((problem) => {
    assert.ok(problem.code === "plan-invalid", sentence(problem));
    const { line, column, detail } = problem.data;
    assert.match(sentence(problem), new RegExp(`^p\\.json, line ${line}, column ${column}, `));
    return `${detail.fault} ${text.split("\n")[line - 1]?.slice(column - 1, column + 19)}`;
  });
}

describe("a fault of a plan", () => {
  it("has its line and column, and is told once", () => {
    const table: [from: string, to: string, fault: RegExp][] = [
      ['"target": 0.603', '"target": "0.603"', /^types-differ "0\.603"/],
      ['"target": 0.603', '"target": 0.603, "target": 0.7', /^key-repeated "target": 0\.7/],
      ['"target": 0.603', '"tagret": 0.603', /^unknown-property 0\.603/],
      ['"EXIT_THRESHOLD"]', "]", /^parameter-unset {/],
      ['"EXIT_THRESHOLD"]', '"EXIT_TRESHOLD"]', /^unknown-parameter "EXIT_TRESHOLD"/],
      ['"title": "', '"title": "a\\u202eb ', /^hidden-character "a\\u202eb/],
      ['"why": "', '"why": "a\\u001b[2J ', /^hidden-character "a\\u001b/],
      ['"winRate"', '"winrate"', /^not-one-of "winrate"/],
    ];
    for (const number of ["9007199254740993", "-9007199254740992", "1e17"]) {
      table.push([`"target": 0.603`, `"target": ${number}`, new RegExp(`^number-inexact ${number.slice(0, 16)}`)]);
    }
    for (const [from, to, fault] of table) {
      const found = faults(from, to);
      assert.equal(found.length, 1, `${to}: ${found.join(" | ")}`);
      assert.match(found[0] ?? "", fault);
    }
  });

  it("is told of a rule about names that the plan has not", () => {
    const rules = (schema: object) =>
      faults('"rules": [', `"rules": [{ "id": "r", "why": "w", "schema": ${JSON.stringify(schema)} },`).map(
        (fault) => fault.split(" ")[0],
      );
    const limit = { type: "number", minimum: { $data: "1/MIN_THRESHOLD" } };
    assert.deepEqual(rules({ properties: { STOP_LOS: { maximum: 1 } } }), ["rule-unknown-name"]);
    assert.deepEqual(rules({ anyOf: [{ required: ["NO_SUCH"] }] }), ["rule-unknown-name"]);
    assert.deepEqual(rules({ properties: { STOP_LOSS: limit } }), []);
    assert.deepEqual(rules({ required: ["STOP_LOSS"], properties: { STOP_LOSS: limit, MIN_THRESHOLD: {} } }), []);
  });

  it("says what a misspelt name was meant to be", () => {
    const said = (from: string, to: string) => {
      const [problem] = loadPlan(v4.replace(from, to), "p.json").problems;
      return problem ? sentence(problem) : "";
    };
    assert.match(said('"target": 0.603', '"tagret": 0.603'), /Perhaps it should be "target"\./);
    assert.match(said('"EXIT_THRESHOLD"]', '"EXIT_TRESHOLD"]'), /Perhaps it should be "EXIT_THRESHOLD"\./);
  });

  it("is one for one slip of the finger, in nearly every word of a plan", () => {
    const many = new Set<string>();
    const words = [...v4.matchAll(/"([A-Za-z][\w-]{3,40})"/g)];
    for (const [index, { 1: word = "", index: at }] of words.entries()) {
      if (index % 7 !== 0) continue;
      const text = `${v4.slice(0, at + 2)}${v4.slice(at + 3)}`;
      const { problems } = loadPlan(text, "p.json");
      if (problems.length > 1) {
        many.add(
          `${word}: ${problems.map((each) => (each.code === "plan-invalid" ? each.data.detail.fault : "")).join(" ")}`,
        );
      }
    }
    assert.deepEqual([...many], []);
  });
});
