// The sentences for what is wrong with a plan's own document.
import * as l10n from "@vscode/l10n";
import { describeFileFault } from "./file-faults";
import { describePlanFault } from "./plan-faults";
import { describePlanSyntax } from "./plan-syntax";
import type { Sentences } from "./sentences";

/** Of the plan's own document. */
export const plans = {
  "plan-missing": ({ folder }) =>
    l10n.t("There is no plan (*.phaseplan.json) in {0}. Write one, or name it with --plan.", folder),
  "plan-several": ({ plans }) => l10n.t("There are several plans: {0}. Choose one.", plans.join(", ")),
  "plan-unreadable": ({ path, detail }) => l10n.t("The plan {0} can't be read. {1}", path, describeFileFault(detail)),
  "plan-syntax": ({ path, line, column, detail }) =>
    describePlanSyntax(l10n.t("{0}, line {1}, column {2}", path, line, column), detail),
  "plan-invalid": ({ path, ...fault }) => describePlanFault(path, fault),
  "plan-uncommitted": ({ path }) =>
    l10n.t(
      "The plan {0} has changes that are not committed, so a checkpoint could not vouch for it. Commit the plan first.",
      path,
    ),
  "plan-changed": ({ plan, tag }) =>
    l10n.t(
      "Plan {0} has changed since checkpoint {1}. Look at what changed, then adopt it: until then no further phase is applied.",
      plan,
      tag,
    ),
  "plan-id-taken": ({ plan, tag, path }) =>
    l10n.t(
      'The checkpoints of plan id "{0}" (newest: {1}) are those of {2}. Give this plan an "id" of its own; if the file was moved, adopt it.',
      plan,
      tag,
      path,
    ),
  "plan-revoked": ({ plan, reason }) =>
    l10n.t(
      "Plan {0} is revoked: {1}. None of its phases is applied any more; rolling back is always possible.",
      plan,
      reason,
    ),
} satisfies Partial<Sentences>;
