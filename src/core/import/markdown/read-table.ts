// Reads what the rows of a table say.
import { metricIn, sideIn } from "../criteria/metric-words";
import { isName } from "../names";
import type { TextLine } from "../types";
import { inPercent, type Literal, percentOf, readChange, readChoices, readLiteral, saysPercent } from "../value-text";
import { type Block, plain, type TableRow } from "./blocks";
import type { MarkdownContext } from "./context";
import { fieldOf, riskOf } from "./vocabulary";

type Table = Extract<Block, { kind: "table" }>;

type Column =
  | "name"
  | "before"
  | "after"
  | "change"
  | "value"
  | "option"
  | "phase"
  | "unit"
  | "why"
  | "file"
  | "window"
  | "risk"
  | "metric"
  | "criterion"
  | "rollback"
  | "other";

const COLUMNS: readonly (readonly [RegExp, Column])[] = [
  [/^(?:(?:rollout|deployment|in) )?(?:phase|stage|step|week|wave|단계|페이즈|주차)\s?#?$/iu, "phase"],
  [/^(?:parameters?|params?|name|variable|setting|constant|파라미터|매개변수|변수|항목|설정|이름)$/iu, "name"],
  [/^(?:option|alternative|conservative|aggressive|대안|옵션|보수적|공격적)/iu, "option"],
  [/^(?:roll ?back|abort|stop)\b|롤백|중단/iu, "rollback"],
  [/success|criteri|threshold|pass\b|성공|통과|합격|기준$/iu, "criterion"],
  [/^(?:metric|measure|kpi|지표|측정)/iu, "metric"],
  [/^(?:change|변경|변화)$|→/iu, "change"],
  [/\b(?:before|current|old|was|baseline|from|existing|previous|today)\b|변경\s?전|이전|현재|기존/iu, "before"],
  [
    /\b(?:after|new|target|to|proposed|optimi[sz]ed|recommended|v\d+)\b|변경\s?(?:후|값)|목표|신규|최적|적용|새\s?값/iu,
    "after",
  ],
  [/^(?:values?|값)$/iu, "value"],
  [/^(?:units?|단위)$/iu, "unit"],
  [/^(?:reason|rationale|why|notes?|comment|description|이유|사유|근거|비고|설명)$/iu, "why"],
  [/^(?:files?|파일)$/iu, "file"],
  [/^(?:monitor(?:ing)?|duration|window|기간|관찰|모니터링)/iu, "window"],
  [/^(?:risk|위험|리스크)/iu, "risk"],
];

function columnsOf({ cells }: TableRow): Column[] {
  return cells.map((cell) => COLUMNS.find(([pattern]) => pattern.test(plain(cell)))?.[1] ?? "other");
}

/** The names of a table's first column, where the table has values for them. */
export function namesInTable({ header, rows }: Table): string[] {
  const columns = columnsOf(header);
  const at = columns.indexOf("name");
  if (at === -1 || !columns.some((column) => ["before", "after", "change", "option", "value"].includes(column)))
    return [];
  return rows.flatMap(({ cells }) => {
    const name = plain(cells[at] ?? "");
    return isName(name) ? [name] : [];
  });
}

export function takeTable(context: MarkdownContext, table: Table): void {
  const columns = columnsOf(table.header);
  if (context.silent) {
    for (const { line, text } of table.rows) context.facts.unread({ line, text }, "not-to-set");
    return;
  }
  for (const row of table.rows) {
    const cells = row.cells.map(plain);
    const place = { line: row.line, text: row.text };
    const taken = columns.includes("metric")
      ? takeCriteria(context, columns, cells, row.line)
      : takeValues(context, columns, cells, place, table.header.cells) || takePhase(context, columns, cells, place);
    if (!taken) takeField(context, cells, place);
  }
}

/** A row of two cells, a label and what it says. */
function takeField(context: MarkdownContext, cells: readonly string[], place: TextLine): void {
  const [label = "", value = ""] = cells;
  const field = cells.length === 2 ? fieldOf(label) : undefined;
  if (field && context.field(field, value, place, context.phase)) return;
  context.facts.unread(place, "not-understood");
}

/** A row of a parameter: its name, and old and new value in one column or in several. */
function takeValues(
  context: MarkdownContext,
  columns: readonly Column[],
  cells: readonly string[],
  place: TextLine,
  header: readonly string[],
): boolean {
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? "";
  const called = cell("name");
  const name = isName(called) ? called : context.names.meantBy(called);
  if (name === undefined || (!name.includes("_") && (metricIn(name) || sideIn(name)))) return false;
  context.names.add(name);
  const head = (column: Column): string => header[columns.indexOf(column)] ?? "";
  const valuesOf = (column: Column): Literal[] => {
    const values = cellValues(cell(column));
    return context.percent || saysPercent(head(column)) ? values.map(percentOf) : values;
  };
  const written = readChange(cell("change"));
  const change = context.percent || saysPercent(head("change")) ? inPercent(written) : written;
  const keeps = change.keeps || readChange(cell("after")).keeps;
  const baseline = valuesOf("before");
  const after = valuesOf(columns.includes("after") || context.role !== "target" ? "after" : "value");
  const target = keeps && after.length === 0 ? baseline : after;
  const phase = phaseOf(context, cell("phase")) ?? context.phase?.written;
  if (cell("file") !== "") context.takeFile(cell("file"), place);
  let taken = false;
  const take = (values: readonly Literal[], role: "baseline" | "target"): void => {
    if (values.length > 0) taken = context.take(name, { after: values, keeps: false }, place, { role, phase }) || taken;
  };
  if (change.after.length > 0) taken = context.take(name, change, place, { role: context.role, phase });
  take(baseline, "baseline");
  take(target, "target");
  const options = columns.flatMap((column, index) =>
    column === "option"
      ? cellValues(cells[index] ?? "").map((literal) => ({ literal, label: plain(header[index] ?? ""), place }))
      : [],
  );
  if (options.length > 0) {
    context.facts.state(name, "target", options, place, context.where({ phase }));
    taken = true;
  }
  const parameter = context.facts.parameters.get(name);
  if (!taken || !parameter) return false;
  if (change.after.length + target.length + options.length > 0) {
    context.sets(name, place, phase);
  }
  takeMembers(context, columns, cells, place, phaseOf(context, cell("phase")));
  const unit = cell("unit") || (UNIT_IN_HEAD.exec(`${head("before")} ${head("after")}`)?.[1] ?? "");
  if (unit !== "") parameter.unit ??= unit;
  if (cell("why") !== "") parameter.why.push(cell("why"));
  for (const text of cells) {
    const percent = /^\D{0,3}[\d.]{1,12}\s?\((\d[\d.]{0,12})\s?%\)/u.exec(text)?.[1];
    if (percent !== undefined) parameter.percents.add(percent);
  }
  return true;
}

/** What a column's head says that its numbers count. */
const UNIT_IN_HEAD = /[([]\s?(?:in )?((?:second|minute|hour|day|candle|bar)s?|bps|USDT?|초|분|시간|일|캔들)\s?[)\]]/iu;

function cellValues(cell: string): Literal[] {
  const literal = readLiteral(cell);
  return literal ? [literal] : readChoices(cell);
}

function phaseOf(context: MarkdownContext, cell: string): string | undefined {
  return /^\d{1,3}$/.test(cell) ? cell : context.mentioned(cell);
}

/** How long the phase of a row is watched, and its risk. */
function takeMembers(
  context: MarkdownContext,
  columns: readonly Column[],
  cells: readonly string[],
  place: TextLine,
  written: string | undefined,
  title = "",
): void {
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? "";
  if (written === undefined) return;
  const phase = context.facts.phase(written, title, place);
  const window = cell("window");
  if (/[\p{L}\p{N}]/u.test(window) && !context.field("window", window, place, phase)) {
    context.facts.unread(place, "not-understood");
  }
  const risk = riskOf(cell("risk"));
  if (risk) phase.risk ??= risk;
  for (const [column, list] of [
    ["criterion", phase.criteria],
    ["rollback", phase.rollback],
  ] as const) {
    const text = cell(column);
    // Rows of one phase repeat what it must meet.
    if (/\p{L}/u.test(text) && !list.some((each) => each.text === text)) list.push({ line: place.line, text });
  }
}

/** A row of a phase: which parameters it sets, how long it is watched, its risk. */
function takePhase(
  context: MarkdownContext,
  columns: readonly Column[],
  cells: readonly string[],
  place: TextLine,
): boolean {
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? "";
  const written = phaseOf(context, cell("phase"));
  if (written === undefined) return false;
  takeMembers(context, columns, cells, place, written, cell("name"));
  for (const text of cells) {
    for (const { name, behind } of context.names.in(text)) {
      context.facts.parameter(name, place);
      context.take(name, context.change(behind), place, { role: context.role, phase: written });
      context.sets(name, place, written);
    }
  }
  return true;
}

/** A row of a metric with what it must be, and at what the phase is rolled back. */
function takeCriteria(
  context: MarkdownContext,
  columns: readonly Column[],
  cells: readonly string[],
  line: number,
): boolean {
  const { phase } = context;
  const metric = cells[columns.indexOf("metric")] ?? "";
  if (!phase || metric === "") return false;
  let taken = false;
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (!/[\p{L}\p{N}]/u.test(cell)) continue;
    const sentence = { line, text: `${metric} ${cell}` };
    if (column === "rollback") phase.rollback.push(sentence);
    else if (column === "criterion" || (column === "after" && context.section === "criteria"))
      phase.criteria.push(sentence);
    else if (column === "after") phase.expected.push({ line, text: `${metric}: ${cell}` });
    else continue;
    taken = true;
  }
  return taken;
}
