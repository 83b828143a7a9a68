// Compares what a state itself says that its trades come to with the trades that were read.
import { type Finding, type ProblemData, problem } from "../../problem";
import type { EvidenceFault } from "../evidence";
import type { FileRecords, Totals } from "../records/file-records";
import { lastBefore } from "../records/fold";
import type { Instant, Trade } from "../trade";
import type { Made } from "../trades/build";
import { differ } from "./results";
import type { Checked } from "./sources";

/** The trades as they were read. */
export interface ReadTrades {
  /** Of these files, `file` is the state. */
  readonly file: number;
  readonly path: string;
  readonly made: readonly Made[];
  /** How many more were read, and are not kept. */
  readonly dropped: number;
}

/** By the newest totals up to `at`. Where they are worse than what was read, a part of it is missing. */
export function checkTotals({ totals }: FileRecords, read: ReadTrades, at: Instant): Checked {
  const ascending = [...totals.items].sort((a, b) => a.at - b.at);
  const newest = lastBefore(ascending, at);
  const differences = ascending
    .filter((each) => each.at === newest?.at)
    .flatMap((each) => differencesOf(each, read))
    .map((difference) => ({ ...difference, path: read.path, at: newest?.at ?? at }));
  return { faults: differences.flatMap(faultsOf), findings: differences.flatMap(findingsOf) };
}

interface Difference {
  readonly of: ProblemData["totals-worse"]["of"];
  /** What the state says, and what was read. */
  readonly told: number;
  readonly read: number;
}

function differencesOf(totals: Totals, { file, made, dropped }: ReadTrades): Difference[] {
  const known = made.filter(({ isRepeated }) => !isRepeated).map(({ trade, records }) => ({ trade, records }));
  const all = known.map(({ trade }) => trade);
  const own = known
    .filter(({ records }) => records.some(({ origin }) => origin.file === file))
    .map(({ trade }) => trade);
  const counts: Difference[] = [
    ...(totals.trades === undefined
      ? []
      : [{ of: "trades" as const, told: totals.trades, read: all.length + dropped }]),
    ...(totals.closed === undefined
      ? []
      : [{ of: "closed" as const, told: totals.closed, read: closed(all).length + dropped }]),
  ].filter(({ told, read }) => told > read);
  // Results are compared where both speak of as many trades.
  const count = totals.closed ?? totals.trades;
  const same = [closed(own), closed(all)].find((trades) => trades.length === count && trades.length > 0);
  return [...counts, ...(same && counts.length === 0 ? resultsOf(totals, same, file) : [])];
}

function resultsOf({ net, wins }: Totals, trades: readonly Trade[], file: number): Difference[] {
  const nets = trades.map((trade) => trade.reported.find(({ source }) => source.file === file)?.net ?? trade.net);
  if (!nets.every((each) => each !== undefined)) return [];
  const sum = nets.reduce((total, each) => total + each, 0);
  const won = nets.filter((each) => each > 0).length;
  return [
    ...(net !== undefined && differ(net, sum) ? [{ of: "net" as const, told: net, read: sum }] : []),
    ...(wins !== undefined && wins !== won ? [{ of: "wins" as const, told: wins, read: won }] : []),
  ];
}

function closed(trades: readonly Trade[]): Trade[] {
  return trades.filter(({ closed }) => closed !== undefined);
}

/** More trades than were read, or less that they brought. */
function isWorse({ of, told, read }: Difference): boolean {
  return of === "net" || of === "wins" ? told < read : true;
}

/** Which trades are missing nobody knows, only that they were before. */
function faultsOf(difference: Difference & { readonly at: Instant }): EvidenceFault[] {
  const isOfMoney = difference.of === "net" || difference.of === "wins";
  return isWorse(difference) ? [{ why: "contradiction", money: isOfMoney, until: difference.at }] : [];
}

function findingsOf({
  path,
  of,
  told,
  read,
  ...rest
}: Difference & { readonly path: string; readonly at: Instant }): Finding[] {
  const data = { path, of, told, read };
  return [isWorse({ of, told, read, ...rest }) ? problem("totals-worse", data) : problem("totals-better", data)];
}
