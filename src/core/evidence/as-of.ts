// Takes a record back to what it would have said at an earlier moment.
import type { Instant, TradeReport } from "./trade";

/** Undefined where it did not exist yet. A trade that was closed later was open then. */
export function asOf(report: TradeReport, at: Instant): TradeReport | undefined {
  const { opened, closed } = report;
  if (opened !== undefined && opened > at) return undefined;
  if (closed === undefined || closed <= at) return report;
  return opened === undefined ? undefined : whileOpen(report);
}

function whileOpen(report: TradeReport): TradeReport {
  const { closed, exit, costs, gross, net, share, reason, reasonText, probability, ...rest } = report;
  const { entry } = probability ?? {};
  return { ...rest, stage: "open", ...(entry !== undefined && { probability: { entry } }) };
}
