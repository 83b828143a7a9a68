"""The metrics of a window, reckoned anew: exact fractions where the value is one, numerical integrals for the chances.

Reads {"condition", "sample", "at", "chances", "evidence"} from standard input, one JSON line each, and answers with the value
and, where asked to, with its interval, the chances of values at least as high and as low where the true one is "at", and
ln of the largest evidence.
"""

import json
import math
import sys
from fractions import Fraction
from statistics import NormalDist, mean, stdev

HOUR = 3_600_000
WEEK = 168


def integral(function, low, high, parts=400):
    if high <= low:
        return 0.0
    step = (high - low) / parts
    total = function(low) + function(high)
    for index in range(1, parts):
        total += function(low + index * step) * (4 if index % 2 else 2)
    return total * step / 3


def solve(increasing, target, low, high):
    for _ in range(45):
        middle = (low + high) / 2
        if increasing(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


# With t = sqrt(v) * tan(angle), Student's density is a power of the cosine.
def t_tail(t, freedom):
    if t < 0:
        return 1 - t_tail(-t, freedom)
    angle = math.atan(t / math.sqrt(freedom))
    density = lambda x: max(math.cos(x), 0) ** (freedom - 1)
    return integral(density, angle, math.pi / 2) / (2 * integral(density, 0, math.pi / 2))


def t_quantile(probability, freedom):
    angle = solve(lambda x: 1 - t_tail(math.tan(x) * math.sqrt(freedom), freedom), probability, 0, math.pi / 2 - 1e-12)
    return math.tan(angle) * math.sqrt(freedom)


# Gamma and beta integrals over the logarithm and the logit, in which they have no poles.
def gamma_part(shape, low, high):
    """Of a gamma distribution with mean `shape`: the part between two values."""
    peak = math.log(shape)
    width = 12 / math.sqrt(shape) + (40 / shape if shape < 30 else 0)
    start = max(math.log(low) if low > 0 else -math.inf, peak - width)
    end = min(math.log(high) if high > 0 else -math.inf, peak + 12 / math.sqrt(shape))
    return integral(lambda u: math.exp(shape * u - math.exp(u) - math.lgamma(shape)), start, end, 1500)


def ln_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def beta_density(a, b):
    """Over the logit u of the chance."""
    return lambda u: math.exp(-a * math.log1p(math.exp(-u)) - b * math.log1p(math.exp(u)) - ln_beta(a, b))


def logit(chance):
    return math.log(chance) - math.log1p(-chance)


def beta_part(a, b, low, high):
    """Of a beta distribution: the part between two chances."""
    start = max(logit(low) if low > 0 else -math.inf, -40 / a - 20)
    end = min(logit(high) if high < 1 else math.inf, 40 / b + 20)
    return integral(beta_density(a, b), start, end, 2000)


# The trades.
def selected(trades, selection):
    first = selection.get("first")
    among = trades if first is None else trades[:first]
    return [
        trade
        for trade in among
        if selection.get("side") in (None, trade["side"]) and selection.get("exit") in (None, trade.get("reason"))
    ]


def result(trade, basis):
    value = trade.get(basis)
    return None if value is None else Fraction(value)


def position(trade):
    return Fraction(trade["quantity"]) * Fraction(trade["entry"])


def known(values):
    return [value for value in values if value is not None]


def on_position(trade, basis):
    value = result(trade, basis)
    return None if value is None or position(trade) <= 0 else value / position(trade)


def on_equity(trade, basis, start):
    value = result(trade, basis)
    equity = trade.get("equity", start)
    return None if value is None or equity is None or equity <= 0 else value / Fraction(equity)


def size(trade):
    if trade.get("positionShare") is not None:
        return Fraction(trade["positionShare"])
    if trade.get("equity") is None or trade["equity"] <= 0:
        return None
    return position(trade) / (Fraction(trade.get("leverage", 1)) * Fraction(trade["equity"]))


def seconds_within(spans, start, end):
    return sum(max(min(span["to"], end) - max(span["from"], start), 0) for span in spans)


class Window:
    def __init__(self, condition, sample, at, chances):
        self.sample, self.at, self.chances = sample, at, chances
        self.selection = condition.get("trades", {})
        self.basis = condition.get("basis", "net")
        self.scale = condition.get("scale", "trade")
        self.trades = selected(sample["trades"], self.selection)
        self.account = selected(sample["account"], self.selection)
        self.level = sample["level"]
        self.hours = Fraction(seconds_within(sample["observed"], -math.inf, math.inf)) / HOUR
        start = sample.get("startEquity")
        if start is None and sample["account"]:
            start = sample["account"][0].get("equity")
        self.start = start if start is not None and start > 0 else None
        count = len(sample["trades"])
        self.unbiased = Fraction(count - 1, count) if sample["endedByTrade"] and count else Fraction(1)

    # Shares
    def winRate(self):
        return self.share([value > 0 for value in known(result(trade, self.basis) for trade in self.trades)], self.sample["designEffect"], self.sample["planned"]["trades"])

    def tradeShare(self):
        among = self.sample["trades"][: self.selection.get("first")]
        return self.share([any(trade is one for one in self.trades) for trade in among], 1, self.sample["planned"]["trades"])

    def signalRate(self):
        signals = [candle["signal"] for candle in self.sample["candles"]]
        if sum(signals) < len(self.sample["trades"]) + len(self.sample["open"]):
            return {"n": len(signals)}
        runs = [len(run) for run in "".join("x" if signal else " " for signal in signals).split()]
        return self.share(signals, mean(runs) if runs else 1, self.sample["planned"]["candles"])

    def share(self, outcomes, effect, planned):
        n = len(outcomes)
        if n == 0:
            return {"n": 0}
        count = sum(outcomes)
        wins, trials = count / effect, n / effect
        z = NormalDist().inv_cdf((1 + self.level) / 2)
        root = z * math.sqrt(z * z + 4 * wins * (1 - wins / trials))
        interval = [(2 * wins + z * z - root) / (2 * (trials + z * z)), (2 * wins + z * z + root) / (2 * (trials + z * z))]
        answer = {"value": Fraction(count, n), "n": n, "interval": interval}
        if self.chances and 0 < self.at < 1:
            answer["above"] = beta_part(wins, trials - wins + 1, 0, self.at) if wins else 1
            answer["below"] = beta_part(trials - wins, wins + 1, 0, 1 - self.at) if wins < trials else 1
            answer["evidence"] = lambda: {
                "above": self.largest_share(self.at, outcomes, effect, planned),
                "below": self.largest_share(1 - self.at, [not outcome for outcome in outcomes], effect, planned),
            }
        return answer

    def largest_share(self, chance, outcomes, effect, planned):
        variance, spread = chance * (1 - chance), -2 * math.log(0.1)
        weight = max(variance * planned / (spread + math.log(1 + spread)) - variance, variance / 1000)
        losses, wins = weight / chance, weight / (1 - chance)
        prior = beta_part(wins, losses, chance, 1)
        largest = 0
        for n in range(1, len(outcomes) + 1):
            won, lost = sum(outcomes[:n]) / effect, (n - sum(outcomes[:n])) / effect
            after = beta_part(wins + won, losses + lost, chance, 1)
            if after <= 0:
                continue
            ratio = ln_beta(wins + won, losses + lost) - ln_beta(wins, losses)
            ratio -= won * math.log(chance) + lost * math.log(1 - chance)
            largest = max(largest, ratio + math.log(after / prior))
        return largest

    # Means
    def averageWin(self):
        return self.mean([on_position(trade, self.basis) for trade in self.trades if (result(trade, self.basis) or 0) > 0])

    def averageLoss(self):
        losing = [trade for trade in self.trades if (result(trade, self.basis) or 0) < 0]
        return self.mean([None if on_position(trade, self.basis) is None else -on_position(trade, self.basis) for trade in losing])

    def averageHoldingHours(self):
        return self.mean([Fraction(trade["closed"] - trade["opened"]) / HOUR for trade in self.trades])

    def averagePositionSize(self):
        return self.mean([size(trade) for trade in self.trades])

    def mean(self, values):
        values = known(values)
        if not values:
            return {"n": 0}
        answer = {"value": mean(values), "n": len(values)}
        if len(set(values)) > 1 and spread(values) is not None:
            answer |= self.estimate(answer["value"], spread(values) / math.sqrt(len(values)), len(values) - 1)
            if self.chances:
                t = skewed_distance(values, self.at) * math.sqrt(len(values))
                answer |= {"above": t_tail(t, len(values) - 1), "below": t_tail(-t, len(values) - 1)}
            answer["evidence"] = lambda: {"above": self.largest_mean(values, 1), "below": self.largest_mean(values, -1)}
        return answer

    def estimate(self, value, error, freedom, at=None, back=lambda x: x):
        """At a planned look: Student's t."""
        if not self.chances:
            return {}
        t = (float(value) - (self.at if at is None else at)) / error
        answer = {"above": t_tail(t, freedom), "below": t_tail(-t, freedom)}
        if freedom >= 4:
            half = t_quantile((1 + self.level) / 2, freedom) * error
            answer["interval"] = [back(float(value) - half), back(float(value) + half)]
        return answer

    def largest_mean(self, values, sign, at=None):
        at = self.at if at is None else at
        spread_of = -2 * math.log(0.1)
        weight = self.sample["planned"]["trades"] / (spread_of + math.log(1 + spread_of))
        largest = 0
        for n in range(2, len(values) + 1):
            deviation, middle = spread(values[:n]), float(mean(values[:n]))
            if deviation is None or (middle - at) * sign <= 0:
                continue
            # Of results whose true distance is normal, t is Student's, widened.
            t = skewed_distance(values[:n], at) * math.sqrt(n)
            if t == 0:
                continue
            wide = math.sqrt(1 + n / weight)
            density = lambda x: -n / 2 * math.log(1 + x * x / (n - 1))
            largest = max(largest, density(t / wide) - math.log(wide) - density(t))
        return largest

    # Rates
    def tradesPerWeek(self):
        n = len(self.trades)
        count = n * self.unbiased
        if "first" in self.selection or self.hours <= 0 or (n > 0 and count == 0):
            return {"n": n}
        answer = {"value": count * WEEK / self.hours, "n": n}
        if not self.chances:
            return answer
        dispersion = self.sample["dispersion"]
        scale = dispersion * WEEK / float(self.hours)
        fewer = float(count) / dispersion
        tail = (1 - self.level) / 2
        low = solve(lambda x: gamma_part(fewer, 0, x), tail, 0, fewer * 2 + 20) if count else 0
        high = solve(lambda x: gamma_part(fewer + 1, 0, x), 1 - tail, 0, fewer * 4 + 40)
        expected = self.at / scale
        answer["interval"] = [low * scale, high * scale]
        if self.at > 0:
            answer["above"] = gamma_part(n / dispersion, 0, expected) if n else 1
            answer["below"] = gamma_part(fewer + 1, expected, math.inf)
            answer["evidence"] = lambda: {"above": self.largest_rate(1), "below": self.largest_rate(-1)}
        return answer

    def largest_rate(self, sign):
        dispersion = self.sample["dispersion"]
        rate = self.at / WEEK
        spread_of = -2 * math.log(0.1)
        shape = max(rate * self.sample["planned"]["hours"] / dispersion / (spread_of + math.log(1 + spread_of)), 0.05)
        beyond = lambda a, x: gamma_part(a, x, math.inf) if sign > 0 else gamma_part(a, 0, x)
        prior = beyond(shape, shape)
        largest = 0
        end = float(self.hours)
        times = [seconds_within(self.sample["observed"], -math.inf, trade["closed"]) / HOUR for trade in self.trades]
        for index in range(len(times) + 1):
            moments = [(index + 1, times[index])] if sign > 0 and index < len(times) else []
            if sign < 0:
                moments = [(index, times[index] if index < len(times) else end)]
            for count, time in moments:
                events, mean_count = count / dispersion, rate * time / dispersion
                after = beyond(shape + events, shape + mean_count)
                if after <= 0:
                    continue
                ratio = math.lgamma(shape + events) - math.lgamma(shape) + shape * math.log(shape)
                ratio += mean_count - (shape + events) * math.log(shape + mean_count)
                largest = max(largest, ratio + math.log(after / prior))
        return largest

    def returnPerWeek(self):
        values = known(result(trade, self.basis) for trade in self.trades)
        if "first" in self.selection or self.start is None or self.hours <= 0:
            return {"n": len(values)}
        weekly = Fraction(WEEK) / self.hours / Fraction(self.start)
        error = math.sqrt(sum((value * weekly) ** 2 for value in values))
        answer = {"value": sum(values, Fraction(0)) * weekly, "n": len(values)}
        return answer | (self.estimate(answer["value"], error, len(values) - 1) if error > 0 and len(values) > 1 else {})

    # Ratios
    def profitFactor(self):
        values = known(result(trade, self.basis) for trade in self.trades)
        gains, losses = [value for value in values if value > 0], [-value for value in values if value < 0]
        if not losses:
            return {"n": len(values)}
        value = sum(gains, Fraction(0)) / sum(losses)
        answer = {"value": value, "n": len(values)}
        if not gains or self.at <= 0:
            return answer
        error = math.sqrt(sum((g / sum(gains)) ** 2 for g in gains) + sum((l / sum(losses)) ** 2 for l in losses))
        return answer | self.estimate(math.log(value), error, len(values) - 1, math.log(self.at), math.exp)

    def count_per_scale(self, n):
        if self.scale == "trade":
            return 1
        weekly = n * self.unbiased * WEEK / self.hours if self.hours else 0
        return float(weekly) * (52 if self.scale == "year" else 1)

    def sharpeRatio(self):
        values = known(on_equity(trade, self.basis, self.start) for trade in self.trades)
        n = len(values)
        deviation = spread(values)
        count = self.count_per_scale(n)
        if deviation is None or count <= 0:
            return {"n": n}
        middle = mean(values)
        power = lambda k: sum((value - middle) ** k for value in values) / n
        skewness = float(power(3)) / float(power(2)) ** 1.5
        kurtosis = float(power(4) / power(2) ** 2)
        ratio = float(middle) / deviation
        error = math.sqrt(max((1 - skewness * ratio + (kurtosis - 1) / 4 * ratio**2) / (n - 1), 0))
        scale = 1
        if self.scale != "trade":
            r = float(sum((a - middle) * (b - middle) for a, b in zip(values, values[1:])) / sum((a - middle) ** 2 for a in values))
            r = r if n >= 30 and r > 2 / math.sqrt(n) else 0
            inner = 1 + (2 * r / (1 - r) * (1 - (1 - r**count) / (count * (1 - r))) if r else 0)
            scale = math.sqrt(count / max(inner, 1))
        answer = {"value": ratio * scale, "n": n}
        return answer | (self.estimate(ratio * scale, error * scale, n - 1) if error > 1e-9 else {})

    def volatility(self):
        values = known(on_equity(trade, self.basis, self.start) for trade in self.trades)
        n = len(values)
        deviation = spread(values)
        count = self.count_per_scale(n)
        if deviation is None or count <= 0:
            return {"n": n}
        value = deviation * math.sqrt(count)
        answer = {"value": value, "n": n}
        if n < 30 or not self.chances:
            return answer
        # Miller's (1968) jackknife of the logarithm.
        without = [stdev(values[:i] + values[i + 1 :]) for i in range(n)]
        if min(without) <= 0:
            return answer
        logs = [n * math.log(value) - (n - 1) * math.log(float(one) * math.sqrt(count)) for one in without]
        answer |= self.estimate(math.fsum(logs) / n, spread(logs) / math.sqrt(n), n - 1, 0, math.exp)
        del answer["above"], answer["below"]
        if self.at > 0:
            t = skewed_distance(logs, math.log(self.at)) * math.sqrt(n)
            answer |= {"above": t_tail(t, n - 1), "below": t_tail(-t, n - 1)}
        return answer

    # Facts
    def trades_(self):
        return {"value": len(self.trades), "n": len(self.trades)}

    def errors(self):
        return {"value": len({error["cause"] for error in self.sample["errors"]}), "n": len(self.sample["errors"])}

    def netProfit(self):
        values = known(result(trade, self.basis) for trade in self.account)
        return {"value": sum(values, Fraction(0)), "n": len(values)}

    def largestLoss(self):
        values = known(on_position(trade, self.basis) for trade in self.account)
        return {"value": max(0, -min(values)), "n": len(values)} if values else {"n": 0}

    def maxDrawdown(self):
        values = known(result(trade, self.basis) for trade in self.account)
        if not values or self.start is None:
            return {"n": len(values)}
        path = [Fraction(self.start)]
        for value in values:
            path.append(path[-1] + value)
        return {"value": max(1 - path[i] / max(path[: i + 1]) for i in range(len(path))), "n": len(values)}

    def capitalUtilization(self):
        held = [trade for trade in selected(self.sample["trades"] + self.sample["open"], self.selection) if size(trade) is not None]
        if self.hours <= 0:
            return {"n": len(held)}
        within = lambda trade: Fraction(seconds_within(self.sample["observed"], trade["opened"], trade.get("closed", math.inf))) / HOUR
        return {"value": sum((size(trade) * within(trade) for trade in held), Fraction(0)) / self.hours, "n": len(held)}

    def precision(self):
        return {"n": 0}


def spread(values):
    """The standard deviation, None where there is none but rounding."""
    if len(values) < 2:
        return None
    deviation = float(stdev(values))
    return deviation if deviation > abs(float(mean(values))) * 1e-12 else None


def skewed_distance(values, at):
    """Johnson's (1978) distance of the mean from `at` in standard deviations, where the long tail is on the other side."""
    values = [float(value) for value in values]
    middle = math.fsum(values) / len(values)
    deviation = spread(values)
    central = [math.fsum((value - middle) ** power for value in values) / len(values) for power in (2, 3)]
    skewness = central[1] / central[0] ** 1.5
    distance = (middle - at) / deviation
    if distance * skewness >= 0:
        return distance
    size, skewness = abs(distance), abs(skewness)
    taken = size - skewness / 3 * size**2 if size * skewness < 1.5 else 0.75 / skewness
    return math.copysign(max(taken - skewness / 6 / len(values), 0), distance)


for line in sys.stdin:
    request = json.loads(line)
    window = Window(request["condition"], request["sample"], request["at"], request["chances"])
    metric = request["condition"]["metric"]
    answer = getattr(window, "trades_" if metric == "trades" else metric)()
    evidence = answer.pop("evidence", None)
    if request["evidence"] and evidence:
        answer["evidence"] = evidence()
    if "value" in answer:
        answer["value"] = float(answer["value"])
    print(json.dumps(answer), flush=True)
