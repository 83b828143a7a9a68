// Finds the runs of the bot in what its records say: starts, session ids, and a state's own start.
import { addTo } from "../../group-by";
import { canonical, isEqual } from "../../json";
import type { Plan } from "../../plan/plan";
import type { Configuration, FileRecords } from "../records/file-records";
import type { Instant } from "../trade";
import { decidingValues, type ReportedValues, reportedValues } from "./reported-values";

/** A run of the bot, before it is known which values it ran. */
export interface Run {
  /** When it is first heard of. */
  readonly heard: Instant;
  /** Absent where the records begin in the middle of it. */
  readonly started?: Instant;
  readonly name?: string;
  /** Whether it is the run before with other values, not another start. */
  readonly goesOn?: true;
  /** Whether its values may be those of another start within the same minute. */
  readonly isMistakable?: true;
  /** What it reports of the plan's parameters; of one that the bot adapts, the newest value. */
  readonly values: ReportedValues;
}

/** Two records of one start differ by what a bot does between them. */
const sameStart = 60_000;

const noValues: ReportedValues = new Map();

/** The runs that were heard of not later than `at`, ascending. One whose deciding values change goes on as another run. */
export function findRuns(files: readonly FileRecords[], plan: Plan, at: Instant): Run[] {
  const runs = withNameless(namedRuns(files), namelessStarts(files));
  const known = runs.filter(({ heard }) => heard <= at);
  return withValues(known, files, plan, at);
}

/** The last run that was heard of by `at`, as an index into `runs`. */
export function runAt(runs: readonly Run[], at: Instant): number | undefined {
  let [low, high] = [0, runs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as Run).heard <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : low - 1;
}

function namedRuns(files: readonly FileRecords[]): Run[] {
  const heard = new Map<string, Instant>();
  const started = new Map<string, Instant>();
  for (const file of files) {
    for (const [name, at] of file.processes) setEarliest(heard, name, at);
    for (const { process, at } of file.starts.items) setEarliest(started, process, at);
    for (const { process, started: at } of file.configurations.items) setEarliest(started, process, at);
  }
  const runs = [...heard].map(([name, at]): Run => {
    const start = started.get(name);
    const run = { name, heard: Math.min(start ?? at, at), values: noValues };
    return start === undefined ? run : { ...run, started: start };
  });
  const sorted = runs.sort(byTime);
  // A new name in the middle of the records is a start; the first one may have started long before them.
  return sorted.map((run, i) => (i === 0 || run.started !== undefined ? run : { ...run, started: run.heard }));
}

function namelessStarts(files: readonly FileRecords[]): Instant[] {
  const starts = files.flatMap((file) => [
    ...file.starts.items.filter(({ process }) => process === undefined).map(({ at }) => at),
    ...file.configurations.items.flatMap(({ process, started }) =>
      process === undefined && started !== undefined ? [started] : [],
    ),
  ]);
  return [...new Set(starts)].sort((a, b) => a - b);
}

/** A start without a name is that of the run that is heard of within a minute, where there is one. */
function withNameless(named: readonly Run[], starts: readonly Instant[]): Run[] {
  const runs = [...named];
  let last = Number.NEGATIVE_INFINITY;
  for (const started of starts) {
    const nearest = runAt(named, started + sameStart);
    const isKnown = nearest !== undefined && started - (named[nearest] as Run).heard < sameStart;
    if (!isKnown && started - last >= sameStart) runs.push({ heard: started, started, values: noValues });
    last = started;
  }
  return runs.sort(byTime);
}

function withValues(runs: readonly Run[], files: readonly FileRecords[], plan: Plan, at: Instant): Run[] {
  const told = files.flatMap((file) => file.configurations.items).filter((configuration) => configuration.at <= at);
  const reported = [
    ...new Map(told.map((each) => [canonical([each.at, each.process ?? null, each.values]), each])).values(),
  ];
  if (runs.length === 0 && reported.length > 0) {
    const first = Math.min(...reported.map((configuration) => configuration.at));
    return withValues([{ heard: first, values: noValues }], files, plan, at);
  }
  const byRun = new Map<number, Configuration[]>();
  const mistakable = new Set<number>();
  for (const configuration of [...reported].sort((a, b) => a.at - b.at)) {
    const { index, isMistakable } = runOf(configuration, runs);
    addTo(byRun, index, configuration);
    if (isMistakable) mistakable.add(index);
  }
  return runs
    .flatMap((run, i) => continued(mistakable.has(i) ? { ...run, isMistakable: true } : run, byRun.get(i) ?? [], plan))
    .sort(byTime);
}

/** The run that reports a configuration: the one of its name, else the one whose start is nearest to the one that it tells of. */
function runOf(
  { process, started, at }: Configuration,
  runs: readonly Run[],
): { readonly index: number; readonly isMistakable: boolean } {
  const named = process === undefined ? -1 : runs.findIndex(({ name }) => name === process);
  if (named !== -1) return { index: named, isMistakable: false };
  if (started === undefined) return { index: runAt(runs, at) ?? 0, isMistakable: false };
  const distance = (index: number) => Math.abs((runs[index] as Run).heard - started);
  const near = [...runs.keys()]
    .filter((index) => distance(index) < sameStart)
    .sort((a, b) => distance(a) - distance(b));
  const [nearest = runAt(runs, started) ?? 0] = near;
  return { index: nearest, isMistakable: near.length > 1 && distance(nearest) > 0 };
}

/** The run with the values that it reports, and again each time that it reports another one for a deciding parameter. */
function continued(run: Run, configurations: readonly Configuration[], plan: Plan): Run[] {
  const runs: Run[] = [];
  let last = run;
  for (const { at, values } of configurations) {
    const reported = reportedValues(plan, values);
    const isAnother = contradicts(decidingValues(plan, reported), last.values);
    if (isAnother) runs.push(last);
    const goesOn = isAnother ? { heard: at, started: at, goesOn: true as const } : {};
    last = { ...last, ...goesOn, values: new Map([...last.values, ...reported]) };
  }
  return [...runs, last];
}

function contradicts(values: ReportedValues, known: ReportedValues): boolean {
  return [...values].some(([parameter, value]) => {
    const before = known.get(parameter);
    return before !== undefined && !isEqual(before, value);
  });
}

function setEarliest(map: Map<string, Instant>, name: string | undefined, at: Instant | undefined): void {
  if (name === undefined || at === undefined) return;
  map.set(name, Math.min(at, map.get(name) ?? at));
}

function byTime(a: Run, b: Run): number {
  const [nameA = "", nameB = ""] = [a.name, b.name];
  return a.heard - b.heard || (nameA < nameB ? -1 : nameA > nameB ? 1 : 0);
}
