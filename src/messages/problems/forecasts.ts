// Sentences for what a phase's window can't decide, and what would do instead.
import * as l10n from "@vscode/l10n";
import type { ProblemData } from "../../core/problem";
import { ofHundred, rangeOfHundred } from "../figures/chances";
import { countOf, figure, percent } from "../figures/numbers";
import type { Sentences } from "./sentences";

export const forecasts = {
  "window-too-short": ({ phase, hours, trades, chances, mean, within90 }) =>
    l10n.t(
      "Phase {0}: in {1} hours the bot makes {2} in {3} cases. Expect the first look after {4} hours in which the bot runs (90 %: within {5}).",
      phase,
      figure(hours),
      countOf(trades, "trades"),
      rangeOfHundred(chances),
      Math.round(mean),
      Math.round(within90),
    ),
  "cannot-pass": describeCannotPass,
  "cannot-tell": describeCannotTell,
  contradiction: describeContradiction,
} satisfies Partial<Sentences>;

function describeCannotPass({
  phase,
  criterion,
  why,
  promise = 0,
  chance = 0,
  counting = "trades",
  enough,
}: ProblemData["cannot-pass"]): string {
  if (why === "unrecorded") {
    return l10n.t(
      'Phase {0}: no record tells what "{1}" is measured by, so it can never pass. Judge it by hand ("manual": true), or ask for the win rate.',
      phase,
      criterion,
    );
  }
  if (why === "equals") {
    return l10n.t(
      'Phase {0}: the plan expects exactly the threshold of "{1}" ({2}), so even a bot as promised misses it about every other time. Set the threshold where a bot would be too bad.',
      phase,
      criterion,
      promise,
    );
  }
  if (why === "misses") {
    return l10n.t(
      'Phase {0}: the plan expects {1}, which does not meet "{2}": a bot as promised fails. Correct the one or the other.',
      phase,
      promise,
      criterion,
    );
  }
  const seldom = l10n.t(
    'Phase {0}: a bot as promised meets "{1}" in only {2} windows.',
    phase,
    criterion,
    ofHundred(chance),
  );
  if (enough === undefined) return seldom;
  return [seldom, l10n.t("With {0} it would pass.", countOf(enough, counting))].join(" ");
}

function describeCannotTell(data: ProblemData["cannot-tell"]): string {
  const { phase, criterion, floor, unnamed, chance, counting, measuredOn, enough } = data;
  if (unnamed) {
    return l10n.t(
      'Phase {0}: "{1}" has no rollback trigger of the same metric and no "worst", so nothing says which bot is too bad. One right at the threshold meets it in {2} windows. Name the value of a bot that should not pass.',
      phase,
      criterion,
      ofHundred(chance),
    );
  }
  const often = l10n.t(
    'Phase {0}: on {1}, a bot at {2}, which should not pass, meets "{3}" in {4} windows.',
    phase,
    countOf(measuredOn, counting),
    floor,
    criterion,
    ofHundred(chance),
  );
  if (enough === undefined) return often;
  return [often, l10n.t("With {0} that is at most 25 of 100.", countOf(enough, counting))].join(" ");
}

function describeContradiction({ phase, contradiction }: ProblemData["contradiction"]): string {
  switch (contradiction.kind) {
    case "basis":
      return contradiction.promised === "gross"
        ? l10n.t(
            'Phase {0}: "{1}" is judged after costs (net), but "{2}" is expected before them (gross): costs alone may make the bot miss it. State both on one basis.',
            phase,
            contradiction.criterion,
            contradiction.expected,
          )
        : l10n.t(
            'Phase {0}: "{1}" is judged before costs (gross), but "{2}" is expected after them (net): a bot worse than that may meet it. State both on one basis.',
            phase,
            contradiction.criterion,
            contradiction.expected,
          );
    case "average-win":
      return l10n.t(
        'Phase {0}: "{1}" asks, with the plan\'s win rate, losses, position and trades a week, for {2} a week, but the plan expects {3}. Correct the threshold or the expectation.',
        phase,
        contradiction.criterion,
        percent(contradiction.impliedReturn),
        percent(contradiction.expectedReturn),
      );
    case "signal-rate":
      return l10n.t(
        "Phase {0}: the plan expects signals in {1} of the candles, but its trades a week and their length make {2} of the candles without a position. Correct the figure that is counted otherwise.",
        phase,
        percent(contradiction.expected),
        percent(contradiction.implied),
      );
    case "holding":
      return l10n.t(
        "Phase {0}: the plan expects positions to be held for {1} hours on average, but {2} lets none be held for longer than {3} hours. One of them is wrong, or counted in another unit.",
        phase,
        figure(contradiction.expected),
        contradiction.parameter,
        figure(contradiction.longest),
      );
  }
}
