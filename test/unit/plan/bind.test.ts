import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { bindPlan } from "../../../src/core/plan/bind";
import { loadPlan } from "../../../src/core/plan/load";
import { readSource } from "../../../src/core/source";
import { randomFrom } from "../../support/random";

interface Wanted {
  readonly unit?: string;
  readonly baseline?: unknown;
}

/** What binding makes of parameters and a bot: `"EXIT = EXIT_THRESHOLD"` where bound, `"EXIT ? A, B"` where asked. */
function bound(wanted: Readonly<Record<string, Wanted>>, code: string): string[] {
  const names = Object.keys(wanted);
  const document = {
    formatVersion: 1,
    id: "p",
    title: "P",
    files: { bot: { path: "bot.py" } },
    parameters: Object.fromEntries(
      names.map((name) => [
        name,
        { file: "bot", symbol: name, unit: "number", baseline: 0.7, target: 0.603, why: "w", ...wanted[name] },
      ]),
    ),
    phases: [
      {
        id: 1,
        title: "T",
        risk: "low",
        parameters: names,
        window: { hours: 6 },
        criteria: [{ id: "calm", text: "calm", manual: true }],
        rollback: [],
      },
    ],
  };
  const { plan, problems } = loadPlan(JSON.stringify(document), "p.json");
  assert.ok(plan, JSON.stringify(problems));
  const { bound: sure, open } = bindPlan(plan, "bot", readSource("bot.py", code));
  return [
    ...sure.map(({ parameter, symbol }) => `${parameter} = ${symbol}`),
    ...open.map(({ parameter, candidates }) =>
      `${parameter} ? ${candidates.map(({ scope, symbol }) => (scope ? `${scope}.${symbol}` : symbol)).join(", ")}`.trim(),
    ),
  ];
}

function one(name: string, code: string, wanted: Wanted = {}): string {
  const [outcome = ""] = bound({ [name]: wanted }, code);
  return outcome.slice(name.length + 1);
}

/** A parameter, a bot, and what comes of them: "= X" bound, "? X" asked, "?" nothing to ask about. */
type Row = readonly [name: string, code: string, outcome: string, wanted?: Wanted];

const called: readonly Row[] = [
  ["ENTRY_HOUR", "ENTRY_HOUR = 9", "= ENTRY_HOUR", { baseline: 9 }],
  ["EXIT_THRESHOLD", "EXIT_THRESHOLD = 0.70", "= EXIT_THRESHOLD"],
  ["EXIT_THRESHOLD", "exit_threshold = 0.70", "= exit_threshold"],
  ["exitThreshold", "EXIT_THRESHOLD = 0.1", "= EXIT_THRESHOLD"],
  ["EXIT_THRESHOLD", "ExitThreshold = 9.1", "= ExitThreshold"],
  ["LONG_ENTRY_THRESHOLD", "BASE_LONG_ENTRY_THRESHOLD = 0.70", "= BASE_LONG_ENTRY_THRESHOLD"],
  ["STOP_LOSS", "DEFAULT_STOP_LOSS = 0.5", "= DEFAULT_STOP_LOSS"],
  ["BASE_POSITION", "BASE_POSITION_PCT = 0.65", "= BASE_POSITION_PCT"],
  ["BASE_POSITION", "BASE_POSITION_PERCENT = 0.65", "= BASE_POSITION_PERCENT"],
  ["BASE_POSITION", "POSITION = 0.65", "= POSITION"],
  ["STOP_LOSS", "stoploss = 0.02", "= stoploss"],
  ["STOP_LOSS", 'CONFIG = {"stop_loss": 0.02, "take": 1}', '= CONFIG["stop_loss"]'],
  ["STOP_LOSS", 'BOT_CONFIG = {"stop-loss": 0.02}', '= BOT_CONFIG["stop-loss"]'],
  ["BUY_RSI", "buy_rsi = IntParameter(10, 40, default=30)", "= buy_rsi(default)"],
  ["MAX_HOLD", "MAX_HOLD_CANDLES = 4", "= MAX_HOLD_CANDLES", { unit: "5-minute candles" }],
  ["TIMEOUT_SEC", "TIMEOUT_S = 4", "= TIMEOUT_S"],
  ["RISK_PER_TRADE", "class R:\n    risk_per_trade: float = field(default=0.02)", "= risk_per_trade(default)"],
  ["STOP_LOSS", "config = Config(stop_loss=0.02, take_profit=0.7)", "= config(stop_loss)"],
  ["LONG_STOP_LOSS", "config = dict(long=dict(stop_loss=2), short=dict(stop_loss=0.7))", "= config(long)(stop_loss)"],
  ["MAX_HOLD_HRS", "MAX_HOLD_HOURS = 4", "= MAX_HOLD_HOURS"],
];

