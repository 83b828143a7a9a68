import { equal, ok } from "node:assert/strict";
import { instantOf, zoneOffset } from "../../../src/core/evidence/readers/time";

const seoul = zoneOffset("+09:00");
const at = Date.UTC(2025, 9, 14, 19, 7, 29);

describe("times of records", () => {
  it("reads a time without a zone at the offset of its source", () => {
    for (const text of [
      "2025-10-15T04:07:29",
      "2025-10-15 04:07:29",
      " 2025-10-15  04:07:29 ",
      "2025/10/15 4:07:29",
      "2025.10.15 04:07:29",
      "2025-10-15_04:07:29",
    ]) {
      equal(instantOf(text, seoul), at, text);
    }
    equal(instantOf("2025-10-15T04:07", seoul), at - 29_000);
    equal(instantOf("2025-10-15", seoul), Date.UTC(2025, 9, 14, 15));
  });

  it("reads fractions of any length, down to the millisecond", () => {
    for (const fraction of [".5", ".50", ",500", ".501535", ".500999999", ".5000000000001"]) {
      ok([500, 501].includes((instantOf(`2025-10-15T04:07:29${fraction}`, seoul) ?? 0) - at), fraction);
    }
    equal(instantOf("2025-10-15T04:07:29.501999", seoul), at + 501);
    equal(instantOf("2025-10-15T04:07:29.04", seoul), at + 40);
  });

  it("heeds a zone of its own, whatever the source's", () => {
    for (const text of [
      "2025-10-14T19:07:29Z",
      "2025-10-14 19:07:29+00:00",
      "2025-10-14 19:07:29 UTC",
      "2025-10-15T04:07:29+09:00",
      "2025-10-15T04:07:29+0900",
      "2025-10-15T04:07:29 +09",
      "2025-10-14T15:37:29-03:30",
    ]) {
      equal(instantOf(text, seoul), at, text);
      equal(instantOf(text, Number.NaN), at, text);
    }
  });

  it("reads epochs in any unit, as numbers and as digits", () => {
    for (const epoch of [at / 1000, at, at * 1000, at * 1e6]) {
      equal(instantOf(epoch, seoul), at);
      equal(instantOf(String(epoch), seoul), at);
    }
    equal(instantOf(at / 1000 + 0.5, seoul), at + 500);
  });

  it("has no instant for what is no time", () => {
    for (const value of [
      "2025-13-01T00:00:00",
      "2025-00-10",
      "2025-02-29",
      "2025-04-31 10:00",
      "2025-10-15T24:00:00",
      "2025-10-15T23:60:00",
      "2025-10-15T23:59:60",
      "2025-10-15T04:07:29+15:00",
      "2025-10-15T04:07:29+09:61",
      "2025-10-15-09:00",
      "2025-10/15",
      "15.10.2025",
      "None",
      "NaN",
      "",
      "20251015",
      "9".repeat(40),
      ` ${" ".repeat(1000)}2025-10-15`,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -at,
      0,
      -400,
      1e300,
      null,
      undefined,
      true,
      {},
      [at],
    ]) {
      equal(instantOf(value, seoul), undefined, String(value));
    }
    equal(instantOf("2024-02-29", 0), Date.UTC(2024, 1, 29));
  });

  it("knows the days of every month as a Date does", () => {
    for (let day = Date.UTC(1890, 0, 1); day < Date.UTC(2110, 0, 1); day += 86_400_000) {
      equal(instantOf(new Date(day).toISOString(), Number.NaN), day);
    }
  });

  it("reads nothing without a zone where the plan's offset is none", () => {
    equal(instantOf("2025-10-15T04:07:29", zoneOffset("KST")), undefined);
    equal(zoneOffset(), 0);
    equal(zoneOffset("Z"), 0);
    equal(zoneOffset("-05:30"), -5.5 * 3_600_000);
  });
});
