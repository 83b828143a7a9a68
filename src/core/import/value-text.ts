// Reads the values that a piece of text gives: old, new, or several to choose from.
import type { Json } from "../json";

/** A value in a text: what it is in JSON, and whether a percent sign follows. */
export interface Literal {
  readonly value: Json;
  /** As written, without the percent sign. */
  readonly text: string;
  readonly percent: boolean;
}

/** What a piece of text says of a value: old and new, one of them, several new ones, or that it stays. */
export interface ChangeText {
  readonly before?: Literal;
  /** More than one where the text offers a choice. */
  readonly after: readonly Literal[];
  readonly keeps: boolean;
  /** The first percentage that restates the new value ("(60%)"), as written. */
  readonly percent?: string;
}

const NUMBER = String.raw`[-+]?(?:(?:[1-9]\d{0,2}(?:,\d{3}(?!\d)){1,6}|\d[\d_]{0,40})(?:\.[\d_]{0,40})?|\.\d[\d_]{0,40})(?:[eE][-+]?\d{1,3})?`;
const WORD = String.raw`(?:true|false|none|null)(?![\w])`;
const QUOTED = `"[^"]{0,200}"|'[^']{0,200}'`;
/** A value that is no part of a word, a date, a time, a range, a version or a number with a decimal comma. */
export const VALUE = String.raw`(?:(?<![\w.#]|\d,)${NUMBER}(?!,\d)(?:\s?%|x\b|(?![A-Za-z_\d:]|\.\d|\s?[-–~]\s?\d))|${WORD}|${QUOTED})`;
const ABOUT = String.raw`[~≈]?\s{0,3}`;
const ARROW = "(?:→|➜|➔|⟶|⇒|-+>|=+>)";
/** What may announce the value behind an arrow: "이전: 0.18 → 현재: 0.30". */
const NOW = String.raw`(?:(?:new|now|target|current|현재|목표|신규|변경(?:\s?후)?)\s?[:=]?\s{0,3})?`;
/** The unit or remark that may be between an old value and the arrow: "0.9h (Trade #2) → 1.06h". */
const REMARK = String.raw`\s{0,3}(?:\([^()]{0,80}\))?\s{0,3}`;

const CHANGES = [
  new RegExp(`(${VALUE})${REMARK}${ARROW}\\s{0,3}${NOW}${ABOUT}(${VALUE})`, "iu"),
  new RegExp(`(${VALUE})\\s?에서\\s{0,3}(${VALUE})\\s?(?:으?로)`, "iu"),
];
/** An arrow to something that is no value, such as a range: the value before it is not the new one. */
const UNREADABLE = new RegExp(`${VALUE}${REMARK}${ARROW}`, "iu");
const BEFORE = new RegExp(
  `(?:\\b(?:was|were|previously|previous|prev|originally)\\b(?:\\s(?:wrong|old|value|setting)){0,2}|(?:이전|현재|기존|변경\\s?전)(?:\\s?값)?)\\s{0,3}[:=]?\\s{0,3}${ABOUT}(${VALUE})`,
  "iu",
);
/** These words speak of much else: "before 2 trades", "from 3 runs". */
const BEFORE_ALONE = new RegExp(
  `\\b(?:from|old|before|current(?:ly)?)(?:\\svalue)?\\s{0,3}[:=]?\\s{0,3}${ABOUT}(${VALUE})(?!\\s{1,3}(?!to\\b)[a-z])`,
  "iu",
);
const AFTER = new RegExp(
  `(?:^\\s{0,3}[:=]\\s{0,3}|\\b(?:now|new|target|set to|to|proposed|optimi[sz]ed)\\b\\s{0,3}[:=]?\\s{0,3}|(?:목표|신규|변경\\s?후|최적)(?:\\s?값)?\\s{0,3}[:=]?\\s{0,3})${ABOUT}(${VALUE})`,
  "iu",
);
const OTHER = new RegExp(
  `^\\s{0,3}(?:\\([^()]{0,80}\\)\\s{0,3})?(?:,\\s{0,3})?(?:or|또는|혹은|/)\\s{0,3}${ABOUT}(${VALUE})`,
  "iu",
);
/** That it stays, said of the value itself and not of something else: "안정성 유지" and "keep an eye on it" don't. */
const KEEPS = new RegExp(
  [
    String.raw`(?:^|[\s(#])(?:keep|kept)(?=\s?(?:$|[(,.;:\d])|\s(?:at|as|unchanged|the same|current)\b)`,
    String.raw`(?:^\s{0,3}|[(,;:=—–-]\s{0,3}|\d\s{1,3}|\bis\s)(?:unchanged|no change)\b`,
    String.raw`\b(?:stays?|remains?)(?= (?:at|as|the same|unchanged)\b)`,
    String.raw`(?:^|[:=(—–-]|[\d%])\s{0,3}(?:(?:현재|현행|기존|그대로)(?:\s?값)?\s{0,2})?(?:유지|변경\s?없음|그대로)`,
  ].join("|"),
  "iu",
);
const KEPT = new RegExp(
  `(?:\\b(?:keep|kept|stays?|remains?|unchanged)\\b(?:\\s(?:at|as))?|유지)\\s{0,3}[:(]?\\s{0,3}(${VALUE})`,
  "iu",
);
const RESTATED = /(?<![-+\d.])(\d[\d.]{0,20})\s?%/u;

