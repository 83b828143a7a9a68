import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlan } from "../../../src/core/plan/load";

const bot = "demo/scripts/production/phase4_dynamic_testnet_trading.py";
const source = readFileSync(bot, "utf8");

/** What the bot prints: its trades, then a summary. */
function run(text: string, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-bot-"));
  try {
    const file = join(folder, "bot.py");
    writeFileSync(file, text);
    const env = { ...process.env, PYTHONIOENCODING: "utf-8" };
    return execFileSync("python3", [file, ...options], { encoding: "utf8", env });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function trades(output: string): string[] {
  return output.split("\n").filter((line) => /^\d\d-\d\d /.test(line));
}

/** The source with another value for a name of the configuration, which must stand there once. */
function withValue(name: string, value: number): string {
  const assignment = new RegExp(`^(    ${name} = )[0-9._]+`, "gm");
  assert.equal(source.match(assignment)?.length, 1, name);
  return source.replace(assignment, `$1${value}`);
}

describe("the demo's bot", () => {
  const { plan } = loadPlan(readFileSync("demo/v4.phaseplan.json", "utf8"), "demo/v4.phaseplan.json");
  const parameters = Object.entries(plan?.parameters ?? {});
  let baseline: string;
  before(() => {
    baseline = run(source);
  });

  it("trades on both sides and leaves by each of its four exits", () => {
    const all = trades(baseline).join("\n");
    for (const word of ["LONG", "SHORT", "take profit", "stop loss", "max hold"]) assert.ok(all.includes(word), word);
    assert.ok(run(source, "--seed", "2").includes("exit model"));
  });

  it("does the same again for the same seed, and something else for another", () => {
    assert.equal(run(source), baseline);
    assert.notDeepEqual(trades(run(source, "--seed", "8")), trades(baseline));
  });

  it("trades a longer market as it traded the beginning of it", () => {
    const week = trades(baseline);
    assert.deepEqual(trades(run(source, "--candles", "4032")).slice(0, week.length), week);
  });

  it("starts at the plan's baseline", () => {
    assert.equal(parameters.length, 9);
    for (const [name, { symbol, baseline: value }] of parameters) {
      const found = new RegExp(`^    ${symbol} = ([0-9._]+)`, "m").exec(source)?.[1];
      assert.equal(Number(found), value, name);
    }
  });

  for (const [name, { symbol, baseline: value, target }] of parameters) {
    it(`trades otherwise when ${name} is another`, () => {
      // The one parameter that the plan keeps is moved by a candle instead.
      const other = target === value ? Number(value) - 1 : Number(target);
      assert.notDeepEqual(trades(run(withValue(symbol, other))), trades(baseline));
    });
  }

  it("would be clipped by a higher minimum at the target alone", () => {
    const clipped = (text: string) => text.replace("MIN_THRESHOLD = 0.50", "MIN_THRESHOLD = 0.55");
    assert.notEqual(clipped(source), source);
    assert.equal(run(clipped(source)), baseline);
    const target = withValue("BASE_SHORT_ENTRY_THRESHOLD", 0.505);
    assert.notDeepEqual(trades(run(clipped(target))), trades(run(target)));
  });

  it("never prints its key", () => {
    const key = /API_KEY = "([^"]+)"/.exec(source)?.[1];
    assert.ok(key);
    assert.ok(!baseline.includes(key));
  });
});
