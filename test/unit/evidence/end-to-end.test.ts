// From the bytes of a log, a state and an exchange's list, in the shapes of the bot's own, to the evidence of them.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Evidence } from "../../../src/core/evidence/evidence";
import { emptyLedger } from "../../../src/core/ledger/ledger";
import { EvidenceFiles } from "../../../src/node/evidence/evidence";
import { at, dataOf, nets } from "../../support/evidence";
import { plan } from "../../support/rollout";

const line = (time: string, session: string, event: string, message: string, data: object = {}): string =>
  JSON.stringify({
    timestamp: `2025-10-15T${time}`,
    session_id: session,
    strategy: "Dynamic_4Model",
    level: "INFO",
    event_type: event,
    message,
    data: { timestamp: `2025-10-15T${time}`, ...data },
  });

const first = { side: "LONG", quantity: 0.64782886, entry_price: 113189.5 };
const second = { side: "LONG", quantity: 0.58659663, entry_price: 112892.5 };
const entered = { trade_id: "None", type: "ENTRY", leverage: 4.0 };
const signal = { signal_type: "ENTRY", direction: "NONE", probability: "0.3764", price: 112400.1 };
const market = { price: 112400.1, volume: 4.2, regime: "Sideways" };

const quiet = Array.from({ length: 25 }, (_, i) => {
  const time = new Date(Date.UTC(2025, 9, 15, 18, 5 + 5 * i)).toISOString().slice(11, 23);
  return line(time, "20251015_173216", "MARKET", "Market state: Sideways", market);
});

const log = [
  line("16:58:24.282384", "20251015_165824", "SYSTEM", "Trading session started", { initial_capital: 0.0 }),
  line("17:10:12.100000", "20251015_165824", "MARKET", "Market state: Sideways", market),
  line("17:20:12.100000", "20251015_165824", "MARKET", "Market state: Sideways", market),
  line("17:30:15.096894", "20251015_165824", "TRADE", "ENTRY: LONG 0.6478 @ $113,189.50", {
    ...entered,
    ...first,
    position_size_pct: 71.54,
    signal_probability: "0.7657",
  }),
  line("17:32:16.573247", "20251015_173216", "SYSTEM", "Trading session started", { initial_capital: 0.0 }),
  line(
    "17:40:13.871132",
    "20251015_173216",
    "TRADE",
    "EXIT: LONG $-150.17 (+0.04%) - ML Exit (LONG model, prob=0.716)",
    {
      trade_id: "1978380395906863104",
      type: "EXIT",
      ...first,
      exit_price: 113229.4,
      pnl_usd_gross: -62.16,
      pnl_usd_net: -150.17,
      pnl_pct: 0.0353,
      holding_hours: 0.17,
      exit_reason: "ML Exit (LONG model, prob=0.716)",
      transaction_costs: 88.01,
    },
  ),
  line("17:50:12.100000", "20251015_173216", "MARKET", "Market state: Sideways", market),
  line("18:00:13.636400", "20251015_173216", "TRADE", "ENTRY: LONG 0.5866 @ $112,892.50", {
    ...entered,
    ...second,
    position_size_pct: 64.74,
    signal_probability: "0.6474",
  }),
  ...quiet,
  line("20:10:10.434873", "20251015_173216", "SIGNAL", "Signal: NONE @ 0.376", signal),
  line("20:15:10.402721", "20251015_173216", "SIGNAL", "Signal: NONE @ 0.405", signal),
].join("\n");

/** Emptied by a restart, so that only one of the two is left. */
const state = JSON.stringify({
  initial_balance: 102356.82,
  current_balance: 102294.66,
  trades: [
    {
      entry_time: "2025-10-15T17:30:15.090000",
      order_id: null,
      ...first,
      position_size_pct: 0.7154,
      status: "CLOSED",
      exit_time: "2025-10-15T17:40:13.860000",
      exit_price: 113229.4,
      exit_reason: "ML Exit (LONG model, prob=0.716)",
      pnl_pct: 0.0003525,
      pnl_usd_gross: 25.85,
      transaction_cost: 88.01,
      pnl_usd_net: -62.16,
    },
  ],
  session_start: "2025-10-15T17:32:16.573247",
  timestamp: "2025-10-15T20:15:10.402721",
});

const exchange = [
  "entry_time,exit_time,side,quantity,entry_price,exit_price,commission_usd,exit_reason",
  "2025-10-15 09:00:14,2025-10-15 11:06:40,BUY,0.58659663,112892.5,112473.6,79.32,Closed by exchange",
].join("\n");

describe("the files of the bot's first day", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "evidence-"));
    for (const [name, text] of Object.entries({
      "bot.jsonl": `${log}\n`,
      "state.json": state,
      "exchange.csv": `${exchange}\n`,
    })) {
      writeFileSync(join(folder, name), text);
      utimesSync(join(folder, name), at("20:16") / 1000, at("20:16") / 1000);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const sources = {
    log: { kind: "log", path: "bot.jsonl", utcOffset: "+09:00" },
    state: { kind: "state", path: "state.json", utcOffset: "+09:00" },
    exchange: { kind: "trades", path: "exchange.csv" },
  } as const;

  function evidenceOf(...names: (keyof typeof sources)[]): Promise<Evidence> {
    const settings = { sources: names.map((name) => sources[name]), feeRate: 0.0006, leverage: 4 };
    const rollout = { plan: { ...plan, evidence: settings }, root: folder, ledger: emptyLedger, parameters: [] };
    return new EvidenceFiles().read({ ...rollout, withoutLedger: undefined }, at("20:20"));
  }

  const codesOf = ({ findings }: Evidence) => findings.map(({ code }) => code);
  const sum = (values: readonly (number | undefined)[]) =>
    Math.round(values.reduce<number>((total, value) => total + (value ?? 0), 0));

  it("say −62 by the state, −150 by the log, and −387 by prices", async () => {
    const byState = await evidenceOf("state");
    const byLog = await evidenceOf("log");
    const byPrices = await evidenceOf("log", "state", "exchange");
    const reported = byLog.trades.flatMap((trade) => trade.reported.map(({ net }) => net));
    assert.deepEqual([sum(nets(byState.trades)), sum(reported), sum(nets(byPrices.trades))], [-62, -150, -387]);
  });

  it("with the exchange's list keep nothing from being judged, and say once what the log does wrong", async () => {
    const evidence = await evidenceOf("log", "state", "exchange");
    assert.deepEqual(evidence.faults, []);
    assert.deepEqual(codesOf(evidence), ["cost-twice"]);
    assert.deepEqual(
      evidence.trades.map(({ reported, process }) => [reported.length, process]),
      [
        [2, 0],
        [0, 1],
      ],
    );
    assert.deepEqual(evidence.trades[0]?.probability, { entry: 0.7657, exit: 0.716 });
  });

  it("without it lack the exit of the second trade", async () => {
    const evidence = await evidenceOf("log", "state");
    assert.deepEqual(
      evidence.faults.map(({ why, money }) => [why, money]),
      [["unpaired", true]],
    );
    assert.deepEqual(codesOf(evidence), ["trade-unpaired", "cost-twice"]);
    assert.equal(dataOf(evidence, "trade-unpaired")[0]?.quantity, second.quantity);
  });
});
