// The demo with a bot that runs: Phase 1 in effect since this morning, and the files that the bot leaves behind.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { entry, exit, type LogLine, logText, model, signal, started } from "./bot-log";
import { DemoRepository, planName } from "./demo-repository";

const minute = 60_000;

/** The bot's clock shows the time of Seoul, without saying so. */
const seoul = 9 * 60 * minute;

export const logPath = "logs/bot_structured.jsonl";

/** A trade of 0.1 at 100,000, which costs 12 at the plan's fee rate. */
export interface DemoTrade {
  /** In minutes since Phase 1 was applied. */
  readonly opened: number;
  readonly closed?: number;
  readonly exitPrice?: number;
}

/** A demo whose plan names the bot's log, or is `plan`, with Phase 1 applied so many hours ago. */
export class WatchedDemo extends DemoRepository {
  readonly applied: number;

  constructor(hours = 8, plan?: string) {
    super();
    this.applied = Math.floor(Date.now() / minute) * minute - hours * 60 * minute;
    this.write(planName, plan ?? this.#planWithLog());
    this.write(".gitignore", "logs/\nresults/\n");
    this.commit("the plan reads the bot's log");
    const date = new Date(this.applied).toISOString();
    const { status, stderr } = this.phasegateWith(
      { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      "apply",
      "1",
      "--yes",
    );
    if (status !== 0) throw new Error(stderr);
  }

  /** The time so many minutes after Phase 1 was applied, as the bot's clock shows it. */
  clock(minutes: number): string {
    return new Date(this.applied + minutes * minute + seoul).toISOString().slice(0, -1);
  }

  /** The same moment in UTC. */
  instant(minutes: number): string {
    return new Date(this.applied + minutes * minute).toISOString();
  }

  /** Now, in minutes since Phase 1 was applied. */
  get age(): number {
    return Math.floor((Date.now() - this.applied) / minute);
  }

  /** The log of a bot that was started ten minutes after the checkpoint and made these trades; `others` are written too. */
  writeLog(trades: readonly DemoTrade[], others: readonly LogLine[] = [], until = this.age, path = logPath): void {
    const lines = [
      started(this.clock(10)),
      ...this.#beats(trades, until),
      ...trades.flatMap((trade) => this.#trade(trade)),
      ...others,
    ];
    this.writeEvidence(path, logText(lines.sort((a, b) => a.timestamp.localeCompare(b.timestamp))));
  }

  writeEvidence(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  #planWithLog(): string {
    const evidence = {
      sources: [{ kind: "log", path: "logs/*.jsonl", utcOffset: "+09:00" }],
      feeRate: 0.0006,
    };
    const plan = readFileSync(join(this.folder, planName), "utf8");
    return plan.replace(/\n}\s*$/, `,\n  "evidence": ${JSON.stringify(evidence)}\n}\n`);
  }

  /** A sign of life every five minutes; while there is no position, what the model said. */
  #beats(trades: readonly DemoTrade[], until: number): LogLine[] {
    const minutes = Array.from({ length: Math.floor((until - 10) / 5) }, (_, index) => 10 + index * 5);
    const isFlat = (at: number) => trades.every(({ opened, closed = until }) => at < opened || at >= closed);
    return minutes.flatMap((at) => [model(this.clock(at)), ...(isFlat(at) ? [signal(this.clock(at), null)] : [])]);
  }

  /** The signal that it follows, the entry, and the exit where it has one. */
  #trade({ opened, closed, exitPrice = 101_000 }: DemoTrade): LogLine[] {
    const prices = { quantity: 0.1, entry_price: 100_000, leverage: 4, position_size_pct: 60 };
    const result = (exitPrice - 100_000) * 0.1;
    const costs = 0.0006 * 0.1 * (100_000 + exitPrice);
    const reported = {
      exit_price: exitPrice,
      pnl_usd_gross: result,
      pnl_usd_net: result - costs,
      transaction_costs: costs,
      pnl_pct: undefined,
    };
    return [
      signal(this.clock(opened), "LONG"),
      entry(this.clock(opened), prices),
      ...(closed === undefined
        ? []
        : [exit(this.clock(closed), { ...prices, ...reported, pnl_pct: (exitPrice - 100_000) / 1000 })]),
    ];
  }
}

/** Three trades that won, in the first hours. */
export const threeWins: readonly DemoTrade[] = [
  { opened: 60, closed: 70 },
  { opened: 120, closed: 130 },
  { opened: 200, closed: 210 },
];