/** Reads one value, with nothing else beside it. */
export function readLiteral(text: string): Literal | undefined {
  const trimmed = text.trim();
  return new RegExp(`^${VALUE}$`, "iu").test(trimmed) ? literal(trimmed) : undefined;
}

/** All values that a cell, or the text after a name, offers: "0.55 or 0.60". */
export function readChoices(text: string): Literal[] {
  const first = new RegExp(`^\\s{0,3}${ABOUT}(${VALUE})`, "iu").exec(text);
  if (!first?.[1]) return [];
  return [literal(first[1]), ...othersAfter(text.slice(first[0].length))];
}

/** The other values that a text offers after one: "or 0.65". */
export function othersAfter(text: string): Literal[] {
  const found: Literal[] = [];
  let rest = text;
  for (let match = OTHER.exec(rest); match?.[1] && found.length < 10; match = OTHER.exec(rest)) {
    found.push(literal(match[1]));
    rest = rest.slice(match[0].length);
  }
  return found;
}

/** Reads the text after a parameter's name, or the comment beside its assignment. */
export function readChange(text: string): ChangeText {
  const keeps = KEEPS.test(text);
  const restated = RESTATED.exec(text)?.[1];
  const common = { keeps, ...(restated !== undefined && { percent: restated }) };
  for (const pattern of CHANGES) {
    const match = pattern.exec(text);
    if (match?.[1] && match[2]) {
      const rest = text.slice(match.index + match[0].length);
      return { ...common, before: literal(match[1]), after: [literal(match[2]), ...othersAfter(rest)] };
    }
  }
  const before = (BEFORE.exec(text) ?? BEFORE_ALONE.exec(text))?.[1];
  const old = before === undefined ? {} : { before: literal(before) };
  if (UNREADABLE.test(text)) return { ...common, ...old, after: [] };
  const after = AFTER.exec(text);
  if (after?.[1]) {
    const rest = text.slice(after.index + after[0].length);
    return { ...common, ...old, after: [literal(after[1]), ...othersAfter(rest)] };
  }
  const leading = before === undefined ? [] : readChoices(text);
  if (leading.length > 0) return { ...common, ...old, after: leading };
  const kept = keeps ? KEPT.exec(text)?.[1] : undefined;
  return { ...common, ...old, after: kept === undefined ? [] : [literal(kept)] };
}

/** The numbers of a change as percentages: what stands above or beside them says that they are. */
export function inPercent({ before, after, ...others }: ChangeText): ChangeText {
  return { ...others, ...(before && { before: percentOf(before) }), after: after.map(percentOf) };
}

export function percentOf(literal: Literal): Literal {
  return typeof literal.value === "number" ? { ...literal, percent: true } : literal;
}

/** Whether a heading says that the numbers under it are percentages: "Old (%)", "Stops, in percent". */
export function saysPercent(heading: string): boolean {
  return /[([]\s?%\s?[)\]]|\bin (?:%|percent(?:age(?: point)?s?)?(?!\w))|(?:퍼센트|백분율)/iu.test(heading);
}

function literal(text: string): Literal {
  const percent = text.endsWith("%");
  const written = text.replace(/\s?%$/u, "").replace(/(?<=\d)x$/iu, "");
  return { value: jsonOf(written), text: written, percent };
}

function jsonOf(written: string): Json {
  if (/^["']/.test(written)) return written.slice(1, -1);
  const lower = written.toLowerCase();
  if (lower === "true" || lower === "false") return lower === "true";
  if (lower === "none" || lower === "null") return null;
  const number = Number(written.replaceAll(/[_,]/g, ""));
  return Number.isFinite(number) ? number : written;
}

/** A percentage as a fraction, by its decimal digits, so that 0.52 % is 0.0052 and nothing beside it. */
export function fractionOf(percent: string): number {
  const [digits = "", exponent = "0"] = percent.replaceAll(/[_,]/g, "").toLowerCase().split("e");
  return Number(`${digits}e${Number(exponent) - 2}`);
}
