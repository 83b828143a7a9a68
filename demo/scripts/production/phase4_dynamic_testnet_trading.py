#!/usr/bin/env python3
"""Phase 4 testnet bot with dynamic entry thresholds.

Trades a synthetic market, candle by candle: an entry model for each side opens positions; an exit model, the stop, the
target or the clock closes them. The same seed gives the same market, so two runs differ only by their parameters.

    python3 scripts/production/phase4_dynamic_testnet_trading.py --seed 7 --candles 2016
"""

from __future__ import annotations

import argparse
import math
import random
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Deque, Iterator, List, NamedTuple, Optional, Type


class Phase4TestnetConfig:
    """Every number that decides how the bot trades. Read once, when the bot starts."""

    # 🔌 Exchange
    SYMBOL = "BTC-USDT"
    API_KEY = "not-a-real-key-0000-0000"      # 🔑 testnet only; the synthetic exchange takes any key
    INITIAL_BALANCE = 100_000.0               # USDT
    FEE_RATE = 0.0006                         # of the traded value, on each side

    # 🎯 Entry: the probability that a model must reach
    BASE_LONG_ENTRY_THRESHOLD = 0.70          # set by hand: below it, LONG signals were
                                              # mostly noise in the first week
    BASE_SHORT_ENTRY_THRESHOLD = 0.65         # set by hand: SHORT is rarer, so the
                                              # bar is lower

    # 🛡️ Risk, as fractions of the entry price
    STOP_LOSS = 0.01                          # 1.0 %
    TAKE_PROFIT = 0.02                        # 2.0 %
    MAX_HOLD_CANDLES = 4                      # ⏱️ 20 minutes of 5-minute candles

    # 💰 Position size, as fractions of the balance
    BASE_POSITION_PCT = 0.60                  # at the threshold
    MAX_POSITION_PCT = 1.00                   # at certainty; sizes between the two
                                              # grow with the signal's strength

    # 🚪 Exit
    EXIT_THRESHOLD = 0.70                     # the exit model's probability;
                                              # ⚠️ 0.2 to 0.70 was never searched

    # 📊 Dynamic thresholds: more signals than expected raise the bar, fewer lower it
    EXPECTED_SIGNAL_RATE = 0.101              # share of candles with a signal,
                                              # measured on the test set:
                                              # 📉 3,888 candles only
    CANDLES_PER_DAY = 288                     # of 5 minutes
    SIGNALS_PER_DAY = EXPECTED_SIGNAL_RATE * CANDLES_PER_DAY
    LOOKBACK_CANDLES = 144                    # half a day
    ADJUSTMENT_GAIN = 0.10                    # per 100 % of deviation from the expected rate
    MAX_ADJUSTMENT = 0.08                     # either way
    MIN_THRESHOLD = 0.50                      # the adjusted threshold stays
    MAX_THRESHOLD = 0.92                      # between these two


class Candle(NamedTuple):
    """Five minutes of the market, and what the models make of them."""

    index: int
    open: float
    high: float
    low: float
    close: float
    long_probability: float
    short_probability: float

    def exit_probability(self, side: int) -> float:
        """How sure the exit model is that a position of `side` (1 long, -1 short) has run its course."""
        support, opposition = (
            (self.long_probability, self.short_probability)
            if side > 0
            else (self.short_probability, self.long_probability)
        )
        return 0.5 + (opposition - support) / 2


def sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


