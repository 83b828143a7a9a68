import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPlan } from "../../../src/core/plan/load";
import { until } from "../../support/until";

const bot = "demo/scripts/production/phase4_dynamic_testnet_trading.py";
const source = readFileSync(bot, "utf8");

const utf8 = { ...process.env, PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1" };

/** What a Python program prints. */
function python(program: string, ...args: string[]): string {
  return execFileSync("python3", ["-c", program, ...args], { encoding: "utf8", env: utf8 });
}

const runBot = "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')";

/** Python that has the bot of its first argument as `bot`. */
const importBot = `import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("bot", sys.argv[1])
bot = sys.modules["bot"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bot)`;

/** What the bot prints: its trades, then a summary. */
function run(text: string, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-bot-"));
  try {
    const file = join(folder, "bot.py");
    writeFileSync(file, text);
    return execFileSync("python3", [file, ...options], { encoding: "utf8", env: utf8 });
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
    const words = ["LONG", "SHORT", "take profit", "stop loss", "max hold", "exit model"];
    for (const word of words) assert.ok(all.includes(word), word);
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

  it("is read by Python 3.8", () => {
    python("import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read(), feature_version=(3, 8))", bot);
  });

  it("is helped by a lower bar for SHORT trades where falls go on, and harmed where they are bought back", () => {
    const totals = python(
      `${importBot}
def total(short, turns):
    config = type("Config", (bot.Phase4TestnetConfig,), {"BASE_SHORT_ENTRY_THRESHOLD": short})
    result = 0
    for seed in range(12):
        market, trader = bot.SyntheticMarket("key", seed), bot.Bot(config)
        market.turns = turns
        for candle in market.candles(2016):
            trader.on_candle(candle)
        result += sum(trade.net / trade.position.quantity for trade in trader.trades)
    return result
print(json.dumps([[total(short, turns) for short in (0.65, 0.505)] for turns in ([], [0])]))`,
      bot,
    );
    const [[before, after], [turnedBefore, turnedAfter]] = JSON.parse(totals);
    assert.ok(after > before, totals);
    assert.ok(turnedAfter < turnedBefore, totals);
  });

  it("never prints its key", () => {
    const key = /API_KEY = "([^"]+)"/.exec(source)?.[1];
    assert.ok(key);
    assert.ok(!baseline.includes(key));
  });
});

