// Reads the frequent records of a log without parsing them: signs of life, candles and balances.
import type { JsonObject } from "../../../json";
import type { OwnerField } from "../../../plan/plan";
import type { Owner } from "../../owner";
import type { Report, Sink } from "../../report";
import type { Instant } from "../../trade";
import {
  backslash,
  carriageReturn,
  closingBrace,
  closingBracket,
  colon,
  openingBrace,
  openingBracket,
  quote,
  space,
} from "../marks";
import type { Owned } from "../records/owners";
import type { RecordFile } from "../records/trade";
import { instantAt } from "../time";
import { numberOf } from "../words";
import { bytesOf, stands, standsAt } from "./bytes";
import { type FieldNames, isErrorLevel, kindOf, type LogField, type LogFields } from "./fields";
import { type Head, KnownHeads } from "./known-heads";
import { Layout } from "./layout";
import { type LineSpan, utf8Of } from "./lines";
import { candleOf, type PriceReport, priceField, priceReport } from "./record";
import { RepeatScan } from "./repeats";

/** Where a record of one type tells the market's price, and whose. */
interface PriceLayout {
  readonly layout: Layout;
  readonly owners: readonly OwnerField[];
}

/** "head" is what every record begins with. */
type Part = "head" | ReturnType<typeof kindOf>;

/** What a head says of a record that is not parsed. */
interface Meaning {
  readonly kind: Exclude<Part, "head" | "other">;
  /** What the record calls that. */
  readonly type: string;
  readonly process: string;
  readonly owner?: Owner;
}

const partFields: Readonly<Record<Part, readonly LogField[]>> = {
  head: ["time", "process", "level", "type"],
  quiet: [],
  signal: ["signal", "direction"],
  balance: ["balance"],
  other: [],
};

/** What a part has beside that where records tell whose they are. */
const ownerFields: Readonly<Partial<Record<Part, readonly OwnerField[]>>> = {
  head: ["strategy", "account", "bot"],
  signal: ["symbol"],
};

/** It isn't worth it to learn more layouts than that from one log. */
const mostLearned = 50;
const mostProcesses = 1000;

/**
 * Knows the layouts of records that were parsed. A record of another layout, of a new process, with an error or a trade
 * is left to the parser; so is one that has another record in it, where a line was torn. Of the others, what follows the
 * members that are needed is not looked at.
 */
export class QuickReader {
  readonly #records: RecordFile;
  readonly #file: number;
  readonly #sink: Sink;
  /** By the parts whose layouts have them. */
  readonly #owners = new Map<Part, readonly OwnerField[]>();
  readonly #layouts = new Map<Part, Layout>();
  /** Of the prices in records that are not parsed, by the type of the record. */
  readonly #prices = new Map<string, PriceLayout>();
  readonly #priceMark: Uint8Array;
  #heads: KnownHeads<Meaning>;
  readonly #kinds = new Map<string, ReturnType<typeof kindOf>>();
  readonly #errorLevels = new Map<string, boolean>();
  readonly #processes = new Map<string, string>();
  /** What the last record needed and no layout had. */
  #missed: Part | undefined;
  #missedPrice = false;
  #learned = 0;
  /** In how many objects a head ends. */
  #headDepth = 1;
  readonly #scan = new RepeatScan();
  /** The last name in a head, as it is written: once in each record. */
  #mark: Uint8Array = bytesOf("");
  /** What a record begins with. */
  #opening: Uint8Array = bytesOf("{");
  /** Where the last mark of a price in the record begins; -1 where there is none. */
  #priceAt = -1;

  constructor(records: RecordFile, file: number, sink: Sink, names: FieldNames) {
    this.#records = records;
    const price = JSON.stringify(names?.price?.split(".").at(-1) ?? "price").slice(1);
    // A name whose spelling nobody knows may be in every record.
    this.#priceMark = bytesOf(/^[ -~]*$/.test(price) ? price : '"');
    this.#heads = new KnownHeads(this.#priceMark);
    this.#file = file;
    this.#sink = sink;
  }

