// Says whether the files themselves can be judged by: there, readable, fresh, and not ahead of their time.
import { groupBy } from "../../group-by";
import type { EvidenceSettings } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { EvidenceFault, EvidenceFile } from "../evidence";
import type { FileRecords } from "../records/file-records";
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

/** A trade without a time may be one of any window. */
export function checkReadability({ records, unusable, timeless }: FileRecords, path: string): Checked {
  const areTooMany = unusable > mostUnusable * records;
  if (!areTooMany && timeless === 0) return nothing;
  return {
    faults: [{ why: "unreadable", money: !areTooMany }],
    findings: [problem("evidence-unreadable", { path, unusable, records })],
  };
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
    findings: newest === undefined ? [] : [problem("records-stale", { newest, minutes: staleMinutes })],
  };
}
