// Draws a chart of the report as SVG, with its numbers as a table below.
import * as l10n from "@vscode/l10n";
import { type Mark, type Plot, plotOf } from "../../core/dashboard/plot";
import type { Band, Chart, ChartSeries } from "../../core/dashboard/view";
import { labels } from "../dashboard/labels";
import { figure, moment, percent, quantity } from "../figures/numbers";
import { element, type Markup } from "./markup";
import { htmlTable } from "./table";

const [width, height] = [640, 220];
const area = { left: 76, top: 10, width: width - 86, height: height - 50 };

/** So many points are listed, the newest: a page of them is read, ten thousand are not. */
const mostRows = 200;

export function chartFigure(chart: Chart, bands: readonly Band[]): Markup {
  const plot = plotOf(chart, bands, area);
  return element(
    "figure",
    {},
    element("h3", {}, chart.question),
    element("figcaption", {}, chart.sentence),
    chart.series.length > 1 ? element("p", { class: "key" }, chart.series.map(keyOf)) : [],
    picture(chart, plot),
    element("details", {}, element("summary", {}, labels().table), chartTable(chart, bands)),
  );
}

function keyOf({ name, look }: ChartSeries): Markup {
  const mark =
    look === "short" || look === "long" || look === "point"
      ? element("rect", { class: look, x: 3, y: 3, width: 7, height: 7 })
      : element("path", { class: `line ${look}`, d: "M0 7H16" });
  const sign = element("svg", { width: 16, height: 13, viewBox: "0 0 16 13", "aria-hidden": "true" }, mark);
  return element("span", {}, sign, name);
}

function picture(chart: Chart, { bands, times, values, lines, points, size }: Plot): Markup {
  const { left, top } = area;
  const [right, bottom] = [left + area.width, top + area.height];
  return element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${chart.question}. ${chart.sentence}` },
    bands.map((band, index) => bandShapes(band, index)),
    values.map(({ at, value }) => [
      element("path", { class: "grid", d: `M${left} ${tenths(at)}H${right}` }),
      element("text", { x: left - 8, y: tenths(at) + 4, "text-anchor": "end" }, valueText(chart, value)),
    ]),
    timeTexts(times).map(([mark, date, clock]) => [
      element("path", { class: "grid", d: `M${tenths(mark.at)} ${top}V${bottom}` }),
      element("text", { x: tenths(mark.at), y: bottom + 16, "text-anchor": "middle" }, clock || date),
      clock && date ? element("text", { x: tenths(mark.at), y: bottom + 30, "text-anchor": "middle" }, date) : [],
    ]),
    lines.flatMap(({ look, path, filled, end: [x, y] }) => [
      ...(filled === undefined ? [] : [element("path", { class: "filled", d: filled })]),
      element("path", { class: `line ${look}`, d: path }),
      ...(look === "ahead" ? [element("circle", { class: "line ring", cx: x, cy: y, r: 4 })] : []),
    ]),
    points.map(({ look, at }) =>
      element("path", { class: look, d: at.map(([x, y]) => square(look, x, y, size)).join("") }),
    ),
  );
}

function bandShapes({ x, width: wide, title }: Plot["bands"][number], index: number): Markup[] {
  const { left, top, height: high } = area;
  const from = Math.max(x, left);
  const visible = Math.min(x + wide, left + area.width) - from;
  if (visible <= 0) return [];
  return [
    element("rect", { class: `band${index % 2}`, x: tenths(from), y: top, width: tenths(visible), height: high }),
    element("path", { class: "edge", d: `M${tenths(from)} ${top}V${top + high}` }),
    ...(title.length * 6 < visible
      ? [element("text", { class: "title", x: tenths(from) + 4, y: top + 12 }, title)]
      : []),
  ];
}

/** SHORT's is hollow: told apart without colour. */
function square(look: ChartSeries["look"], x: number, y: number, size: number): string {
  return look === "short" && size > 2
    ? `M${tenths(x + 0.5)} ${tenths(y + 0.5)}h${size - 1}v${size - 1}h${1 - size}z`
    : `M${x} ${y}h${size}v${size}h${-size}z`;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Each day's first mark has its date; where marks are days apart, each has its date alone. */
function timeTexts(marks: readonly Mark[]): [mark: Mark, date: string, clock: string][] {
  const texts = marks.map((mark) => new Date(mark.value).toISOString());
  const areDays = texts.every((text) => text.slice(11, 16) === "00:00");
  return marks.map((mark, index) => {
    const [text = "", before = ""] = [texts[index], texts[index - 1]];
    const isNewDay = text.slice(0, 10) !== before.slice(0, 10);
    return [mark, isNewDay || areDays ? text.slice(0, 10) : "", areDays ? "" : text.slice(11, 16)];
  });
}

function valueText({ unit, kinds }: Chart, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "";
  if (kinds) return kinds[value] ?? "";
  if (unit === "money") return quantity(value, { kind: "money" });
  return unit === "share" ? percent(value) : l10n.t("{0} h", figure(value));
}

function chartTable(chart: Chart, bands: readonly Band[]): Markup[] {
  const { time, ranUnder } = labels();
  const first = Math.max(0, chart.at.length - mostRows);
  const rows = [...chart.at.slice(first)].map((at, row) => {
    const index = first + row;
    const ran = bands.findLast(({ from }) => from <= (chart.ranAt[index] ?? at));
    return [
      Number.isFinite(at) ? moment(at) : "",
      ...chart.series.map(({ values }) => valueText(chart, values[index])),
      ran?.title ?? "",
    ];
  });
  return [
    ...(first > 0 ? [element("p", {}, l10n.t("The newest {0} of {1} points.", mostRows, chart.at.length))] : []),
    htmlTable([time, ...chart.series.map(({ name }) => name), ranUnder], rows),
  ];
}
