#!/usr/bin/env python3
"""Phase 4 testnet bot with dynamic entry thresholds, on a synthetic market. The same seed gives the same market, so two runs
differ only by their parameters. Prints a week at once; --live trades by the clock and writes a log and a state; see --help.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import signal
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Deque, Dict, Iterator, List, NamedTuple, Optional, Type


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

    Nothing that the bot does moves the market, and price and models draw from streams of their own. Once it has turned,
    every fall that the models see is bought back at once; when it turns again, falls go on as before.
    """

    START = datetime(2025, 10, 15)
    PRICE = 112_000.0
    MOMENTUM_DECAY = 0.9
    BURST_CHANCE = 0.02
    BURST_SIZE = 0.006
    CANDLE_NOISE = 0.004
    PULL = 0.004  # back towards PRICE
    WICK = 0.001
    MODEL_NOISE = 0.0011
    MODEL_GAIN = 620.0
    MODEL_BIAS = 1.6

    def __init__(self, api_key: str, seed: int) -> None:
        if not api_key:
            raise ValueError("the exchange wants an API key")
        self._price_stream = random.Random(f"price {seed}")
        self._model_stream = random.Random(f"model {seed}")
        self.turns: List[int] = []

    def candles(self, count: int) -> Iterator[Candle]:
        price, momentum = self.PRICE, 0.0
        for index in range(count):
            momentum = self._next_momentum(momentum)
            opened = price
            pull = self.PULL * math.log(self.PRICE / opened)
            push = abs(momentum) if self._is_turned(index) else momentum
            price = opened * math.exp(push + pull + self._price_stream.gauss(0, self.CANDLE_NOISE))
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

    def _is_turned(self, candle: int) -> bool:
        return sum(turn <= candle for turn in self.turns) % 2 == 1

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


def side_name(position: Position) -> str:
    return "LONG" if position.side > 0 else "SHORT"


def describe(trade: Trade, market: SyntheticMarket) -> str:
    position = trade.position
    return (
        f"{market.time_of(position.entry_candle):%m-%d %H:%M} → {market.time_of(trade.exit_candle):%H:%M}  "
        f"{side_name(position):5} {position.size:6.1%}  {position.entry_price:10.2f} → {trade.exit_price:10.2f}  "
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


STRATEGY = "Phase4_Dynamic_4Model"
CANDLE_SECONDS = 300
SEOUL = timezone(timedelta(hours=9))

ODDITIES = {
    "double-cost": "the log takes the cost off twice: its gross is the net",
    "lost-exit": "every third exit is in no log",
    "emptied-state": "a restart forgets the closed trades of the state",
    "gap": "after forty candles, the bot is down for twenty minutes",
    "utc": "the state has the candle of an entry, and every third exit, in UTC",
}


def seoul(moment: float) -> str:
    """The time in Seoul, without saying so, as all of the bot's records have it."""
    return datetime.fromtimestamp(moment, SEOUL).replace(tzinfo=None).isoformat(timespec="microseconds")


def utc(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, timezone.utc):%Y-%m-%d %H:%M:%S}"


