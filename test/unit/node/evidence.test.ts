import { deepEqual, equal, ok } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Evidence } from "../../../src/core/evidence/evidence";
import type { EvidenceSource } from "../../../src/core/plan/plan";
import { EvidenceFiles, type WatchedRollout } from "../../../src/node/evidence/evidence";
import { entry, exit, failed, logText, model, session, started } from "../../support/bot-log";
import { ledgerOf, plan } from "../../support/rollout";

/** The moment that is judged: an hour after the last record of most logs here, in Seoul. */
const at = Date.parse("2025-10-15T05:30:00+09:00");

/** What somebody sees who has read nothing before. */
function readEvidence(rollout: WatchedRollout, at: number): Promise<Evidence> {
  return new EvidenceFiles().read(rollout, at);
}

describe("reading the files that a bot leaves behind", () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-evidence-")));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function write(path: string, content: string | Buffer): string {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    return join(root, path);
  }

  function rolloutOf(...sources: (string | EvidenceSource)[]): WatchedRollout {
    const read = sources.map(
      (source): EvidenceSource =>
        typeof source === "string" ? { kind: "log", path: source, utcOffset: "+09:00" } : source,
    );
    const evidence = { sources: read, feeRate: 0.0006, leverage: 4 };
    return { root, plan: { ...plan, evidence }, ledger: ledgerOf(), withoutLedger: undefined, parameters: [] };
  }

  function pathsOf({ files }: Evidence): string[] {
    return files.map(({ path }) => path);
  }

  const text = logText([
    started("2025-10-15T04:07:26"),
    model("2025-10-15T04:10:29.501535"),
    entry("2025-10-15T04:17:51"),
    failed("2025-10-15T04:20:00", "no candle"),
    exit("2025-10-15T04:27:51"),
  ]);

  it("tells each file with its size, time and hash, and makes trades of it", async () => {
    const path = write("logs/bot.jsonl", text);
    utimesSync(path, 1760470000, 1760470000);
    const evidence = await new EvidenceFiles({ isHashed: true }).read(rolloutOf("logs/bot.jsonl"), at);
    deepEqual(evidence.files, [
      {
        path: "logs/bot.jsonl",
        source: 0,
        size: text.length,
        modified: 1760470000_000,
        hash: createHash("sha256").update(text).digest("hex"),
        newest: Date.parse("2025-10-15T04:27:51+09:00"),
        records: 5,
        unreadable: 0,
      },
    ]);
    deepEqual(
      evidence.trades.map(({ side, opened, closed }) => [side, opened, closed]),
      [["long", Date.parse("2025-10-15T04:17:51+09:00"), Date.parse("2025-10-15T04:27:51+09:00")]],
    );
    equal(evidence.errors.length, 1);
    deepEqual(
      evidence.processes.map(({ name }) => name),
      [session],
    );
  });

  it("finds files as a shell does, in the same order each time", async () => {
    for (const path of [
      "b.jsonl",
      "a.jsonl",
      ".hidden.jsonl",
      "sub/c.jsonl",
      "sub/deep/d.jsonl",
      "sub/e.json",
      "run (1)+[x]!.jsonl",
      ".git/f.jsonl",
    ]) {
      write(`logs/${path}`, text);
    }
    mkdirSync(join(root, "logs/folder.jsonl"));
    const found = async (...patterns: string[]) =>
      pathsOf(await readEvidence(rolloutOf(...patterns), at)).map((path) => path.replace("logs/", ""));
    deepEqual(await found("logs/*.jsonl"), ["a.jsonl", "b.jsonl", "run (1)+[x]!.jsonl"]);
    deepEqual(await found("logs/*(1)+[x]!*"), ["run (1)+[x]!.jsonl"]);
    deepEqual(await found("logs/**/*.jsonl"), [
      "a.jsonl",
      "b.jsonl",
      "run (1)+[x]!.jsonl",
      "sub/c.jsonl",
      "sub/deep/d.jsonl",
    ]);
    deepEqual(await found("logs/*/?.jsonl"), ["sub/c.jsonl"]);
    deepEqual(await found("logs/{b,x}.jsonl"), ["b.jsonl"]);
    deepEqual(await found("**/d.*"), ["sub/deep/d.jsonl"]);
    deepEqual(await found(join(root, "logs/a*")), ["a.jsonl"]);
    deepEqual(await found("logs/b.jsonl", "logs/*.jsonl"), ["b.jsonl", "a.jsonl", "run (1)+[x]!.jsonl"]);
    deepEqual(await found("logs/none.jsonl", "none/*", "none/**"), []);
    deepEqual(await found("logs/.h*"), [".hidden.jsonl"]);
  });

  it("counts a file once, by whatever names it is found", async () => {
    const path = write("logs/bot.jsonl", text);
    linkSync(path, join(root, "logs/hard.jsonl"));
    symlinkSync(path, join(root, "logs/soft.jsonl"));
    const evidence = await readEvidence(rolloutOf("logs/*.jsonl", "logs/hard.jsonl"), at);
    deepEqual(pathsOf(evidence), ["logs/bot.jsonl"]);
    equal(evidence.trades.length, 1);
  });

  it("reads files outside of the repository", async () => {
    write("other/bot.jsonl", text);
    root = join(root, "repository");
    mkdirSync(root);
    for (const pattern of ["../other/bot.jsonl", "../other/*.jsonl", join(dirname(root), "other/bot.jsonl")]) {
      deepEqual(pathsOf(await readEvidence(rolloutOf(pattern), at)), [join(dirname(root), "other/bot.jsonl")]);
    }
    root = dirname(root);
  });

  it("hangs on no pipe, no device, no folder and no loop of links, and tells of them", async function () {
    // Windows has no pipes and devices among its files.
    if (process.platform === "win32") this.skip();
    write("logs/bot.jsonl", text);
    execFileSync("mkfifo", [join(root, "logs/pipe.jsonl")]);
    symlinkSync("/dev/zero", join(root, "logs/zero.jsonl"));
    symlinkSync("loop.jsonl", join(root, "logs/loop.jsonl"));
    symlinkSync("nothing", join(root, "logs/dangling.jsonl"));
    symlinkSync(".", join(root, "logs/again"));
    const evidence = await readEvidence(rolloutOf("logs/**", "logs/again/b*", "logs"), at);
    deepEqual(
      evidence.files.map(({ path, records, unreadable }) => [path, records, unreadable]),
      [
        ["logs/bot.jsonl", 5, 0],
        ["logs/dangling.jsonl", 0, 1],
        ["logs/loop.jsonl", 0, 1],
        ["logs/pipe.jsonl", 0, 1],
        ["logs/zero.jsonl", 0, 1],
        ["logs", 0, 1],
      ],
    );
    ok(evidence.faults.some(({ why }) => why === "unreadable"));
  });

  it("tells of a folder that it can't list, beside those that it can", async () => {
    write("logs/a/bot.jsonl", text);
    symlinkSync("b", join(root, "logs/b"));
    const { files, faults } = await readEvidence(rolloutOf("logs/*/*.jsonl"), at);
    deepEqual(
      files.map(({ path, unreadable }) => [path, unreadable]),
      [
        ["logs/a/bot.jsonl", 0],
        ["logs/b", 1],
      ],
    );
    ok(faults.some(({ why }) => why === "unreadable"));
  });

  it("tells of a file that it may not read", async function () {
    // Windows has no such permissions, and root may read everything.
    if (process.platform === "win32" || process.getuid?.() === 0) this.skip();
    chmodSync(write("bot.jsonl", text), 0);
    const [file] = (await readEvidence(rolloutOf("bot.jsonl"), at)).files;
    deepEqual([file?.records, file?.unreadable, file?.size], [0, 1, 0]);
  });

  it("reads a sparse file and one without line ends in bounded memory", async () => {
    const path = write("sparse.jsonl", text);
    truncateSync(path, 2 ** 31);
    const before = process.memoryUsage().rss;
    const evidence = await readEvidence(rolloutOf("sparse.jsonl"), at);
    ok(process.memoryUsage().rss - before < 100_000_000);
    const { size = 0 } = evidence.files[0] ?? {};
    deepEqual(
      evidence.files.map(({ size, records, unreadable }) => [size, records, unreadable]),
      [[size, 5, 2]],
    );
    ok(size < 100_000_000);
    ok(evidence.faults.some(({ why, money }) => why === "unreadable" && !money));
  });

  it("reads no more of a sparse list or state than tells that it is none", async () => {
    for (const kind of ["trades", "state"] as const) {
      const path = write("sparse", kind === "state" ? "{" : "entry_time,exit_time,side,exit_price\n");
      truncateSync(path, 2 ** 31);
      const { files, faults } = await readEvidence(rolloutOf({ kind, path: "sparse" }), at);
      ok((files[0]?.size ?? 0) < 100_000_000, kind);
      ok(
        faults.some(({ why, money }) => why === "unreadable" && !money),
        kind,
      );
    }
  });

  it("reads binary files and other schemas without a trade", async () => {
    write("binary.jsonl", Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251)));
    write("other.jsonl", '{"candle": 1}\n'.repeat(100));
    write("empty.jsonl", "");
    for (const kind of ["log", "state", "trades"] as const) {
      const evidence = await readEvidence(rolloutOf({ kind, path: "*.jsonl" }), at);
      deepEqual(evidence.trades, [], kind);
      ok(evidence.faults.length > 0, kind);
    }
  });

  describe("again and again", () => {
    it("reads only what is new in a log, and says the same as one that reads all of it", async () => {
      const lines = text.split(/(?<=\n)/);
      const rollout = rolloutOf("logs/*.jsonl");
      const files = new EvidenceFiles();
      const path = write("logs/bot.jsonl", "");
      for (const cut of [100, 317, 400, text.length - 5, text.length]) {
        writeFileSync(path, text.slice(0, cut), { flag: "r+" });
        deepEqual(await files.read(rollout, at), await readEvidence(rollout, at), `after ${cut} bytes`);
      }
      appendFileSync(path, lines[1] ?? "");
      write("logs/another.jsonl", logText([started("2025-10-15T05:00:00", "second")]));
      const evidence = await files.read(rollout, at);
      // Numbers are those of the order of reading.
      deepEqual(pathsOf(evidence), ["logs/bot.jsonl", "logs/another.jsonl"]);
      deepEqual(
        evidence.files.map(({ records }) => records),
        [6, 1],
      );
      deepEqual(
        evidence.files.map(({ hash }) => hash).sort(),
        (await readEvidence(rollout, at)).files.map(({ hash }) => hash).sort(),
      );
    });

    it("says the same of a CSV that grew as of one that is read in whole, also where an old row was rewritten", async () => {
      const header = "entry_time,exit_time,side,entry_price,exit_price,quantity,note,net_pnl_usd\r\n";
      const rows = Array.from({ length: 300 }, (_, i) => {
        const [day, hour] = [String(1 + Math.floor(i / 24)).padStart(2, "0"), String(i % 24).padStart(2, "0")];
        const note = i % 7 === 0 ? '"in ""two""\nlines, 1"' : "x";
        return `2025-09-${day} ${hour}:00,2025-09-${day} ${hour}:30,LONG,100.5,101,2,${note},${1 + (i % 9)}\r\n`;
      });
      const table = header + rows.join("");
      const rollout = rolloutOf({ kind: "trades", path: "trades.csv" });
      const files = new EvidenceFiles();
      const path = write("trades.csv", "");
      const cuts = Array.from({ length: 25 }, (_, i) => Math.floor(((i + 1) * table.length) / 25) - (i % 3));
      for (const cut of [3, ...cuts, table.length]) {
        writeFileSync(path, table.slice(0, cut), { flag: "r+" });
        deepEqual(await files.read(rollout, at), await readEvidence(rollout, at), `after ${cut} bytes`);
      }
      const row = rows[150] ?? "";
      const rewritten = `${table.replace(row, row.replace("101,", "109,"))}${row.replaceAll("2025-09", "2025-10")}`;
      writeFileSync(path, rewritten);
      deepEqual(await files.read(rollout, at), await readEvidence(rollout, at));
    });

    it("does not read again what it has read", async () => {
      const long = text.repeat(10);
      const path = write("bot.jsonl", long);
      const files = new EvidenceFiles({ isHashed: true });
      await files.read(rolloutOf("bot.jsonl"), at);
      const handle = await open(path, "r+");
      await handle.write("XXXXX", long.length / 2);
      await handle.close();
      const more = logText([model("2025-10-15T05:00:00")]);
      appendFileSync(path, more);
      const [file] = (await files.read(rolloutOf("bot.jsonl"), at)).files;
      deepEqual(
        [file?.records, file?.hash],
        [
          51,
          createHash("sha256")
            .update(long + more)
            .digest("hex"),
        ],
      );
    });

    it("begins anew with a log that was replaced, truncated, or rewritten in place", async () => {
      const other = logText([started("2025-10-15T04:40:00", "second"), model("2025-10-15T04:41:00")]);
      const longer = other + other + text + text;
      for (const [how, replace] of Object.entries({
        replaced: (path: string) => renameSync(write("new", longer), path),
        truncated: (path: string) => writeFileSync(path, other),
        rewritten: (path: string) => writeFileSync(path, longer),
      })) {
        const path = write("bot.jsonl", text);
        const files = new EvidenceFiles();
        const rollout = rolloutOf("bot.jsonl");
        await files.read(rollout, at);
        replace(path);
        deepEqual(await files.read(rollout, at), await readEvidence(rollout, at), how);
      }
    });

    it("forgets a log that is gone, and not what a state said before it was", async () => {
      const trade = { order_id: "1978380395906863104", side: "LONG", status: "CLOSED", quantity: 1, entry_price: 100 };
      const times = { entry_time: "2025-10-15T03:00:00", exit_time: "2025-10-15T03:10:00", exit_price: 101 };
      const state = write(
        "state.json",
        JSON.stringify({ trades: [{ ...trade, ...times }], timestamp: "2025-10-15T04:00:00" }),
      );
      const log = write("bot.jsonl", text);
      const files = new EvidenceFiles();
      const rollout = rolloutOf("*.jsonl", { kind: "state", path: "state.json", utcOffset: "+09:00" });
      equal((await files.read(rollout, at)).trades.length, 2);
      rmSync(state);
      equal((await files.read(rollout, at)).trades.length, 2);
      write("state.json", JSON.stringify({ trades: [], timestamp: "2025-10-15T05:00:00" }));
      equal((await files.read(rollout, at)).trades.length, 2);
      rmSync(log);
      equal((await files.read(rollout, at)).trades.length, 0);
    });

    it("takes two readings at once one after the other", async () => {
      write("bot.jsonl", text);
      const files = new EvidenceFiles();
      const rollout = rolloutOf("bot.jsonl");
      const all = await Promise.all([1, 2, 3].map(() => files.read(rollout, at)));
      for (const evidence of all) deepEqual(evidence, all[0]);
      equal(all[0]?.trades.length, 1);
    });

    it("reads a log up to where it was when it was opened, while two bots write to it", async () => {
      const path = write("bot.jsonl", text);
      const files = new EvidenceFiles();
      const rollout = rolloutOf("bot.jsonl");
      let written = 0;
      const writing = setInterval(() => {
        for (const name of ["first", "second"]) {
          appendFileSync(path, logText([model("2025-10-15T05:00:00"), started("2025-10-15T05:01:00", name)]));
          written += 2;
        }
      }, 1);
      for (let round = 0; round < 30; round++) {
        const [file] = (await files.read(rollout, at)).files;
        equal(file?.unreadable, 0);
      }
      clearInterval(writing);
      const last = await files.read(rollout, at);
      equal(last.files[0]?.records, 5 + written);
      deepEqual(last, await readEvidence(rollout, at));
    });

    it("reads a state that is being rewritten when it is whole", async () => {
      const state = { trades: [], timestamp: "2025-10-15T04:30:00", current_balance: 100, initial_balance: 90 };
      const path = write("state.json", "");
      const source: EvidenceSource = { kind: "state", path: "state.json", utcOffset: "+09:00" };
      setTimeout(() => writeFileSync(path, JSON.stringify(state)), 60);
      const [file] = (await readEvidence(rolloutOf(source), at)).files;
      deepEqual([file?.unreadable, file?.size], [0, JSON.stringify(state).length]);
    });
  });
});
