// The words for each metric: its noun in a sentence, and what the plan's schema says of it.
import * as l10n from "@vscode/l10n";
import type { Reading } from "../../core/gates/verdict";
import type { Scale } from "../../core/plan/plan";
import type { Metric } from "../../core/plan/schema-names";

interface MetricWords {
  readonly noun: (reading: Partial<Reading>) => string;
  /** In English alone, as the schema. */
  readonly description: string;
}

export const metricWords: Readonly<Record<Metric, MetricWords>> = {
  trades: {
    noun: () => l10n.t("Trades"),
    description: "Closed trades that count.",
  },
  tradesPerWeek: {
    noun: () => l10n.t("Trades a week"),
    description: "Closed trades that count, scaled to 168 hours.",
  },
  tradeShare: {
    noun: () => l10n.t("Share of trades"),
    description: "Closed trades that count as a share of all closed trades.",
  },
  winRate: {
    noun: () => l10n.t("Win rate"),
    description: "Closed trades with a profit as a share of those that count.",
  },
  precision: {
    noun: () => l10n.t("Precision of signals"),
    description:
      "Entry signals of the model that proved right as a share of those it gave. No record tells it: no gate can decide by it.",
  },
  netProfit: {
    noun: ({ basis }) => (basis === "gross" ? l10n.t("Profit") : l10n.t("Net profit")),
    description: "Sum of profits and losses; a loss is negative.",
  },
  returnPerWeek: {
    noun: () => l10n.t("Return a week"),
    description: "Sum of profits and losses over the equity at the window's start, scaled to 168 hours.",
  },
  averageWin: {
    noun: () => l10n.t("Average win"),
    description: "Mean return of winning trades on the position's value.",
  },
  averageLoss: {
    noun: () => l10n.t("Average loss"),
    description: "Mean loss of losing trades on the position's value, as a positive number.",
  },
  largestLoss: {
    noun: () => l10n.t("Largest loss"),
    description: "Largest loss of a single trade on the position's value, as a positive number.",
  },
  profitFactor: {
    noun: () => l10n.t("Profit factor"),
    description: "Sum of the gains over the sum of the losses.",
  },
  sharpeRatio: {
    noun: ({ scale }) => scaled(scale, l10n.t("Sharpe ratio")),
    description:
      "Mean of returns over their standard deviation, of single trades or scaled to a week or a year: scale says which.",
  },
  volatility: {
    noun: ({ scale }) => scaled(scale, l10n.t("Volatility")),
    description: "Standard deviation of returns, of single trades or scaled to a week or a year: scale says which.",
  },
  maxDrawdown: {
    noun: () => l10n.t("Largest drawdown"),
    description: "Largest fall of equity from a peak, as a positive number.",
  },
  averageHoldingHours: {
    noun: () => l10n.t("Average holding time"),
    description: "Mean time from entry to exit.",
  },
  averagePositionSize: {
    noun: () => l10n.t("Average position size"),
    description: "Mean of what a position binds at its leverage, over the equity at its entry.",
  },
  capitalUtilization: {
    noun: () => l10n.t("Share of the capital in positions"),
    description: "Share of the equity in positions, averaged over time.",
  },
  signalRate: {
    noun: () => l10n.t("Signal rate"),
    description: "Candles with an entry signal as a share of those in which the bot held no position.",
  },
  errors: {
    noun: () => l10n.t("Errors"),
    description: "Causes of errors and crashes in the bot's log: one that comes again counts once.",
  },
};

function scaled(scale: Scale | undefined, name: string): string {
  switch (scale) {
    case "week":
      return l10n.t("{0} scaled to a week", name);
    case "year":
      return l10n.t("{0} scaled to a year", name);
    default:
      return name;
  }
}
