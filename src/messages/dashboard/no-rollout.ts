// What the dashboard says where there is no rollout to show, and the way out.
import * as l10n from "@vscode/l10n";
import type { Notice } from "../../core/dashboard/view";
import type { Problem } from "../../core/problem";
import { describe } from "../problems";

export const noticeOfNoPlan = (): Notice => ({
  tone: "quiet",
  title: l10n.t("No plan yet"),
  text: l10n.t("This folder has no *.phaseplan.json. Create a plan, and its rollout is shown here."),
  actions: [{ command: "createPlan", title: l10n.t("Create a Plan…") }],
});

export const noticeOfSeveral = (): Notice => ({
  tone: "inconclusive",
  title: l10n.t("Several plans"),
  text: l10n.t("Nobody has said yet which of them is meant."),
  actions: [{ command: "choosePlan", title: l10n.t("Choose Plan…") }],
});

export const noticeOfUnusable = (problems: readonly Problem[]): Notice => ({
  tone: "error",
  title: l10n.t("The plan can't be used"),
  text: problems.map(describe).join(" "),
  actions: [{ command: "openPlan", title: l10n.t("Open Plan") }],
});
