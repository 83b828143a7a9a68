// Tells a person once that a trigger has fired, and offers the way back.
import { commands, type Disposable, type Memento } from "vscode";
import { metrics } from "../../core/gates/metrics/metrics";
import type { GateResult, Reading, Verdict } from "../../core/gates/verdict";
import type { Criterion, Phase } from "../../core/plan/plan";
import { showDashboardTitle } from "../../messages/dashboard/labels";
import { rollBackTitle } from "../../messages/editor";
import { describeFired } from "../../messages/gates/gate";
import { commandId } from "../ids";
import { showError } from "../notify";
import { reportError } from "../report";
import type { EvidenceFeed } from "../state/evidence-feed";
import type { Store } from "../state/store";

const toldKey = "firedTriggers";

/** So many are remembered: older windows are over. */
const mostTold = 100;

/** One notification for the triggers of a phase that fired; not again for the same firing. Nothing is written. */
export function firedTriggers(store: Store, feed: EvidenceFeed, memento: Memento): Disposable {
  return feed.onDidChange(() => {
    const { snapshot } = store;
    if (snapshot.status !== "ready") return;
    const { plan } = snapshot.rollout;
    for (const phase of plan.phases) {
      const gate = feed.gates.get(phase.id);
      if (gate) tell(memento, plan.id, gate, phase).catch(reportError);
    }
  });
}

async function tell(memento: Memento, plan: string, gate: GateResult, phase: Phase): Promise<void> {
  const told = memento.get<readonly string[]>(toldKey, []);
  const fired = gate.triggers.filter(({ outcome }) => outcome.is === "fail").map((each) => firing(plan, gate, each));
  const news = fired.filter((each) => !told.includes(each));
  const sentence = describeFired(gate, phase);
  if (news.length === 0 || sentence === undefined) return;
  await memento.update(toldKey, [...told, ...news].slice(-mostTold));
  const choice = await showError(sentence, rollBackTitle(), showDashboardTitle());
  if (choice === rollBackTitle()) await commands.executeCommand(commandId("rollBack"));
  if (choice === showDashboardTitle()) await commands.executeCommand(commandId("openDashboard"));
}

/**
 * What tells one firing from another: the trigger and its threshold, the window, and what it fired on. A fact is told again
 * for another value. Anything else for other trades: a rate changes as time goes by, and candles come all the time.
 */
function firing(plan: string, { phase, window }: GateResult, { criterion, reading, threshold }: Verdict): string {
  return [plan, phase, window.from, criterion.id, threshold, firedOn(criterion, reading)].join(" ");
}

function firedOn(criterion: Criterion, { value, n }: Pick<Reading, "value" | "n"> = { n: 0 }): string | number {
  if (criterion.manual) return "";
  const { kind, counts } = metrics[criterion.metric];
  if (kind === "fact") return value?.toPrecision(9) ?? "";
  return counts === "candles" ? "" : n;
}
