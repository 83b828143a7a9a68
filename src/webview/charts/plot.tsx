// One chart on a canvas, by mouse and by keys; a live region says the point.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { timeRange, valueRange } from "../../core/dashboard/ranges";
import type { Band, Chart, Labels } from "../../core/dashboard/view";
import { onThemeChange, themeColours } from "./colours";
import { drawBands, drawSeries } from "./draw";
import { shown, time, timeMarks } from "./numbers";

interface PlotProps {
  readonly chart: Chart;
  readonly bands: readonly Band[];
  readonly labels: Labels;
  /** Leads to the row of a point in the table. */
  readonly onChoose: (index: number) => void;
}

const height = 190;

export function Plot({ chart, bands, labels, onChoose }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const drawn = useRef<Drawn>({ chart, bands, labels });
  const [chosen, setPoint] = useState(-1);
  const [isHelpShown, setHelpShown] = useState(false);
  // A file that was written anew may have fewer points than the one that was chosen.
  const point = Math.min(chosen, chart.at.length - 1);

  // A chart with other series, or in another theme, is another plot; one with other numbers is the same.
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const draw = () => {
      plot.current?.destroy();
      plot.current = makePlot(element, drawn, setPoint);
    };
    draw();
    const endTheme = onThemeChange(draw);
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      endTheme();
      resized.disconnect();
      plot.current?.destroy();
    };
  }, [chart.series.length]);

  useLayoutEffect(() => {
    drawn.current = { chart, bands, labels };
    if (plot.current?.series.length === chart.series.length + 1) plot.current.setData(columnsOf(chart));
  }, [chart, bands, labels]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "h") setHelpShown(!isHelpShown);
    else if (event.key === "Enter" && point >= 0) onChoose(point);
    else {
      const next = pointAfter(event.key, point, chart.at.length);
      if (next === undefined) return;
      setPoint(next);
      showCursor(plot.current, chart, next);
    }
    event.preventDefault();
  };

  return (
    <>
      <div
        class="plot"
        ref={box}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a chart is read by keys, and HTML has no element for that.
        tabIndex={0}
        aria-label={`${chart.question}. ${chart.sentence}`}
        aria-roledescription={labels.chart}
        onKeyDown={onKeyDown}
      />
      <p class="point" aria-live="polite">
        {isHelpShown ? labels.keys : point >= 0 ? describePoint(chart, bands, labels, point) : "\u00a0"}
      </p>
    </>
  );
}

/** The point that a key leads to; undefined where it leads to none. */
function pointAfter(key: string, from: number, count: number): number | undefined {
  const page = Math.max(1, Math.round(count / 10));
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: from + 1,
    ArrowLeft: from < 0 ? count - 1 : from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  return to === undefined || count === 0 ? undefined : Math.min(Math.max(to, 0), count - 1);
}

/** The time, the values, and what ran then. */
function describePoint(chart: Chart, bands: readonly Band[], labels: Labels, index: number): string {
  const at = chart.at[index] ?? 0;
  const values = chart.series.flatMap(({ name, values }) => {
    const value = shown(chart, labels, values[index]);
    return value === "" ? [] : [`${name} ${value}`];
  });
  const band = bandAt(bands, chart.ranAt[index] ?? at);
  const ran = band ? [`${band.title}${band.values.length > 0 ? `: ${band.values.join(", ")}` : ""}`] : [];
  return [`${time(at)} UTC`, values.join(", ") || labels.noValue, ...ran].join(" · ");
}

export function bandAt(bands: readonly Band[], at: number): Band | undefined {
  return bands.findLast(({ from }) => from <= at);
}

function showCursor(plot: uPlot | undefined, chart: Chart, index: number): void {
  const value = chart.series.map(({ values }) => values[index] ?? Number.NaN).find((each) => !Number.isNaN(each));
  plot?.setCursor(
    {
      left: plot.valToPos((chart.at[index] ?? 0) / 1000, "x"),
      top: value === undefined ? 10 : plot.valToPos(value, "y"),
    },
    false,
  );
}

/** What a plot draws; it asks for it whenever it draws. */
interface Drawn {
  readonly chart: Chart;
  readonly bands: readonly Band[];
  readonly labels: Labels;
}

function makePlot(element: HTMLElement, drawn: { readonly current: Drawn }, onPoint: (index: number) => void): uPlot {
  const colours = themeColours();
  const axis = { stroke: colours.text, font: colours.font, ticks: { show: false } };
  const grid = { stroke: colours.grid, width: colours.isHighContrast ? 0.4 : 0.25 };
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      // VS Code's content policy lets styles through that a script sets, and none in the markup: uPlot has only the former.
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { range: () => xRange(drawn.current) }, y: { range: () => valueRange(drawn.current.chart) } },
      axes: [
        { ...axis, grid, values: (_, splits, __, ___, step) => timeMarks(splits, step) },
        {
          ...axis,
          grid,
          size: (_, values) => 16 + 6.5 * Math.max(...(values ?? []).map((value) => value.length), 3),
          values: (_, splits) => valueMarks(drawn.current, splits),
        },
      ],
      // Each is drawn by our own path; uPlot has the scales, the axes and the cursor.
      series: [{}, ...drawn.current.chart.series.map(() => ({ paths: () => null, points: { show: false } }))],
      hooks: {
        drawClear: [(plot) => drawBands(plot, drawn.current.bands, colours)],
        draw: [(plot) => drawSeries(plot, drawn.current.chart, colours)],
        setCursor: [({ cursor: { idx } }) => idx !== null && idx !== undefined && onPoint(idx)],
      },
    },
    columnsOf(drawn.current.chart),
    element,
  );
}

/** As uPlot takes them: the times in seconds first. */
function columnsOf({ at, series }: Chart): uPlot.AlignedData {
  return [at.map((each) => each / 1000), ...series.map(({ values }) => values)] as unknown as uPlot.AlignedData;
}

/** The words beside an axis of values. */
function valueMarks({ chart, labels }: Drawn, splits: readonly number[]): string[] {
  return splits.map((value) => (chart.kinds && !Number.isInteger(value) ? "" : shown(chart, labels, value)));
}

/** In seconds. */
function xRange({ chart, bands }: Drawn): [number, number] {
  const [from, to] = timeRange(chart, bands);
  return [from / 1000, to / 1000];
}
