import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { locate, readSource, type Source, updateSource } from "../../src/core/source";
import { botText, sequence } from "../support/bot-text";

/** One figure of the table in PERFORMANCE.md; `baseline` and `ours` in `unit`, `ratio` and `target` without one. */
export interface Row {
  readonly what: string;
  readonly baseline: number;
  readonly ours: number;
  readonly ratio: number;
  readonly target: number;
  readonly unit: string;
}

/** A parser in the same process as its clock: the median time of `ast.parse` alone, in ms. */
const PARSE = `
import ast, statistics, sys, time
text = open(sys.argv[1], encoding="utf-8").read()
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    ast.parse(text)
    times.append(time.perf_counter() - start)
print(statistics.median(times) * 1000)
`;

const PARAMETERS = [
  "BASE_LONG_ENTRY_THRESHOLD",
  "BASE_SHORT_ENTRY_THRESHOLD",
  "STOP_LOSS",
  "TAKE_PROFIT",
  "MAX_HOLDING_HOURS",
  "BASE_POSITION_PCT",
  "MAX_POSITION_PCT",
  "EXPECTED_SIGNAL_RATE",
  "EXIT_THRESHOLD",
];

export function bench(): Row[] {
  return [...rows("f1", botText(2527), 60, 0.1), ...rows("50k", botText(50_000), 12, 0.02)];
}

function rows(name: string, text: string, rounds: number, keystrokeTarget: number): Row[] {
  const parse = cpython(text, rounds);
  const full = median(times(rounds, () => readAll(text)));
  const digits = keystrokes(text);
  const broken = ['"""', "(", "'", "\n  ", "]"].flatMap((typed) => brokenKeystrokes(text, typed));
  return [
    row(`full read of ${name} against ast.parse`, parse, full, 0.04),
    row(`keystroke in ${name}, p50 against a full read`, full, median(digits), keystrokeTarget),
    row(`keystroke in ${name}, p95 against a full read`, full, quantile(digits, 0.95), 1.2),
    row(`keystroke in broken ${name}, p95 against a full read`, full, quantile(broken, 0.95), 1.2),
  ];
}

function row(what: string, baseline: number, ours: number, target: number): Row {
  return { what, baseline, ours, ratio: ours / baseline, target, unit: "ms" };
}

/** A full read as a face does it: every assignment of the text, with its value. */
function readAll(text: string): Source {
  const source = readSource(text);
  source.assignments;
  return source;
}

function times(rounds: number, run: () => void): number[] {
  const found: number[] = [];
  for (let round = -rounds; round < rounds; round++) {
    const start = performance.now();
    run();
    const time = performance.now() - start;
    if (round >= 0) found.push(time);
  }
  return found;
}

/** The times of one digit typed into a number, and the governed values looked up again. */
function keystrokes(text: string): number[] {
  // Not after a leading zero, which would break the text.
  const offsets = [...text.matchAll(/\b[1-9]\d*\b/g)].map(({ index }) => index + 1);
  const random = sequence(3);
  const source = readSource(text);
  lookUp(source);
  return times(300, () => {
    const start = offsets[Math.floor(random() * offsets.length)] ?? 0;
    lookUp(updateSource(source, [{ range: { start, end: start }, newText: "1" }]));
  });
}

/** The times of `typed` at many places, of a character typed after it, and of taking both back. */
function brokenKeystrokes(text: string, typed: string): number[] {
  const sound = readSource(text);
  const random = sequence(5);
  const found: number[] = [];
  for (let round = 0; round < 60; round++) {
    const start = Math.floor(random() * text.length);
    const end = start + typed.length;
    let source = sound;
    for (const edit of [
      { range: { start, end: start }, newText: typed },
      { range: { start: end, end }, newText: "1" },
      { range: { start, end: end + 1 }, newText: "" },
    ]) {
      const before = performance.now();
      source = updateSource(source, [edit]);
      lookUp(source);
      if (round >= 20) found.push(performance.now() - before);
    }
  }
  return found;
}

function lookUp(source: Source): void {
  for (const name of PARAMETERS) locate(source, "Config", name);
}

function cpython(text: string, rounds: number): number {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-bench-"));
  try {
    const file = join(folder, "bot.py");
    writeFileSync(file, text);
    return Number(execFileSync("python3", ["-c", PARSE, file, String(Math.ceil(rounds / 3))], { encoding: "utf8" }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function quantile(values: readonly number[], part: number): number {
  const inOrder = [...values].sort((a, b) => a - b);
  return inOrder[Math.floor((inOrder.length - 1) * part)] ?? 0;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
