import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSource, type Source } from "../../src/core/source";
import { botText, sequence } from "../support/bot-text";
import { median, quantile, type Row, row, timeOf } from "./figures";

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
  return [...rows("f1", botText(2527), 100, 0.1), ...rows("50k", botText(50_000), 15, 0.02)];
}

/** Times in ms of ours and of what it is compared with. */
interface Times {
  readonly baseline: number[];
  readonly ours: number[];
}

function rows(name: string, text: string, rounds: number, keystrokeTarget: number): Row[] {
  const full = inTurn(
    rounds,
    () => readAll(text),
    [],
    () => undefined,
  ).baseline;
  const digit = digitTyped(text, rounds * 2);
  const broken = ['"""', "(", "'", "\n  ", "]"].map((typed) => brokenBy(typed, text, rounds));
  const inBroken = { baseline: broken.flatMap((t) => t.baseline), ours: broken.flatMap((t) => t.ours) };
  return [
    row(`full read of ${name} against ast.parse`, cpython(text, rounds), median(full), 0.04),
    row(`keystroke in ${name}, p50 against a full read`, median(digit.baseline), median(digit.ours), keystrokeTarget),
    row(`keystroke in ${name}, p95 against a full read`, ...p95(digit), 1.2),
    row(`keystroke in broken ${name}, p95 against a full read`, ...p95(inBroken), 1.2),
  ];
}

/** A full read as a face does it: every assignment of the text, with its value. */
function readAll(text: string): Source {
  const source = readSource("bot.py", text);
  source.assignments;
  return source;
}

/**
 * Times `baseline`, and each of `ours`, in turns of several rounds, so that a busy machine
 * slows both, but neither pays much for the other's garbage. The first turns are for the compiler.
 */
function inTurn(rounds: number, baseline: () => void, ours: readonly (() => void)[], before: () => void): Times {
  const times: Times = { baseline: [], ours: [] };
  const turns = 5;
  for (let turn = -2; turn < turns; turn++) {
    const known = turn < 0 ? { baseline: [], ours: [] } : times;
    for (let round = 0; round < rounds / turns; round++) known.baseline.push(timeOf(baseline));
    for (let round = 0; round < rounds / turns; round++) {
      before();
      known.ours.push(...ours.map(timeOf));
    }
  }
  return times;
}

/** One digit typed into a number, and the governed values looked up again. */
function digitTyped(text: string, rounds: number): Times {
  // Not after a leading zero, which would break the text.
  const offsets = [...text.matchAll(/\b[1-9]\d*\b/g)].map(({ index }) => index + 1);
  const random = sequence(3);
  const source = readSource("bot.py", text);
  lookUp(source);
  let start = 0;
  const type = () => lookUp(source.edited([{ range: { start, end: start }, newText: "1" }]));
  return inTurn(
    rounds,
    () => readAll(text),
    [type],
    () => {
      start = offsets[Math.floor(random() * offsets.length)] ?? 0;
    },
  );
}

/** `typed` anywhere, a character after it, and both taken back; the governed values are looked up each time. */
function brokenBy(typed: string, text: string, rounds: number): Times {
  const sound = readSource("bot.py", text);
  const random = sequence(5);
  let source = sound;
  let start = 0;
  const edit = (from: number, to: number, newText: string) => () => {
    source = source.edited([{ range: { start: start + from, end: start + to }, newText }]);
    lookUp(source);
  };
  const { length } = typed;
  const steps = [edit(0, 0, typed), edit(length, length, "1"), edit(0, length + 1, "")];
  return inTurn(
    rounds,
    () => readAll(text),
    steps,
    () => {
      source = sound;
      start = Math.floor(random() * text.length);
    },
  );
}

function lookUp(source: Source): void {
  for (const name of PARAMETERS) source.locate("Config", name);
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

/** The slow end of both, for on a busy machine both have one. */
function p95({ baseline, ours }: Times): [baseline: number, ours: number] {
  return [quantile(baseline, 0.95), quantile(ours, 0.95)];
}
