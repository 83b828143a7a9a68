// What the dashboard's webview and the extension take from each other, and how numbers and times are written there.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { filled, timeMarks } from "../../../src/webview/charts/numbers";
import { fromWebview, keptState, protocolVersion, toWebview } from "../../../src/webview/protocol";

const view = { title: "Plan", notices: [], labels: {} };

describe("a message from the webview", () => {
  it("is taken where it is the handshake of this version, or names a command of the dashboard", () => {
    assert.deepEqual(fromWebview({ type: "ready", version: protocolVersion }), {
      type: "ready",
      version: protocolVersion,
    });
    assert.deepEqual(fromWebview({ type: "run", command: "rollBack", more: 1 }), { type: "run", command: "rollBack" });
  });

  for (const message of [
    undefined,
    null,
    "ready",
    [],
    {},
    { type: "ready", version: protocolVersion + 1 },
    { type: "ready" },
    { type: "run" },
    { type: "run", command: "workbench.action.quit" },
    { type: "run", command: ["rollBack"] },
    { type: "run", command: "__proto__" },
    { type: "constructor", command: "rollBack" },
  ]) {
    it(`is not taken: ${JSON.stringify(message)}`, () => assert.equal(fromWebview(message), undefined));
  }
});

describe("a message to the webview", () => {
  it("is taken where it is a view of this version", () => {
    assert.equal(toWebview({ type: "view", version: protocolVersion, view })?.view.title, "Plan");
  });

  for (const message of [
    undefined,
    "view",
    { type: "view", version: protocolVersion + 1, view },
    { type: "view", version: protocolVersion, view: null },
    { type: "view", version: protocolVersion, view: { ...view, title: 1 } },
    { type: "view", version: protocolVersion, view: { ...view, notices: "none" } },
    { type: "view", version: protocolVersion, view: { ...view, labels: undefined } },
    { type: "vscode-style", version: protocolVersion, view },
  ]) {
    it(`is not taken: ${JSON.stringify(message)}`, () => assert.equal(toWebview(message), undefined));
  }
});

describe("what a webview kept over a reload", () => {
  it("is what it was", () => {
    const state = { plan: "v4", tables: ["equity"] };
    assert.deepEqual(keptState(state), state);
  });

  for (const state of [undefined, null, 7, { plan: 1, tables: "equity" }, { tables: [1, null] }]) {
    it(`is nothing where it is none of ours: ${JSON.stringify(state)}`, () =>
      assert.deepEqual(keptState(state), { plan: "", tables: [] }));
  }
});

describe("a chart's words", () => {
  it("have numbers in their places", () => assert.equal(filled("Page {0} of {1}", 2, 7), "Page 2 of 7"));

  it("name each day once under its hours, in UTC", () => {
    const at = Date.UTC(2025, 9, 15, 22) / 1000;
    assert.deepEqual(timeMarks([at, at + 3600, at + 7200, at + 10_800], 3600), [
      "22:00\n2025-10-15",
      "23:00",
      "00:00\n2025-10-16",
      "01:00",
    ]);
    assert.deepEqual(timeMarks([at, at + 86_400], 86_400), ["2025-10-15", "2025-10-16"]);
  });
});
