// Tests how the values that a plan allows are described.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { JsonObject } from "../../../src/core/json";
import { describeAllowed } from "../../../src/messages/allowed";

describe("what a plan allows", () => {
  const cases: [allowed: JsonObject, text: string][] = [
    [{ exclusiveMinimum: 0, maximum: 0.1 }, "greater than 0 and at most 0.1"],
    [{ type: "number", minimum: 0, exclusiveMaximum: 1 }, "at least 0 and less than 1"],
    [{ type: "number" }, "a number"],
    [{ type: "integer", minimum: 1, maximum: 500 }, "a whole number, at least 1 and at most 500"],
    [{ minimum: 5, multipleOf: 5 }, "at least 5 and a multiple of 5"],
    [{ enum: ["isolated", "cross"] }, '"isolated" or "cross"'],
    [{ enum: [true, null, 3] }, "True, None or 3"],
    [{ const: false }, "False"],
    [{ type: ["integer", "null"] }, "a whole number or None"],
    [{ type: "boolean" }, "True or False"],
    [{ type: "string", minLength: 1, maxLength: 8 }, "a text, not empty and at most 8 characters long"],
    [{ title: "Share", description: "Of the equity.", maximum: 1 }, "at most 1"],
    [
      { type: "array", minItems: 2, maxItems: 2, uniqueItems: true, items: { type: "number", minimum: 0 } },
      "a list, at least 2 elements long, at most 2 elements long, without equal elements and with each element at least 0",
    ],
    [{ uniqueItems: false, items: {} }, ""],
    [{}, ""],
  ];
  for (const [allowed, text] of cases) {
    it(`${JSON.stringify(allowed)} reads ${JSON.stringify(text)}`, () =>
      assert.equal(describeAllowed(allowed, "bot.py"), text));
  }

  it("has words for every keyword that the plan's schema takes", () => {
    const schema = JSON.parse(readFileSync("schemas/phaseplan.schema.json", "utf8"));
    const samples: JsonObject = {
      type: "string",
      enum: [1],
      const: 1,
      minimum: 1,
      maximum: 1,
      exclusiveMinimum: 1,
      exclusiveMaximum: 1,
      multipleOf: 1,
      minLength: 2,
      maxLength: 2,
      minItems: 2,
      maxItems: 2,
      uniqueItems: true,
      items: { minimum: 1 },
    };
    const keywords = Object.keys(schema.definitions.valueSchema.properties);
    assert.deepEqual(
      keywords.filter((keyword) => describeAllowed({ [keyword]: samples[keyword] ?? "" }, "bot.py") === ""),
      ["title", "description"],
    );
  });
});
