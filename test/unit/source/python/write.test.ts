import assert from "node:assert/strict";
import type { Json } from "../../../../src/core/json";
import { python } from "../../../../src/core/source/python/language";

const CASES: readonly (readonly [like: string, value: Json, written: string])[] = [
  ["0.70", 0.603, "0.603"],
  ["0.70", 0.7, "0.70"],
  ["1.00", 1, "1.00"],
  ["0.70", 1, "1.00"],
  ["0.01", 0.0052, "0.0052"],
  ["4", 4, "4"],
  ["4", 4.5, "4.5"],
  ["20.", 21, "21."],
  ["20.", 21.5, "21.5"],
  [".5", 0.25, ".25"],
  [".5", 1.25, "1.25"],
  ["0.5", -0.5, "-0.5"],
  ["-0.50", 0.5, "0.50"],
  ["-5", -6, "-6"],
  ["1e-4", 0.0002, "2e-4"],
  ["1E-04", 0.0025, "2.5E-03"],
  ["1.0e-4", 0.0002, "2.0e-4"],
  ["1e-4", 0, "0.0"],
  ["1e5", 20, "2e1"],
  ["1_000", 25000, "25_000"],
  ["1_000.50", 25000, "25_000.00"],
  ["0x1F", 255, "0xFF"],
  ["0b11", 5, "0b101"],
  ["0.5", 1e-12, "1e-12"],
  ["0.5", 1e25, "1e25"],
  ["True", false, "False"],
  ["None", null, "None"],
  ["None", 0.5, "0.5"],
  ["'a'", "b", "'b'"],
  ['"a"', "it's", '"it\'s"'],
  ["'a'", "it's", "'it\\'s'"],
  ["(1, 2.0)", [3, 4], "(3, 4.0)"],
  ["(1,)", [2], "(2,)"],
  ["[0.10, 0.20]", [0.3, 0.4, 0.5], "[0.30, 0.40, 0.50]"],
  ["{'a': 0.50, 'b': 1}", { a: 1, b: 2, c: 3 }, "{'a': 1.00, 'b': 2, 'c': 3}"],
];

describe("writing a literal", () => {
  for (const [like, value, written] of CASES) {
    it(`${JSON.stringify(value)} in the place of ${like} is ${written}`, () => {
      const [assignment] = python.read(`X = ${like}\n`).assignments;
      assert.ok(assignment);
      assert.equal(python.write(value, assignment.value), written);
    });
  }
});
