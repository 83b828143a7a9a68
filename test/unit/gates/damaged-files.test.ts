// What damage to a bot's files does to its gate: from bytes to the verdict, it is never a pass that the whole file is not.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EvidenceCollector } from "../../../src/core/evidence/collector";
import type { Evidence } from "../../../src/core/evidence/evidence";
import { sourceKinds } from "../../../src/core/evidence/readers/kinds";
import type { Report } from "../../../src/core/evidence/report";
import type { GateResult } from "../../../src/core/gates/verdict";
import type { EvidenceSource } from "../../../src/core/plan/plan";
import { entry, exit, logLine, logText } from "../../support/bot-log";
import { apply1, criterion, HOUR, judge, MINUTE, phaseWith, planWith, started } from "../../support/gates";
import { randomFrom } from "../../support/random";

const count = 24;
const last = started + (count - 1) * HOUR;
const at = last + 30 * MINUTE;

/** A bot that wins 1 % an hour, but in one trade loses half of the position. */
function exitPrice(i: number, bad: number): number {
  return i === bad ? 50 : 101;
}

const clock = (instant: number) => new Date(instant).toISOString().slice(0, 19);

function log(bad: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const opened = started + i * HOUR - 40 * MINUTE;
    const trade = { quantity: 2 + i / 10, entry_price: 100, trade_id: `order-number-${i}` };
    const price = exitPrice(i, bad);
    const net = (price - 100) * trade.quantity;
    const beats = [-20, -10, 10].map((minutes) =>
      logLine("MARKET", clock(started + i * HOUR + minutes * MINUTE), { regime: "Sideways" }, { level: "DEBUG" }),
    );
    const closed = exit(clock(started + i * HOUR), {
      ...trade,
      exit_price: price,
      pnl_usd_gross: net,
      pnl_usd_net: net,
      pnl_pct: (price - 100) / 100,
      transaction_costs: 0.01,
    });
    return i === 0 ? beats : [entry(clock(opened), trade), ...beats.slice(0, 2), closed, ...beats.slice(2)];
  });
  return logText([logLine("SYSTEM", clock(started), {}, { message: "Trading session started" }), ...lines.flat()]);
}

function csv(bad: number): string {
  const rows = Array.from({ length: count - 1 }, (_, i) => {
    const closed = started + (i + 1) * HOUR;
    const price = exitPrice(i + 1, bad);
    return [clock(closed - 40 * MINUTE), clock(closed), "LONG", 2, 100, price, (price - 100) * 2, "ML_EXIT"].join(",");
  });
  return ["entry_time,exit_time,side,quantity,entry_price,exit_price,net_pnl_usd,exit_reason", ...rows, ""].join("\n");
}

function state(bad: number): string {
  const trades = Array.from({ length: count - 1 }, (_, i) => {
    const closed = started + (i + 1) * HOUR;
    return {
      order_id: `order-number-${i}`,
      side: "LONG",
      status: "CLOSED",
      entry_time: clock(closed - 40 * MINUTE),
      entry_price: 100,
      quantity: 2,
      exit_time: clock(closed),
      exit_price: exitPrice(i + 1, bad),
    };
  });
  const session = { session_start: clock(started), timestamp: clock(last + 10 * MINUTE), current_balance: 1000 };
  return JSON.stringify({ ...session, trades, trades_count: trades.length, closed_trades: trades.length }, null, 1);
}

const files = { log, trades: csv, state } as const;
type Kind = keyof typeof files;

const phase = phaseWith({
  window: { hours: 20 },
  criteria: [
    criterion({ metric: "netProfit", compare: ">", threshold: 0 }),
    criterion({ metric: "largestLoss", compare: "<", threshold: 0.1 }),
    criterion({ metric: "errors", compare: "<=", threshold: 0 }),
  ],
  rollback: [criterion({ metric: "largestLoss", id: "fat", compare: ">", threshold: 0.1 })],
});

function gateOf(kind: Kind, bytes: Uint8Array): GateResult {
  const source: EvidenceSource = { kind, path: "bot" };
  // What tells that the bot lived where its trades are only a list.
  const beats: EvidenceSource = { kind: "log", path: "beats" };
  const settings = { sources: [source, beats], feeRate: 0 };
  const collector = new EvidenceCollector(settings, apply1.at);
  let newest = Number.NEGATIVE_INFINITY;
  const reader = sourceKinds[kind].read(
    source,
    0,
    (report: Report) => {
      collector.take(0, 0, report);
      if ("at" in report) newest = Math.max(newest, report.at);
    },
    (part) => Buffer.from(part).toString("latin1"),
  );
  for (let from = 0; from < bytes.length; from += 5000) reader.push(Uint8Array.from(bytes.subarray(from, from + 5000)));
  reader.end();
  collector.take(1, 1, { kind: "start", at: started, origin: { file: 1, offset: 0 } });
  for (let beat = started; beat <= last + 10 * MINUTE; beat += 10 * MINUTE)
    collector.take(1, 1, { kind: "beat", at: beat });
  const file = (path: string, number: number): Evidence["files"][number] => ({
    path,
    source: number,
    size: bytes.length,
    modified: at,
    records: 1,
    unreadable: 0,
    ...(number === 0 && Number.isFinite(newest) && { newest }),
  });
  const plan = planWith([phase], { evidence: settings });
  const evidence = collector.evidence({
    files: [file("bot", 0), file("beats", 1)],
    at,
    plan,
    checkpoints: [apply1],
    source: new Map(),
  });
  return judge(phase, evidence, { at, plan });
}

