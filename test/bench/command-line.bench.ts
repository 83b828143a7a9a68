import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CheckpointRecord } from "../../src/core/ledger/ledger";
import { formatMessage, messageFor } from "../../src/core/ledger/message";
import { botPath, DemoRepository, planName } from "../support/demo-repository";
import { median, type Row, row, timeOf } from "./figures";

/** How often each command runs; the two sides take turns. */
const rounds = 3;

export async function bench(): Promise<Row[]> {
  return [start(), ...guards(), ...lines(), ...[1, 5_000].map(applied), manyTags()];
}

function withDemo<T>(work: (demo: DemoRepository) => T): T {
  const demo = new DemoRepository();
  try {
    return work(demo);
  } finally {
    demo.remove();
  }
}

/** The medians of two commands that take turns, in ms; what ours did is taken back in between, off the clock. */
function compare(
  what: string,
  baseline: () => unknown,
  ours: () => unknown,
  target: number,
  takeBack?: () => unknown,
): Row {
  const [base, own]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    base.push(timeOf(baseline));
    own.push(timeOf(ours));
    takeBack?.();
  }
  return row(what, median(base), median(own), target);
}

function start(): Row {
  return withDemo((demo) =>
    compare(
      "phasegate check against node -e 0",
      () => execFileSync(process.execPath, ["-e", "0"]),
      () => demo.done("check"),
      2,
    ),
  );
}

/** What the guards cost, in processor time of all processes, where an edit or a commit is of other files. */
function guards(): Row[] {
  return withDemo((demo) => {
    demo.write("notes.md", "more\n");
    demo.git("add", "notes.md");
    const edit = { file_path: "notes.md", old_string: "more", new_string: "less" };
    const call = { hook_event_name: "PreToolUse", cwd: demo.folder, tool_name: "Edit", tool_input: edit };
    const input = join(demo.folder, ".git", "call.json");
    writeFileSync(input, JSON.stringify(call));
    // By turns, so that another program that takes its time takes it from both.
    const of = (...args: string[]) =>
      processorTime(demo, input, ["-e", "0"], [resolve("dist/cli.js"), "hook", ...args]);
    return [
      row("phasegate hook agent, another file, against node -e 0", ...of("agent"), 2.5),
      row("phasegate hook commit, another file, against node -e 0", ...of("commit"), 2.5),
    ];
  });
}

/** Of two programs for Node that take turns, user and system time of a run on average, in ms; each reads `input`. */
function processorTime(
  demo: DemoRepository,
  input: string,
  ...programs: readonly [string[], string[]]
): [number, number] {
  const runs = 20;
  const totals: [number, number] = [0, 0];
  for (let i = 0; i < runs; i++) {
    for (const [which, args] of programs.entries()) {
      const line = ["-c", '"$@" <"$0" || exit 1; times', input, process.execPath, ...args];
      const told = execFileSync("sh", line, { cwd: demo.folder, env: demo.env, encoding: "utf8" });
      // The second line of `times` is that of the children: 0m0.080s 0m0.020s.
      const [, children = ""] = told.trim().split("\n");
      for (const [, minutes, seconds] of children.matchAll(/(\d+)m([\d.]+)s/g)) {
        totals[which === 0 ? 0 : 1] += (Number(minutes) * 60 + Number(seconds)) * 1000;
      }
    }
  }
  return [totals[0] / runs, totals[1] / runs];
}

/** A phase as a patch, and applied, in longer and longer files, against reading and checking the same file. */
function lines(): Row[] {
  return [2_500, 20_000, 60_000].flatMap((count) =>
    withDemo((demo) => {
      const filler = Array.from({ length: count / 2 }, (_, i) => `def step_${i}(x):\n    return x + ${i}\n`);
      demo.bot += filler.join("");
      demo.commit("a long bot");
      const check = () => demo.done("check");
      return [
        compare(`diff of a phase, ${count} lines, against check`, check, () => demo.done("diff", "1"), 2),
        compare(
          `apply --yes, ${count} lines, against check`,
          check,
          () => demo.done("apply", "1", "--yes"),
          2,
          () => demo.done("rollback", "--yes"),
        ),
      ];
    }),
  );
}

/** `apply --yes` and git's own commit and tag, each in processes of its own, in a repository of that many files. */
function applied(files: number): Row {
  return withDemo((demo) => {
    for (let i = 0; i < files; i++) {
      mkdirSync(join(demo.folder, `data/${i % 50}`), { recursive: true });
      demo.write(`data/${i % 50}/${i}.txt`, `${i}\n`);
    }
    demo.commit("other files");
    let n = 0;
    const raw = () => {
      demo.git("commit", "--quiet", "--message", "raw", "--only", "--", botPath);
      demo.git("tag", "--annotate", "--message", "raw", `raw-${n++}`);
    };
    const [base, own]: [number[], number[]] = [[], []];
    for (let i = 0; i < rounds; i++) {
      appendFileSync(join(demo.folder, botPath), `# ${i}\n`);
      base.push(timeOf(raw));
      own.push(timeOf(() => demo.done("apply", "1", "--yes")));
      demo.done("rollback", "--yes");
    }
    const where = files === 1 ? "small repository" : "5,000 files";
    return row(`apply --yes against commit and tag, ${where}`, median(base), median(own), files === 1 ? 4 : 2);
  });
}

/** `status` beside 20,000 other tags and with 5,000 checkpoints, against an empty ledger. */
function manyTags(): Row {
  return withDemo((empty) =>
    withDemo((full) => {
      const head = full.git("rev-parse", "HEAD");
      const tag = (name: string, message: string): string =>
        `tag ${name}\nfrom ${head}\ntagger Ada Example <ada@example.org> 1700000000 +0000\ndata ${Buffer.byteLength(message)}\n${message}\n`;
      const others = Array.from({ length: 20_000 }, (_, i) => tag(`release-${i}`, "a release"));
      const checkpoints = Array.from({ length: 5_000 }, (_, i) => {
        const { tag: name, ...content } = messageFor(checkpoint, i + 1);
        return tag(name, formatMessage({ tag: name, ...content }));
      });
      const input = [...others, ...checkpoints].join("");
      execFileSync("git", ["fast-import", "--quiet"], { cwd: full.folder, env: full.env, input });
      full.git("pack-refs", "--all");
      const what = "status, 20,000 tags and 5,000 checkpoints, against an empty ledger";
      return compare(
        what,
        () => empty.done("status"),
        () => full.done("status"),
        3,
      );
    }),
  );
}

const checkpoint: CheckpointRecord = {
  plan: "v4",
  planPath: planName,
  planHash: "0".repeat(64),
  event: { kind: "apply", phase: 1 },
  phaseTitle: "Critical parameters",
  phases: [1],
  changes: [{ parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.603" }],
};
