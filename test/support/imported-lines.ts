// Writes what an import makes of a document as lines that a person can write by hand.
import { type Imported, importMarkdown } from "../../src/core/import";
import type { Criterion, Expectation, Plan } from "../../src/core/plan/plan";

type Document = Omit<Plan, "phases"> & { readonly phases: readonly Plan["phases"][number][] };

export function isRefused(text: string): boolean {
  return isPlanless(importMarkdown(text));
}

function isPlanless({ report }: Imported): boolean {
  return report.some(({ code }) => code === "plan-empty");
}

/** Each fact of the plan, and each question, as a line. */
export function readDocumentAsLines(text: string): string[] {
  const imported = importMarkdown(text);
  if (isPlanless(imported)) return ["no plan"];
  const document = imported.document as unknown as Document;
  const ofFile = Object.keys(document.files).length > 1;
  return [
    ...Object.values(document.files).flatMap(({ path }) => (path === undefined ? [] : [`file ${path}`])),
    ...provenance(document),
    ...Object.entries(document.parameters).map(([name, parameter]) => {
      const phase = document.phases.find(({ parameters }) => parameters.includes(name));
      const values = `${shownValue(parameter.baseline)} -> ${shownValue(parameter.target)}`;
      const asked = imported.questions.some(({ id }) => id === `file:${name}`);
      const file = ofFile && !asked ? document.files[parameter.file]?.path : undefined;
      return `parameter ${name} ${values} in ${phase?.id ?? "?"}${file === undefined ? "" : ` of ${file}`}`;
    }),
    ...document.phases.flatMap((phase) => phaseLines(phase, imported)),
    ...(document.expected ?? []).flatMap((expectation) => expected("end", expectation)),
    ...imported.questions.map(({ id, choices }) =>
      `asks ${id}: ${choices.map((choice) => choice.id).join(" | ")}`.trimEnd(),
    ),
  ];
}

/** The lines that the report, a question or a contradiction names. */
export function reportedLines(text: string): ReadonlySet<number> {
  const { report, questions, contradictions } = importMarkdown(text);
  return new Set([
    ...report.flatMap(({ data }) => ("line" in data ? [data.line] : [])),
    ...questions.flatMap(({ choices }) => choices.flatMap(({ places }) => places.map(({ line }) => line))),
    ...contradictions.flatMap(({ places }) => places.map(({ line }) => line)),
  ]);
}

function shownValue(value: unknown): string {
  return value === undefined ? "?" : JSON.stringify(value);
}

function provenance({ provenance: found }: Document): string[] {
  if (!found) return [];
  return [`provenance ${[found.method, found.iterations ?? "?", found.date ?? "?"].join(", ")}`];
}

function phaseLines(phase: Plan["phases"][number], { report }: Imported): string[] {
  const { id, risk, window, criteria, rollback, expected: expectations = [] } = phase;
  const filledIn = report.some(({ code, data }) => code === "fill-in" && data.at === `/phases/${id - 1}/risk`);
  return [
    ...(filledIn ? [] : [`risk ${id}: ${risk}`]),
    ...(window ? [`window ${id}: ${shownWindow(window)}`] : []),
    ...criteria.map((criterion) => `criterion ${id}: ${shownCriterion(criterion)}`),
    ...rollback.map((trigger) => `trigger ${id}: ${shownCriterion(trigger)}`),
    ...expectations.flatMap((expectation) => expected(id, expectation)),
  ];
}

function shownWindow({ hours, trades, until }: { hours?: number; trades?: number; until?: string }): string {
  const parts = [
    ...(hours === undefined ? [] : [`${hours} hours`]),
    ...(trades === undefined ? [] : [`${trades} trades`]),
  ];
  return parts.join(until === "either" ? " or " : " and ");
}

/** A criterion in one line, as tables of tests write it; one that a person judges begins with a question mark. */
export function shownCriterion(criterion: Criterion): string {
  if (criterion.manual) return `? ${criterion.text}`;
  const { metric, trades, compare, threshold, against, minimumTrades } = criterion;
  const selection = trades ? ` ${JSON.stringify(trades)}` : "";
  const measure = against === undefined ? "" : ` x phase ${against}`;
  return `${metric}${selection} ${compare} ${threshold}${measure}${minimumTrades ? ` n>=${minimumTrades}` : ""}`;
}

/** An expectation without a metric is only a sentence of the document. */
function expected(when: number | "end", { metric, trades, value, trend }: Expectation): string[] {
  if (metric === undefined) return [];
  const selection = trades ? ` ${JSON.stringify(trades)}` : "";
  return [`expects ${when}: ${metric}${selection} ${value ?? trend ?? ""}`.trimEnd()];
}
