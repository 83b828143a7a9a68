// Words for chances: in how many of 100 cases.
import * as l10n from "@vscode/l10n";

/** Equal chances may differ by a rounding error. */
const ROUNDING = 1e-6;

/** "15 of 100"; what is nearly none or nearly all is not rounded to it. */
export function ofHundred(chance: number): string {
  return hundredths(chance, Math.round(chance * 100));
}

/** A chance of being misled, which rounding must not make smaller. */
export function atMostOfHundred(chance: number): string {
  return hundredths(chance, Math.ceil(chance * 100 - ROUNDING));
}

function hundredths(chance: number, count: number): string {
  if (count === 0) return chance === 0 ? l10n.t("0 of 100") : l10n.t("fewer than 1 of 100");
  if (count === 100) return chance === 1 ? l10n.t("100 of 100") : l10n.t("more than 99 of 100");
  return l10n.t("{0} of 100", count);
}

/** "15 to 18 of 100": the smallest and the largest of some chances. */
export function rangeOfHundred(chances: readonly number[]): string {
  const [low, high] = [Math.min(...chances), Math.max(...chances)];
  const [count, most] = [Math.round(low * 100), Math.round(high * 100)];
  const isNearlyAll = most === 100 && high < 1;
  if (count === 0) {
    return most === 0 || isNearlyAll ? l10n.t("at most {0}", ofHundred(high)) : l10n.t("at most {0} of 100", most);
  }
  if (ofHundred(low) === ofHundred(high)) return ofHundred(high);
  return isNearlyAll ? l10n.t("{0} to more than 99 of 100", count) : l10n.t("{0} to {1} of 100", count, most);
}