const asked: readonly Row[] = [
  ["ENTRY_HOUR", "ENTRY_HOURS = 8", "? ENTRY_HOURS", { baseline: 9 }],
  ["EXIT_CANDLES", "EXIT_CANDLE = 4", "? EXIT_CANDLE", { baseline: 4 }],
  // Two are called the same.
  ["STOP_LOSS", "STOP_LOSS = 0.02\nDEFAULT_STOP_LOSS = 0.7", "? STOP_LOSS, DEFAULT_STOP_LOSS"],
  ["STOP_LOSS", 'STOP_LOSS = 0.02\nCONFIG = {"stop_loss": 0.03}', '? STOP_LOSS, CONFIG["stop_loss"]'],
  ["STOP_LOSS", "class A:\n    STOP_LOSS = 0.7\nclass B:\n    STOP_LOSS = 0.02", "? A.STOP_LOSS, B.STOP_LOSS"],
  ["STOP_LOSS", "STOP_LOSS = 0.7\nclass B:\n    STOP_LOSS = 0.02", "? STOP_LOSS, B.STOP_LOSS"],
  ["STOP_LOSS", "STOP_LOSS = float(ENV)\nDEFAULT_STOP_LOSS = 0.7", "? DEFAULT_STOP_LOSS"],
  // Only one has a word.
  ["EXIT_THRESHOLD", "THRESHOLD = 0.70", "? THRESHOLD"],
  ["EXIT_THRESHOLD", "EXIT_LEVEL_THRESHOLD = 0.70", "? EXIT_LEVEL_THRESHOLD"],
  ["STOP_LOSS", "class ShortConfig:\n    STOP_LOSS = 0.7", "? ShortConfig.STOP_LOSS"],
  ["LONG_STOP_LOSS", "class LongConfig:\n    STOP_LOSS = 0.7", "? LongConfig.STOP_LOSS"],
  ["STOP_LOSS", 'LONG = {"stop_loss": 0.7}', '? LONG["stop_loss"]'],
  // Another form.
  ["STOP_LOSS", "SL = 0.70", "? SL"],
  ["MAX_POSITION", "MAX_POSITIONS = 0.70", "? MAX_POSITIONS"],
  ["THRESHOLD_EXIT", "EXIT_THRESHOLD = 0.70", "? EXIT_THRESHOLD"],
  // Another unit, or one that the plan does not say.
  ["MAX_HOLD_CANDLES", "MAX_HOLD_HOURS = 0.7", "? MAX_HOLD_HOURS"],
  ["MAX_HOLD_CANDLES", "MAX_HOLD_CANDLES = 0.7", "? MAX_HOLD_CANDLES", { unit: "hours" }],
  ["MAX_HOLD", "MAX_HOLD_HOURS = 0.7", "? MAX_HOLD_HOURS"],
  ["MAX_HOLD", "MAX_HOLD_MIN = 0.7", "? MAX_HOLD_MIN", { unit: "hours" }],
  ["STOP_LOSS", "STOP_LOSS_PCT = 1.0", "? STOP_LOSS_PCT", { unit: "fraction", baseline: 0.01 }],
  ["STOP_LOSS", "STOP_LOSS_PCT = 0.05", "? STOP_LOSS_PCT", { unit: "fraction", baseline: 0.01 }],
  ["STOP_LOSS_PCT", "STOP_LOSS = 0.01", "? STOP_LOSS", { baseline: 1 }],
  ["STOP_LOSS", "STOP_LOSS = 1.0", "? STOP_LOSS", { baseline: 0.01 }],
  // Another type.
  ["EXIT_THRESHOLD", 'EXIT_THRESHOLD = "0.70"', "? EXIT_THRESHOLD"],
  ["EXIT_THRESHOLD", "EXIT_THRESHOLD = [0.70]", "? EXIT_THRESHOLD"],
  // No one value.
  ["STOP_LOSS", "if LIVE:\n    STOP_LOSS = 0.7\nelse:\n    STOP_LOSS = 0.1", "? STOP_LOSS"],
];

const never: readonly Row[] = [
  ["EXIT_THRESHOLD", "LONG_THRESHOLD = 0.70", "?"],
  ["EXIT_THRESHOLD", "ENTRY_THRESHOLD = 0.70", "?"],
  ["EXIT_THRESHOLD", "LONG_ALLOCATION = 0.70", "?"],
  ["LONG_THRESHOLD", "SHORT_THRESHOLD = 0.70", "?"],
  ["LONG_ENTRY", "LONG_EXIT = 0.70", "?"],
  ["MAX_POSITION", "MIN_POSITION = 0.70", "?"],
  ["MAX_POSITION", "BASE_POSITION = 0.70", "?"],
  ["STOP_LOSS", "TAKE_PROFIT = 0.70", "?"],
  ["STOP_PRICE", "TAKE_PRICE = 0.70", "?"],
  ["BUY_RSI", "SELL_RSI = 0.70", "?"],
  ["EMA_FAST", "EMA_SLOW = 0.70", "?"],
  ["LOW_BAND", "HIGH_BAND = 0.70", "?"],
  ["OPEN_HOUR", "CLOSE_HOUR = 0.70", "?"],
  ["UPPER", "LOWER = 0.70", "?"],
  ["TRADING_START", "TRADING_END = 0.70", "?"],
  ["ENABLE_LONG", "DISABLE_LONG = 0.70", "?"],
  ["EXITTHRESHOLD", "ENTRYTHRESHOLD = 0.70", "?"],
  ["MAKER_FEE", "TAKER_FEE = 0.70", "?"],
  ["EXIT_HOUR", "ENTRY_HOUR = 0.70", "?"],
  ["EXIT_THRESHOLD", 'ENTRY = {"threshold": 0.70}', "?"],
  ["EXIT_THRESHOLD", "class EntryConfig:\n    THRESHOLD = 0.70", "?"],
  ["BTC_STOP_LOSS", "ETH_STOP_LOSS = 0.70", "?"],
  ["TP1", "TP2 = 0.70", "?"],
  ["RSI_14", "RSI_7 = 0.70", "?"],
  ["LONG_STOP_LOSS", "class ShortConfig:\n    STOP_LOSS = 0.70", "?"],
  ["LONG_STOP_LOSS", 'SHORT = {"stop_loss": 0.70}', "?"],
  ["MAX_TRADES_PER_DAY", "MAX_TRADES_PER_WEEK = 0.70", "?"],
  ["API_LIMIT", "API_KEY = 0.70", "?"],
  ["STOP_LOSS", "STOP_LOSS = limit / 2", "?"],
];

