// All charts, each with its answer, its key, and a switch to its table.
import { useState } from "preact/hooks";
import type { Band, Chart, ChartSeries, Labels } from "../../core/dashboard/view";
import { keep, kept } from "../host";
import { isDense } from "./draw";
import { Pages, rowsOnPage } from "./pages";
import { Plot } from "./plot";

interface ChartsProps {
  readonly charts: readonly Chart[];
  readonly bands: readonly Band[];
  readonly labels: Labels;
  readonly plan: string;
}

export function Charts({ charts, bands, labels, plan }: ChartsProps) {
  return (
    <div class="charts">
      {charts.map((chart) => (
        <ChartBox key={chart.id} chart={chart} bands={bands} labels={labels} plan={plan} />
      ))}
    </div>
  );
}

function ChartBox({ chart, bands, labels, plan }: Omit<ChartsProps, "charts"> & { readonly chart: Chart }) {
  const [isTable, setTable] = useState(() => kept().tables.includes(chart.id));
  const [chosen, setChosen] = useState(-1);
  const [page, setPage] = useState(0);
  const show = (asTable: boolean) => {
    setTable(asTable);
    const others = kept().tables.filter((id) => id !== chart.id);
    keep({ plan, tables: asTable ? [...others, chart.id] : others });
  };
  const choose = (index: number) => {
    setChosen(index);
    setPage(Math.floor(index / rowsOnPage));
    show(true);
  };
  // A file that was written anew may have fewer rows than the page that is shown.
  const last = Math.max(0, Math.ceil(chart.at.length / rowsOnPage) - 1);
  return (
    <section class="chart" aria-label={chart.question} data-chart={chart.id}>
      <div class="head">
        <h3>{chart.question}</h3>
        <button
          type="button"
          class="switch"
          aria-label={`${chart.question}: ${isTable ? labels.chart : labels.table}`}
          onClick={() => show(!isTable)}
        >
          {isTable ? labels.chart : labels.table}
        </button>
      </div>
      <p>{chart.sentence}</p>
      {isTable ? (
        <Pages
          chart={chart}
          bands={bands}
          labels={labels}
          page={Math.min(page, last)}
          chosen={chosen}
          onPage={setPage}
        />
      ) : (
        <>
          {chart.series.length > 1 && (
            <p class="key">
              {chart.series.map((series) => (
                <Key key={series.name} series={series} />
              ))}
            </p>
          )}
          {isDense(chart) && <p class="key">{labels.dense}</p>}
          <Plot chart={chart} bands={bands} labels={labels} onChoose={choose} />
        </>
      )}
    </section>
  );
}

function Key({ series: { name, look } }: { readonly series: ChartSeries }) {
  return (
    <span>
      <i class={look} aria-hidden="true" />
      {name}
    </span>
  );
}