describe("the demo's bot by the clock", function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "phasegate-live-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const state = () => JSON.parse(readFileSync(join(folder, "results/phase4_testnet_trading_state.json"), "utf8"));
  const records = () => {
    const logs = readdirSync(join(folder, "logs")).sort();
    const lines = logs.flatMap((log) =>
      readFileSync(join(folder, "logs", log), "utf8")
        .trimEnd()
        .split("\n"),
    );
    return lines.map((line) => JSON.parse(line));
  };
  const exits = () => records().filter(({ data }) => data.type === "EXIT");
  const closed = () => state().trades.filter(({ status }: { status: string }) => status === "CLOSED");
  /** So many candles of 0.6 s, that many minutes ago. */
  const trade = (minutesAgo: number, candles: number, ...options: string[]) => {
    const since = new Date(Date.now() - minutesAgo * 60_000).toISOString().replace("Z", "+00:00");
    const live = ["--live", "--speed", "500", "--since", since, "--candles", String(candles)];
    return python(runBot, bot, "--folder", folder, ...live, ...options);
  };

  it("writes a log and a state that tell the same trades, and says what it runs", () => {
    trade(5, 400);
    const told = closed();
    assert.ok(told.length > 3);
    assert.deepEqual(
      exits().map(({ data }) => [data.side, data.entry_price, data.exit_price, data.pnl_usd_net]),
      told.map((each: Record<string, unknown>) => [
        each["side"],
        each["entry_price"],
        each["exit_price"],
        each["pnl_usd_net"],
      ]),
    );
    const [first] = records();
    assert.equal(first.message, "Trading session started");
    assert.equal(state().session_start, first.timestamp);
    assert.equal(state().configuration.exit_threshold, 0.7);
  });

  it("goes on with its market, balance and position after a restart, as without one", () => {
    trade(20, 600);
    const whole = state();
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    for (const candles of [217, 383]) trade(20, candles);
    for (const name of ["last_candle", "current_price", "current_balance", "trades_count"]) {
      assert.equal(state()[name], whole[name], name);
    }
  });

  it("takes the cost off twice in the log alone, on request", () => {
    trade(5, 400, "--oddity", "double-cost");
    const net = closed().map(({ pnl_usd_net }: { pnl_usd_net: number }) => pnl_usd_net.toFixed(4));
    assert.deepEqual(
      exits().map(({ data }) => data.pnl_usd_gross.toFixed(4)),
      net,
    );
    for (const { data } of exits()) assert.ok(data.pnl_usd_net < data.pnl_usd_gross - data.transaction_costs / 2);
  });

  it("leaves every third exit out of the log, on request", () => {
    trade(5, 400, "--oddity", "lost-exit");
    assert.equal(exits().length, closed().length - Math.floor(closed().length / 3));
  });

  it("forgets its closed trades at a restart, and not its balance, on request", () => {
    trade(15, 400);
    const before = state();
    trade(5, 1, "--oddity", "emptied-state");
    assert.equal(closed().length, 0);
    assert.equal(state().current_balance, before.current_balance);
  });

  it("is down for twenty minutes, on request", () => {
    trade(30, 2100, "--oddity", "gap");
    const times = records().map(({ timestamp }) => Date.parse(`${timestamp}Z`));
    const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    assert.equal(Math.round(Math.max(...gaps) / 60_000), 20);
  });

  it("has UTC beside the time of Seoul, on request", () => {
    trade(5, 400, "--oddity", "utc");
    const hours = (from: string, to: string) =>
      (Date.parse(`${from.replace(" ", "T")}Z`) - Date.parse(`${to}Z`)) / 3_600_000;
    for (const { entry_candle_time, entry_time } of closed()) {
      assert.equal(Math.round(hours(entry_candle_time, entry_time)), -9);
    }
    const [first, , third] = closed();
    assert.equal(Math.round(hours(first.exit_time, first.entry_time)), 0);
    assert.equal(Math.round(hours(third.exit_time, third.entry_time)), -9);
  });

  it("keeps a bounded log and a bounded state", () => {
    const since = String((Date.now() - 3_600_000) / 1000);
    python(
      `${importBot}
bot.Files.LOG_BYTES, bot.Files.LOGS, bot.Files.TRADES = 50_000, 3, 5
sys.argv = [sys.argv[1], "--folder", sys.argv[2], "--live", "--speed", "500", "--candles", "1500", "--since"]
sys.argv.append(bot.datetime.fromtimestamp(${since}).isoformat())
bot.main()`,
      bot,
      folder,
    );
    const logs = readdirSync(join(folder, "logs"));
    assert.ok(logs.length <= 4, logs.join());
    for (const log of logs) assert.ok(readFileSync(join(folder, "logs", log)).length < 60_000, log);
    assert.equal(state().trades.length, 5);
    assert.equal(state().trades_count, 5);
  });

  it("ends at once when the next one is started, and on SIGTERM, with all that it wrote whole", async () => {
    const start = () => {
      const child = spawn("python3", [bot, "--folder", folder, "--live", "--speed", "5000"], {
        env: utf8,
        stdio: "ignore",
      });
      const ended = once(child, "exit").then(([code]) => code);
      after(() => child.kill("SIGKILL"));
      return { child, ended };
    };
    const sessions = () => records().filter(({ message }) => message === "Trading session started").length;
    const first = start();
    await until("the first one's state", () => existsSync(join(folder, "results/phase4_testnet_trading_state.json")));
    const second = start();
    assert.equal(await first.ended, 0);
    await until("the second one's session", () => sessions() === 2);
    second.child.kill("SIGTERM");
    assert.equal(await second.ended, 0);
    assert.equal(records().at(-1).message, "Trading session ended");
    assert.equal(
      state().session_start,
      records().findLast(({ message }) => message === "Trading session started").timestamp,
    );
  });
});
