// Everything that keeps evidence from being taken at its word.
import type { EvidenceSettings, Plan } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { Evidence, EvidenceFile } from "../evidence";
import type { SealedValues } from "../processes/checkpoint-values";
import type { Runs } from "../processes/known";
import { runningFindings } from "../processes/running";
import type { FileRecords } from "../records/file-records";
import type { Instant, Trade } from "../trade";
import type { Made } from "../trades/build";
import { balanceFindings, gapFindings, restartFindings } from "./bot";
import { quantityFindings } from "./quantity";
import { contradictionFaults, contradictionFindings, findContradicted, reportedFindings } from "./results";
import { type Checked, checkFreshness, checkPresence, checkReadability } from "./sources";
import { busySpans, findUnpaired, type Unpaired, unpairedFaults, unpairedFindings } from "./unpaired";
import { zoneFindings } from "./zone";

/** What is checked: the files, and what was made of them. */
export interface Checkable extends Pick<Evidence, "files" | "trades" | "observed" | "candles" | "balances" | "newest"> {
  readonly at: Instant;
  readonly plan: Plan;
  readonly settings: EvidenceSettings;
  /** By the numbers of the files. */
  readonly records: ReadonlyMap<number, FileRecords>;
  /** In the order of `trades`. */
  readonly made: readonly Made[];
  readonly runs: Runs;
  readonly sealed: readonly SealedValues[];
  /** The length of a candle, in ms. */
  readonly slot: number;
}

export function check(facts: Checkable): Checked {
  const unpaired = findUnpaired(facts.made, facts.candles, facts.slot);
  const all = [sourceChecks(facts), tradeChecks(facts, unpaired), botChecks(facts, unpaired)];
  return { faults: all.flatMap(({ faults }) => faults), findings: all.flatMap(({ findings }) => findings) };
}

function sourceChecks({ files, settings, newest, at, records, runs }: Checkable): Checked {
  const ofFiles = [...records].flatMap(([number, record]) => {
    const file = files[number];
    return file ? [checkReadability(record, file.path), checkFile(file, record, runs, settings)] : [];
  });
  const all = [
    checkPresence(settings, files),
    ...(files.length > 0 ? [checkFreshness(settings, newest, at)] : []),
    ...ofFiles,
  ];
  return { faults: all.flatMap(({ faults }) => faults), findings: all.flatMap(({ findings }) => findings) };
}

function checkFile(
  file: EvidenceFile,
  { trades, shrink }: FileRecords,
  runs: Runs,
  settings: EvidenceSettings,
): Checked {
  const { path } = file;
  return {
    faults: [],
    findings: [
      ...zoneFindings({ ...file, trades, startOf: runs.startOf }, settings),
      ...(shrink ? [problem("state-shrank", { path, ...shrink })] : []),
    ],
  };
}

function tradeChecks({ made, trades, settings, files }: Checkable, unpaired: readonly Unpaired[]): Checked {
  const pathOf = (file: number): string => files[file]?.path ?? "";
  const contradicted = findContradicted(made);
  return {
    faults: [...unpairedFaults(unpaired), ...contradictionFaults(contradicted)],
    findings: [
      ...unpairedFindings(unpaired),
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
    ({ closed, costs, leftOut }) => closed !== undefined && !costs && leftOut !== "duplicate",
  );
  return costless.length === 0 ? [] : [problem("costs-unknown", { trades: costless.length })];
}

function botChecks(
  { runs, sealed, plan, observed, balances, made }: Checkable,
  unpaired: readonly Unpaired[],
): Checked {
  const assumed: Finding[] = runs.isAssumed ? [problem("starts-unknown", {})] : [];
  return {
    faults: [],
    findings: [
      ...runningFindings(runs.attributed.at(-1), sealed, plan),
      ...assumed,
      ...(runs.isAssumed ? [] : restartFindings(runs.runs)),
      ...gapFindings(observed),
      ...balanceFindings(balances, busySpans(made, unpaired)),
    ],
  };
}
