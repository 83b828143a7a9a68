// The verdict on a phase on the command line: what it says, how it exits, and that no evidence makes a pass of itself.
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { failed } from "../support/bot-log";
import { logPath, threeWins, WatchedDemo } from "../support/watched-demo";

describe("the verdict on a phase", () => {
  let demo: WatchedDemo;
  before(() => {
    demo = new WatchedDemo();
  });
  after(() => demo.remove());

  /** What `phasegate gate --json` gives. */
  function judge(expected: number, ...args: string[]) {
    const { status, stdout, stderr } = demo.phasegate("gate", "--json", ...args);
    assert.equal(status, expected, stderr + stdout);
    return JSON.parse(stdout);
  }

  it("is inconclusive until a person has signed, and says what is missing", () => {
    demo.writeLog(threeWins);
    const state = demo.state();
    const { outcome, look, window, criteria } = judge(4);
    assert.deepEqual([outcome, look, window.trades], ["inconclusive", 1, 3]);
    assert.equal(window.from, demo.instant(10));
    assert.deepEqual(
      criteria.map(({ outcome: { is, how, why } }: { outcome: Record<string, string> }) => `${is} ${how ?? why}`),
      ["pass fact", "inconclusive unsigned", "pass met", "inconclusive unsigned"],
    );
    const { status, stdout } = demo.phasegate("gate");
    assert.equal(status, 4);
    assert.match(demo.output("status"), /^ {2}Gate: Inconclusive at look 1 of 3: trades-execute \(not signed\)/m);
    assert.match(stdout, /not a controlled comparison/);
    assert.match(stdout, /phasegate validate 1 --sign trades-execute=NOTE --sign exit-behavior=NOTE/);
    assert.equal(demo.state(), state);
  });

  it("is told to Prometheus with the same numbers, in its text format", () => {
    demo.writeLog(threeWins);
    const samples = new Map<string, number>();
    const families = new Set<string>();
    let family = "";
    for (const line of demo.phasegate("metrics").stdout.split(/(?<=\n)/)) {
      const begun = /^# (?:HELP (phasegate_[a-z_]+) \S.*|TYPE (phasegate_[a-z_]+) gauge)\n$/.exec(line);
      if (begun?.[1]) assert.ok(!families.has(begun[1]), `${begun[1]} twice`);
      family = begun?.[1] ?? family;
      families.add(family);
      if (begun) assert.equal(begun[1] ?? begun[2], family);
      else {
        const [, sample = "", value = ""] =
          /^(phasegate_[a-z_]+\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+\}) (-?[\d.]+(?:e[+-]\d+)?)\n$/.exec(line) ?? [];
        assert.ok(sample.startsWith(`${family}{plan="v4",`), line);
        assert.ok(!samples.has(sample), line);
        samples.set(sample, Number(value));
      }
    }
    const { criteria, triggers, window } = judge(4);
    const sampleOf = (name: string, labels: string) => samples.get(`phasegate_${name}{plan="v4",${labels}}`);
    assert.equal(sampleOf("window_trades", 'phase="1"'), 3);
    assert.ok(Math.abs((sampleOf("window_hours", 'phase="1"') ?? 0) - window.hours) < 0.1);
    assert.equal(sampleOf("gate", 'phase="1",outcome="inconclusive"'), 1);
    assert.equal(sampleOf("gate", 'phase="1",outcome="pass"'), 0);
    assert.equal(sampleOf("phase_in_effect", 'phase="2"'), 0);
    assert.equal(sampleOf("parameter", 'parameter="EXIT_THRESHOLD",of="source"'), 0.603);
    assert.equal(sampleOf("parameter", 'parameter="EXIT_THRESHOLD",of="baseline"'), 0.7);
    for (const [kind, verdicts] of Object.entries({ criterion: criteria, trigger: triggers })) {
      for (const { criterion, reading, threshold, outcome } of verdicts) {
        const labels = `phase="1",condition="${criterion.id}",kind="${kind}"`;
        assert.equal(sampleOf("condition", labels), reading?.value);
        if (typeof threshold === "number") assert.equal(sampleOf("condition_threshold", labels), threshold);
        assert.equal(sampleOf("condition_outcome", `${labels},outcome="${outcome.is}"`), 1);
      }
    }
  });

  it("passes once it is signed", () => {
    demo.writeLog(threeWins);
    const notes = ["trades-execute", "exit-behavior", "exits-broken"].map((id) => `--sign=${id}=looked at all three`);
    demo.done("validate", "1", "--yes", ...notes);
    const { outcome, signatures } = judge(0);
    assert.equal(outcome, "pass");
    assert.equal(signatures.length, 3);
  });

  it("is the one of any past moment, by the same files", () => {
    demo.writeLog(threeWins);
    const { outcome, look, window, at } = judge(4, "--at", demo.instant(155));
    assert.deepEqual([outcome, look, window.trades, at], ["inconclusive", 0, 2, demo.instant(155)]);
    assert.match(demo.phasegate("gate", "--at", demo.instant(155)).stdout, /1 more trade and .* until the first look/);
  });

  it("fails when a trigger has fired, with its numbers", () => {
    demo.writeLog([
      { opened: 60, closed: 90, exitPrice: 98_900 },
      { opened: 100, closed: 150, exitPrice: 98_800 },
    ]);
    const { outcome, why, triggers } = judge(1, "--at", demo.instant(300));
    assert.deepEqual([outcome, why[0].criterion], ["fail", "first-losses"]);
    // −110 and −120 by the prices, and 0.06 % of each side.
    assert.ok(Math.abs(triggers[0].reading.value - (-230 - 0.0006 * 0.1 * (200_000 + 98_900 + 98_800))) < 0.01);
    assert.match(
      triggers[0].sentence,
      /^Net profit of the first 2 trades −253\.86 USD: the trigger < −200\.00 USD has fired \(since [\d-]+ [\d:]+ UTC\)\. Roll back\.$/,
    );
    assert.equal(judge(4, "--at", demo.instant(120)).outcome, "inconclusive");
  });

  it("fails when the bot reports an error that the plan does not call harmless", () => {
    demo.writeLog(threeWins, [failed(demo.clock(200), "type str doesn't define __round__ method")]);
    assert.ok(
      judge(1, "--at", demo.instant(300)).why.some(({ criterion }: { criterion: string }) => criterion === "errors"),
    );
  });

  it("is an error where the bot has left nothing, or nothing for hours", () => {
    demo.writeEvidence(logPath, "");
    assert.equal(judge(5, "--at", demo.instant(400)).outcome, "error");
    demo.writeLog(threeWins, [], 270);
    const { why } = judge(5, "--at", demo.instant(400));
    assert.ok(why.every(({ outcome }: { outcome: { why: string } }) => outcome.why === "stale"));
  });

  it("is never a pass, and never a crash, whatever stands in the files", () => {
    const broken: readonly (string | Buffer)[] = [
      Buffer.from([0, 255, 254, 0, 13, 10, 0]),
      `${'{"timestamp": "2025'.repeat(2000)}`,
      '[1, 2, {"side": "LONG"}]\n',
      `${"[".repeat(50_000)}\n`,
      '{"timestamp": "NaN", "event_type": "TRADE", "data": {"type": "ENTRY", "quantity": NaN, "entry_price": 1e400}}\n',
    ];
    for (const text of broken) {
      demo.writeEvidence(logPath, text);
      const { status, stderr } = demo.phasegate("gate", "--at", demo.instant(400));
      assert.ok(status === 4 || status === 5, `${status}: ${stderr}`);
    }
  });
});

