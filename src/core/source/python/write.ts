// Writes values as literals in the style of those that they replace.
import { isObject, type Json } from "../../json";
import type { SourceElement, SourceValue } from "../types";

/**
 * `value` as a Python literal in the style of `like`, the literal that it replaces: its digits after the point,
 * underscores, exponent form and quotes. A float stays a float; an integer stays one as long as the value is whole.
 */
export function writeLiteral(value: Json, like: SourceValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return writeNumber(value, like);
  if (typeof value === "string") return writeString(value, like);
  return isObject(value) ? writeDict(value, like) : writeSequence(value as readonly Json[], like);
}

/** `value` as a Python literal in the plainest style. */
export function writePlain(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(writePlain).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${writePlain(member)}`);
  return `{${members.join(", ")}}`;
}

function writeNumber(value: number, like: SourceValue): string {
  const number = like.kind === "number" || like.kind === "negative";
  const style = number ? like.text.replace(/^-[\s(\\]*/, "").replace(/[\s)\\]+$/, "") : "";
  const float = like.type === "float";
  const sign = value < 0 || (float && Object.is(value, -0)) ? "-" : "";
  return sign + writeMagnitude(Math.abs(value), style, float);
}

function writeMagnitude(value: number, style: string, float: boolean): string {
  if (!float && Number.isSafeInteger(value)) return writeInteger(value, style);
  const exponent = /[eE]/.exec(style)?.[0];
  if (exponent && value !== 0) return writeExponent(value, style, exponent);
  return groupThousands(writeDecimal(value, style), style);
}

const RADIXES: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

function writeInteger(value: number, style: string): string {
  const radix = RADIXES[style.charAt(1).toLowerCase()];
  if (!/^0[xob]/i.test(style) || !radix) return groupThousands(String(value), style);
  const digits = value.toString(radix);
  const width = style.length - 2;
  const upper = radix === 16 && /[A-F]/.test(style.slice(2)) ? digits.toUpperCase() : digits;
  return style.slice(0, 2) + (style.includes("_") ? upper : upper.padStart(/^0/.test(style.slice(2)) ? width : 0, "0"));
}

/** The shortest decimal digits that give `value`, without an exponent. */
function plainDigits(value: number): string {
  const text = String(value);
  const parts = /^(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text;
  const [, whole = "", fraction = "", exponent = ""] = parts;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  return point >= digits.length ? digits.padEnd(point, "0") : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** With as many digits after the point as the value needs, but not fewer than the style has. */
function writeDecimal(value: number, style: string): string {
  if (value !== 0 && (value >= 1e22 || value < 1e-9)) return shortExponent(value, "e");
  const [whole = "0", fraction = ""] = plainDigits(value).split(".");
  const [before = "", after] = style.replaceAll("_", "").split(".");
  const least = after === undefined || /[eE]/.test(style) ? 1 : after.length;
  const digits = fraction.padEnd(least, "0");
  // `20.` and `.5` are styles of their own.
  const head = before === "" && after !== undefined && whole === "0" && digits !== "" ? "" : whole;
  return `${head}.${digits}`;
}

function writeExponent(value: number, style: string, letter: string): string {
  const [mantissa = "", power = ""] = style.replaceAll("_", "").split(/[eE]/);
  const styleFraction = mantissa.split(".")[1];
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const after = fraction.padEnd(styleFraction?.length ?? 0, "0");
  const point = after !== "" || styleFraction !== undefined ? "." : "";
  return `${whole}${point}${after}${letter}${writePower(Number(exponent), power)}`;
}

function writePower(power: number, style: string): string {
  const width = style.replace(/^[+-]/, "").length;
  const plus = style.startsWith("+") ? "+" : "";
  const padded = /^[+-]?0/.test(style) ? String(Math.abs(power)).padStart(width, "0") : String(Math.abs(power));
  return (power < 0 ? "-" : plus) + padded;
}

function shortExponent(value: number, letter: string): string {
  return value.toExponential().replace("e+", letter).replace("e", letter);
}

/** Puts underscores between thousands if the style has them. */
function groupThousands(digits: string, style: string): string {
  if (!style.includes("_")) return digits;
  const [whole = "", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, "_");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

const SHORT: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function writeString(value: string, like: SourceValue): string {
  const quote = like.kind === "string" && /^[a-zA-Z]*'/.test(like.text) ? "'" : '"';
  let text = "";
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if (character === quote) text += `\\${quote}`;
    else if (SHORT[character] !== undefined) text += SHORT[character];
    else if (code < 32 || code === 127) text += `\\x${code.toString(16).padStart(2, "0")}`;
    else if ((code >= 0xd800 && code <= 0xdfff) || code === 0x2028 || code === 0x2029 || code === 0x85)
      text += `\\u${code.toString(16).padStart(4, "0")}`;
    else text += character;
  }
  return quote + text + quote;
}

/** The style of a part that has no literal to follow. */
const PLAIN: SourceValue = {
  kind: "expression",
  range: { start: 0, end: 0 },
  text: "",
  type: undefined,
  value: undefined,
  elements: [],
  dependsOn: [],
  derived: false,
};

function writeSequence(values: readonly Json[], like: SourceValue): string {
  const tuple = like.kind === "tuple";
  const parts = values.map((value, at) =>
    writeLiteral(value, (like.elements[at] ?? like.elements.at(-1))?.value ?? PLAIN),
  );
  if (!tuple) return `[${parts.join(", ")}]`;
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`;
}

function writeDict(value: { readonly [key: string]: Json }, like: SourceValue): string {
  const styles = new Map(like.elements.map((part: SourceElement) => [part.step?.key, part.value]));
  const last = like.elements.at(-1)?.value ?? PLAIN;
  const single = /^\{\s*'/.test(like.text) ? "'" : '"';
  const keys: SourceValue = { ...PLAIN, kind: "string", text: single };
  const members = Object.entries(value).map(
    ([key, member]) => `${writeString(key, keys)}: ${writeLiteral(member, styles.get(key) ?? last)}`,
  );
  return `{${members.join(", ")}}`;
}
