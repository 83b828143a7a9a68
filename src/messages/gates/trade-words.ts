// Names trades by what they have in common, and why some do not count.
import * as l10n from "@vscode/l10n";
import type { LeftOut } from "../../core/evidence/trade";
import type { TradeSelection } from "../../core/plan/plan";

/** "SHORT trades closed by the stop-loss", in the number that `count` asks for. */
export function tradesNoun({ side, exit }: TradeSelection, count: number): string {
  const noun = count === 1 ? oneTrade[side ?? "any"]() : manyTrades[side ?? "any"]();
  return exit === undefined ? noun : closedBy[exit](noun);
}

/** "the first 2 SHORT trades", "SHORT trades"; undefined where all trades of the window count. */
export function selectedTrades(selection: TradeSelection = {}): string | undefined {
  const { side, exit, first } = selection;
  if (first === 1) return l10n.t("the first {0}", tradesNoun(selection, 1));
  const noun = tradesNoun(selection, first ?? 2);
  if (first !== undefined) return l10n.t("the first {0} {1}", first, noun);
  return side === undefined && exit === undefined ? undefined : noun;
}

/** "1 open, 2 made by hand"; empty where none is left out. */
export function describeLeftOut(leftOut: Readonly<Partial<Record<LeftOut, number>>>): string {
  return (Object.keys(leftOutWords) as LeftOut[])
    .filter((reason) => (leftOut[reason] ?? 0) > 0)
    .map((reason) => leftOutCounts[reason](leftOut[reason] ?? 0))
    .join(", ");
}

/** Why one trade does not count, in a few words. */
export function leftOutWord(reason: LeftOut): string {
  return leftOutWords[reason]();
}

type SideWord = NonNullable<TradeSelection["side"]> | "any";

const oneTrade: Readonly<Record<SideWord, () => string>> = {
  any: () => l10n.t("trade"),
  long: () => l10n.t("LONG trade"),
  short: () => l10n.t("SHORT trade"),
};

const manyTrades: Readonly<Record<SideWord, () => string>> = {
  any: () => l10n.t("trades"),
  long: () => l10n.t("LONG trades"),
  short: () => l10n.t("SHORT trades"),
};

const closedBy: Readonly<Record<NonNullable<TradeSelection["exit"]>, (noun: string) => string>> = {
  model: (noun) => l10n.t("{0} closed by the model", noun),
  "stop-loss": (noun) => l10n.t("{0} closed by the stop-loss", noun),
  "take-profit": (noun) => l10n.t("{0} closed by the take-profit", noun),
  "max-hold": (noun) => l10n.t("{0} closed at the longest holding time", noun),
};

const leftOutWords: Readonly<Record<LeftOut, () => string>> = {
  open: () => l10n.t("still open"),
  before: () => l10n.t("opened before the window"),
  straddles: () => l10n.t("opened under earlier values"),
  manual: () => l10n.t("made by hand"),
  synced: () => l10n.t("taken over from the exchange"),
  duplicate: () => l10n.t("recorded twice"),
  "no-size": () => l10n.t("without a size"),
  "no-price": () => l10n.t("without a price"),
  "impossible-time": () => l10n.t("at an impossible time"),
  unattributed: () => l10n.t("of an unknown process"),
};

const leftOutCounts: Readonly<Record<LeftOut, (n: number) => string>> = {
  open: (n) => l10n.t("{0} still open", n),
  before: (n) => l10n.t("{0} opened before the window", n),
  straddles: (n) => l10n.t("{0} opened under earlier values", n),
  manual: (n) => l10n.t("{0} made by hand", n),
  synced: (n) => l10n.t("{0} taken over from the exchange", n),
  duplicate: (n) => l10n.t("{0} recorded twice", n),
  "no-size": (n) => l10n.t("{0} without a size", n),
  "no-price": (n) => l10n.t("{0} without a price", n),
  "impossible-time": (n) => l10n.t("{0} at an impossible time", n),
  unattributed: (n) => l10n.t("{0} of an unknown process", n),
};
