/** Numbers in [0, 1) that are the same on every run. */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Python source of `lines` lines in the shape of a real bot: a block of parameters, then long classes of methods. */
export function botText(lines: number, seed = 1): string {
  const random = sequence(seed);
  const text = [...HEADER, ...CONFIG];
  for (let part = 0; text.length < lines; part++) {
    if (part % 25 === 0) text.push(...classLines(part, random));
    text.push(...methodLines(part, random));
  }
  // Comments fill what is left, so that no method is cut off.
  const whole = text.slice(0, text.lastIndexOf("", lines - 2) + 1);
  return `${[...whole, ...Array<string>(lines - whole.length).fill("# …")].join("\n")}\n`;
}

const HEADER = [
  '"""Trades one pair on a testnet with two models and a dynamic threshold."""',
  "import json",
  "import logging",
  "import os",
  "from datetime import datetime, timedelta",
  "from pathlib import Path",
  "",
  "import numpy as np",
  "",
  'logger = logging.getLogger("bot")',
  "PROJECT_ROOT = Path(__file__).parent.parent",
  'MODELS_DIR = PROJECT_ROOT / "models"',
  'API_KEY = os.getenv("API_KEY", "")',
  "",
];

const CONFIG = [
  "class Config:",
  '    """📊 What the optimizer has found, and what it has not."""',
  '    SYMBOL = "BTC-USDT"',
  "    BASE_LONG_ENTRY_THRESHOLD = 0.70    # Was: 0.65",
  "                                        # raised after the second week",
  "    BASE_SHORT_ENTRY_THRESHOLD = 0.65   # ✅ validated",
  "    STOP_LOSS = 0.01          # 1.0%",
  "    TAKE_PROFIT = 0.02        # 2.0%",
  "    MAX_HOLDING_HOURS = 4",
  "    BASE_POSITION_PCT = 0.65",
  "    MAX_POSITION_PCT = 0.95",
  "    EXPECTED_SIGNAL_RATE = 0.101   # ❌ too high",
  "    EXIT_THRESHOLD = 0.70",
  "    MIN_THRESHOLD = .55",
  "    LOOKBACK_CANDLES = 500",
  "    LOOKBACK_HOURS = LOOKBACK_CANDLES * 5 / 60",
  '    MINIMAL_ROI = {"40": 0.0, "30": 0.01, "20": 0.02, "0": 0.04}',
  "    RETRY_DELAYS = (1, 2, 5)",
  "",
];

function classLines(part: number, random: () => number): string[] {
  return [
    "",
    `class Strategy${part}:`,
    `    """Decides for market ${part}, on closed candles only."""`,
    `    WINDOW = ${Math.floor(random() * 100)}`,
    `    WEIGHTS = [0.${part}, ${random().toFixed(3)}, 1e-${(part % 7) + 1}]`,
    `    NAME = "strategy-${part}"`,
    "",
    "    def __init__(self, config=None):",
    "        self.config = config or Config",
    "        self.trades = []",
    "",
  ];
}

function methodLines(part: number, random: () => number): string[] {
  const limit = random().toFixed(4);
  return [
    `    def step_${part}(self, frame, now, *, force=False):`,
    `        """One candle: it's read, scored and, if it is good enough, acted upon (see step ${part})."""`,
    `        probability = float(self.model.predict(frame[["open", "high", "low", "close"]])[${part % 9}])`,
    `        threshold = max(self.config.MIN_THRESHOLD, ${limit} + self.config.BASE_LONG_ENTRY_THRESHOLD * 0.5)`,
    "        if probability < threshold and not force:  # nothing to do",
    `            logger.info(f"⏳ waiting: {probability:.3f} < {threshold:.3f} ({now:%H:%M})")`,
    "            return None",
    "        quantity = min(",
    "            self.balance * Config.BASE_POSITION_PCT / frame.close.iloc[-1],",
    `            self.limits.get("quantity", ${part}.5),`,
    "        )",
    "        order = {",
    `            "side": 'LONG' if probability > 0.5 else 'SHORT',`,
    `            "quantity": round(quantity, 6), "reason": "score {}".format(probability),`,
    "        }",
    "        try:",
    "            self.trades.append(self.client.place(order, timeout=10))",
    "        except (OSError, ValueError) as error:",
    `            logger.error("order %s failed: %s", order["side"], error)`,
    "            raise",
    "        for trade in self.trades:",
    `            if trade.age > timedelta(hours=self.config.MAX_HOLDING_HOURS) and trade.pnl < ${limit}:`,
    "                self.close(trade)",
    "        return order",
    "",
  ];
}
