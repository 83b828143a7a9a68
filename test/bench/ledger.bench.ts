import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { CheckpointRecord } from "../../src/core/ledger/ledger";
import { formatMessage, messageFor } from "../../src/core/ledger/message";
import { Repository } from "../../src/node/git/repository";
import { seal } from "../../src/node/seal/seal";
import { median, type Row, row } from "./figures";

const record: CheckpointRecord = {
  plan: "v4",
  planPath: "v4.phaseplan.json",
  planHash: "0".repeat(64),
  event: { kind: "apply", phase: 1 },
  phaseTitle: "Critical parameters",
  phases: [1],
  changes: [{ parameter: "EXIT_THRESHOLD", before: "0.70", after: "0.603" }],
};

const source = (n: number): Buffer => Buffer.from(`${"# a comment\n".repeat(2000)}EXIT_THRESHOLD = 0.${n}\n`);

export async function bench(): Promise<Row[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-bench-")));
  process.env["GIT_CONFIG_GLOBAL"] = join(folder, "config");
  writeFileSync(join(folder, "config"), "[user]\nname = Ada Example\nemail = ada@example.org\n");
  try {
    return [
      await checkpoints("a checkpoint, small repository", repository(join(folder, "small"), 1)),
      await checkpoints("a checkpoint, 5,000 files", repository(join(folder, "large"), 5000)),
      ...(await listing(repository(join(folder, "tags"), 1))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function repository(root: string, files: number): string {
  for (let i = 0; i < files; i++) {
    const folder = join(root, `folder${i % 50}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${i}.txt`), `${i}\n`);
  }
  writeFileSync(join(root, "bot.py"), source(0));
  git(root, "init", "--quiet");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "-m", "first");
  return root;
}

function git(root: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }).trimEnd();
}

/** The same file changed, committed and tagged: by git alone, and by `seal` with all its checks. */
async function checkpoints(what: string, root: string): Promise<Row> {
  const opened = await Repository.open(root);
  const [raw, sealed]: number[][] = [[], []];
  for (let n = 1; n <= 40; n += 2) {
    raw?.push(
      await time(async () => {
        writeFileSync(join(root, "bot.py"), source(n));
        git(root, "commit", "-m", formatMessage(messageFor(record, n)), "-o", "--", "bot.py");
        git(root, "tag", "-a", "--cleanup=verbatim", "-m", formatMessage(messageFor(record, n)), `raw-${n}`);
      }),
    );
    const files = [{ path: "bot.py", before: source(n), after: source(n + 1) }];
    const request = { record, files, verify: () => undefined, head: git(root, "rev-parse", "HEAD"), n };
    sealed?.push(await time(() => seal(opened, request)));
  }
  return row(what, median(raw ?? []), median(sealed ?? []), 2);
}

/** 10,000 checkpoints of each of several plans read, the first time and again, against git printing all that is known of them. */
async function listing(root: string): Promise<Row[]> {
  const head = git(root, "rev-parse", "HEAD");
  const plans = Array.from({ length: 7 }, (_, i) => `v${i}`);
  for (const plan of plans) {
    const tags = Array.from({ length: 10_000 }, (_, i) => {
      const message = formatMessage(messageFor({ ...record, plan }, i + 1));
      const name = `phasegate/${plan}/${String(i + 1).padStart(4, "0")}-apply-1`;
      const tagger = `Ada Example <ada@example.org> ${1_700_000_000 + i} +0000`;
      return `tag ${name}\nfrom ${head}\ntagger ${tagger}\ndata ${Buffer.byteLength(message)}\n${message}\n`;
    });
    execFileSync("git", ["fast-import", "--quiet"], { cwd: root, input: tags.join("") });
  }
  git(root, "pack-refs", "--all");
  const opened = await Repository.open(root);
  const format = "--format=%(refname) %(*objectname) %(taggername) %(taggeremail) %(taggerdate:iso-strict) %(contents)";
  const [raw, first, again]: number[][] = [[], [], []];
  for (const plan of plans) {
    raw?.push(await time(async () => git(root, "for-each-ref", format, `refs/tags/phasegate/${plan}/`)));
    first?.push(await time(() => opened.readLedger(plan)));
    again?.push(await time(() => opened.readLedger(plan)));
  }
  return [
    row("10,000 checkpoints, the whole list", median(raw ?? []), median(first ?? []), 1.1),
    row("10,000 checkpoints, read again", median(raw ?? []), median(again ?? []), 0.35),
  ];
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
