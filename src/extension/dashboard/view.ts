// What the dashboard shows of a snapshot: the rollout, or why there is none.
import type { DashboardView } from "../../core/dashboard/view";
import { noticeOfNoPlan, noticeOfSeveral, noticeOfUnusable } from "../../messages/dashboard/no-rollout";
import { describeDashboard, describeNoDashboard } from "../../messages/dashboard/view";
import type { EvidenceFeed } from "../state/evidence-feed";
import type { Snapshot } from "../state/snapshot";

export function viewOf(snapshot: Snapshot, { gates, facts, hasFailed }: EvidenceFeed): DashboardView {
  switch (snapshot.status) {
    case "ready":
      return describeDashboard({ assessment: snapshot.rollout, gates, facts, hasFailed });
    case "unusable":
      return describeNoDashboard(noticeOfUnusable(snapshot.plan.problems));
    case "several":
      return describeNoDashboard(noticeOfSeveral());
    case "no-plan":
      return describeNoDashboard(noticeOfNoPlan());
  }
}