class Files:
    """The files of a live bot, below one folder. What they hold is bounded: the newest records, the newest trades."""

    LOG_BYTES = 8_000_000
    LOGS = 10
    TRADES = 200

    def __init__(self, folder: str) -> None:
        self._logs = os.path.join(folder, "logs")
        self._results = os.path.join(folder, "results")
        os.makedirs(self._logs, exist_ok=True)
        os.makedirs(self._results, exist_ok=True)
        self.state = os.path.join(self._results, "phase4_testnet_trading_state.json")
        self._market = os.path.join(self._results, "market.json")
        self._session = os.path.join(self._results, "session.txt")

    def log_of(self, started: float) -> str:
        """The date in the name is that of the start."""
        day = f"{datetime.fromtimestamp(started, SEOUL):%Y%m%d}"
        return os.path.join(self._logs, f"{STRATEGY}_{day}_structured.jsonl")

    def append(self, path: str, lines: List[str]) -> None:
        if os.path.exists(path) and os.path.getsize(path) > self.LOG_BYTES:
            os.replace(path, f"{path[:-len('.jsonl')]}_{time.time_ns()}.jsonl")
            self._remove_oldest()
        with open(path, "a", encoding="utf-8") as log:
            log.write("".join(f"{line}\n" for line in lines))

    def _remove_oldest(self) -> None:
        names = [name for name in os.listdir(self._logs) if name.startswith(STRATEGY) and name.endswith(".jsonl")]
        paths = sorted((os.path.join(self._logs, name) for name in names), key=os.path.getmtime)
        for path in paths[: -self.LOGS]:
            os.remove(path)

    def read(self, path: str) -> Dict[str, Any]:
        """What a JSON file holds; nothing where it is missing or no object."""
        try:
            with open(path, encoding="utf-8") as file:
                document = json.load(file)
        except (OSError, ValueError):
            return {}
        return document if isinstance(document, dict) else {}

    def write(self, path: str, document: Dict[str, Any]) -> None:
        """As a whole or not at all."""
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            json.dump(document, file, indent=2)
        self._put(path)

    def _put(self, path: str) -> None:
        for _ in range(40):
            try:
                return os.replace(f"{path}.new", path)
            except PermissionError:  # on Windows, while somebody reads it
                time.sleep(0.05)
        os.replace(f"{path}.new", path)

    @property
    def turns(self) -> List[int]:
        """The candles at which the market turns."""
        turns = self.read(self._market).get("turns", [])
        return [turn for turn in turns if isinstance(turn, int)] if isinstance(turns, list) else []

    def turn_market(self) -> bool:
        """Turns the market at the candle after the next one; whether falls are bought back from then on."""
        last = self.read(self.state).get("last_candle", -2)
        turns = [*self.turns, last + 2]
        self.write(self._market, {"turns": turns})
        return len(turns) % 2 == 1

    def take_over(self, session: str) -> None:
        """Asks a bot that runs to stop: the newest session goes on alone."""
        with open(f"{self._session}.new", "w", encoding="utf-8") as file:
            file.write(session)
        self._put(self._session)

    def is_newest(self, session: str) -> bool:
        try:
            with open(self._session, encoding="utf-8") as file:
                return file.read() == session
        except OSError:
            return True

    def lock(self) -> Any:
        """An open file that no other bot holds; OSError while one does."""
        file = open(os.path.join(self._results, "bot.lock"), "a+", encoding="utf-8")
        try:
            try:
                import fcntl
            except ImportError:
                import msvcrt

                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
        return file


class StopSignal:
    """Hears SIGTERM, Ctrl-C and the end of the terminal."""

    def __init__(self) -> None:
        self.is_heard = False
        for number in (signal.SIGTERM, signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGTERM)):
            signal.signal(number, self._hear)

    def _hear(self, *_: Any) -> None:
        self.is_heard = True


