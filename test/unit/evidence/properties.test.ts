// What holds for evidence whatever the files told, tried on seeded random reports.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EvidenceCollector } from "../../../src/core/evidence/collector";
import type { Evidence } from "../../../src/core/evidence/evidence";
import type { Report } from "../../../src/core/evidence/report";
import { describe as sentenceOf } from "../../../src/messages/problems";
import { at, contextOf, settings, type Told } from "../../support/evidence";
import { randomFrom } from "../../support/random";

type Random = () => number;

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

/** Absent now and then, and now and then odd. */
function maybe<T>(random: Random, name: string, usual: () => T, odd: readonly T[] = []): Record<string, T> {
  const chance = random();
  if (chance < 0.15) return {};
  return { [name]: chance < 0.2 && odd.length > 0 ? pick(random, odd) : usual() };
}

const oddNumbers = [0, -1, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER];
const oddTimes = [0, -1, 8.64e15, -8.64e15];

function randomTrade(random: Random, file: number, offset: number): Report {
  const opened = at("08:00") + Math.floor(random() * 12) * 900_000;
  const price = () => pick(random, [100_000, 100_500, 101_000]);
  return {
    kind: "trade",
    origin: { file, offset },
    source: pick(random, ["state", "log", "trades"]),
    stage: pick(random, ["entry", "exit", "open", "closed"]),
    ...maybe(random, "id", () => pick(random, ["1", "2", "3"])),
    ...maybe(random, "side", () => pick(random, ["long", "short"])),
    ...maybe(random, "opened", () => opened, oddTimes),
    ...maybe(random, "closed", () => opened + Math.floor(random() * 4) * 600_000, oddTimes),
    ...maybe(random, "quantity", () => pick(random, [0.5, 0.6]), oddNumbers),
    ...maybe(random, "entry", price, oddNumbers),
    ...maybe(random, "exit", price, oddNumbers),
    ...maybe(random, "costs", () => random() * 100, oddNumbers),
    ...maybe(random, "gross", () => random() * 900 - 450, oddNumbers),
    ...maybe(random, "net", () => random() * 900 - 450, oddNumbers),
    ...maybe(random, "share", () => random() - 0.5, oddNumbers),
    ...maybe(random, "leverage", () => 4, oddNumbers),
    ...maybe(random, "equity", () => 100_000, oddNumbers),
    ...maybe(random, "positionShare", () => 0.65, oddNumbers),
    ...(random() < 0.1 && { manual: true }),
    ...(random() < 0.1 && { synced: true }),
    ...(random() < 0.05 && { unusable: ["exit"] }),
  } as Report;
}

function randomEvent(random: Random, file: number, offset: number): Report {
  const time = random() < 0.05 ? pick(random, oddTimes) : at("08:00") + Math.floor(random() * 400) * 60_000;
  const origin = { file, offset };
  const process = maybe(random, "process", () => pick(random, ["a", "b", "c"]));
  return pick<Report>(random, [
    { kind: "beat", at: time, ...process },
    { kind: "start", at: time, ...process, origin },
    { kind: "candle", at: time, signal: random() < 0.1 },
    { kind: "error", at: time, cause: pick(random, ["x", "y"]), text: "x", origin },
    { kind: "balance", at: time, equity: pick(random, [100_000, 99_000, ...oddNumbers]), origin },
    {
      kind: "configuration",
      at: time,
      ...process,
      values: { EXIT_THRESHOLD: pick(random, [0.7, 0.603, 0.5]) },
      origin,
    },
    { kind: "unreadable", origin, why: "not-json" },
  ] as Report[]);
}

/** Three files, one of each source, with a few dozen reports each. */
function randomFiles(seed: number): Told[] {
  const random = randomFrom(seed);
  return settings.sources.map((source, file) => ({
    source,
    reports: Array.from({ length: 10 + Math.floor(random() * 40) }, (_, i) =>
      random() < 0.5 ? randomTrade(random, file, i * 100) : randomEvent(random, file, i * 100),
    ),
  }));
}

