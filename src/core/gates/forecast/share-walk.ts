// Follows all courses that the successes of a rollout can take at once, each with its chance: an exact sum, not a simulation.

/** What is watched while the trials come in. All counts are of successes: what is good for the bot. */
export interface Watch {
  /** The chance that a trial counts at all: 1, or the share of the trades that a selection takes. */
  readonly counted: number;
  /** The chance that one that counts is a success. */
  readonly success: number;
  /** The most successes among `trials` with which the trigger fires; below 0 for none. */
  readonly mostFiring: (trials: number) => number;
  /** The fewest successes among `trials` that are shown for good, whatever follows; more than `trials` for none. */
  readonly fewestShown: (trials: number) => number;
  /** What a look decides. */
  readonly decide: (successes: number, trials: number, shown: boolean) => "pass" | "weak" | "short" | "few";
}

/** The chances at one look: `pass` and `fired` since the start, the others of what is still undecided. */
export interface Standing {
  readonly pass: number;
  readonly weak: number;
  readonly short: number;
  readonly few: number;
  readonly fired: number;
}

/** The chances of all courses with the same number of trials that count, by their successes from `lowest` on. */
interface Row {
  lowest: number;
  open: number[];
  shown: number[];
}

/** Courses less likely than this are dropped: together they are far below any figure that is shown. */
const NEGLIGIBLE = 1e-17;

/** The chances at each look; `steps` are the trials from one look to the next. A course ends where it passes or fires. */
export function walk(steps: readonly number[], watch: Watch): Standing[] {
  let rows = new Map<number, Row>([[0, { lowest: 0, open: [1], shown: [0] }]]);
  let [pass, fired] = [0, 0];
  return steps.map((trials) => {
    for (let trial = 0; trial < trials; trial++) {
      const next = advance(rows, watch);
      rows = next.rows;
      fired += next.fired;
    }
    const standing = lookAt(rows, watch);
    pass += standing.pass;
    return { ...standing, pass, fired };
  });
}

/** All courses one trial further. */
function advance(rows: ReadonlyMap<number, Row>, watch: Watch): { rows: Map<number, Row>; fired: number } {
  const next = new Map<number, Row>();
  let fired = 0;
  for (const [trials, row] of rows) {
    if (watch.counted < 1) merge(next, trials, scaled(row, 1 - watch.counted));
    const arrived = withTrial(row, watch);
    fired += absorb(arrived, trials + 1, watch);
    trim(arrived);
    if (arrived.open.length > 0) merge(next, trials + 1, arrived);
  }
  return { rows: next, fired };
}

function scaled({ lowest, open, shown }: Row, factor: number): Row {
  return { lowest, open: open.map((chance) => chance * factor), shown: shown.map((chance) => chance * factor) };
}

/** A row after one more trial that counts. */
function withTrial({ lowest, open, shown }: Row, { counted, success }: Watch): Row {
  const spread = (chances: readonly number[]) =>
    Array.from({ length: chances.length + 1 }, (_, index) => {
      const [failed = 0, succeeded = 0] = [chances[index], chances[index - 1]];
      return counted * (failed * (1 - success) + succeeded * success);
    });
  return { lowest, open: spread(open), shown: spread(shown) };
}

/** Takes out what fires, and marks what is shown; returns the chance of the former. */
function absorb(row: Row, trials: number, { mostFiring, fewestShown }: Watch): number {
  const [firing, showing] = [mostFiring(trials), fewestShown(trials)];
  let fired = 0;
  for (let index = 0; index < row.open.length; index++) {
    const successes = row.lowest + index;
    if (successes <= firing) {
      fired += (row.open[index] ?? 0) + (row.shown[index] ?? 0);
      row.open[index] = 0;
      row.shown[index] = 0;
    } else if (successes >= showing) {
      row.shown[index] = (row.shown[index] ?? 0) + (row.open[index] ?? 0);
      row.open[index] = 0;
    }
  }
  return fired;
}

function trim(row: Row): void {
  const negligible = (index: number) => (row.open[index] ?? 0) + (row.shown[index] ?? 0) < NEGLIGIBLE;
  let [from, to] = [0, row.open.length];
  while (from < to && negligible(from)) from++;
  while (to > from && negligible(to - 1)) to--;
  row.lowest += from;
  row.open = row.open.slice(from, to);
  row.shown = row.shown.slice(from, to);
}

function merge(rows: Map<number, Row>, trials: number, row: Row): void {
  const present = rows.get(trials);
  if (!present) {
    rows.set(trials, row);
    return;
  }
  const lowest = Math.min(present.lowest, row.lowest);
  const length = Math.max(present.lowest + present.open.length, row.lowest + row.open.length) - lowest;
  const sum = (one: readonly number[], other: readonly number[]) =>
    Array.from(
      { length },
      (_, index) => (one[index + lowest - present.lowest] ?? 0) + (other[index + lowest - row.lowest] ?? 0),
    );
  rows.set(trials, { lowest, open: sum(present.open, row.open), shown: sum(present.shown, row.shown) });
}

/** What a look decides of each course; those that pass are taken out. */
function lookAt(rows: ReadonlyMap<number, Row>, { decide }: Watch): Omit<Standing, "fired"> {
  const sums = { pass: 0, weak: 0, short: 0, few: 0 };
  for (const [trials, row] of rows) {
    for (const chances of [row.open, row.shown]) {
      for (const [index, chance] of chances.entries()) {
        if (chance === 0) continue;
        const verdict = decide(row.lowest + index, trials, chances === row.shown);
        sums[verdict] += chance;
        if (verdict === "pass") chances[index] = 0;
      }
    }
  }
  return sums;
}