class LiveSession:
    """One run of the bot by the clock, from its start to SIGTERM or Ctrl-C, or to the next bot's start."""

    TICK = 0.2  # seconds between two looks at whether it should stop

    def __init__(self, bot: Bot, market: SyntheticMarket, files: Files, options: argparse.Namespace) -> None:
        self._bot = bot
        self._market = market
        self._files = files
        self._left: int = options.candles
        self._oddities = frozenset(options.oddity)
        self._candle_seconds: float = CANDLE_SECONDS / options.speed
        self._started: float = time.time() if options.since is None else options.since
        self._is_late = options.since is not None
        self._session = f"{datetime.fromtimestamp(self._started, SEOUL):%Y%m%d_%H%M%S_%f}"
        self._log = files.log_of(self._started)
        self._lines: List[str] = []
        self._moment = self._started
        self._slot = int(self._started // self._candle_seconds)
        self._stop = StopSignal()
        self._opening_balance = bot.balance
        self._reference: Dict[str, float] = {}
        self._trades: List[Dict[str, Any]] = []
        self._exits = 0

    def run(self) -> None:
        self._files.take_over(self._session)
        lock = self._wait_for_lock()
        if lock:
            with lock:
                self._trade()

    def _must_stop(self) -> bool:
        return self._stop.is_heard or not self._files.is_newest(self._session)

    def _wait_for_lock(self) -> Any:
        while not self._must_stop():
            try:
                return self._files.lock()
            except OSError:
                time.sleep(self.TICK)
        return None

    def _trade(self) -> None:
        first = self._restore()
        self._begin()
        self._market.turns = self._files.turns
        candles = self._market.candles(10**9)
        for candle in candles:
            if candle.index >= first - 1:
                break
            self._bot.thresholds.observe(candle)
        count = 0
        while count < self._left and self._wait_for_candle():
            self._market.turns = self._files.turns
            candle = next(candles)
            count += 1
            if not self._is_down(count):
                self._take(candle, count)
        self._record("INFO", "SYSTEM", "Trading session ended", {})
        self._flush()

    def _restore(self) -> int:
        """Takes over what the state of the run before says; returns the index of the next candle."""
        state = self._files.read(self._files.state)
        try:
            self._bot.balance = float(state["current_balance"])
            self._opening_balance = float(state["initial_balance"])
            self._reference = {name: float(state[name]) for name in ("bh_btc_quantity", "bh_entry_price")}
            self._trades = list(state["trades"])
            if self._trades and self._trades[-1]["status"] == "OPEN":
                self._bot.position = position_of(self._trades[-1])
            first = int(state["last_candle"]) + 1
        except (KeyError, TypeError, ValueError):
            return 0
        if "emptied-state" in self._oddities:
            self._trades = [trade for trade in self._trades if trade["status"] == "OPEN"]
        return first

    def _begin(self) -> None:
        start = {"strategy": STRATEGY, "session_id": self._session, "start_time": seoul(self._started)}
        capital = {"initial_capital": self._bot.balance}
        data = {**capital, "session_metadata": {**start, **capital}}
        self._record("INFO", "SYSTEM", "Trading session started", data)
        self._flush()
        print(f"🚀 session {self._session}: a candle takes {self._candle_seconds:g} s; Ctrl-C ends it", flush=True)

    def _wait_for_candle(self) -> bool:
        """Waits until the next candle is over; false where the bot has to stop before."""
        self._slot += 1
        # A little later than its end: a decision takes a moment, and is of one candle whatever is rounded.
        self._moment = (self._slot + 0.1) * self._candle_seconds
        self._is_late = self._is_late and self._moment < time.time()
        if self._is_late:
            return not self._must_stop()
        while not self._must_stop():
            rest = self._moment - time.time()
            if rest <= 0:
                self._moment = time.time()
                self._slot = int(self._moment // self._candle_seconds)
                return True
            time.sleep(min(rest, self.TICK))
        return False

    def _is_down(self, count: int) -> bool:
        if "gap" not in self._oddities:
            return False
        down_from = 40
        return down_from < count <= down_from + 1200 / self._candle_seconds

    def _take(self, candle: Candle, count: int) -> None:
        was_flat = self._bot.position is None
        self._record("DEBUG", "MARKET", "Market state: Sideways", {"price": candle.close, "regime": "Sideways"})
        thresholds = self._bot.thresholds
        trade = self._bot.on_candle(candle)
        position = self._bot.position
        if was_flat:
            self._signal(candle, position, {"long_threshold": thresholds.long, "short_threshold": thresholds.short})
        if was_flat and position:
            self._enter(position)
        if trade:
            self._leave(trade)
        if count % 12 == 0:
            self._report(candle)
        self._flush()
        self._save(candle)

    def _signal(self, candle: Candle, position: Optional[Position], thresholds: Dict[str, float]) -> None:
        probabilities = {"LONG": candle.long_probability, "SHORT": candle.short_probability}
        for side, probability in probabilities.items():
            data = {"model": f"{side}_Entry_Model", "prediction": "HOLD", "confidence": f"{probability:.4f}"}
            self._record("DEBUG", "MODEL", f"Model: {side}_Entry_Model → HOLD ({probability:.3f})", data)
        direction = side_name(position) if position else "NONE"
        probability = position.probability if position else max(probabilities.values())
        data = {
            "signal_type": "ENTRY",
            "direction": direction,
            "probability": f"{probability:.4f}",
            "price": candle.close,
            "top_features": {
                "long_prob": f"{candle.long_probability:.8f}",
                "short_prob": f"{candle.short_probability:.8f}",
                "regime": "Sideways",
                **thresholds,
            },
        }
        self._record("INFO", "SIGNAL", f"Signal: {direction} @ {probability:.3f}", data)

    def _enter(self, position: Position) -> None:
        side, quantity, price = side_name(position), position.quantity, position.entry_price
        trade = {
            "entry_time": seoul(self._moment),
            "order_id": f"{int(self._moment * 1e6)}",
            "side": side,
            "entry_price": price,
            "entry_candle_idx": position.entry_candle,
            "quantity": quantity,
            "position_size_pct": position.size,
            "position_value": quantity * price,
            "regime": "Sideways",
            "probability": position.probability,
            "status": "OPEN",
        }
        if "utc" in self._oddities:
            trade["entry_candle_time"] = utc(self._moment)
        self._trades = [*self._trades, trade][-Files.TRADES :]
        data = {
            "trade_id": "None",
            "type": "ENTRY",
            "side": side,
            "quantity": quantity,
            "entry_price": price,
            "position_size_pct": position.size * 100,
            "signal_probability": f"{position.probability:.4f}",
            "market_regime": "Sideways",
            "leverage": 1.0,
            "position_value": quantity * price,
        }
        self._record("INFO", "TRADE", f"ENTRY: {side} {quantity:.4f} @ ${price:,.2f}", data)

    def _leave(self, trade: Trade) -> None:
        position = trade.position
        cost = position.quantity * (position.entry_price + trade.exit_price) * self._bot.config.FEE_RATE
        share = position.move(trade.exit_price)
        self._exits += 1
        is_third = self._exits % 3 == 0
        told = self._trades[-1]
        told.update(
            status="CLOSED",
            exit_time=utc(self._moment) if is_third and "utc" in self._oddities else seoul(self._moment),
            exit_price=trade.exit_price,
            exit_reason=trade.reason,
            close_order_id=f"{int(self._moment * 1e6)}",
            pnl_pct=share,
            pnl_usd_gross=trade.net + cost,
            transaction_cost=cost,
            pnl_usd_net=trade.net,
        )
        if not (is_third and "lost-exit" in self._oddities):
            self._log_exit(trade, told, cost if "double-cost" in self._oddities else 0.0)
        print(f"{told['exit_time'][11:19]}  {told['side']:5}  {trade.net:+10.2f}  {trade.reason}", flush=True)

    def _log_exit(self, trade: Trade, told: Dict[str, Any], again: float) -> None:
        net, share = trade.net - again, told["pnl_pct"] * 100
        data = {
            "trade_id": told["order_id"],
            "type": "EXIT",
            "side": told["side"],
            "quantity": told["quantity"],
            "entry_price": told["entry_price"],
            "exit_price": trade.exit_price,
            "pnl_usd_gross": told["pnl_usd_gross"] - again,
            "pnl_usd_net": net,
            "pnl_pct": share,
            "exit_reason": trade.reason,
            "transaction_costs": told["transaction_cost"],
        }
        message = f"EXIT: {told['side']} ${net:.2f} ({share:+.2f}%) - {trade.reason}"
        self._record("WARNING" if net < 0 else "INFO", "TRADE", message, data)

    def _report(self, candle: Candle) -> None:
        balance = self._bot.balance
        position = self._bot.position
        exposure = position.quantity * candle.close if position else 0.0
        data = {"current_exposure_usd": exposure, "exposure_pct": exposure / balance * 100, "leverage": 1.0}
        self._record("INFO", "RISK", f"Risk: Exposure {exposure / balance:.1%} | Leverage 1.0x", data)
        share = (balance / self._opening_balance - 1) * 100
        closed = [trade for trade in self._trades if trade["status"] == "CLOSED"]
        data = {
            "current_capital": balance,
            "initial_capital": self._opening_balance,
            "total_return_pct": share,
            "total_trades": len(closed),
        }
        self._record("INFO", "PERFORMANCE", f"Performance: {share:+.2f}%", data)

    def _save(self, candle: Candle) -> None:
        bot = self._bot
        config = bot.config
        if not self._reference:
            price = candle.close
            self._reference = {"bh_btc_quantity": self._opening_balance / price, "bh_entry_price": price}
        state = {
            "initial_balance": self._opening_balance,
            "current_balance": bot.balance,
            "trades": self._trades,
            "trades_count": len(self._trades),
            "closed_trades": sum(trade["status"] == "CLOSED" for trade in self._trades),
            **self._reference,
            "session_start": seoul(self._started),
            "timestamp": seoul(self._moment),
            "last_candle": candle.index,
            "current_price": candle.close,
            "latest_signals": {
                "entry": {
                    "long_prob": candle.long_probability,
                    "short_prob": candle.short_probability,
                    "long_threshold": bot.thresholds.long,
                    "short_threshold": bot.thresholds.short,
                },
            },
            # What this process runs, whatever has become of its source since it was started.
            "configuration": {
                "base_long_entry_threshold": config.BASE_LONG_ENTRY_THRESHOLD,
                "base_short_entry_threshold": config.BASE_SHORT_ENTRY_THRESHOLD,
                "stop_loss": config.STOP_LOSS,
                "take_profit": config.TAKE_PROFIT,
                "max_hold_candles": config.MAX_HOLD_CANDLES,
                "base_position_pct": config.BASE_POSITION_PCT,
                "max_position_pct": config.MAX_POSITION_PCT,
                "exit_threshold": config.EXIT_THRESHOLD,
                "expected_signal_rate": config.EXPECTED_SIGNAL_RATE,
            },
        }
        self._files.write(self._files.state, state)

    def _record(self, level: str, event_type: str, message: str, data: Dict[str, Any]) -> None:
        at = seoul(self._moment)
        record = {
            "timestamp": at,
            "session_id": self._session,
            "strategy": STRATEGY,
            "level": level,
            "event_type": event_type,
            "message": message,
            "data": {**data, "timestamp": at},
        }
        self._lines.append(json.dumps(record))

    def _flush(self) -> None:
        self._files.append(self._log, self._lines)
        self._lines = []


def position_of(trade: Dict[str, Any]) -> Position:
    """The position that an open trade of a state tells of."""
    return Position(
        1 if trade["side"] == "LONG" else -1,
        int(trade["entry_candle_idx"]),
        float(trade["entry_price"]),
        float(trade["quantity"]),
        float(trade["position_size_pct"]),
        float(trade["probability"]),
    )


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def factor(text: str) -> float:
    number = float(text)
    if not 0 < number <= 100_000:
        raise argparse.ArgumentTypeError("must be above 0, and at most 100000")
    return number


def instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def parse_arguments() -> argparse.Namespace:
    home = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser = argparse.ArgumentParser(description="Trade a synthetic market, the same for the same seed.")
    parser.add_argument("--seed", type=int, default=3, help="the market to trade (default: %(default)s)")
    parser.add_argument("--candles", type=positive, help="how many (default: 2016, a week; with --live, no end)")
    parser.add_argument("--live", action="store_true", help="trade by the clock; stops a bot that already does")
    parser.add_argument("--speed", type=factor, default=1.0, help="how many times faster than a candle in 5 minutes")
    parser.add_argument("--since", type=instant, help="when --live begins, ISO 8601: catches up, then goes on by the clock")
    parser.add_argument("--folder", default=os.path.normpath(home), help="where logs/ and results/ are")
    parser.add_argument("--turn-market", action="store_true", help="turn the market of a bot that runs, then end")
    parser.add_argument(
        "--oddity",
        action="append",
        default=[],
        choices=sorted(ODDITIES),
        help="what real bots write; may be repeated. " + "; ".join(f"{name}: {what}" for name, what in ODDITIES.items()),
    )
    arguments = parser.parse_args()
    if arguments.candles is None:
        arguments.candles = 10**9 if arguments.live else 2016
    return arguments


def main() -> None:
    arguments = parse_arguments()
    bot = Bot(Phase4TestnetConfig)
    market = SyntheticMarket(bot.config.API_KEY, arguments.seed)
    if arguments.turn_market:
        is_turned = Files(arguments.folder).turn_market()
        print("🔄 falls are bought back from now on" if is_turned else "🔄 falls go on again from now on")
        return
    if arguments.live:
        LiveSession(bot, market, Files(arguments.folder), arguments).run()
        return
    for candle in market.candles(arguments.candles):
        trade = bot.on_candle(candle)
        if trade:
            print(describe(trade, market))
    print(summary(bot, arguments.candles))


if __name__ == "__main__":
    main()