describe("binding", () => {
  const rows: [string, readonly Row[]][] = [
    ["binds what is called the same, whatever its value", called],
    ["asks where anything is left to say", asked],
    ["never offers what is called otherwise, however equal its value", never],
  ];
  for (const [title, table] of rows) {
    it(title, () => {
      for (const [name, code, outcome, wanted] of table) {
        assert.equal(one(name, `${code}\n`, wanted), outcome, `${name} in\n${code}`);
      }
    });
  }

  it("gives no constant to two parameters that are called the same", () => {
    const outcome = bound({ POSITION: {}, BASE_POSITION: {} }, "POSITION_PCT = 0.7\n");
    assert.deepEqual(outcome, ["POSITION ? POSITION_PCT", "BASE_POSITION ? POSITION_PCT"]);
  });

  it("gives each parameter the class that has it", () => {
    const code = "class Entry:\n    LONG = 0.7\n    SHORT = 0.6\nclass Exit:\n    THRESHOLD = 0.7\n";
    assert.deepEqual(
      bound({ LONG: {}, SHORT: {}, THRESHOLD: {} }, code),
      ["THRESHOLD ? Exit.THRESHOLD", "LONG ? Entry.LONG", "SHORT ? Entry.SHORT"].sort(),
    );
  });
});

/** Pairs of words that are never meant by one another. */
const opposites =
  "long short|entry exit|min max|stop take|buy sell|high low|open close|upper lower|fast slow|start end|enable disable|maximum minimum|bull bear|loss profit|before after"
    .split("|")
    .map((pair) => pair.split(" ") as [string, string]);
const nouns = "threshold rate position size rsi ema atr period level signal risk hold stake band".split(" ");
const styles: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join("_").toUpperCase(),
  (words) => words.join("_"),
  (words) => words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join(""),
  (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(""),
];

describe("binding of names made at random", () => {
  const random = randomFrom(20251015);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  it("never binds or offers an opposite, in whatever spelling, class or dict, and however equal its value", () => {
    for (let round = 0; round < 150; round++) {
      const [a, b] = pick([opposites, opposites.map(([x, y]) => [y, x] as [string, string])].flat());
      const rest = [pick(nouns), pick(nouns)].slice(0, 1 + (round % 2));
      const at = round % (rest.length + 1);
      const named = (word: string) => [...rest.slice(0, at), word, ...rest.slice(at)];
      const style = pick(styles);
      const opposite = style(named(b));
      const code = [
        `${opposite} = 0.7`,
        `DEFAULT_${opposite} = 0.7`,
        `${opposite}_PCT = 0.7`,
        `CONFIG = {"${opposite}": 0.7, "${b}": {"${rest.join("_")}": 0.7}}`,
        `class ${styles[3]?.([b, "config"])}:`,
        `    ${rest.join("_")} = 0.7`,
        `class Bot:`,
        `    ${opposite} = 0.603`,
      ].join("\n");
      const name = pick(styles)(named(a));
      assert.equal(one(name, `${code}\n`), "?", `${name} in\n${code}`);
    }
  });

  it("is the same in every spelling and with every prefix, and whatever the values", () => {
    for (let round = 0; round < 80; round++) {
      const words = [pick(opposites)[0], pick(nouns), pick(nouns)];
      const other = [pick(opposites)[1], pick(nouns)];
      const symbol = pick(styles)([pick(["base", "default"]), ...words].slice(round % 2));
      const name = pick(styles)(words);
      const outcomes = [0.7, 0.603, 12, -1].map((value) =>
        one(name, `${styles[0]?.(other)} = 0.7\n${symbol} = ${value}\nTIMEOUT = 0.7\n`),
      );
      const [first] = outcomes;
      assert.ok(
        outcomes.every((outcome) => outcome === first),
        `${name} ${symbol}: ${outcomes.join(" | ")}`,
      );
      assert.ok(first?.startsWith(`= ${symbol}`) || first?.includes(","), `${name} ${symbol}: ${first}`);
    }
  });
});