type Damage = (text: string, random: () => number) => string;

/** Where a random match of `pattern` stands. */
function place(text: string, pattern: RegExp, random: () => number): readonly [start: number, end: number] {
  const found = [...text.matchAll(pattern)];
  const match = found[Math.floor(random() * found.length)];
  return match ? [match.index, match.index + match[0].length] : [0, 0];
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

const values = ["NaN", "Infinity", "-Infinity", "1e400", "null", '"x"', "{}", "[]", "true", '""', "--1", "0x10"];

/** What happens to files, but for another number that is as possible as the right one: nobody could tell that. */
const damages: Readonly<Record<string, Damage>> = {
  "a value of another type": (text, random) => {
    const [start, end] = place(text, /(?<=[:,] ?)-?\d+(?:\.\d+)?(?=[,}\n ])/g, random);
    return text.slice(0, start) + pick(values, random) + text.slice(end);
  },
  "a byte that does not belong there": (text, random) => {
    const [start] = place(text, /[^\d]/g, random);
    return (
      text.slice(0, start) +
      pick(["\0", "\xff", '"', "{", "}", "\n", "\r", ",", "\\", "[", "\xef\xbb\xbf"], random) +
      text.slice(start)
    );
  },
  "a byte that is missing": (text, random) => {
    const [start, end] = place(text, /[^\d.]/g, random);
    return text.slice(0, start) + text.slice(end);
  },
  "a cut end": (text, random) => (text.startsWith("{") ? text.slice(0, Math.floor(random() * text.length)) : text),
  "a cut beginning of a line": (text, random) => {
    const [start, end] = place(text, /^.+$/gm, random);
    return text.slice(0, start) + text.slice(start + Math.floor(random() * (end - start)));
  },
  "a line twice": (text, random) => {
    const [start, end] = place(text, /^.+\n/gm, random);
    return text.slice(0, end) + text.slice(start);
  },
  "two writers in one line": (text, random) => {
    const [start, end] = place(text, /^.+\n/gm, random);
    const cut = start + Math.floor(random() * (end - start));
    return text.slice(0, cut) + text.slice(start, end) + text.slice(cut);
  },
  "a time of another day": (text, random) => {
    const [start, end] = place(text, /2025-\d\d-\d\d/g, random);
    return (
      text.slice(0, start) + pick(["2026-02-30", "2031-01-01", "9999-99-99", "0000-00-00"], random) + text.slice(end)
    );
  },
  "other line ends": (text) => text.replaceAll("\n", "\r\n"),
  "a name twice": (text, random) => {
    const [start, end] = place(text, /"\w+": ?[^,{}[\]\n]+(?=[,}])/g, random);
    const name = /"\w+"/.exec(text.slice(start, end))?.[0] ?? '"x"';
    return `${text.slice(0, end)}, ${name}: ${pick(values.slice(0, 5), random)}${text.slice(end)}`;
  },
  "a name that is another": (text, random) => {
    const [start, end] = place(text, /"\w+"(?=:)|\b[a-z]+_[a-z_]+\b(?=,)/g, random);
    return text.slice(0, start) + text.slice(start, end).replace(/\w/, "x") + text.slice(end);
  },
};

describe("a damaged file", () => {
  for (const kind of Object.keys(files) as Kind[]) {
    it(`of the kind ${kind} is never a pass that the whole one is not`, () => {
      const random = randomFrom(5);
      assert.equal(gateOf(kind, Buffer.from(files[kind](-1), "latin1")).outcome, "pass");
      for (const [name, damage] of Object.entries(damages)) {
        for (let round = 0; round < 6; round++) {
          const bad = 1 + Math.floor(random() * (count - 1));
          const whole = files[kind](bad);
          let text = whole;
          for (let times = 1 + random() * 2; times > 0; times--) text = damage(text, random);
          const { outcome } = gateOf(kind, Buffer.from(text, "latin1"));
          assert.notEqual(outcome, "pass", `${name}, ${bad}: ${difference(whole, text)}`);
        }
      }
    });
  }
});

/** The text around the first character in which two texts differ. */
function difference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at] && at < one.length) at++;
  return `${JSON.stringify(one.slice(at - 150, at + 150))}\n${JSON.stringify(other.slice(at - 150, at + 150))}`;
}
