// Makes reports as readers give them, and the evidence of them.
import type { EvidenceContext } from "../../src/core/evidence/assemble";
import { EvidenceCollector } from "../../src/core/evidence/collector";
import type { Evidence, EvidenceFile } from "../../src/core/evidence/evidence";
import type { BotEvent, Report } from "../../src/core/evidence/report";
import type { Trade, TradeReport } from "../../src/core/evidence/trade";
import type { Checkpoint } from "../../src/core/ledger/ledger";
import type { EvidenceSettings, EvidenceSource } from "../../src/core/plan/plan";
import type { Finding } from "../../src/core/problem";
import { plan } from "./rollout";

/** An instant of 15 October 2025 in the bot's zone, or of the day that is given: "17:30:15", "16 00:15". */
export function at(time: string): number {
  const [, day = "15", clock] = /^(?:(\d\d) )?([\d:.]+)$/.exec(time) ?? [];
  return Date.parse(`2025-10-${day}T${clock?.length === 5 ? `${clock}:00` : clock}+09:00`);
}

export const log: EvidenceSource = { kind: "log", path: "logs/*.jsonl", utcOffset: "+09:00" };
export const state: EvidenceSource = { kind: "state", path: "state.json", utcOffset: "+09:00" };
export const list: EvidenceSource = { kind: "trades", path: "exchange.csv" };

/** A file of the log with these reports in it. */
export function logOf(...reports: Report[]): { source: EvidenceSource; reports: Report[] } {
  return { source: log, reports };
}

export const settings: EvidenceSettings = { sources: [log, state, list], feeRate: 0.0006, leverage: 4 };

let offset = 0;

type TradeMembers = { readonly [Name in keyof TradeReport]?: TradeReport[Name] | undefined };

/** A whole trade as one file tells it; what is given overrides, and undefined takes away. */
export function trade(file: number, members: TradeMembers = {}): TradeReport {
  offset += 100;
  const whole = {
    kind: "trade",
    origin: { file, offset },
    source: "trades",
    stage: "closed",
    side: "long",
    opened: at("10:00"),
    closed: at("11:00"),
    quantity: 0.5,
    entry: 100_000,
    exit: 101_000,
    ...members,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as unknown as TradeReport;
}

/** The entry of a trade in a log, which knows nothing of its exit. */
export function entry(file: number, members: TradeMembers = {}): TradeReport {
  return trade(file, { source: "log", stage: "entry", closed: undefined, exit: undefined, ...members });
}

/** The exit of a trade in a log, which does not know when it was opened. */
export function exit(file: number, members: TradeMembers = {}): TradeReport {
  return trade(file, { source: "log", stage: "exit", opened: undefined, ...members });
}

type Members<Kind extends BotEvent["kind"]> = Omit<Extract<BotEvent, { kind: Kind }>, "kind" | "origin">;

export const start = (file: number, members: Members<"start">): BotEvent => event(file, "start", members);
export const beat = (members: Members<"beat">): BotEvent => ({ kind: "beat", ...members });
export const candle = (time: string, signal = false): BotEvent => ({ kind: "candle", at: at(time), signal });
export const balance = (file: number, members: Members<"balance">): BotEvent => event(file, "balance", members);
export const configuration = (file: number, members: Members<"configuration">): BotEvent =>
  event(file, "configuration", members);
export const failure = (file: number, members: Members<"error">): BotEvent => event(file, "error", members);

function event<Kind extends BotEvent["kind"]>(file: number, kind: Kind, members: Members<Kind>): BotEvent {
  offset += 100;
  return { kind, origin: { file, offset }, ...members } as unknown as BotEvent;
}

/** A record every five minutes from one time up to another. */
export function beats(from: string, to: string, process?: string): BotEvent[] {
  const count = Math.floor((at(to) - at(from)) / 300_000) + 1;
  return Array.from({ length: count }, (_, i) => ({
    kind: "beat" as const,
    at: at(from) + i * 300_000,
    ...(process !== undefined && { process }),
  }));
}

/** What one file of a source tells. */
export interface Told {
  readonly source: EvidenceSource;
  readonly reports: readonly Report[];
  readonly path?: string;
  readonly modified?: number;
  readonly newest?: number;
}

export interface Options extends Partial<EvidenceContext> {
  readonly settings?: EvidenceSettings;
}

/** The files as the world has them, with the newest instant that their reports have. */
export function filesOf(told: readonly Told[], { sources }: EvidenceSettings): EvidenceFile[] {
  return told.map(({ source, reports, path = source.path, modified = Number.MAX_SAFE_INTEGER, newest }) => {
    const times = reports.flatMap(timesOf);
    const latest = newest ?? (times.length > 0 ? Math.max(...times) : undefined);
    return {
      path,
      source: sources.indexOf(source),
      size: 0,
      modified,
      hash: "0".repeat(64),
      records: reports.length,
      unreadable: 0,
      ...(latest !== undefined && { newest: latest }),
    };
  });
}

function timesOf(report: Report): number[] {
  if (report.kind === "unreadable" || report.kind === "foreign") return [];
  if (report.kind !== "trade") return [report.at];
  return [report.opened, report.closed].filter((time) => time !== undefined);
}

/** The evidence of some files, in the numbers of their order, a day after their newest record unless said otherwise. */
export function evidenceOf(told: readonly Told[], options: Options = {}): Evidence {
  const sources = [...new Set(told.map(({ source }) => source))];
  const { settings: used = { ...settings, ...(sources.length > 0 && { sources }) }, ...context } = options;
  const collector = new EvidenceCollector(used);
  for (const [file, { source, reports }] of told.entries()) {
    for (const report of reports) collector.take(file, used.sources.indexOf(source), report);
  }
  return collector.evidence({ ...contextOf(told, used), ...context });
}

export function contextOf(told: readonly Told[], used: EvidenceSettings = settings): EvidenceContext {
  const files = filesOf(told, used);
  return { files, at: at("17 00:00"), plan, checkpoints: [], source: new Map() };
}

/** Net results to the cent, in the order of the trades that count or are left out by `leftOut`. */
export function nets(trades: readonly Trade[], leftOut?: Trade["leftOut"]): (number | undefined)[] {
  return trades
    .filter((each) => each.leftOut === leftOut)
    .map(({ net }) => (net === undefined ? undefined : Math.round(net * 100) / 100));
}

/** The data of the findings with that code. */
export function dataOf<Code extends Finding["code"]>(
  { findings }: Pick<Evidence, "findings">,
  code: Code,
): Extract<Finding, { code: Code }>["data"][] {
  return findings.flatMap((finding) => (finding.code === code ? [finding.data] : [])) as never;
}

export function checkpoint(n: number, token: string, time: string, members: Partial<Checkpoint>): Checkpoint {
  return { tag: `phasegate/v4/000${n}-${token}`, n, at: at(time), changes: [], phases: [], ...members } as Checkpoint;
}
