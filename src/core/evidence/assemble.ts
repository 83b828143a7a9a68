// Joins what all files told into the evidence: trades, processes, coverage, and what can't be trusted.
import { groupBy } from "../group-by";
import type { Checkpoint } from "../ledger/ledger";
import type { EvidenceSettings, Plan } from "../plan/plan";
import { asOf } from "./as-of";
import { balanceResets } from "./checks/bot";
import { check } from "./checks/check";
import { busySpans, findUnpaired } from "./checks/unpaired";
import { isAhead } from "./checks/zone";
import { observedSpans } from "./coverage";
import type { Evidence, EvidenceFile } from "./evidence";
import { knownTrades } from "./known-trades";
import { placed } from "./left-out";
import { sealedValues, type Texts } from "./processes/checkpoint-values";
import { runHistory } from "./processes/run-history";
import { runningValues } from "./processes/running";
import { type FileRecords, minute, slotLength } from "./records/file-records";
import { balancesOf, candlesOf, errorsOf, lastBefore, pricesBySymbol } from "./records/fold";
import type { Stretch } from "./records/heard-times";
import { newest } from "./records/newest-list";
import { SparseBits } from "./records/sparse-bits";
import type { Instant, Trade, TradeReport } from "./trade";
import { type Made, tradesOf } from "./trades/build";
import { identify, type Telling } from "./trades/identity";
import { byOrigin } from "./trades/order";
import { pairUp } from "./trades/pairing";
import { shareUnit } from "./trades/share-unit";

/** What the evidence is judged with. */
export interface EvidenceContext {
  /** By their numbers, which are those of the origins. */
  readonly files: readonly EvidenceFile[];
  /** The moment that is judged: nothing that came later is known. */
  readonly at: Instant;
  readonly plan: Plan;
  /** All that HEAD reaches, oldest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** The values in the source now, by parameter, as their texts. */
  readonly source: Texts;
}

/** The evidence of `records`, which are keyed by the numbers of their files. Never throws, whatever they told. */
export function assemble(
  records: ReadonlyMap<number, FileRecords>,
  settings: EvidenceSettings,
  { files, at, plan, checkpoints, source }: EvidenceContext,
): Evidence {
  const byNumber = new Map([...records].sort(([a], [b]) => a - b));
  const sorted = [...byNumber.values()];
  const stretches = sorted.flatMap(({ heard }) => heard.stretches(at));
  const [first, last] = heardOf(stretches);
  const minutes = SparseBits.union(sorted.map(({ heard }) => heard.minutes)).runs(Math.floor(last / minute));
  const observed = observedSpans(stretches, minutes);
  const balances = balancesOf(sorted, settings, at);
  const candles = candlesOf(sorted, settings, at);
  const sealed = sealedValues(plan, checkpoints);
  const runs = runHistory(sorted, sealed, plan, stretches.length === 0 ? undefined : first, at);
  const told = tradeReports(sorted, at);
  const tellings = identify(told);
  const { made, dropped } = withoutOldest(makeTrades(tellings, told, settings, balances), checkpoints[0]?.at);
  const slot = slotLength(settings);
  const unpaired = findUnpaired(made, candles, slot);
  const ends = new Map(unpaired.map(({ trade, until }) => [trade, until]));
  const trades = made.map((each) => ended(placed(each, runs, isAheadOf(files)), ends.get(each.trade)));
  const sideless = tellings.flatMap(({ records }) => records.slice(0, 1)).filter(isSideless);
  const newestAt = newestOf(files, last, at);
  const facts = {
    files,
    trades,
    dropped: sorted.reduce((sum, file) => sum + file.dropped, dropped),
    observed,
    candles,
    balances,
    resets: balanceResets(balances, busySpans(made, unpaired)),
    prices: pricesBySymbol(sorted),
    ...(newestAt !== undefined && { newest: newestAt }),
  };
  return {
    ...facts,
    known: knownTrades(trades, checkpoints[0]?.at ?? at, at),
    errors: errorsOf(sorted, at),
    processes: runs.attributed.map(({ process }) => process),
    running: runningValues(runs.attributed.at(-1), plan, source),
    ...check({ ...facts, at, plan, checkpoints, settings, records: byNumber, made, sideless, unpaired, runs, sealed }),
  };
}

/** What each source tells of trades by `at`, its entries joined with their exits. */
function tradeReports(files: readonly FileRecords[], at: Instant): TradeReport[] {
  return [...groupBy(files, ({ source }) => source).values()].flatMap((ofSource) =>
    pairUp(ofSource.flatMap(({ trades }) => trades.flatMap((trade) => asOf(trade, at) ?? []))),
  );
}

/** Whether it tells of a trade at some time, and not which. */
function isSideless({ side, opened, closed }: TradeReport): boolean {
  return side === undefined && (opened ?? closed) !== undefined;
}

/** Every trade of `reports`, grouped as `tellings`, whose side is known; in the order of their opening. */
function makeTrades(
  tellings: readonly Telling[],
  reports: readonly TradeReport[],
  settings: EvidenceSettings,
  balances: Evidence["balances"],
): Made[] {
  const rows = groupBy(reports, ({ origin }) => origin.file);
  const units = new Map([...rows].map(([file, ofFile]) => [file, shareUnit(ofFile, settings)]));
  const surroundings = {
    settings,
    unitOf: (file: number) => units.get(file),
    equityAt: (opened: Instant) => lastBefore(balances, opened)?.equity,
  };
  const made = tellings.flatMap((telling) => tradesOf(telling, surroundings));
  return made.sort(({ trade: a }, { trade: b }) => a.opened - b.opened || byOrigin(a, b));
}

/** Of the trades before the rollout, only the newest are needed. */
function withoutOldest(made: readonly Made[], since = Number.POSITIVE_INFINITY): { made: Made[]; dropped: number } {
  const first = made.findIndex(({ trade }) => trade.opened >= since);
  const older = first === -1 ? made : made.slice(0, first);
  const { kept, dropped } = newest(older, ({ trade }) => trade.opened);
  return { made: [...kept, ...made.slice(older.length)], dropped: dropped.length };
}

/** A trade whose exit is in no record was closed by `until`, at a price that nobody knows. */
function ended(trade: Trade, until: Instant | undefined): Trade {
  if (until === undefined) return trade;
  return { ...trade, closed: until, ...(trade.leftOut === "open" && { leftOut: "no-price" }) };
}

/** Whether a trade has a time that is later than its file was written. */
function isAheadOf(files: readonly EvidenceFile[]): (made: Made) => boolean {
  return ({ trade, whole }) => {
    const modified = files[trade.origin.file]?.modified ?? Number.POSITIVE_INFINITY;
    return isAhead(whole.opened, modified) || isAhead(whole.closed, modified);
  };
}

/** When the bot is heard of first and last; from infinity to minus infinity where it never is. */
function heardOf(stretches: readonly Stretch[]): [first: Instant, last: Instant] {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { first, last } of stretches) [from, to] = [Math.min(from, first), Math.max(to, last)];
  return [from, to];
}

function newestOf(files: readonly EvidenceFile[], heard: Instant, at: Instant): Instant | undefined {
  const told = files.flatMap(({ newest }) => (newest === undefined || newest > at ? [] : [newest]));
  const newest = Math.max(heard, ...told);
  return newest === Number.NEGATIVE_INFINITY ? undefined : newest;
}
