// Runs every check on the evidence: the faults that nothing may be judged with, and what a person should know.
import { groupBy } from "../../group-by";
import type { Checkpoint } from "../../ledger/ledger";
import type { EvidenceSettings, Plan } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { Evidence, EvidenceFile } from "../evidence";
import type { SealedValues } from "../processes/checkpoint-values";
import type { RunHistory } from "../processes/run-history";
import { runningFindings } from "../processes/running";
import type { FileRecords } from "../records/file-records";
import type { Instant, Trade, TradeReport } from "../trade";
import type { Made } from "../trades/build";
import { balanceDifferences, gapFindings, resetFindings, restartFindings } from "./bot";
import { checkOverlaps } from "./overlaps";
import { checkOwners } from "./owners";
import { quantityFindings } from "./quantity";
import { contradictionFaults, contradictionFindings, findContradicted, reportedFindings } from "./results";
import { checkShrinkage } from "./shrinkage";
import { type Checked, checkFreshness, checkPresence, checkReadability, checkSilence, nothing } from "./sources";
import { checkTotals } from "./totals";
import { findUnknown, unknownFaults, unknownFindings } from "./unknown-results";
import { busySpans, type Unpaired, unpairedFaults, unpairedFindings } from "./unpaired";
import { clockFaults, zoneFindings } from "./zone";

/** What is checked: the files, and what was made of them. */
export interface Checkable
  extends Pick<Evidence, "files" | "trades" | "dropped" | "observed" | "balances" | "resets" | "newest"> {
  readonly at: Instant;
  readonly plan: Plan;
  readonly settings: EvidenceSettings;
  readonly checkpoints: readonly Checkpoint[];
  /** By the numbers of the files. */
  readonly records: ReadonlyMap<number, FileRecords>;
  /** In the order of `trades`. */
  readonly made: readonly Made[];
  readonly runs: RunHistory;
  readonly sealed: readonly SealedValues[];
  readonly unpaired: readonly Unpaired[];
  /** Records of trades whose side is not known, which are in none of `made`. */
  readonly sideless: readonly TradeReport[];
}

export function check(facts: Checkable): Checked {
  return together([sourceChecks(facts), checkShrinkage(facts), tradeChecks(facts), noted(botFindings(facts))]);
}

function together(all: readonly Checked[]): Checked {
  return { faults: all.flatMap(({ faults }) => faults), findings: all.flatMap(({ findings }) => findings) };
}

/** Findings that keep nothing from being judged. */
function noted(findings: readonly Finding[]): Checked {
  return { faults: [], findings };
}

/** Since the newest checkpoint that set values; before there is one, nothing is judged. */
function silenceOf({ settings, records, checkpoints, at }: Checkable): Checked {
  const keeps = ({ event: { kind } }: Checkpoint) => kind === "validate" || kind === "extend";
  const since = checkpoints.findLast((each) => !keeps(each) && each.at <= at)?.at;
  return since === undefined ? nothing : checkSilence(settings, [...records.values()], since, at);
}

function sourceChecks(facts: Checkable): Checked {
  const { files, settings, newest, at, records, made, dropped, runs } = facts;
  const told = made.filter(({ isRepeated }) => !isRepeated).map(({ whole }) => whole);
  const byFile = groupBy(told, ({ origin }) => origin.file);
  const ofFiles = [...records].flatMap(([number, record]) => {
    const file = files[number];
    if (!file) return [];
    const timed = { ...file, trades: byFile.get(number) ?? [], startOf: runs.startOf };
    return [
      checkReadability(record, file.path),
      { faults: clockFaults(file), findings: zoneFindings(timed, settings) },
      checkTotals(record, { file: number, path: file.path, made, dropped }, at),
      noted(shrinkFindings(record, file)),
    ];
  });
  // Of what can't be read at all, nobody can say how old it is.
  const isRead = newest !== undefined || ![...records.values()].some(({ unusable }) => unusable > 0);
  const freshness = files.length > 0 && isRead ? [checkFreshness(settings, newest, at)] : [];
  const silence = freshness.some(({ faults }) => faults.length > 0) ? [] : [silenceOf(facts)];
  return together([
    checkPresence(settings, files),
    ...silence,
    ...checkOwners(settings, [...records.values()], at),
    ...freshness,
    ...ofFiles,
  ]);
}

function shrinkFindings({ shrink }: FileRecords, { path }: EvidenceFile): Finding[] {
  return shrink ? [problem("state-shrank", { path, ...shrink })] : [];
}

function tradeChecks({ made, trades, settings, files, unpaired, sideless }: Checkable): Checked {
  const pathOf = (file: number): string => files[file]?.path ?? "";
  const contradicted = findContradicted(made);
  const unknown = findUnknown(made, trades, sideless, new Set(unpaired.map(({ trade }) => trade)));
  const overlaps = checkOverlaps(made, settings, files);
  return {
    faults: [
      ...unpairedFaults(unpaired),
      ...unknownFaults(unknown),
      ...contradictionFaults(contradicted),
      ...overlaps.faults,
    ],
    findings: [
      ...overlaps.findings,
      ...unpairedFindings(unpaired),
      ...unknownFindings(unknown, pathOf),
      ...contradictionFindings(contradicted),
      ...reportedFindings(made, settings, pathOf),
      ...quantityFindings(trades, pathOf),
      ...costFindings(trades, settings),
    ],
  };
}

/** Costs that nobody reports and no rate tells, or that are reported as nothing. */
function costFindings(trades: readonly Trade[], { feeRate }: EvidenceSettings): Finding[] {
  if (feeRate !== undefined) return [];
  const costless = trades.filter(
    ({ gross, costs, leftOut }) => gross !== undefined && !costs && leftOut !== "duplicate",
  );
  return costless.length === 0 ? [] : [problem("costs-unknown", { trades: costless.length })];
}

function botFindings({ runs, sealed, plan, observed, balances, made, unpaired, resets }: Checkable): Finding[] {
  const busy = busySpans(made, unpaired);
  return [
    ...runningFindings(runs.attributed.at(-1), sealed, plan),
    ...(runs.isAssumed ? [problem("starts-unknown", {})] : restartFindings(runs.runs)),
    ...gapFindings(observed),
    ...resetFindings(resets),
    ...balanceDifferences(balances, made, busy),
  ];
}
