// Reads whose a record is, and whether the plan counts it.
import type { EvidenceSource, OwnerField } from "../../../plan/plan";
import { type Owner, ownerFields, plainName } from "../../owner";
import { isPlaceholder } from "../words";

/** The owner that a record names, one object for each, and whether its records count. */
export interface Owned {
  readonly owner: Owner;
  readonly isForeign: boolean;
}

/** So many owners of one file are remembered. */
const mostKnown = 1000;
const longestName = 100;

/** The owners in one file. */
export class Owners {
  readonly #where: EvidenceSource["where"];
  readonly #known = new Map<string, Owned>();

  constructor({ where }: EvidenceSource) {
    this.#where = where;
  }

  /** Undefined where the record names none. */
  of(values: Readonly<Partial<Record<OwnerField, unknown>>>): Owned | undefined {
    let key = "";
    for (const field of ownerFields) key += `${nameOf(values[field]) ?? ""}\n`;
    if (key.length === ownerFields.length) return undefined;
    const known = this.#known.get(key);
    if (known) return known;
    const names = key.split("\n");
    const owner: Owner = Object.fromEntries(
      ownerFields.flatMap((field, i) => (names[i] === "" ? [] : [[field, names[i]]])),
    );
    const owned = { owner, isForeign: this.#isForeign(owner) };
    if (this.#known.size < mostKnown) this.#known.set(key, owned);
    return owned;
  }

  #isForeign(owner: Owner): boolean {
    return ownerFields.some((field) => {
      const [wanted, name] = [this.#where?.[field], owner[field]];
      return wanted !== undefined && name !== undefined && !isMeant(field, wanted, name);
    });
  }
}

/** Whether `name` is what `wanted` says, where `*` stands for any characters. */
function isMeant(field: OwnerField, wanted: string, name: string): boolean {
  const parts = wanted.split("*").map((part) => (part === "" ? "" : plainName(field, part)));
  const plain = plainName(field, name);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  if (parts.length === 1) return plain === first;
  let rest =
    plain.length >= first.length + last.length && plain.startsWith(first) && plain.endsWith(last)
      ? plain.slice(first.length, plain.length - last.length)
      : undefined;
  for (const part of parts.slice(1, -1)) {
    const at = rest?.indexOf(part) ?? -1;
    rest = at === -1 ? undefined : rest?.slice(at + part.length);
  }
  return rest !== undefined;
}

/** Accounts may have a number for a name. */
function nameOf(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || isPlaceholder(text)) return undefined;
  return text.slice(0, longestName).replaceAll("\n", " ").trim() || undefined;
}
