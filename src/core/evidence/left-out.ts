// Says of a trade why it does not count, whatever window is judged.
import { isImpossible } from "./checks/zone";
import type { RunHistory } from "./processes/run-history";
import { type Run, runAt } from "./processes/runs";
import type { LeftOut, Trade } from "./trade";
import type { Made } from "./trades/build";

/** The trade with the process that opened it, its checkpoint, and why it does not count, where it does not. */
export function placed(made: Made, history: RunHistory, isLate: (made: Made) => boolean): Trade {
  const process = processOf(made, history.runs);
  const checkpoint = process === undefined ? undefined : history.attributed[process]?.process.checkpoint;
  const leftOut = leftOutOf(made, process, history, isLate);
  return {
    ...made.trade,
    ...(process !== undefined && { process }),
    ...(checkpoint !== undefined && { checkpoint }),
    ...(leftOut !== undefined && { leftOut }),
  };
}

/** The run that the trade's own record names; else the last one that was heard of before it was opened. */
function processOf({ whole, trade }: Made, runs: readonly Run[]): number | undefined {
  if (whole.opened === undefined) return undefined;
  const byTime = runAt(runs, trade.opened);
  if (whole.process === undefined) return byTime;
  let named = byTime;
  while (named !== undefined && named >= 0 && runs[named]?.name !== whole.process) named -= 1;
  return named === undefined || named < 0 ? byTime : named;
}

function leftOutOf(
  made: Made,
  process: number | undefined,
  history: RunHistory,
  isLate: (made: Made) => boolean,
): LeftOut | undefined {
  const { whole, trade, isRepeated } = made;
  if (isRepeated) return "duplicate";
  if (isImpossible(whole, history.startOf) || isLate(made)) return "impossible-time";
  if (whole.manual) return "manual";
  if (whole.synced) return "synced";
  const isUnsized = trade.quantity === 0;
  if (trade.closed === undefined) return isUnsized ? "no-size" : trade.entry === 0 ? "no-price" : "open";
  if (trade.net === undefined) return isUnsized ? "no-size" : "no-price";
  // An exit without an entry does not tell when, so by whom, its trade was opened.
  return whole.opened === undefined ? "unattributed" : attributionOf(trade, process, history);
}

function attributionOf(
  { opened, closed }: Trade,
  process: number | undefined,
  { runs, attributed, rollout }: RunHistory,
): LeftOut | undefined {
  const opener = process === undefined ? undefined : attributed[process];
  if (opener ? opener.process.attribution === "unknown" : opened >= rollout) return "unattributed";
  const closer = closed === undefined ? undefined : runAt(runs, closed);
  const isOfOther = closer !== undefined && attributed[closer]?.process.checkpoint !== opener?.process.checkpoint;
  return isOfOther ? "straddles" : undefined;
}
