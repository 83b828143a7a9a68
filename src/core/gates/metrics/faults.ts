// Tells which faults of the evidence concern a metric.
import type { Evidence, EvidenceFault } from "../../evidence/evidence";
import type { Instant } from "../../evidence/trade";
import type { Metric } from "../../plan/schema-names";
import { metrics } from "./metrics";

/** Those that concern the metric as it is known at `moment`, in a window from `from` on; absent: in all of the time before. */
export function faultsOf(
  { faults }: Pick<Evidence, "faults">,
  metric: Metric,
  moment: Instant,
  from?: Instant,
): EvidenceFault[] {
  const { hasBasis, kind } = metrics[metric];
  const isConcerned = ({ money, facts }: EvidenceFault) =>
    money || facts ? (money && hasBasis) || (facts && kind === "fact") : true;
  return faults
    .filter(isConcerned)
    .filter(({ at = moment, until = moment }) => at <= moment && until >= (from ?? until));
}
