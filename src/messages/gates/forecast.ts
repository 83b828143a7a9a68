// The forecast of a phase in words: what its window can decide, never whether the bot is good.
import * as l10n from "@vscode/l10n";
import type {
  Chances,
  CriterionForecast,
  Fact,
  Fires,
  Forecast,
  Look,
  TriggerForecast,
  UnknownReason,
} from "../../core/gates/forecast/outlook";
import type { Criterion, Phase } from "../../core/plan/plan";
import { atMostOfHundred, ofHundred, rangeOfHundred } from "../figures/chances";
import { countOf, figure } from "../figures/numbers";
import { phaseTitle } from "../parameters";
import { describe } from "../problems";

/** The whole forecast, for a terminal. */
export function describeForecast(forecast: Forecast, phase: Phase): string {
  const { looks, criteria, triggers, falseAlarm, findings } = forecast;
  return [
    phaseTitle(phase),
    l10n.t(
      "What its window can decide, computed from the plan's own figures. No trade was examined, so this is not a verdict.",
    ),
    "",
    ...section(l10n.t("Looks"), [...looks.map(describeLook), ...enoughLines(forecast, phase)]),
    ...section(l10n.t("Success criteria"), criteria.flatMap(criterionLines)),
    ...section(l10n.t("Rollback triggers"), [...triggers.flatMap(triggerLines), ...falseAlarmLines(falseAlarm)]),
    ...section(
      l10n.t("Findings"),
      findings.map((finding) => `${finding.code}: ${describe(finding)}`),
    ),
  ]
    .join("\n")
    .trimEnd();
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ""];
}

function describeLook({ look, trades, hours }: Look): string {
  const timing = hours?.at(-1);
  const counted = trades === undefined ? l10n.t("trades unknown") : countOf(trades, "trades");
  if (!timing) return l10n.t("{0}  {1}, at a time that is not known in advance", look, counted);
  const [mean, within] = [Math.round(timing.mean), Math.round(timing.within90)];
  return mean === within
    ? l10n.t("{0}  {1}, after {2} hours in which the bot runs", look, counted, mean)
    : l10n.t("{0}  {1}, after {2} hours in which the bot runs (90 %: within {3})", look, counted, mean, within);
}

function enoughLines({ enough, tradesPerWeek }: Forecast, { window: { hours, trades } }: Phase): string[] {
  if (enough.length === 0 || hours === undefined || trades === undefined || tradesPerWeek === undefined) return [];
  const chances = enough.map(({ chance }) => chance);
  const counted = countOf(trades, "trades");
  return [
    l10n.t(
      "At {0} trades a week, {1} hours bring {2} in {3} cases, whether trades come independently or in clusters.",
      figure(tradesPerWeek),
      figure(hours),
      counted,
      rangeOfHundred(chances),
    ),
  ];
}

function head({ id, text }: Criterion): string {
  return `${id}: ${text}`;
}

function criterionLines({ criterion, outlook }: CriterionForecast): string[] {
  const lines = outlook.is === "chances" ? chancesLines(outlook) : [otherwise(outlook)];
  return [head(criterion), ...lines.map((line) => `  ${line}`)];
}

function triggerLines({ criterion, outlook }: TriggerForecast): string[] {
  return [head(criterion), `  ${outlook.is === "fires" ? describeFires(outlook) : otherwise(outlook)}`];
}

function falseAlarmLines(alarm: Forecast["falseAlarm"]): string[] {
  if (!alarm) return [];
  const chance = atMostOfHundred(alarm.atMost);
  return [
    alarm.triggers === 1
      ? l10n.t("All looks together, chance fires the trigger that is no fact in at most {0} rollouts.", chance)
      : l10n.t(
          "All looks together, chance fires one of the {0} triggers that are no facts in at most {1} rollouts.",
          alarm.triggers,
          chance,
        ),
  ];
}

