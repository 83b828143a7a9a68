// The instants of evidence as data are ISO 8601 wherever they stand, as its schema says.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { evidenceData } from "../../../src/cli/data/gate-data";
import { type Evidence, emptyEvidence } from "../../../src/core/evidence/evidence";
import { measureAll } from "../../../src/core/gates/measurements";
import { assertPublished } from "../../support/published";

describe("evidence as data", () => {
  it("tells until when a fault holds, and when a price was told that a position is marked to", () => {
    const evidence: Evidence = {
      ...emptyEvidence,
      faults: [{ why: "unpaired", money: true, at: Date.UTC(2025, 0, 1), until: Date.UTC(2025, 0, 2) }],
    };
    const measured = measureAll(evidence, Date.UTC(2025, 0, 3));
    const open = { n: 1, unpriced: 0, mark: { price: 100, at: Date.UTC(2025, 0, 2) }, value: 3 };
    const metrics = { ...measured.metrics, netProfit: { ...measured.metrics.netProfit, open } };
    const data = evidenceData("bot", evidence, { ...measured, metrics });
    const [fault] = data.faults;
    assert.deepEqual([fault?.at, fault?.until], ["2025-01-01T00:00:00.000Z", "2025-01-02T00:00:00.000Z"]);
    const printed = { status: 0, stdout: JSON.stringify(data) };
    assertPublished(["evidence", "--json"], printed);
    assert.match(printed.stdout, /"mark":\{"price":100,"at":"2025-01-02T00:00:00\.000Z"\}/);
  });
});
