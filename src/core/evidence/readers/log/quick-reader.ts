// Reads the frequent records of a log without parsing them: signs of life, candles and balances.
import type { JsonObject } from "../../../json";
import type { OwnerField } from "../../../plan/plan";
import type { Owner } from "../../owner";
import type { Report, Sink } from "../../report";
import type { Instant, Origin } from "../../trade";
import type { Owned } from "../records/owners";
import type { RecordFile } from "../records/trade";
import { instantOf } from "../time";
import { numberOf } from "../words";
import { type FieldNames, isErrorLevel, kindOf, type LogField, type LogFields } from "./fields";
import { type Head, KnownHeads } from "./known-heads";
import { Layout } from "./layout";
import { type LineSpan, utf8Of } from "./lines";
import { candleOf, type PriceReport, priceField, priceReport } from "./record";

/** Where a record of one type tells the market's price, and whose. */
interface PriceLayout {
  readonly layout: Layout;
  readonly owners: readonly OwnerField[];
}

/** A text that is looked for in one line after the other: each part of the text is looked through once. */
class Mark {
  readonly #mark: string;
  #text = "";
  #next = -1;

  constructor(mark: string) {
    this.#mark = mark;
  }

  /** Whether it stands in the line from `start` on. Lines must come in their order. */
  isIn({ text, end }: LineSpan, start: number): boolean {
    if (text !== this.#text || this.#next < start) {
      const found = text.indexOf(this.#mark, start);
      this.#text = text;
      this.#next = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#next < end;
  }
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
  readonly #priceMark: Mark;
  #heads = new KnownHeads<Meaning>();
  readonly #kinds = new Map<string, ReturnType<typeof kindOf>>();
  readonly #errorLevels = new Map<string, boolean>();
  readonly #processes = new Map<string, string>();
  /** What the last record needed and no layout had. */
  #missed: Part | undefined;
  #missedPrice = false;
  #learned = 0;
  /** The last name in a head, as it is written: once in each record. */
  #mark = "";
  /** What a record begins with. */
  #opening = "{";

  constructor(records: RecordFile, file: number, sink: Sink, names: FieldNames) {
    this.#records = records;
    this.#priceMark = new Mark(`${names?.price?.split(".").at(-1) ?? "price"}"`);
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
    const time = this.#layouts.get("head")?.spanOf(0, line.text, line.start);
    if (time) this.#heads.learn(line, time, head);
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
    const layout = Layout.of(record, paths);
    if (!layout) return;
    this.#layouts.set(part, layout);
    this.#owners.set(part, owners);
    if (part !== "head") return;
    this.#heads = new KnownHeads();
    this.#opening = `{${JSON.stringify(Object.keys(record)[0])}`;
    this.#mark = JSON.stringify(layout.last.slice(layout.last.lastIndexOf(".") + 1));
  }

  /** The head by its layout; undefined where its record has to be parsed. */
  #headOf(line: LineSpan): Head<Meaning> | undefined {
    const found = this.#find("head", line);
    const [time = "", name = "", level = "", type = "", ...owners] = found ?? [];
    const process = this.#processes.get(name);
    const kind = remembered(this.#kinds, type, kindOf);
    const isParsed = kind === "other" || remembered(this.#errorLevels, level, isErrorLevel);
    if (!found || isParsed || process === undefined) return undefined;
    const owned = this.#ownedBy("head", owners);
    if (owned?.isForeign) return undefined;
    return {
      time,
      meaning: { kind, type, process, ...(owned && { owner: owned.owner }) },
      end: this.#layouts.get("head")?.end ?? line.end,
    };
  }

  #tell(line: LineSpan, head: Head<Meaning>): boolean {
    const { kind, process, owner } = head.meaning;
    const at = instantOf(head.time, this.#records.offset);
    if (at === undefined || !this.#isWhole(line, head.end)) return false;
    const details = kind === "quiet" ? [] : this.#find(kind, line);
    const report = details && reportOf(kind, details, at, { file: this.#file, offset: line.offset });
    if (!details || (details.length > 0 && !report)) return false;
    const owned = kind === "signal" ? this.#ownedBy(kind, details.slice(2), owner) : undefined;
    if (owned?.isForeign) return false;
    const price = this.#priceIn(line, head, at);
    if (price === "unknown") return false;
    this.#sink(owner ? { kind: "beat", at, process, owner } : { kind: "beat", at, process });
    if (report?.kind === "candle" && owned) this.#sink({ ...report, owner: owned.owner });
    else if (report) this.#sink(report);
    if (price) this.#sink(price);
    return true;
  }

  /** The price that a record tells; undefined where it tells none, "unknown" where it has to be parsed. */
  #priceIn(line: LineSpan, { meaning }: Head<Meaning>, at: Instant): PriceReport | "unknown" | undefined {
    if (!this.#priceMark.isIn(line, line.start)) return undefined;
    const known = this.#prices.get(meaning.type);
    const found = known?.layout.read(line.text, line.start);
    // Of two that may be meant, only a parser knows which one is.
    if (!known || !found || known.layout.end > line.end || this.#priceMark.isIn(line, known.layout.end)) {
      this.#missedPrice = true;
      return "unknown";
    }
    const [value, ...texts] = found;
    const owned = this.#ownedAs(known.owners, texts, meaning.owner);
    return owned?.isForeign ? undefined : priceReport(at, value, owned?.owner);
  }

  #learnPrice(record: JsonObject, fields: LogFields, field: LogField, type: string): void {
    if (this.#prices.size >= mostLearned) return;
    const owners = (["symbol"] as const).filter((owner) => fields.text(owner) !== "");
    const layout = Layout.of(
      record,
      [field, ...owners].map((each) => fields.path(each) ?? ""),
    );
    if (layout) this.#prices.set(type, { layout, owners });
  }

  /** Whose the texts, which the layout of `part` has last, say that a record is, beside what is known of it. */
  #ownedBy(part: Part, texts: readonly string[], known?: Owner): Owned | undefined {
    return this.#ownedAs(this.#owners.get(part) ?? [], texts, known);
  }

  #ownedAs(fields: readonly OwnerField[], texts: readonly string[], known?: Owner): Owned | undefined {
    if (fields.length === 0) return known && { owner: known, isForeign: false };
    const names = fields.map((field, i) => [field, utf8Of(texts[i] ?? "")] as const);
    return this.#records.owners.of({ ...known, ...Object.fromEntries(names) });
  }

  #find(part: Part, { text, start, end }: LineSpan): readonly string[] | undefined {
    const layout = this.#layouts.get(part);
    const found = layout?.read(text, start);
    const isFound = found !== undefined && layout !== undefined && layout.end <= end;
    this.#missed = isFound ? undefined : part;
    return isFound ? found : undefined;
  }

  /** Whether the record whose head was found ends at its line's end, and there is no second one in it. */
  #isWhole({ text, end }: LineSpan, afterHead: number): boolean {
    const last = text.charCodeAt(end - 1) === carriageReturn ? end - 2 : end - 1;
    if (text.charCodeAt(last) !== closingBrace) return false;
    let brace = text.indexOf("{", afterHead);
    while (brace !== -1 && brace < end) {
      // One that is the value of a member is followed by another name than that which records begin with.
      const isValue = text[brace - 1] === ":" || (text[brace - 1] === " " && text[brace - 2] === ":");
      if (!isValue || text.startsWith(this.#opening, brace)) return !text.slice(afterHead, end).includes(this.#mark);
      brace = text.indexOf("{", brace + 1);
    }
    return true;
  }
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

const carriageReturn = 13;
const closingBrace = 125;

function reportOf(kind: Part, details: readonly string[], at: Instant, origin: Origin): Report | undefined {
  if (kind === "signal") return candleOf(at, details[0], details[1]);
  const equity = numberOf(details[0]);
  return kind === "balance" && equity !== undefined ? { kind: "balance", at, equity, origin } : undefined;
}