function chancesLines({ promise, floor, measuredOn, counting, interval, asPromised, atFloor }: Chances): string[] {
  const [low, high] = interval;
  return [
    [describePromised(promise, asPromised), ...exceptions(asPromised)].join(" "),
    [describeFloor(floor, atFloor), ...exceptions(atFloor)].join(" "),
    l10n.t(
      "Measured on {0}, the promise would carry a 90 % interval from {1} to {2}.",
      countOf(measuredOn, counting),
      figure(low),
      figure(high),
    ),
  ];
}

/** A chance that would be shown as none. */
const NEGLIGIBLE = 0.005;

type Outcomes = Chances["asPromised"];

function describePromised(promise: Chances["promise"], { pass, passByLast }: Outcomes): string {
  return passByLast === undefined
    ? l10n.t("A bot as promised ({0}) passes in {1} windows at the first look.", promise, ofHundred(pass))
    : l10n.t(
        "A bot as promised ({0}) passes in {1} windows at the first look, in {2} by the last.",
        promise,
        ofHundred(pass),
        ofHundred(passByLast),
      );
}

function describeFloor(floor: Chances["floor"], { pass, passByLast }: Outcomes): string {
  return passByLast === undefined
    ? l10n.t("A bot at {0}, which should not pass, passes in {1} windows at the first look.", floor, ofHundred(pass))
    : l10n.t(
        "A bot at {0}, which should not pass, passes in {1} windows at the first look, in {2} by the last.",
        floor,
        ofHundred(pass),
        ofHundred(passByLast),
      );
}

/** Whole sentences. */
function exceptions({ weak, few }: Outcomes): string[] {
  return [
    ...(weak < NEGLIGIBLE
      ? []
      : [l10n.t("In {0} it meets the threshold too weakly and needs a signature.", ofHundred(weak))]),
    ...(few < NEGLIGIBLE ? [] : [l10n.t("In {0} too few trades count.", ofHundred(few))]),
  ];
}

function describeFires({ promise, byFirst, byLast }: Fires): string {
  return byLast === undefined
    ? l10n.t("Fires on a bot as promised ({0}) in {1} windows at the first look.", promise, ofHundred(byFirst))
    : l10n.t(
        "Fires on a bot as promised ({0}) in {1} windows by the first look, in {2} by the last.",
        promise,
        ofHundred(byFirst),
        ofHundred(byLast),
      );
}

function otherwise(
  outlook: Fact | { readonly is: "judgement" } | { readonly is: "unknown"; readonly why: UnknownReason },
): string {
  switch (outlook.is) {
    case "judgement":
      return l10n.t("A person confirms it.");
    case "unknown":
      return unknownReasons[outlook.why]();
    case "fact":
      return outlook.chance
        ? l10n.t(
            "A fact, compared as it happens: as the plan expects, in {0} windows by the first look, in {1} by the last.",
            ofHundred(outlook.chance.byFirst),
            ofHundred(outlook.chance.byLast),
          )
        : l10n.t("A fact, compared as it happens.");
  }
}

const unknownReasons: Readonly<Record<UnknownReason, () => string>> = {
  "not-recorded": () =>
    l10n.t(
      "No record tells which signals proved right, so no gate can decide it. Judge it by hand, or ask for winRate.",
    ),
  "no-promise": () => l10n.t("Not known in advance, because the plan does not say what to expect."),
  "no-share": () =>
    l10n.t("Not known in advance, because the plan expects a share above 1 or below 0. Is it a percentage?"),
  "no-rate": () =>
    l10n.t(
      "Not known in advance, because the plan does not say how many trades a week to expect, or how long they last.",
    ),
  "no-spread": () =>
    l10n.t("Not known in advance, because the plan does not say how much it varies from trade to trade."),
  "no-comparison": () =>
    l10n.t("Not known in advance, because the plan does not say what to expect of the phase that it is compared with."),
  selection: () => l10n.t("Not known in advance, because Phasegate does not compute this kind of condition."),
  "too-few": () => l10n.t("Not known in advance, because one trade is too few to compare."),
  "too-many": () => l10n.t("Not known in advance, because there are too many trades to compute every course."),
};
