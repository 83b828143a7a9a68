// Reads the times of records, in whatever shape a bot writes them, into instants.
import type { Instant } from "../trade";
import { colon, space } from "./marks";

/**
 * The offset of a zone, "Z" or "+09:00", in ms; that of UTC where the plan says none. NaN where it is no offset, with
 * which no time without a zone of its own can be read.
 */
export function zoneOffset(zone = "Z"): number {
  const [match, sign, hours = "0", minutes = "0"] = /^(?:z|utc|gmt|([+-])(\d\d):?(\d\d)?)$/i.exec(zone) ?? [];
  const offset = Number(hours) * hour + Number(minutes) * minute;
  if (match === undefined || Number(minutes) > 59 || offset > furthestZone) return Number.NaN;
  return sign === "-" ? -offset : offset;
}

/**
 * The instant of a time, in whole milliseconds: a date with or without a time of day, its fraction and its zone; or the
 * seconds, milliseconds, microseconds or nanoseconds since the epoch, as a number or as digits. `offset` is that of
 * times without a zone, in ms. Undefined where no clock can show it: the 13th month, 25 o'clock, NaN; and for a
 * number that as seconds is before 1973, which is an index, a duration or a placeholder.
 */
export function instantOf(value: unknown, offset: number): Instant | undefined {
  if (typeof value === "number") return instantOfEpoch(value);
  if (typeof value !== "string" || value.length > longestText) return undefined;
  for (let i = 0; i < value.length; i++) letters[i] = Math.min(value.charCodeAt(i), 0xff);
  const usual = usualTime(letters, 0, value.length) - offset;
  return Number.isNaN(usual) ? timeByPattern(value, offset) : usual;
}

/** The same of a time that is written in bytes, one for each character. */
export function instantAt(bytes: Uint8Array, start: number, end: number, offset: number): Instant | undefined {
  const usual = usualTime(bytes, start, end) - offset;
  if (!Number.isNaN(usual)) return usual;
  return end - start > longestText
    ? undefined
    : timeByPattern(String.fromCharCode(...bytes.subarray(start, end)), offset);
}

const minute = 60_000;
const hour = 60 * minute;
const furthestZone = 14 * hour;
/** Of the Gregorian calendar, from the day before 1 March of the year 0 to 1970. */
const daysToEpoch = 719_469;
/** The furthest instant that a `Date` can hold. */
const furthest = 8.64e15;
/** Nothing longer is a time. */
const longestText = 64;
/** Of the text that is read. */
const letters = new Uint8Array(longestText);

const calendar =
  /^\s*(\d{4})([-/.])(\d\d?)\2(\d\d?)(?:(?:T|_|\s+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?)?\s*$/i;
const digits = /^\s*\d{9,19}(?:\.\d*)?\s*$/;

function timeByPattern(value: string, offset: number): Instant | undefined {
  const parts = calendar.exec(value);
  if (!parts) return digits.test(value) ? instantOfEpoch(Number(value)) : undefined;
  const [, year, , month, day, hours = "0", minutes = "0", seconds = "0", fraction = "", zone] = parts;
  const instant =
    dateInstant(Number(year), Number(month), Number(day)) +
    dayTime(Number(hours), Number(minutes), Number(seconds)) +
    Number(fraction.slice(0, 3).padEnd(3, "0")) -
    (zone === undefined ? offset : zoneOffset(zone));
  return Number.isNaN(instant) ? undefined : instant;
}

/**
 * "2025-10-15T04:07:29.501535", with a space or without a fraction, in UTC: what most bots write, read without a pattern
 * because logs have millions of them. NaN for anything else.
 */
function usualTime(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const hasShape =
    (length === 19 || (length >= 23 && bytes[start + 19] === point)) &&
    bytes[start + 4] === hyphen &&
    bytes[start + 7] === hyphen &&
    (bytes[start + 10] === letterT || bytes[start + 10] === space) &&
    bytes[start + 13] === colon &&
    bytes[start + 16] === colon;
  if (!hasShape || Number.isNaN(digitsOf(bytes, start + 23, end))) return Number.NaN;
  const date = dateInstant(
    digitsOf(bytes, start, start + 4),
    digitsOf(bytes, start + 5, start + 7),
    digitsOf(bytes, start + 8, start + 10),
  );
  const time = dayTime(
    digitsOf(bytes, start + 11, start + 13),
    digitsOf(bytes, start + 14, start + 16),
    digitsOf(bytes, start + 17, start + 19),
  );
  return date + time + (length === 19 ? 0 : digitsOf(bytes, start + 20, start + 23));
}

const point = 0x2e;
const hyphen = 0x2d;
const letterT = 0x54;

/** The number whose digits stand from `start` to `end`; NaN where another character does. */
function digitsOf(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let i = start; i < end; i++) {
    const digit = (bytes[i] as number) - 0x30;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** NaN where the calendar has no such day. */
function dateInstant(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  // The year begins in March, so that its leap day is its last.
  const months = year * 12 + month - 3;
  const years = Math.floor(months / 12);
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return (years * 365 + leapDays + Math.floor((153 * (months % 12) + 2) / 5) + day - daysToEpoch) * 24 * hour;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function dayTime(hours: number, minutes: number, seconds: number): number {
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * hour + minutes * minute + seconds * 1000 : Number.NaN;
}

/** From its magnitude, the unit is clear for all times between 1973 and 5138. */
function instantOfEpoch(number: number): Instant | undefined {
  if (!(number >= 1e8)) return undefined;
  const perMillisecond = number < 1e11 ? 1e-3 : number < 1e14 ? 1 : number < 1e17 ? 1e3 : 1e6;
  const instant = Math.floor(number / perMillisecond);
  return instant <= furthest ? instant : undefined;
}
