// Carries out "Push Checkpoints" and "Fetch Checkpoints".

import { fetching, pushing } from "../../messages/editor";
import { describeFetch, describePush, pullNeeded } from "../../messages/sharing";
import { type Context, rolloutWithLedger } from "../change/context";
import { showOutcome, showProgress } from "../notify";

/** Pushes the branch and its checkpoints to their remote, all or nothing. */
export async function pushCheckpoints(context: Context): Promise<void> {
  const { planFile } = rolloutWithLedger(context).rollout;
  const { pushCheckpoints: push } = await import("../../node/share");
  const { notes, ...pushed } = await showProgress("notification", pushing(), push(planFile));
  await context.store.refresh();
  showOutcome(notes, describePush(pushed));
}

/** Brings the checkpoints of others; the branch stays where it is. */
export async function fetchCheckpoints(context: Context): Promise<void> {
  const { planFile } = rolloutWithLedger(context).rollout;
  const { fetchCheckpoints: fetch } = await import("../../node/share");
  const { notes, remote, checkpoints, unreadable } = await showProgress("notification", fetching(), fetch(planFile));
  await context.store.refresh();
  const advice = checkpoints.some(({ counts }) => !counts) ? [pullNeeded()] : [];
  showOutcome(notes, [describeFetch(remote, checkpoints.length + unreadable.length), ...advice].join(" "));
}
