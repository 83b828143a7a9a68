import { spawnSync } from "node:child_process";
import { appendFileSync, closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import type { EvidenceSource } from "../../src/core/plan/plan";
import { EvidenceFiles, type WatchedRollout } from "../../src/node/evidence/evidence";
import {
  performance as account,
  entry,
  exit,
  type LogLine,
  logLine,
  logText,
  model,
  signal,
  started,
} from "../support/bot-log";
import { ledgerOf, plan } from "../support/rollout";
import { median, type Row, row } from "./figures";

const million = 1_000_000;
const first = Date.parse("2025-01-01T00:00:00Z");
const at = Date.parse("2026-11-01T00:00:00Z");

const log: EvidenceSource = { kind: "log", path: "bot.jsonl" };
const trades: EvidenceSource = { kind: "trades", path: "trades.csv" };

export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-bench-"));
  try {
    writeBlocks(join(folder, log.path), (from, to) => logText(range(from, to).map(record)));
    writeBlocks(
      join(folder, trades.path),
      (from, to) => (from === 0 ? header : "") + range(from, to).map(trade).join(""),
    );
    return [
      await wholeLog(folder),
      await grownLog(folder),
      await table(folder),
      memory(folder, log),
      memory(folder, trades),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function wholeLog(folder: string): Promise<Row> {
  const [baseline, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    baseline.push(await timed(() => parseLines(join(folder, log.path))));
    ours.push(await timed(() => read(folder, log)));
  }
  return row("a million log lines, against readline + JSON.parse", median(baseline), median(ours), 0.2);
}

async function grownLog(folder: string): Promise<Row> {
  const files = new EvidenceFiles();
  const whole = await timed(() => files.read(rolloutOf(folder, log), at));
  const again: number[] = [];
  for (let round = 0; round < 5; round++) {
    const from = million + round * 1000;
    appendFileSync(join(folder, log.path), logText(range(from, from + 1000).map(record)));
    again.push(await timed(() => files.read(rolloutOf(folder, log), at)));
  }
  return row("1,000 lines appended to a million, against all of them", whole, median(again), 0.05);
}

/** Against pandas, where python3 has it; else against counting the lines. */
async function table(folder: string): Promise<Row> {
  const program =
    "import sys,time,pandas; t=time.time(); pandas.read_csv(sys.argv[1], parse_dates=[0,1]); print(1000*(time.time()-t))";
  const path = join(folder, trades.path);
  const pandas = Number.parseFloat(spawnSync("python3", ["-c", program, path], { encoding: "utf8" }).stdout);
  const baseline = Number.isNaN(pandas) ? await timed(() => countLines(path)) : pandas;
  const against = Number.isNaN(pandas) ? "counting the lines" : "pandas.read_csv";
  return row(`a million rows of trades, against ${against}`, baseline, await timed(() => read(folder, trades)), 3);
}

/** The largest resident memory of a process that reads the file, against that of one that does nothing. */
function memory(folder: string, source: EvidenceSource): Row {
  const megabytes = (program: string): number => {
    const print = "console.log(process.resourceUsage().maxRSS / 1024)";
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", `${program}.then(() => ${print})`], {
      encoding: "utf8",
    });
    if (stdout === "") throw new Error(stderr);
    return Number.parseFloat(stdout);
  };
  const baseline = megabytes("Promise.resolve()");
  const module = JSON.stringify(__filename);
  const ours = megabytes(`require(${module}).read(${JSON.stringify(folder)}, ${JSON.stringify(source)})`);
  return {
    what: `memory for ${source.path}, against bare node`,
    baseline,
    ours,
    ratio: ours / baseline,
    target: 4,
    unit: "MB",
  };
}

export async function read(folder: string, source: EvidenceSource): Promise<void> {
  const { files } = await new EvidenceFiles().read(rolloutOf(folder, source), at);
  if ((files[0]?.records ?? 0) < million) throw new Error(`not read: ${JSON.stringify(files)}`);
}

function rolloutOf(root: string, source: EvidenceSource): WatchedRollout {
  return {
    root,
    plan: { ...plan, evidence: { sources: [source] } },
    ledger: ledgerOf(),
    withoutLedger: undefined,
    parameters: [],
  };
}

async function parseLines(path: string): Promise<void> {
  let records = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (JSON.parse(line).timestamp) records += 1;
  }
  if (records < million) throw new Error("not read");
}

async function countLines(path: string): Promise<void> {
  let lines = 0;
  for await (const _ of createInterface({ input: createReadStream(path) })) lines += 1;
  if (lines < million) throw new Error("not read");
}

async function timed(step: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await step();
  return performance.now() - start;
}

function writeBlocks(path: string, block: (from: number, to: number) => string): void {
  const file = openSync(path, "w");
  for (let from = 0; from < million; from += 10_000) writeSync(file, block(from, from + 10_000));
  closeSync(file);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** As a bot writes them: of a hundred, 62 are of its models and the market, 18 candles, 20 balances and risks; now and then a trade or a start. */
function record(i: number): LogLine {
  const time = timeOf(i, 30);
  if (i % 10_000 === 0) return started(time, `session ${i}`);
  if (i % 500 === 250) return entry(time);
  if (i % 500 === 499) return exit(time);
  const of100 = i % 100;
  if (of100 < 36) return model(time);
  if (of100 < 62)
    return logLine("MARKET", time, { price: 112931.7, volume: 0.27, regime: "Sideways" }, { level: "DEBUG" });
  if (of100 < 80) return signal(time, "NONE");
  if (of100 < 90) return account(time, 100_000 + i / 100);
  return logLine("RISK", time, { current_exposure_usd: 0.72, exposure_pct: 0, leverage: 4, max_position_pct: 95 });
}

const header = "entry_time,exit_time,side,entry_price,exit_price,quantity,net_pnl_usd,exit_reason\n";

function trade(i: number): string {
  const [entryPrice, exitPrice] = [100_000 + (i % 1000), 100_010 + (i % 997)];
  const ends = `${timeOf(i, 50)},${timeOf(i + 0.8, 50)}`;
  return `${ends},${i % 2 ? "LONG" : "SHORT"},${entryPrice},${exitPrice},0.05,${(exitPrice - entryPrice) / 20},ML_EXIT\n`;
}

function timeOf(i: number, seconds: number): string {
  return new Date(first + i * seconds * 1000).toISOString().slice(0, 23).replace("T", " ");
}
