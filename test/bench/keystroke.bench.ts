import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { assess, reassessQuickly } from "../../src/core/assessment/assess";
import type { Assessment } from "../../src/core/assessment/state";
import { readSource, type Source } from "../../src/core/source";
import { describeInline } from "../../src/messages/parameters";
import { describe } from "../../src/messages/problems";
import { DemoRepository } from "../support/demo-repository";
import { inputsOf, ledgerOf } from "../support/rollout";
import { botOf } from "./bot";
import { median, type Row, row, timeOf } from "./figures";

const ledger = ledgerOf();

/** Keeps the work from being optimized away. */
let shown = 0;

/** What a keystroke in a governed file costs beside VS Code's own part: read, assess, and the texts of the surfaces. */
function known(source: Source, before?: Assessment): Assessment {
  const sources = new Map([["bot", source]]);
  const assessment = before ? reassessQuickly(before, sources, before.slowFindings) : assess(inputsOf(sources, ledger));
  const { parameters, findings } = assessment;
  shown = parameters.map(describeInline).join("").length + findings.map(describe).join("").length;
  return assessment;
}

function keystroke(what: string, text: string, rounds: number, target: number): Row {
  let source = readSource("bot.py", text);
  const before = known(source);
  const at = text.indexOf(" EXIT_THRESHOLD = ") + " EXIT_THRESHOLD = 0.7".length;
  const full: number[] = [];
  const typed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    full.push(timeOf(() => known(readSource("bot.py", text))));
    for (const [end, newText] of [
      [at, "1"],
      [at + 1, ""],
    ] as const) {
      typed.push(
        timeOf(() => {
          source = source.edited([{ range: { start: at, end }, newText }]);
          known(source, before);
        }),
      );
    }
  }
  return row(what, median(full), median(typed), target);
}

function check(): Row {
  const demo = new DemoRepository();
  const run = (args: string[]) => timeOf(() => spawnSync(process.execPath, args, { cwd: demo.folder, env: demo.env }));
  const [baseline, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < 15; round++) {
    baseline.push(run(["-e", "0"]));
    ours.push(run([resolve("dist/cli.js"), "check"]));
  }
  demo.remove();
  return row("phasegate check of the demo against node -e 0", median(baseline), median(ours), 2.5);
}

export async function bench(): Promise<Row[]> {
  const rows = [
    keystroke("keystroke, read + assess + texts, f1 p50 against a full pass", botOf(2527), 60, 0.1),
    keystroke("keystroke, read + assess + texts, 50k p50 against a full pass", botOf(50_000), 12, 0.02),
    check(),
  ];
  if (shown === 0) throw new Error("nothing was shown");
  return rows;
}
