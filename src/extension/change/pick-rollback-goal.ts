// Asks what to roll back to, in a list that tells what each goal would change as soon as that is known.
import { type QuickPick, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { Ledger } from "../../core/ledger/ledger";
import {
  chooseRollback,
  describeOutlook,
  holdsNow,
  isNow,
  type Outlook,
  type RollbackGoal,
  type RollbackGoals,
  shownInPreview,
  workingOut,
} from "../../messages/editor/rollback-goals";
import type { Rollout } from "../../node/rollout";
import { plain } from "../plain";
import { reportError } from "../report";

export type Goal = RollbackGoal["request"];

/** An entry of the list; a separator has no goal. */
interface Entry extends QuickPickItem {
  readonly goal?: RollbackGoal;
}

/** So many goals are worked out, those that come first: each is read out of its commit. */
const mostWorkedOut = 50;

/** What the person chose; undefined where they would rather not. The list does not wait for what each goal would change. */
export function pickRollbackGoal(
  rollout: Rollout,
  ledger: Ledger,
  groups: readonly RollbackGoals[],
): Promise<Goal | undefined> {
  const pick = window.createQuickPick<Entry>();
  const goals = groups.flatMap((group) => group.goals);
  const outlooks = new Map<RollbackGoal, Outlook>();
  const entryOf = (goal: RollbackGoal, isAwaited: boolean): Entry => {
    const outlook = outlooks.get(goal);
    const detail = outlook ? describeOutlook(outlook) : isAwaited ? workingOut() : shownInPreview();
    return {
      label: plain(outlook && holdsNow(ledger, goal, outlook) ? isNow(goal.label) : goal.label),
      description: plain(goal.description),
      detail: plain(detail),
      goal,
    };
  };
  const show = (awaited: number): void => {
    const entries = groups.flatMap(({ title, goals: those }): Entry[] => [
      { label: title, kind: QuickPickItemKind.Separator },
      ...those.map((goal) => entryOf(goal, goals.indexOf(goal) < awaited)),
    ]);
    setEntries(pick, entries);
  };
  pick.title = chooseRollback();
  [pick.matchOnDescription, pick.matchOnDetail, pick.keepScrollPosition] = [true, true, true];
  show(mostWorkedOut);
  return new Promise((resolve) => {
    let isOpen = true;
    pick.onDidAccept(() => {
      resolve(pick.activeItems[0]?.goal?.request);
      pick.hide();
    });
    pick.onDidHide(() => {
      isOpen = false;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    workOut(rollout, ledger, goals.slice(0, mostWorkedOut), outlooks, () => isOpen)
      .then(() => isOpen && show(0))
      .catch(reportError);
  });
}

/** The entries, with the same goal active as before. */
function setEntries(pick: QuickPick<Entry>, entries: readonly Entry[]): void {
  const active = pick.activeItems[0]?.goal;
  pick.items = entries;
  const same = entries.find(({ goal }) => active !== undefined && goal === active);
  if (same) pick.activeItems = [same];
}

/** As the rollback itself is worked out. What can't be is told for its own goal, and keeps no other from being told. */
async function workOut(
  rollout: Rollout,
  ledger: Ledger,
  goals: readonly RollbackGoal[],
  outlooks: Map<RollbackGoal, Outlook>,
  goesOn: () => boolean,
): Promise<void> {
  const { repository } = rollout;
  if (!repository) return;
  const { requestedRollback } = await import("../../node/change/requested-change");
  const { resultOrProblems } = await import("../../node/result-or-problems");
  for (const goal of goals) {
    if (!goesOn()) return;
    const request = { kind: "rollback", ...goal.request } as const;
    outlooks.set(goal, await resultOrProblems(requestedRollback({ rollout, repository, ledger }, request)));
  }
}