describe("phasegate evidence", () => {
  let demo: WatchedDemo;
  before(() => {
    demo = new WatchedDemo();
    demo.writeLog([...threeWins, { opened: 300 }]);
  });
  after(() => demo.remove());

  it("gives each trade with its place, what was measured, and what was left out", () => {
    const { trades, metrics, leftOut, running, findings, files } = JSON.parse(
      demo.output("evidence", "--phase", "1", "--json"),
    );
    assert.deepEqual(
      trades.map(({ opened, closed, leftOut: why }: Record<string, string>) => [opened, closed, why]),
      [
        ...threeWins.map(({ opened, closed = 0 }) => [demo.instant(opened), demo.instant(closed), undefined]),
        [demo.instant(300), undefined, "open"],
      ],
    );
    const [first] = trades;
    assert.deepEqual(
      [first.side, first.quantity, first.entry, first.exit, first.netBy],
      ["long", 0.1, 100_000, 101_000, "prices"],
    );
    assert.ok(Math.abs(first.net - (100 - 0.0006 * 0.1 * 201_000)) < 0.005);
    assert.match(first.checkpoint, /^phasegate\/v4\/0001-apply-1$/);
    assert.deepEqual([metrics.netProfit.complete, metrics.winRate.complete], [true, true]);
    assert.deepEqual([metrics.winRate.value, metrics.winRate.n, metrics.winRate.basis], [1, 3, "net"]);
    assert.ok(Math.abs(metrics.netProfit.value - 3 * first.net) < 0.01);
    assert.deepEqual(leftOut, { open: 1 });
    assert.ok(running.some(({ parameter }: { parameter: string }) => parameter === "EXIT_THRESHOLD"));
    assert.deepEqual(
      files.map(({ path }: { path: string }) => path),
      [logPath],
    );
    assert.ok(Array.isArray(findings));
  });

  it("prints the same for people", () => {
    const text = demo.output("evidence", "--phase", "1", "--trades");
    assert.match(text, /Win rate +100 % +3 trades/);
    assert.match(text, /LONG +0\.1 +100,000 → 101,000 +87\.94 /);
    assert.match(text, /Left out\n {2}1 still open/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  });

  it("refuses a phase that is not there, or not in effect", () => {
    demo.refused("phase-unknown", "evidence", "--phase", "9");
    demo.refused("phase-not-watched", "evidence", "--phase", "3");
  });
});
