// Finds positions in a log that one bot would hardly have had at once: another one may write there under the same names.
import type { EvidenceSettings } from "../../plan/plan";
import { problem } from "../../problem";
import type { EvidenceFault, EvidenceFile } from "../evidence";
import { areOfOneSymbol } from "../owner";
import { sourceKinds } from "../readers/kinds";
import type { Made } from "../trades/build";
import { areAlike, sameMinute } from "../trades/near";
import { type Checked, nothing } from "./sources";

interface Overlap {
  readonly one: Made;
  readonly other: Made;
  readonly until: number;
}

/** Only positions of different sizes or leverage betray two bots, and only where the plan does not say that all are of one. */
export function checkOverlaps(
  made: readonly Made[],
  { sources }: EvidenceSettings,
  files: readonly EvidenceFile[],
): Checked {
  const isDoubtful = ({ whole, isRepeated }: Made) => {
    const source = sources[files[whole.origin.file]?.source ?? -1];
    if (!source || isRepeated || whole.manual || whole.synced) return false;
    return sourceKinds[source.kind].everyRecordBeats && !Object.values(source.where ?? {}).includes("*");
  };
  const overlaps = overlapsOf(made.filter(isDoubtful));
  const [first] = overlaps;
  if (!first) return nothing;
  const { one, other } = first;
  const data = {
    path: files[other.whole.origin.file]?.path ?? "",
    overlaps: overlaps.length,
    first: one.trade.opened,
    second: other.trade.opened,
    sizes: [one.trade.quantity, other.trade.quantity] as [number, number],
  };
  return { faults: overlaps.map(faultOf), findings: [problem("positions-overlap", data)] };
}

/** `made` in the order of their opening. */
function overlapsOf(made: readonly Made[]): Overlap[] {
  let longest: Made | undefined;
  return made.flatMap((each) => {
    const before = longest;
    if (before === undefined || endOf(each) > endOf(before)) longest = each;
    if (before === undefined || !(each.trade.opened + sameMinute < endOf(before)) || isOfOne(before, each)) return [];
    return [{ one: before, other: each, until: Math.min(endOf(before), each.trade.closed ?? endOf(before)) }];
  });
}

/** A position whose exit is in no record is told of by another finding: nobody knows when it ended. */
function endOf({ trade }: Made): number {
  return trade.closed ?? Number.NEGATIVE_INFINITY;
}

function isOfOne({ whole: one }: Made, { whole: other }: Made): boolean {
  if (!areOfOneSymbol(one.owner, other.owner)) return true;
  return !differ(one.quantity, other.quantity) && !differ(one.leverage, other.leverage);
}

function differ(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && !areAlike(a, b);
}

function faultOf({ other, until }: Overlap): EvidenceFault {
  return { why: "contradiction", money: true, at: other.trade.opened, until };
}
