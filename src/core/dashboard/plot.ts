// Where the bands, lines and points of a chart are on a picture of a given size: shapes with coordinates, no look.
import { timeRange, valueRange } from "./ranges";
import type { Band, Chart, ChartSeries } from "./view";

/** The inner part of a picture, in its own units; y grows downwards. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A place on an axis and the value that it stands for. */
export interface Mark {
  readonly at: number;
  readonly value: number;
}

export interface PlotLine {
  readonly look: ChartSeries["look"];
  /** As an SVG path has it. */
  readonly path: string;
  /** Of an area, its lower edge included. */
  readonly filled?: string;
  /** Where it ends. */
  readonly end: readonly [x: number, y: number];
}

export interface Plot {
  readonly bands: readonly { readonly x: number; readonly width: number; readonly title: string }[];
  readonly times: readonly Mark[];
  readonly values: readonly Mark[];
  readonly lines: readonly PlotLine[];
  /** The left upper corners of squares, each occupied one once. */
  readonly points: readonly {
    readonly look: ChartSeries["look"];
    readonly at: readonly (readonly [number, number])[];
  }[];
  /** The side of those squares. */
  readonly size: number;
}

/** Above so many points they are drawn smaller. */
const manyPoints = 1000;

interface Scales {
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}

export function plotOf(chart: Chart, bands: readonly Band[], area: Area): Plot {
  const [from, to] = timeRange(chart, bands);
  const [low, high] = valueRange(chart);
  const scales: Scales = {
    x: (at) => area.left + ((at - from) / (to - from)) * area.width,
    y: (value) => area.top + (1 - (value - low) / (high - low)) * area.height,
  };
  const size = chart.at.length > manyPoints ? 2 : 6;
  const isLine = ({ look }: ChartSeries) => look === "line" || look === "area" || look === "ahead";
  return {
    bands: bands.map((band) => ({
      x: scales.x(band.from),
      width: scales.x(band.to) - scales.x(band.from),
      title: band.title,
    })),
    times: steps(from, to, timeSteps).map((value) => ({ at: scales.x(value), value })),
    values: valueMarks(chart, [low, high]).map((value) => ({ at: scales.y(value), value })),
    lines: chart.series.filter(isLine).flatMap((series) => lineOf(chart, series, scales, edgeNearZero([low, high]))),
    points: chart.series
      .filter((series) => !isLine(series))
      .map((series) => ({ look: series.look, at: squares(chart, series, scales, size) })),
    size,
  };
}

/** Zero, or the end of the range that is nearer to it. */
function edgeNearZero([low, high]: readonly [number, number]): number {
  return Math.min(Math.max(0, low), high);
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Between marks of time. */
const timeSteps = [
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  28 * day,
];

/** More marks do not fit beside each other. */
const mostMarks = 6;

function steps(from: number, to: number, sizes: readonly number[]): number[] {
  const last = sizes.at(-1) ?? 1;
  const size =
    sizes.find((each) => (to - from) / each <= mostMarks) ?? last * Math.ceil((to - from) / last / mostMarks);
  const first = Math.ceil(from / size);
  return Array.from({ length: Math.max(0, Math.floor(to / size) - first + 1) }, (_, index) => (first + index) * size);
}

function valueMarks({ kinds }: Chart, [low, high]: readonly [number, number]): number[] {
  if (kinds) return kinds.map((_, index) => index);
  const power = 10 ** Math.floor(Math.log10((high - low) / mostMarks));
  return steps(low, high, [power, 2 * power, 5 * power, 10 * power]);
}

/** A line's extremes in each column; an area's goes in steps, since between two exits nothing is added up. */
function lineOf({ at }: Chart, { look, values }: ChartSeries, { x, y }: Scales, zero: number): PlotLine[] {
  const columns: { x: number; first: number; low: number; high: number; last: number }[] = [];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const [column, height] = [tenths(x(at[index] ?? 0)), tenths(y(value))];
    const last = columns.at(-1);
    if (last?.x !== column) columns.push({ x: column, first: height, low: height, high: height, last: height });
    else Object.assign(last, { low: Math.min(last.low, height), high: Math.max(last.high, height), last: height });
  });
  const [start, end] = [columns[0], columns.at(-1)];
  if (!start || !end) return [];
  const path = columns
    .map((column, index) => {
      const step = look === "area" && index > 0 ? `H${column.x}` : "";
      const to = `${index === 0 ? "M" : "L"}${column.x} ${column.first}`;
      return column.low === column.high ? step + to : `${step}${to}V${column.low}V${column.high}V${column.last}`;
    })
    .join("");
  const base = tenths(y(zero));
  return [{ look, path, end: [end.x, end.last], ...(look === "area" && { filled: `${path}V${base}H${start.x}Z` }) }];
}

function squares({ at }: Chart, { values }: ChartSeries, { x, y }: Scales, size: number): [number, number][] {
  const seen = new Set<string>();
  const found: [number, number][] = [];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const place: [number, number] = [tenths(x(at[index] ?? 0) - size / 2), tenths(y(value) - size / 2)];
    const cell = place.map((each) => Math.round(size > 2 ? each * 10 : each / size)).join();
    if (seen.has(cell)) return;
    seen.add(cell);
    found.push(place);
  });
  return found;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
