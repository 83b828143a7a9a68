// The sentences for what is wrong with a plan's own document.
import * as l10n from "@vscode/l10n";
import { wayOut } from "../ways-out/way-out";
import { describeFileFault } from "./faults/file-faults";
import { describePlanFault } from "./faults/plan-faults";
import { describePlanSyntax } from "./faults/plan-syntax";
import type { Sentences } from "./sentences";

/** Of the plan's own document. */
export const plans = {
  "plan-missing": ({ folder }) =>
    l10n.t(
      "There is no plan (*.phaseplan.json) in {0}. Make one with {1}, or name one that is elsewhere with {2}.",
      folder,
      wayOut("newPlan"),
      wayOut("choosePlan"),
    ),
  "plan-several": ({ plans }) =>
    l10n.t("There are several plans: {0}. Choose one with {1}.", plans.join(", "), wayOut("choosePlan")),
  "plan-unreadable": ({ path, detail }) => l10n.t("The plan {0} can't be read. {1}", path, describeFileFault(detail)),
  "plan-syntax": ({ path, line, column, detail }) => describePlanSyntax(placeIn(path, line, column), detail),
  "plan-invalid": ({ path, line, column, ...fault }) => describePlanFault(placeIn(path, line, column), fault),
  "plan-uncommitted": ({ path }) =>
    l10n.t(
      "The plan {0} has uncommitted changes, so a checkpoint could not say which plan it follows. Commit the plan first.",
      path,
    ),
  "plan-changed": ({ plan, tag }) =>
    l10n.t(
      "Plan {0} has changed since checkpoint {1}, so no further phase is applied. Look at what changed, then accept it with {2}.",
      plan,
      tag,
      wayOut("adopt"),
    ),
  "plan-id-taken": ({ plan, tag, path }) =>
    l10n.t(
      'The checkpoints of plan id "{0}" (newest: {1}) belong to {2}. Give this plan another "id". If {2} was moved here, use {3}.',
      plan,
      tag,
      path,
      wayOut("adopt"),
    ),
  "plan-revoked": ({ plan, reason }) =>
    l10n.t(
      "Plan {0} is revoked, so none of its phases is applied any more. You can still roll back. The reason: {1}",
      plan,
      reason,
    ),
} satisfies Partial<Sentences>;

function placeIn(path: string, line: number, column: number): string {
  return l10n.t("{0}, line {1}, column {2}", path, line, column);
}
