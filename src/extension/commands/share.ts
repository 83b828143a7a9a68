import { requireLedger } from "../../core/assessment/assess";
import type { Problem } from "../../core/problem";
import { words } from "../../messages/cli";
import { fetching, pushing } from "../../messages/editor";
import { describe } from "../../messages/problems";
import { type Context, rolloutOf } from "../change/context";
import { complain, during, inform } from "../notify";

/** Pushes the branch and its checkpoints to their remote, all or nothing. */
export async function pushCheckpoints(context: Context): Promise<void> {
  const planFile = planFileOf(context);
  const { pushCheckpoints: push } = await import("../../node/share");
  const { notes, ...pushed } = await during("notification", pushing(), push(planFile));
  await context.store.refresh();
  tell(notes, words.pushed(pushed));
}

/** Brings the checkpoints of others; the branch stays where it is. */
export async function fetchCheckpoints(context: Context): Promise<void> {
  const planFile = planFileOf(context);
  const { fetchCheckpoints: fetch } = await import("../../node/share");
  const { notes, remote, checkpoints, unreadable } = await during("notification", fetching(), fetch(planFile));
  await context.store.refresh();
  const some = checkpoints.some(({ counts }) => !counts) ? [words.pullNeeded()] : [];
  tell(notes, [words.fetched(remote, checkpoints.length + unreadable.length), ...some].join(" "));
}

/** The plan in use, where git may be asked about it. */
function planFileOf(context: Context): string {
  const rollout = rolloutOf(context);
  requireLedger(rollout);
  return rollout.planFile;
}

/** What came of it; what was healed, or clashes, is said as loudly as it deserves. */
function tell(notes: readonly Problem[], sentence: string): void {
  const text = [...notes.map(describe), sentence].join(" ");
  void (notes.some(({ severity }) => severity !== "info") ? complain(text) : inform(text));
}