class SyntheticMarket:
    """A price with bursts of momentum, which the models see through noise.

    Nothing that the bot does moves the market, and price and models draw from streams of their own.
    """

    START = datetime(2025, 10, 15)
    PRICE = 112_000.0
    MOMENTUM_DECAY = 0.9
    BURST_CHANCE = 0.008
    BURST_SIZE = 0.006
    CANDLE_NOISE = 0.003
    PULL = 0.004  # back towards PRICE
    WICK = 0.001
    MODEL_NOISE = 0.0012
    MODEL_GAIN = 620.0
    MODEL_BIAS = 1.6

    def __init__(self, api_key: str, seed: int) -> None:
        if not api_key:
            raise ValueError("the exchange wants an API key")
        self._price_stream = random.Random(f"price {seed}")
        self._model_stream = random.Random(f"model {seed}")

    def candles(self, count: int) -> Iterator[Candle]:
        price, momentum = self.PRICE, 0.0
        for index in range(count):
            momentum = self._next_momentum(momentum)
            opened = price
            pull = self.PULL * math.log(self.PRICE / opened)
            price = opened * math.exp(momentum + pull + self._price_stream.gauss(0, self.CANDLE_NOISE))
            high = max(opened, price) * (1 + abs(self._price_stream.gauss(0, self.WICK)))
            low = min(opened, price) * (1 - abs(self._price_stream.gauss(0, self.WICK)))
            seen = self.MODEL_GAIN * (momentum + self._model_stream.gauss(0, self.MODEL_NOISE))
            yield Candle(
                index, opened, high, low, price, sigmoid(seen - self.MODEL_BIAS), sigmoid(-seen - self.MODEL_BIAS)
            )

    def _next_momentum(self, momentum: float) -> float:
        burst = self._price_stream.random() < self.BURST_CHANCE
        push = self._price_stream.gauss(0, self.BURST_SIZE) if burst else 0.0
        return momentum * self.MOMENTUM_DECAY + push

    def time_of(self, candle: int) -> datetime:
        return self.START + timedelta(minutes=5 * candle)


class DynamicThresholds:
    """Entry thresholds that follow how often signals came of late."""

    def __init__(self, config: Type[Phase4TestnetConfig]) -> None:
        self._config = config
        self._recent: Deque[bool] = deque(maxlen=config.LOOKBACK_CANDLES)
        self.signals = 0

    def observe(self, candle: Candle) -> None:
        """Counts a signal against the base thresholds, so that an adjustment does not feed on itself."""
        signal = (
            candle.long_probability >= self._config.BASE_LONG_ENTRY_THRESHOLD
            or candle.short_probability >= self._config.BASE_SHORT_ENTRY_THRESHOLD
        )
        self._recent.append(signal)
        self.signals += signal

    @property
    def long(self) -> float:
        return self._adjusted(self._config.BASE_LONG_ENTRY_THRESHOLD)

    @property
    def short(self) -> float:
        return self._adjusted(self._config.BASE_SHORT_ENTRY_THRESHOLD)

    def _adjusted(self, base: float) -> float:
        config = self._config
        return clamp(base + self._adjustment(), config.MIN_THRESHOLD, config.MAX_THRESHOLD)

    def _adjustment(self) -> float:
        config = self._config
        if len(self._recent) < config.LOOKBACK_CANDLES:
            return 0.0
        rate = sum(self._recent) / len(self._recent)
        deviation = rate / config.EXPECTED_SIGNAL_RATE - 1
        return clamp(deviation * config.ADJUSTMENT_GAIN, -config.MAX_ADJUSTMENT, config.MAX_ADJUSTMENT)


def clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


@dataclass(frozen=True)
class Position:
    side: int  # 1 long, -1 short
    entry_candle: int
    entry_price: float
    quantity: float
    size: float  # fraction of the balance
    probability: float

    def move(self, price: float) -> float:
        """The price's move in the position's favour, as a fraction of the entry price."""
        return self.side * (price / self.entry_price - 1)

    def price_after(self, move: float) -> float:
        return self.entry_price * (1 + self.side * move)


@dataclass(frozen=True)
class Trade:
    """A closed position."""

    position: Position
    exit_candle: int
    exit_price: float
    reason: str
    net: float  # USDT, after fees


