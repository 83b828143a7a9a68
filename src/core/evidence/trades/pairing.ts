// Joins the entries and exits of a log, which share no id.
import { areOfOneOwner } from "../owner";
import type { TradeReport } from "../trade";
import { isSamePosition } from "./near";
import { inOrder } from "./order";

/** More positions than these are not open at a time: the oldest one waits no longer for its exit. */
const mostOpen = 1000;

/**
 * The records of one source with each exit joined to the entry before it that has its side, quantity and price, the newest
 * where there are several. Entries and exits without the other stay as they are.
 */
export function pairUp(reports: readonly TradeReport[]): TradeReport[] {
  const paired: TradeReport[] = [];
  const waiting: TradeReport[] = [];
  for (const report of inOrder(reports)) {
    if (report.stage === "entry") {
      waiting.push(report);
      if (waiting.length > mostOpen) paired.push(...waiting.splice(0, 1));
    } else if (report.stage === "exit") {
      const at = waiting.findLastIndex((entry) => isPair(entry, report));
      const [entry] = at === -1 ? [] : waiting.splice(at, 1);
      paired.push(entry ? joined(entry, report) : report);
    } else {
      paired.push(report);
    }
  }
  return [...paired, ...waiting];
}

function isPair(entry: TradeReport, exit: TradeReport): boolean {
  return isSamePosition(entry, exit) && areOfOneOwner(entry.owner, exit.owner);
}

/** What the entry says comes first: an exit may have its quantity rounded. */
function joined(entry: TradeReport, exit: TradeReport): TradeReport {
  const probability = { ...exit.probability, ...entry.probability };
  const unusable = [...(entry.unusable ?? []), ...(exit.unusable ?? [])];
  return {
    ...exit,
    ...entry,
    stage: "closed",
    ...(Object.keys(probability).length > 0 && { probability }),
    ...(unusable.length > 0 && { unusable }),
  };
}
