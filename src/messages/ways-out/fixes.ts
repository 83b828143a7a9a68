// Names what a quick fix does, as a menu says it.
import * as l10n from "@vscode/l10n";
import type { Fix } from "../../core/assessment/fixes";
import { describeCandidate } from "./doubts";

/** What a fix would do, as a menu says it. */
export function describeFix(fix: Fix): string {
  switch (fix.kind) {
    case "set-value":
      return fix.to === "baseline"
        ? l10n.t("Set {0} to its baseline {1}", fix.parameter, fix.edit.newText)
        : l10n.t("Set {0} to the target of Phase {1}: {2}", fix.parameter, fix.phase ?? "", fix.edit.newText);
    case "take-as-baseline":
      return l10n.t("Use {0} as the baseline of {1} in the plan", fix.text, fix.parameter);
    case "set-path":
      return l10n.t("Change the path in the plan to {0}", fix.path);
    case "bind":
      return l10n.t("Bind {0} to {1}", fix.parameter, describeCandidate(fix.candidate));
  }
}
