// Says whether the files themselves can be judged by: there, readable, fresh, and not ahead of their time.
import { groupBy } from "../../group-by";
import type { EvidenceSettings } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { EvidenceFault, EvidenceFile } from "../evidence";
import type { Break } from "../records/broken-records";
import { type FileRecords, minute } from "../records/file-records";
import { SparseBits } from "../records/sparse-bits";
import type { Instant } from "../trade";

/** More of a file's records than this can't be used: what is left may be anything. */
const mostUnusable = 0.01;

export interface Checked {
  readonly faults: readonly EvidenceFault[];
  readonly findings: readonly Finding[];
}

export const nothing: Checked = { faults: [], findings: [] };

/** Each source of the plan has a file: what one that has none would tell may be the worst, so nothing is judged. */
export function checkPresence({ sources }: EvidenceSettings, files: readonly EvidenceFile[]): Checked {
  const bySource = groupBy(files, ({ source }) => source);
  const missing = sources.filter((_, i) => !bySource.has(i));
  return {
    faults: missing.length > 0 || files.length === 0 ? [{ why: "no-source", money: false }] : [],
    findings: missing.map(({ path }) => problem("source-missing", { path })),
  };
}

/** A trade without a time may be one of any window; a broken record may be a trade of the time in which it stands. */
export function checkReadability(file: FileRecords, path: string): Checked {
  const { records, unusable, timeless, broken, kind, isGivenUp } = file;
  if (isGivenUp || unusable > mostUnusable * records) {
    return {
      faults: [{ why: "unreadable", money: false }],
      findings: [problem("evidence-unreadable", { path, unusable, records })],
    };
  }
  const isTimeless = timeless > 0;
  const whole = isTimeless ? [problem("evidence-unreadable", { path, unusable, records })] : [];
  const { breaks } = broken;
  return {
    faults: [
      ...(isTimeless ? [{ why: "unreadable", money: true, facts: true } as const] : []),
      ...breaks.map(({ from, to }) => faultOf(from, to, !kind.everyRecordBeats)),
    ],
    findings: [...whole, ...brokenFindings(breaks, path)],
  };
}

/** In a list, every record is a trade, whose result nobody knows; in a log, few are. */
function faultOf(from: Instant | undefined, to: Instant | undefined, isTrade: boolean): EvidenceFault {
  const span = { ...(from !== undefined && { at: from }), ...(to !== undefined && { until: to }) };
  return { why: "unreadable", money: isTrade, facts: true, ...span };
}

function brokenFindings(breaks: readonly Break[], path: string): Finding[] {
  const [first] = breaks;
  if (!first) return [];
  const { count: _, ...place } = first;
  const broken = breaks.reduce((sum, { count }) => sum + count, 0);
  return [problem("records-broken", { path, broken, ...place })];
}

/** The bot is taken for running until a source says otherwise: silence for too long is no evidence of calm. */
export function checkFreshness(
  { staleMinutes = 60 }: EvidenceSettings,
  newest: Instant | undefined,
  at: Instant,
): Checked {
  if (newest !== undefined && at - newest <= staleMinutes * 60_000) return nothing;
  return {
    faults: [{ why: "stale", money: false, ...(newest !== undefined && { at: newest }) }],
    findings: [problem("records-stale", { ...(newest !== undefined && { newest }), minutes: staleMinutes })],
  };
}

/** A log that speaks now and then may be silent for so many times its longest silence. */
const usualSilence = 2;

/**
 * Logs that have gone silent while the bot lives by other sources: they go on under a name that the plan does not have, or
 * can't be written. `since`: when the values that run were set; a log that ended before that is of another time.
 */
export function checkSilence(
  { sources, staleMinutes = 60 }: EvidenceSettings,
  files: readonly FileRecords[],
  since: Instant,
  at: Instant,
): Checked {
  const logs = groupBy(
    files.filter(({ kind }) => kind.everyRecordBeats),
    ({ source }) => source,
  );
  const silent = [...logs].flatMap(([number, ofSource]) => {
    const runs = SparseBits.union(ofSource.map(({ heard }) => heard.minutes))
      .runs(Math.floor(at / minute))
      .filter(({ last }) => last * minute >= since);
    const newest = (runs.at(-1)?.last ?? Number.NaN) * minute;
    const longest = Math.max(0, ...runs.slice(1).map(({ first }, i) => first - (runs[i]?.last ?? first))) * minute;
    const isSilent = at - newest > Math.max(staleMinutes * minute, usualSilence * longest);
    return isSilent ? [{ path: sources[number]?.path ?? "", newest }] : [];
  });
  return {
    faults: silent.map(({ newest }) => ({ why: "stale", money: false, at: newest })),
    findings: silent.map((each) => problem("source-silent", each)),
  };
}
