// Reads the objects of a JSON file that are trades.
import type { EvidenceField, EvidenceSource } from "../../../plan/plan";
import type { Sink, Unreadable } from "../../report";
import type { Origin, TradeReport } from "../../trade";
import { type Layout, layoutOf, missingOfEntry } from "../records/fields";
import type { Owned } from "../records/owners";
import { RecordFile, tradeOf } from "../records/trade";
import { JsonRecord, type JsonValue } from "./document";

/** The trades of one file. Its objects may differ in what they have. */
export class JsonTrades {
  readonly #source: EvidenceSource;
  readonly #records: RecordFile;
  readonly #file: number;
  readonly #sink: Sink;
  /** By the names of the objects' members. */
  readonly #layouts = new Map<string, Layout>();

  constructor(source: EvidenceSource, file: number, sink: Sink) {
    this.#source = source;
    this.#records = new RecordFile(source);
    this.#file = file;
    this.#sink = sink;
  }

  /** Tells of the trade that `value` is, and returns it where it counts. `base` is where the document begins in the file. */
  read(value: JsonValue, base: number): TradeReport | undefined {
    if (value instanceof JsonRecord) return this.#readRecord(value, base);
    this.tell(base, "other-schema");
    return undefined;
  }

  #readRecord(value: JsonRecord, base: number): TradeReport | undefined {
    const nested = this.#nestedNames(value);
    const names = [...value.members.keys(), ...nested];
    const values = [...value.members.values(), ...nested.map((name) => memberAt(value, name))];
    const layout = this.#layoutOf(names);
    const origin = this.#origin(base + value.offset);
    const missing = missingOfEntry(layout);
    if (missing.length > 0) {
      this.#sink({ kind: "unreadable", origin, why: "other-schema", missing, clashing: layout.clashing });
      return undefined;
    }
    const trade = tradeOf(values, layout, origin, this.#records);
    if (trade) this.#sink(trade);
    else this.tell(base + value.offset, "no-time");
    return trade?.kind === "trade" ? trade : undefined;
  }

  /** Whose a document says that it is. */
  ownedBy(document: JsonRecord): Owned | undefined {
    const names = [...document.members.keys()];
    const values = [...document.members.values()];
    const { owners } = layoutOf(names, this.#source.fields);
    return this.#records.owners.of(Object.fromEntries(owners.map(({ field, index }) => [field, values[index]])));
  }

  /** Says that what begins at a byte of the file can't be read. */
  tell(offset: number, why: Unreadable["why"], missing?: readonly EvidenceField[]): void {
    this.#sink({ kind: "unreadable", origin: this.#origin(offset), why, ...(missing && { missing }) });
  }

  /** The names that the plan gives by hand with dots, as far as the object has them. */
  #nestedNames(record: JsonRecord): string[] {
    return Object.values(this.#source.fields ?? {}).filter(
      (name) => !record.members.has(name) && memberAt(record, name) !== undefined,
    );
  }

  #layoutOf(names: readonly string[]): Layout {
    const key = JSON.stringify(names);
    const known = this.#layouts.get(key);
    if (known) return known;
    const layout = layoutOf(names, this.#source.fields);
    if (this.#layouts.size < mostLayouts) this.#layouts.set(key, layout);
    return layout;
  }

  #origin(offset: number): Origin {
    return { file: this.#file, offset };
  }
}

const mostLayouts = 100;

/** The member at a path with dots; a name that itself has dots comes first. */
export function memberAt(record: JsonRecord, path: string): JsonValue | undefined {
  const own = record.members.get(path);
  if (own !== undefined) return own;
  let value: JsonValue | undefined = record;
  for (const name of path.split(".")) value = value instanceof JsonRecord ? value.members.get(name) : undefined;
  return value;
}