/** The reports of `files` in the order that `order` brings them into. */
function collected(files: readonly Told[], order: (reports: [number, Report][]) => [number, Report][]): Evidence {
  const collector = new EvidenceCollector(settings);
  const reports = files.flatMap(({ reports }, file) => reports.map((report): [number, Report] => [file, report]));
  for (const [file, report] of order(reports)) collector.take(file, file, report);
  return collector.evidence({ ...contextOf(files), at: at("18:00") });
}

const seeds = Array.from({ length: 150 }, (_, seed) => seed);

const plain = (evidence: Evidence): unknown => JSON.parse(JSON.stringify(evidence));

function everyNumber(value: unknown, check: (number: number) => void): void {
  if (typeof value === "number") check(value);
  else if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) everyNumber(each, check);
}

describe("evidence of random reports", () => {
  it("is always made, every number of it finite and every finding a sentence", () => {
    for (const seed of seeds) {
      const evidence = collected(randomFiles(seed), (reports) => reports);
      everyNumber(evidence, (number) => assert.ok(Number.isFinite(number), `seed ${seed}: ${number}`));
      for (const finding of evidence.findings) {
        assert.doesNotMatch(sentenceOf(finding), /undefined|NaN|Infinity|\{\d\}/, `seed ${seed}: ${finding.code}`);
      }
    }
  });

  it("does not depend on which file is read first, or on how their reports are woven", () => {
    for (const seed of seeds) {
      const files = randomFiles(seed);
      const random = randomFrom(seed + 1);
      const inOrder = collected(files, (reports) => reports);
      const reversed = collected(files, (reports) =>
        [2, 1, 0].flatMap((file) => reports.filter(([of]) => of === file)),
      );
      const woven = collected(files, (reports) => {
        const queues = [0, 1, 2].map((file) => reports.filter(([of]) => of === file));
        const taken: [number, Report][] = [];
        while (taken.length < reports.length) taken.push(...pick(random, queues).splice(0, 1));
        return taken;
      });
      assert.deepEqual(plain(reversed), plain(inOrder), `seed ${seed}`);
      assert.deepEqual(plain(woven), plain(inOrder), `seed ${seed}`);
    }
  });

  it("has each trade once, in the order of their opening, and says what it leaves out", () => {
    for (const seed of seeds) {
      const { trades } = collected(randomFiles(seed), (reports) => reports);
      assert.ok(trades.every(({ opened }, i) => opened >= (trades[i - 1]?.opened ?? opened)));
      for (const { leftOut, closed, net, netBy, quantity, entry } of trades) {
        if (leftOut === undefined) assert.ok(closed !== undefined && net !== undefined);
        if (leftOut === undefined && netBy === "prices") assert.ok(quantity > 0 && entry > 0);
        if (leftOut === "open") assert.equal(closed, undefined);
      }
    }
  });
});

describe("evidence that is told twice", () => {
  it("changes nothing but the number of duplicates", () => {
    for (const seed of seeds) {
      const files = randomFiles(seed).map((file) => ({
        ...file,
        // An open trade may be told as often as a state is read; of a log, pairs that cross are told apart by chance.
        reports: file.reports.filter((report) => report.kind !== "trade" || report.stage === "closed"),
      }));
      const once = collected(files, (reports) => reports);
      const twice = collected(files, (reports) => [...reports, ...reports]);
      const counted = ({ trades }: Evidence) => trades.filter(({ leftOut }) => leftOut !== "duplicate");
      const said = ({ findings }: Evidence) => findings.filter(({ code }) => code !== "evidence-unreadable");
      assert.deepEqual(
        plain({ ...twice, trades: counted(twice), findings: said(twice) }),
        plain({ ...once, trades: counted(once), findings: said(once) }),
        `seed ${seed}`,
      );
    }
  });
});
