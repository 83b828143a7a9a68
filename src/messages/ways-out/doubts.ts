// Says what speaks against binding a parameter to a constant.
import * as l10n from "@vscode/l10n";
import type { BindingCandidate, Doubt } from "../../core/plan/candidates";
import { countedUnits } from "../parameters";
import { typesInPlan } from "./types-in-plan";

/** "Config.STOP_LOSS = 0.01, line 12 (its name also says STOP)": a constant that a parameter may be meant by. */
export function describeCandidate(candidate: BindingCandidate): string {
  const { scope, symbol, text, line, doubts } = candidate;
  const place = l10n.t("{0} = {1}, line {2}", scope === "" ? symbol : `${scope}.${symbol}`, text, line);
  return doubts.length > 0 ? `${place} (${doubts.map(describeDoubt).join("; ")})` : place;
}

function describeDoubt(doubt: Doubt): string {
  switch (doubt.why) {
    case "units": {
      const code = countedUnits[doubt.code]();
      return doubt.plan
        ? l10n.t("perhaps another unit: {0} in the plan, {1} in the code", countedUnits[doubt.plan](), code)
        : l10n.t("its name says {0}, and the plan does not say its unit", code);
    }
    case "words":
      return describeWords(doubt);
    case "form":
      return l10n.t("its name is written in another way");
    case "several":
      return doubt.others === 1
        ? l10n.t("another constant is called the same")
        : l10n.t("{0} other constants are called the same", doubt.others);
    case "shared":
      return l10n.t("{0} of the plan is called the same", doubt.parameter);
    case "computed":
      return l10n.t("its value is known only when the program runs");
    case "size":
      return l10n.t("its value is about a hundred times as large or as small as the plan's: perhaps one is in percent");
    case "type":
      return l10n.t("it is {0}, the plan has {1}", typesInPlan[doubt.code](), typesInPlan[doubt.plan]());
  }
}

function describeWords({ onlyPlan, onlyCode }: Extract<Doubt, { why: "words" }>): string {
  const [missing, more] = [onlyPlan, onlyCode].map((words) => words.join(" ").toUpperCase());
  return [
    ...(missing ? [l10n.t("its name does not say {0}", missing)] : []),
    ...(more ? [l10n.t("its name also says {0}", more)] : []),
  ].join("; ");
}
