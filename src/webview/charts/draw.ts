// Draws bands, lines and points on a chart's canvas: a rectangle for each occupied pixel, however many points are there.
import type uPlot from "uplot";
import type { Band, Chart, ChartSeries } from "../../core/dashboard/view";
import type { Colours } from "./colours";

/** Above so many points a pixel shows how many are there. */
const densityFrom = 3000;

/** Whether its points are so many that darkness says how many there are. */
export function isDense({ at, series }: Chart): boolean {
  return at.length > densityFrom && series.some(({ look }) => look === "point" || look === "long" || look === "short");
}

/** Alternating stripes, and a line where the values changed. */
export function drawBands(plot: uPlot, bands: readonly Band[], colours: Colours): void {
  const { ctx, bbox } = plot;
  const { left, top, width, height } = bbox;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.font = scaledFont(colours.font);
  // uPlot leaves it as the last axis had it.
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  bands.forEach(({ from, to, title }, index) => {
    const start = plot.valToPos(from / 1000, "x", true);
    const end = plot.valToPos(to / 1000, "x", true);
    ctx.globalAlpha = index % 2 === 0 ? 0.05 : 0.13;
    ctx.fillStyle = colours.text;
    if (!colours.isHighContrast) ctx.fillRect(start, top, end - start, height);
    ctx.globalAlpha = 0.7;
    ctx.fillRect(start, top, devicePixelRatio, height);
    const first = Math.max(start, left);
    if (ctx.measureText(title).width + 8 < Math.min(end, left + width) - first) {
      ctx.globalAlpha = 0.85;
      ctx.fillText(title, first + 4 * devicePixelRatio, top + 12 * devicePixelRatio);
    }
  });
  ctx.restore();
}

function scaledFont(font: string): string {
  return font.replace(/^(\d+)px/, (_, size) => `${Number(size) * devicePixelRatio}px`);
}

export function drawSeries(plot: uPlot, chart: Chart, colours: Colours): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const series of chart.series) {
    if (series.look === "line" || series.look === "area" || series.look === "ahead")
      drawLine(plot, chart, series, colours);
    else drawPoints(plot, chart, series, colours);
  }
  ctx.restore();
}

/**
 * A line's extremes in each column of pixels: as exact as the screen, however many points. An area's goes in steps, since
 * between two exits nothing is added up.
 */
function drawLine(plot: uPlot, { at }: Chart, { look, values }: ChartSeries, colours: Colours): void {
  const { ctx } = plot;
  const path = new Path2D();
  let [column, low, high, last] = [Number.NaN, 0, 0, 0];
  let first = Number.NaN;
  const close = () => {
    if (Number.isNaN(column)) return;
    if (high > low) {
      path.lineTo(column, low);
      path.lineTo(column, high);
    }
    path.lineTo(column, last);
  };
  for (let index = 0; index < at.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const x = Math.round(plot.valToPos((at[index] ?? 0) / 1000, "x", true));
    const y = plot.valToPos(value, "y", true);
    if (x === column) [low, high, last] = [Math.min(low, y), Math.max(high, y), y];
    else {
      close();
      if (Number.isNaN(column)) path.moveTo(x, y);
      else if (look === "area") path.lineTo(x, last);
      if (Number.isNaN(first)) first = x;
      [column, low, high, last] = [x, y, y, y];
      path.lineTo(x, y);
    }
  }
  close();
  ctx.lineWidth = 1.75 * devicePixelRatio;
  ctx.lineJoin = "round";
  ctx.strokeStyle = look === "ahead" ? colours.ahead : colours.line;
  ctx.setLineDash(look === "ahead" ? [4 * devicePixelRatio, 3 * devicePixelRatio] : []);
  ctx.stroke(path);
  if (look === "area" && !Number.isNaN(first)) shade(plot, path, [first, column], colours);
  if (look === "ahead" && !Number.isNaN(column)) ring(plot, column, last, colours);
}

/** Down to zero, or to the edge that is nearer to it. */
function shade(plot: uPlot, path: Path2D, [first, last]: readonly [number, number], colours: Colours): void {
  const { ctx, bbox } = plot;
  const zero = Math.min(Math.max(plot.valToPos(0, "y", true), bbox.top), bbox.top + bbox.height);
  const area = new Path2D(path);
  area.lineTo(last, zero);
  area.lineTo(first, zero);
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = colours.line;
  ctx.fill(area);
  ctx.globalAlpha = 1;
}

/** Where the open position would leave the account. */
function ring({ ctx }: uPlot, x: number, y: number, colours: Colours): void {
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, 4 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.strokeStyle = colours.ahead;
  ctx.stroke();
}

/** LONG is a square, SHORT a hollow one: told apart without colour. */
function drawPoints(plot: uPlot, { at }: Chart, { look, values }: ChartSeries, colours: Colours): void {
  const { ctx, bbox } = plot;
  const size = Math.round((at.length > densityFrom ? 2 : 6) * devicePixelRatio);
  const [width, height] = [Math.ceil(bbox.width / size) + 1, Math.ceil(bbox.height / size) + 1];
  const counts = new Uint16Array(width * height);
  for (let index = 0; index < at.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const column = Math.floor((plot.valToPos((at[index] ?? 0) / 1000, "x", true) - bbox.left) / size);
    const row = Math.floor((plot.valToPos(value, "y", true) - bbox.top) / size);
    if (column >= 0 && column < width && row >= 0 && row < height) {
      const cell = row * width + column;
      counts[cell] = Math.min(65_535, (counts[cell] ?? 0) + 1);
    }
  }
  ctx.fillStyle = ctx.strokeStyle = look === "short" ? colours.short : look === "long" ? colours.long : colours.line;
  ctx.lineWidth = devicePixelRatio;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    if (count === 0) continue;
    const [x, y] = [bbox.left + (cell % width) * size, bbox.top + Math.floor(cell / width) * size];
    ctx.globalAlpha = at.length > densityFrom ? Math.min(1, 0.35 + 0.2 * Math.log2(count)) : 0.9;
    if (look === "short" && size > 3) ctx.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1);
    else ctx.fillRect(x, y, size, size);
  }
  ctx.globalAlpha = 1;
}
