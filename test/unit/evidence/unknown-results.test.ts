// Trades that the account felt, and whose results no record tells: no money may be judged for their time.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { EvidenceFault } from "../../../src/core/evidence/evidence";
import type { Report } from "../../../src/core/evidence/report";
import { at, dataOf, entry, evidenceOf, exit, list, log, trade } from "../../support/evidence";

const inLog = (...reports: Report[]) => evidenceOf([{ source: log, reports }], { at: at("18:00") });
const inList = (...reports: Report[]) => evidenceOf([{ source: list, reports }], { at: at("18:00") });
const during = (why: EvidenceFault["why"], from: string, to?: string) => ({
  why,
  money: true,
  at: at(from),
  ...(to !== undefined && { until: at(to) }),
});
const moneyFaults = ({ faults }: { faults: readonly EvidenceFault[] }) => faults.filter(({ money }) => money);

describe("the result of a trade is not known", () => {
  it("where an exit has no entry, though it has numbers of its own", () => {
    const evidence = inLog(exit(0, { closed: at("12:00"), net: -700 }));
    assert.deepEqual(moneyFaults(evidence), [during("unpaired", "12:00", "12:00")]);
    const numbers = { side: "long", quantity: 0.5, exit: 101_000, at: at("12:00"), trades: 1, path: log.path };
    assert.deepEqual(dataOf(evidence, "exit-unpaired"), [numbers]);
  });

  it("where its prices or its size can't be used, and no result is reported", () => {
    for (const [name, flawed] of [
      ["exit", { exit: undefined, unusable: ["exit", "net"] }],
      ["entry", { entry: undefined, unusable: ["entry"] }],
      ["quantity", { quantity: undefined, unusable: ["quantity"] }],
      ["quantity", { quantity: 0 }],
    ] as const) {
      const evidence = inList(trade(0, flawed));
      assert.deepEqual(moneyFaults(evidence), [during("unreadable", "10:00", "11:00")]);
      const [data] = dataOf(evidence, "trade-unusable");
      assert.ok(data?.fields.includes(name), name);
      assert.deepEqual([data?.path, data?.at, data?.contradicts], [list.path, at("10:00"), false]);
    }
  });

  it("but it is, where one is reported", () => {
    const evidence = inList(trade(0, { entry: undefined, unusable: ["entry"], net: -900 }));
    assert.deepEqual(moneyFaults(evidence), []);
    const [made] = evidence.trades;
    assert.deepEqual([made?.net, made?.netBy, made?.leftOut], [-900, "reported", undefined]);
  });

  it("where it ends before it begins", () => {
    const evidence = inList(trade(0, { closed: at("09:00") }));
    assert.deepEqual(moneyFaults(evidence), [during("contradiction", "09:00", "10:00")]);
    assert.equal(dataOf(evidence, "times-impossible").length, 1);
  });

  it("where it is open and has an exit", () => {
    const evidence = inList(trade(0, { stage: "open", closed: undefined }));
    assert.deepEqual(moneyFaults(evidence), [during("contradiction", "10:00")]);
    assert.deepEqual(dataOf(evidence, "trade-unusable")[0]?.fields, ["status", "exit"]);
  });

  it("where it was closed at a time that nobody knows", () => {
    assert.deepEqual(moneyFaults(inList(trade(0, { closed: undefined }))), [during("unreadable", "10:00")]);
  });

  it("where it is open at a price or of a size that nobody knows", () => {
    for (const flawed of [{ entry: undefined }, { quantity: undefined }]) {
      const evidence = inList(trade(0, { stage: "open", closed: undefined, exit: undefined, ...flawed }));
      assert.deepEqual(moneyFaults(evidence), [during("unreadable", "10:00")]);
    }
  });

  it("where nobody knows its side", () => {
    const sideless = { side: undefined, unusable: ["side"] };
    const evidence = inLog(entry(0, sideless), exit(0, sideless));
    assert.deepEqual(moneyFaults(evidence), [during("unreadable", "10:00", "11:00")]);
    assert.deepEqual(dataOf(evidence, "trade-unusable")[0]?.fields, ["side"]);
    assert.equal(moneyFaults(inList(trade(0, { side: undefined }))).length, 1);
  });

  it("where nobody knows its time, in whatever window", () => {
    const rows = Array.from({ length: 200 }, (_, i) =>
      trade(0, { opened: at("10:00") + i * 60_000, closed: at("16:00") }),
    );
    const evidence = inList(...rows, { kind: "unreadable", origin: { file: 0, offset: 0 }, why: "no-time" });
    assert.deepEqual(moneyFaults(evidence), [{ why: "unreadable", money: true, facts: true }]);
    assert.equal(dataOf(evidence, "evidence-unreadable").length, 1);
  });

  it("unless another file has it whole", () => {
    const reports = [trade(1, { side: "long" })];
    const told = [
      { source: log, reports: [entry(0, {}), exit(0, { exit: undefined })] },
      { source: list, reports },
    ];
    assert.deepEqual(moneyFaults(evidenceOf(told, { at: at("18:00") })), []);
  });

  it("but it is open while it has no end", () => {
    assert.deepEqual(moneyFaults(inList(trade(0, { stage: "open", closed: undefined, exit: undefined }))), []);
    assert.deepEqual(moneyFaults(inLog(entry(0))), []);
  });
});
