import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { isoText } from "../../../src/core/ledger/iso-text";

describe("an instant as a text", () => {
  it("is what a Date prints, from the year 0 to 9999", () => {
    const [min, max] = ["0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"].map((text) => new Date(text));
    assert.ok(min && max);
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        assert.equal(isoText(date.getTime()), date.toISOString());
      }),
      { numRuns: 5000 },
    );
  });

  it("is right around the leap days of centuries", () => {
    for (const year of [1600, 1900, 2000, 2024, 2100]) {
      for (let day = 55; day < 65; day++) {
        const date = new Date(Date.UTC(year, 0, day, 23, 59, 59, 999));
        assert.equal(isoText(date.getTime()), date.toISOString());
      }
    }
  });
});
