// The table of a chart, page by page: every point with its values and what ran then.
import type { Band, Chart, Labels } from "../../core/dashboard/view";
import { Scrolls } from "../scrolls";
import { filled, shown, time } from "./numbers";
import { bandAt } from "./plot";

interface PagesProps {
  readonly chart: Chart;
  readonly bands: readonly Band[];
  readonly labels: Labels;
  /** From 0. */
  readonly page: number;
  readonly chosen: number;
  readonly onPage: (page: number) => void;
}

export const rowsOnPage = 20;

export function Pages({ chart, bands, labels, page, chosen, onPage }: PagesProps) {
  const pages = Math.max(1, Math.ceil(chart.at.length / rowsOnPage));
  const indexes = Array.from({ length: rowsOnPage }, (_, row) => page * rowsOnPage + row).filter(
    (index) => index < chart.at.length,
  );
  return (
    <>
      <Scrolls label={chart.question}>
        <table>
          <thead>
            <tr>
              <th scope="col">{labels.time}</th>
              {chart.series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">{labels.ranUnder}</th>
            </tr>
          </thead>
          <tbody>
            {indexes.map((index) => (
              <tr key={index} class={index === chosen ? "chosen" : ""}>
                <th scope="row">{time(chart.at[index] ?? Number.NaN)}</th>
                {chart.series.map(({ name, values }) => (
                  <td key={name} class="number">
                    {shown(chart, labels, values[index])}
                  </td>
                ))}
                <td>{bandAt(bands, chart.ranAt[index] ?? 0)?.title ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <div class="buttons">
        <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
          {labels.previous}
        </button>
        <span aria-live="polite">{filled(labels.page, page + 1, pages)}</span>
        <button type="button" disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
          {labels.next}
        </button>
      </div>
    </>
  );
}
