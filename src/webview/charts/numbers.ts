// Writes a chart's numbers and times as the sentences do: in every language that Phasegate speaks, they are written so.
import type { Chart, Labels } from "../../core/dashboard/view";

const two = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const three = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const share = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2 });

/** A value with its unit; "" where there is none. */
export function shown({ unit, kinds }: Chart, labels: Labels, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "";
  if (kinds) return kinds[value] ?? "";
  if (unit === "money") return two.format(value);
  return unit === "share" ? share.format(value) : filled(labels.hours, three.format(value));
}

/** "2025-10-15 05:03:20", UTC */
export function time(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 19).replace("T", " ") : "";
}

/** Puts texts in the places of "{0}", "{1}". */
export function filled(label: string, ...values: readonly unknown[]): string {
  return label.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}

const day = 86_400;

/** The words under an axis of time, in UTC: hours, each day's first one with its date; days alone where they are far apart. */
export function timeMarks(seconds: readonly number[], step: number): string[] {
  let shownDay = "";
  return seconds.map((second) => {
    const [date = "", clock = ""] = new Date(second * 1000).toISOString().slice(0, 16).split("T");
    if (step >= day) return date;
    const isNewDay = date !== shownDay;
    shownDay = date;
    return isNewDay ? `${clock}\n${date}` : clock;
  });
}