  /** Tells the record in that line. False where it has to be parsed. */
  read(line: LineSpan): boolean {
    this.#missed = undefined;
    this.#missedPrice = false;
    const known = this.#heads.read(line);
    if (known) return this.#tell(line, known);
    const head = this.#headOf(line);
    if (!head || !this.#tell(line, head)) return false;
    this.#heads.learn(line, head);
    return true;
  }

  /** Learns from the last record that was not told, now that it is parsed. */
  learn(record: JsonObject, fields: LogFields): void {
    const process = fields.text("process");
    if (this.#processes.size < mostProcesses) this.#processes.set(process, process);
    const type = fields.text("type");
    const price = this.#missedPrice ? priceField(fields, kindOf(type)) : undefined;
    if (price) this.#learnPrice(record, fields, price, type);
    const part = this.#missed;
    if (part === undefined || this.#learned >= mostLearned) return;
    this.#learned += 1;
    const owners = (ownerFields[part] ?? []).filter((field) => fields.text(field) !== "");
    const paths = [...partFields[part], ...owners].map((field) => fields.path(field) ?? "");
    const rivals = [...partFields[part], ...(ownerFields[part] ?? [])].flatMap((field) => fields.rivals(field));
    const layout = Layout.of(record, paths, rivals);
    if (!layout) return;
    this.#layouts.set(part, layout);
    this.#owners.set(part, owners);
    this.#scan.add(layout.repeats);
    if (part !== "head") return;
    this.#headDepth = layout.depth;
    this.#heads = new KnownHeads(this.#priceMark);
    this.#opening = bytesOf(`{${JSON.stringify(Object.keys(record)[0])}`);
    this.#mark = bytesOf(JSON.stringify(layout.last.slice(layout.last.lastIndexOf(".") + 1)));
  }

  /** The head by its layout; undefined where its record has to be parsed. */
  #headOf(line: LineSpan): Head<Meaning> | undefined {
    // Whether its members are repeated is asked once the rest was seen.
    const layout = this.#found("head", line, fits);
    if (!layout) return undefined;
    const { bytes } = line;
    const [name, level, type] = [layout.text(1, bytes), layout.text(2, bytes), layout.text(3, bytes)];
    const process = this.#processes.get(name);
    const kind = remembered(this.#kinds, type, kindOf);
    const isParsed = kind === "other" || remembered(this.#errorLevels, level, isErrorLevel);
    if (isParsed || process === undefined) return undefined;
    const owned = this.#ownedBy("head", layout, bytes);
    if (owned?.isForeign) return undefined;
    return {
      timeStart: layout.start(0),
      timeEnd: layout.endOf(0),
      meaning: { kind, type, process, ...(owned && { owner: owned.owner }) },
      end: layout.end,
    };
  }

  #tell(line: LineSpan, head: Head<Meaning>): boolean {
    const { kind, process, owner } = head.meaning;
    const at = instantAt(line.bytes, head.timeStart, head.timeEnd, this.#records.offset);
    if (at === undefined || !this.#isWhole(line, head.end)) return false;
    const layout = kind === "quiet" ? undefined : this.#found(kind, line, hasAll);
    const report = layout && this.#reportOf(kind, layout, line, at, owner);
    if (kind !== "quiet" && !report) return false;
    const price = this.#priceIn(line, head, at);
    if (price === "unknown") return false;
    this.#sink(owner ? { kind: "beat", at, process, owner } : { kind: "beat", at, process });
    if (report) this.#sink(report);
    if (price) this.#sink(price);
    return true;
  }

  /** What a record of that kind says beside that the bot lives; undefined where it has to be parsed. */
  #reportOf(kind: Meaning["kind"], layout: Layout, line: LineSpan, at: Instant, owner?: Owner): Report | undefined {
    const { bytes, offset } = line;
    if (kind === "balance") {
      const equity = numberOf(layout.value(0, bytes));
      return equity === undefined ? undefined : { kind, at, equity, origin: { file: this.#file, offset } };
    }
    const candle = candleOf(at, layout.text(0, bytes), layout.text(1, bytes));
    const owned = this.#ownedBy(kind, layout, bytes, owner);
    if (!candle || owned?.isForeign) return undefined;
    return owned ? { ...candle, owner: owned.owner } : candle;
  }

  /** The price that a record tells; undefined where it tells none, "unknown" where it has to be parsed. */
  #priceIn(line: LineSpan, { meaning }: Head<Meaning>, at: Instant): PriceReport | "unknown" | undefined {
    if (this.#priceAt === -1) return undefined;
    const known = this.#prices.get(meaning.type);
    // Of two that may be meant, only a parser knows which one is.
    if (!known || !hasAll(known.layout, line) || this.#priceAt >= known.layout.end) {
      this.#missedPrice = true;
      return "unknown";
    }
    const owned = this.#ownedAs(
      known.owners,
      textsFrom(1, known.owners.length, known.layout, line.bytes),
      meaning.owner,
    );
    return owned?.isForeign ? undefined : priceReport(at, known.layout.value(0, line.bytes), owned?.owner);
  }

  #learnPrice(record: JsonObject, fields: LogFields, field: LogField, type: string): void {
    if (this.#prices.size >= mostLearned) return;
    const owners = (["symbol"] as const).filter((owner) => fields.text(owner) !== "");
    const layout = Layout.of(
      record,
      [field, ...owners].map((each) => fields.path(each) ?? ""),
      (["price", "quote", "symbol"] as const).flatMap((each) => fields.rivals(each)),
    );
    if (!layout) return;
    this.#prices.set(type, { layout, owners });
    this.#scan.add(layout.repeats);
  }

  /** Whose the texts, which the layout of `part` has last, say that a record is, beside what is known of it. */
  #ownedBy(part: Part, layout: Layout, bytes: Uint8Array, known?: Owner): Owned | undefined {
    const owners = this.#owners.get(part) ?? [];
    return this.#ownedAs(owners, textsFrom(partFields[part].length, owners.length, layout, bytes), known);
  }

  #ownedAs(fields: readonly OwnerField[], texts: readonly string[], known?: Owner): Owned | undefined {
    if (fields.length === 0) return known && { owner: known, isForeign: false };
    const names = fields.map((field, i) => [field, utf8Of(texts[i] ?? "")] as const);
    return this.#records.owners.of({ ...known, ...Object.fromEntries(names) });
  }

  /** The layout of `part`, where the record in that line has it. */
  #found(part: Part, line: LineSpan, isOf: typeof fits): Layout | undefined {
    const layout = this.#layouts.get(part);
    const isFound = layout !== undefined && isOf(layout, line);
    this.#missed = isFound ? undefined : part;
    return isFound ? layout : undefined;
  }

  /** Whether the record whose head was found ends at its line's end, and there is no second one in it. Finds the mark of a price on its way. */
  #isWhole(line: LineSpan, afterHead: number): boolean {
    const { bytes, end } = line;
    const last = bytes[end - 1] === carriageReturn ? end - 2 : end - 1;
    if (bytes[last] !== closingBrace) return false;
    const mark = this.#priceMark;
    let mayHaveAnother = false;
    this.#priceAt = -1;
    this.#scan.begin(afterHead);
    let depth = this.#headDepth;
    let isInText = false;
    let isEscaped = false;
    for (let at = afterHead; at < end; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        if (isInText) this.#scan.seeEnd(bytes, at, depth);
        if (isEscaped) this.#scan.seeEscaped(bytes, at);
        isInText = !isInText;
        isEscaped = false;
        if (standsAt(bytes, at + 1 - mark.length, mark)) this.#priceAt = at + 1 - mark.length;
      } else if (byte === backslash) {
        isEscaped = true;
        at++;
      } else if (byte === openingBrace) {
        mayHaveAnother ||= this.#mayBegin(bytes, at);
        if (!isInText) depth++;
      } else if (!isInText) {
        if (byte === openingBracket) depth++;
        else if (byte === closingBrace || byte === closingBracket) depth--;
      }
    }
    if (this.#layouts.get("head")?.repeats.standIn(bytes, line.start, afterHead, end)) return false;
    if (this.#priceAt === -1 && stands(bytes, mark, line.start, afterHead)) this.#priceAt = line.start;
    return !mayHaveAnother || !stands(bytes, this.#mark, afterHead, end);
  }

  /** Whether a record may begin with that brace. One that is the value of a member is followed by another name than that which records begin with. */
  #mayBegin(bytes: Uint8Array, brace: number): boolean {
    const before = bytes[brace - 1] === space ? bytes[brace - 2] : bytes[brace - 1];
    return before !== colon || standsAt(bytes, brace, this.#opening);
  }
}

function fits(layout: Layout, { bytes, start, end }: LineSpan): boolean {
  return layout.fits(bytes, start) && layout.end <= end;
}

/** Whether the record has the layout, and nothing after it counts in the place of a member. Its texts were seen. */
function hasAll(layout: Layout, line: LineSpan): boolean {
  const { bytes, start, end } = line;
  return fits(layout, line) && !layout.repeats.standIn(bytes, start, layout.end, end);
}

/** Of so many different texts, the meaning is remembered. */
const mostRemembered = 100;

function remembered<T>(known: Map<string, T>, text: string, meaningOf: (text: string) => T): T {
  const meaning = known.get(text);
  if (meaning !== undefined) return meaning;
  const found = meaningOf(text);
  if (known.size < mostRemembered) known.set(text, found);
  return found;
}

/** The members that a layout is of, from that one on. */
function textsFrom(first: number, count: number, layout: Layout, bytes: Uint8Array): string[] {
  const texts: string[] = [];
  for (let i = first; i < first + count; i++) texts.push(layout.text(i, bytes));
  return texts;
}