class Bot:
    """Holds at most one position; decides at each candle's close."""

    def __init__(self, config: Type[Phase4TestnetConfig]) -> None:
        self.config = config
        self.thresholds = DynamicThresholds(config)
        self.balance = config.INITIAL_BALANCE
        self.position: Optional[Position] = None
        self.trades: List[Trade] = []

    def on_candle(self, candle: Candle) -> Optional[Trade]:
        """Takes one candle; returns the trade that it closed, if any."""
        self.thresholds.observe(candle)
        if self.position is None:
            self.position = self._entry(candle)
            return None
        trade = self._exit(self.position, candle)
        if trade:
            self.position = None
            self.balance += trade.net
            self.trades.append(trade)
        return trade

    def _entry(self, candle: Candle) -> Optional[Position]:
        long_margin = candle.long_probability - self.thresholds.long
        short_margin = candle.short_probability - self.thresholds.short
        if max(long_margin, short_margin) < 0:
            return None
        if long_margin >= short_margin:
            return self._open(candle, 1, candle.long_probability, self.thresholds.long)
        return self._open(candle, -1, candle.short_probability, self.thresholds.short)

    def _open(self, candle: Candle, side: int, probability: float, threshold: float) -> Position:
        strength = (probability - threshold) / (1 - threshold)
        span = self.config.MAX_POSITION_PCT - self.config.BASE_POSITION_PCT
        size = self.config.BASE_POSITION_PCT + span * strength
        quantity = self.balance * size / candle.close
        return Position(side, candle.index, candle.close, quantity, size, probability)

    def _exit(self, position: Position, candle: Candle) -> Optional[Trade]:
        """The stop comes first: where a candle spans both stop and target, nobody knows which was hit earlier."""
        config = self.config
        worst, best = (candle.low, candle.high) if position.side > 0 else (candle.high, candle.low)
        if position.move(worst) <= -config.STOP_LOSS:
            return self._close(position, candle, position.price_after(-config.STOP_LOSS), "stop loss")
        if position.move(best) >= config.TAKE_PROFIT:
            return self._close(position, candle, position.price_after(config.TAKE_PROFIT), "take profit")
        exit_probability = candle.exit_probability(position.side)
        if exit_probability >= config.EXIT_THRESHOLD:
            return self._close(position, candle, candle.close, f"exit model, prob={exit_probability:.3f}")
        if candle.index - position.entry_candle >= config.MAX_HOLD_CANDLES:
            return self._close(position, candle, candle.close, "max hold")
        return None

    def _close(self, position: Position, candle: Candle, price: float, reason: str) -> Trade:
        gross = position.quantity * position.entry_price * position.move(price)
        fees = position.quantity * (position.entry_price + price) * self.config.FEE_RATE
        return Trade(position, candle.index, price, reason, gross - fees)


def describe(trade: Trade, market: SyntheticMarket) -> str:
    position = trade.position
    side = "LONG " if position.side > 0 else "SHORT"
    return (
        f"{market.time_of(position.entry_candle):%m-%d %H:%M} → {market.time_of(trade.exit_candle):%H:%M}  "
        f"{side} {position.size:6.1%}  {position.entry_price:10.2f} → {trade.exit_price:10.2f}  "
        f"{trade.net:+10.2f}  {trade.reason}"
    )


def summary(bot: Bot, candles: int) -> str:
    config, trades = bot.config, bot.trades
    days = candles / config.CANDLES_PER_DAY
    wins = sum(trade.net > 0 for trade in trades)
    shorts = sum(trade.position.side < 0 for trade in trades)
    result = bot.balance / config.INITIAL_BALANCE - 1
    lines = [
        f"📈 {config.SYMBOL}: {len(trades)} trades in {days:.1f} days, {shorts} of them SHORT",
        f"   signals a day: {bot.thresholds.signals / days:.1f}, expected {config.SIGNALS_PER_DAY:.1f}",
        f"   balance: {bot.balance:.2f} USDT ({result:+.2%})",
    ]
    if trades:
        lines.insert(1, f"   won: {wins / len(trades):.1%}")
    return "\n".join(lines)


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def main() -> None:
    parser = argparse.ArgumentParser(description="Trade a synthetic market, the same for the same seed.")
    parser.add_argument("--seed", type=int, default=7, help="the market to trade (default: %(default)s)")
    parser.add_argument("--candles", type=positive, default=2016, help="how many (default: %(default)s, a week)")
    arguments = parser.parse_args()

    bot = Bot(Phase4TestnetConfig)
    market = SyntheticMarket(bot.config.API_KEY, arguments.seed)
    for candle in market.candles(arguments.candles):
        trade = bot.on_candle(candle)
        if trade:
            print(describe(trade, market))
    print(summary(bot, arguments.candles))


if __name__ == "__main__":
    main()
