// Whose record it is: the symbol, the strategy, the account and the bot that it names.
import type { OwnerField } from "../plan/plan";

/** As the records spell it; a member is absent where they do not say it. */
export type Owner = Readonly<Partial<Record<OwnerField, string>>>;

export const ownerFields: readonly OwnerField[] = ["symbol", "strategy", "account", "bot"];

/** What two records of one owner have in common, whatever the spelling: "BTC/USDT:USDT", "BTC-USDT" and "btcusdt" are one symbol. */
export function plainName(field: OwnerField, name: string): string {
  if (field !== "symbol") return name.trim();
  const plain = name.replace(/(?<=.):.*$/s, "").replaceAll(/[^\p{L}\p{N}]/gu, "");
  return (plain === "" ? name : plain).toUpperCase();
}

/** Whether nothing that both of two records of one file name says that they are of different owners. */
export function areOfOneOwner(a: Owner | undefined, b: Owner | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return true;
  return ownerFields.every((field) => {
    const [one, other] = [a[field], b[field]];
    return one === undefined || other === undefined || plainName(field, one) === plainName(field, other);
  });
}

/** Whether two records, of whatever files, can be of one symbol: one may call "BTC" what another calls "BTCUSDT". */
export function areOfOneSymbol(a: Owner | undefined, b: Owner | undefined): boolean {
  if (a === b || a?.symbol === undefined || b?.symbol === undefined) return true;
  const [one, other] = [plainName("symbol", a.symbol), plainName("symbol", b.symbol)];
  return one.startsWith(other) || other.startsWith(one);
}
