// Forecasts the bundled V4 plan: every figure that its own numbers give was worked out independently (numpy, scipy) before.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { forecast } from "../../../../src/core/gates/forecast/forecast";
import type { Chances, Fires, Forecast } from "../../../../src/core/gates/forecast/outlook";
import { loadPlan } from "../../../../src/core/plan/load";
import type { Phase, Plan } from "../../../../src/core/plan/plan";
import { plannedWinRate } from "../../../support/gates";

function v4(): Plan {
  const { plan } = loadPlan(readFileSync("schemas/plans/v4.phaseplan.json", "utf8"), "v4.phaseplan.json");
  assert.ok(plan);
  return plan;
}

function phaseOf(plan: Plan, id: number): Phase {
  const phase = plan.phases[id - 1];
  assert.ok(phase);
  return phase;
}

function near(actual: number | undefined, expected: number, allowed = 0.0006): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= allowed, `${actual} instead of ${expected}`);
}

function outlookOf(found: Forecast, id: string) {
  const row = [...found.criteria, ...found.triggers].find(({ criterion }) => criterion.id === id);
  assert.ok(row, id);
  return row.outlook;
}

function chances(found: Forecast, id: string): Chances {
  const outlook = outlookOf(found, id);
  assert.ok(outlook.is === "chances", JSON.stringify(outlook));
  return outlook;
}

function fires(found: Forecast, id: string): Fires {
  const outlook = outlookOf(found, id);
  assert.ok(outlook.is === "fires", JSON.stringify(outlook));
  return outlook;
}

function unknown(found: Forecast, id: string): string {
  const outlook = outlookOf(found, id);
  assert.ok(outlook.is === "unknown", JSON.stringify(outlook));
  return outlook.why;
}

/** A one-phase plan around a criterion, and a trigger where there is one. */
function planWith(parts: Partial<Phase> & Pick<Phase, "criteria">, expected: Plan["expected"] = []): [Plan, Phase] {
  const phase: Phase = {
    id: 1,
    title: "One",
    risk: "low",
    parameters: ["X"],
    window: { trades: 20 },
    rollback: [],
    ...parts,
  };
  return [{ ...v4(), phases: [phase], expected }, phase];
}

const promised = { text: "Win rate 83.1%", metric: "winRate", value: 0.831, unit: "fraction" } as const;

describe("the forecast of the bundled V4 plan", () => {
  const plan = v4();
  const [first, second, third, fourth] = plan.phases.map((phase) => forecast(plan, phase)) as [
    Forecast,
    Forecast,
    Forecast,
    Forecast,
  ];

  it("has enough trades within the hours in few cases, whether they come alone or in clusters", () => {
    const found = [first, second, third, fourth].map(({ enough }) => enough.map(({ chance }) => chance));
    for (const [index, [alone, clustered]] of [
      [0.15, 0.184],
      [0.045, 0.108],
      [0.007, 0.042],
      [0.027, 0.086],
    ].entries()) {
      near(found[index]?.[0], alone ?? 0);
      near(found[index]?.[1], clustered ?? 0);
    }
  });

  it("expects the first looks after 13.8, 45, 90 and 226 hours, and the whole rollout after more than two weeks", () => {
    const means = [first, second, third, fourth].map(({ looks }) => looks[0]?.hours?.[0]?.mean ?? Number.NaN);
    for (const [index, hours] of [13.8, 45.2, 90.1, 225.5].entries()) near(means[index], hours, 0.05);
    near(means.reduce((sum, mean) => sum + mean, 0) / 24, 15.6, 0.05);
  });

  it("expects the first look after 18.2 hours, 90 % within 32, where Phase 1 makes 28 trades a week", () => {
    const [look] = forecast(plan, withRate(plan, 28)).looks;
    near(look?.hours?.[0]?.mean, 18.1, 0.1);
    near(look?.hours?.[0]?.within90, 31.9, 0.05);
  });

  it("plans three looks, each with the trades of the window once more", () =>
    assert.deepEqual(
      third.looks.map(({ trades }) => trades),
      [20, 40, 60],
    ));

  it("lets a bot as promised pass the win rate in 0.555 of the first looks, and in 0.800 by the last", () => {
    const { asPromised, atFloor, floor, floorBy, interval } = chances(third, "win-rate");
    near(asPromised.pass, 0.555);
    near(asPromised.passByLast, 0.7995);
    near(atFloor.pass, 0.225);
    near(atFloor.passByLast, 0.3204);
    assert.deepEqual([floor, floorBy], [0.75, "trigger"]);
    near(interval[0], 0.656);
    near(interval[1], 0.927);
  });

  it("rolls a bot as promised back in at most 0.0194 of the rollouts", () => {
    const { byFirst, byLast } = fires(third, "low-win-rate");
    near(byFirst, 0.013);
    near(byLast, 0.0194);
  });

  it("passes the SHORT win rate on about two trades in 0.359, and needs a signature in 0.241", () => {
    const { asPromised, atFloor, measuredOn } = chances(second, "short-win-rate");
    near(measuredOn, 2.09, 0.01);
    near(asPromised.pass, 0.3586);
    near(asPromised.weak, 0.2407);
    near(asPromised.passByLast, 0.7398);
    near(atFloor.pass, 0.1148);
    near(atFloor.passByLast, 0.2367);
    near(fires(second, "short-losses").byFirst, 0.0003);
  });

  it("sees a SHORT trade by the tenth in 0.904", () => {
    const outlook = outlookOf(second, "short-trades");
    assert.ok(outlook.is === "fact");
    near(outlook.chance?.byFirst, 0.904);
  });

  it("passes the signal rate on 124 candles in 0.772, and needs a signature in 0.089", () => {
    const { asPromised, atFloor, measuredOn, counting, floorBy } = chances(first, "signal-rate");
    assert.deepEqual([measuredOn, counting, floorBy], [124, "candles", "worst"]);
    near(asPromised.pass, 0.7724);
    near(asPromised.weak, 0.0889);
    near(atFloor.pass, 0.1865);
    near(atFloor.weak, 0.0954);
  });

  it("counts candles as long as the plan says they are: a third as many of 15 minutes", () => {
    const slow = { ...plan, evidence: { sources: [], candleMinutes: 15 } };
    // Until 3 trades at 37.3 a week, less 1.06 hours in each of them: 10.33 hours.
    assert.equal(chances(forecast(slow, phaseOf(slow, 1)), "signal-rate").measuredOn, 41);
  });

  it("compares the trades a week only where the plan says what the earlier phase makes", () => {
    assert.equal(unknown(second, "trade-frequency"), "no-comparison");
    const told = { ...plan, phases: plan.phases.map((phase) => (phase.id === 1 ? withRate(plan, 28) : phase)) };
    const found = forecast(told, phaseOf(told, 2));
    const { asPromised, atFloor, promise } = chances(found, "trade-frequency");
    near(promise, 37.3 / 28);
    near(asPromised.pass, 0.3415);
    near(asPromised.weak, 0.4183);
    near(atFloor.pass, 0.1953);
    assert.ok(fires(found, "fewer-trades").byFirst < 0.0167);
  });

  it("calls facts facts and judgements judgements", () => {
    for (const id of ["no-errors", "first-losses", "errors"]) assert.deepEqual(outlookOf(first, id), { is: "fact" });
    for (const id of ["drawdown", "trade-drawdown"]) assert.deepEqual(outlookOf(fourth, id), { is: "fact" });
    for (const id of ["trades-execute", "exits-broken"]) assert.equal(outlookOf(first, id).is, "judgement");
  });

  it("does not tell in advance what the plan's figures don't", () => {
    assert.equal(unknown(second, "performance"), "no-comparison");
    assert.equal(unknown(third, "average-loss"), "no-promise");
    assert.equal(unknown(third, "sharpe-ratio"), "no-comparison");
    assert.equal(unknown(fourth, "average-position"), "no-spread");
    assert.equal(unknown(fourth, "weekly-return"), "no-spread");
  });

  it("finds what its windows can't decide, and where its figures contradict each other", () => {
    const found = [first, second, third, fourth].map(({ findings }) =>
      findings.map(({ code, data }) => (code === "contradiction" ? data.contradiction.kind : code)),
    );
    assert.deepEqual(found, [
      ["window-too-short", "cannot-tell", "signal-rate", "holding"],
      ["window-too-short", "cannot-tell"],
      ["window-too-short", "basis", "average-win", "holding"],
      ["window-too-short", "cannot-pass", "basis"],
    ]);
  });

  it("reckons that an average win of 3 % would be 69.6 % a week, and 37.3 trades signals in 2.4 % of the candles", () => {
    const figures = [...first.findings, ...third.findings].map((finding) => {
      if (finding.code !== "contradiction") return undefined;
      const { contradiction } = finding.data;
      if (contradiction.kind === "average-win") return contradiction.impliedReturn;
      return contradiction.kind === "signal-rate" ? contradiction.implied : undefined;
    });
    const [signals, returns] = figures.filter((value) => value !== undefined);
    near(signals, 0.0242, 0.0001);
    near(returns, 0.696);
  });

  it("finds that 1.06 hours on average are longer than 4 candles of 5 minutes, the longest time of all", () => {
    const [found] = third.findings.flatMap((each) =>
      each.code === "contradiction" && each.data.contradiction.kind === "holding" ? [each.data.contradiction] : [],
    );
    assert.deepEqual(found, { kind: "holding", expected: 1.06, parameter: "MAX_HOLD_CANDLES", longest: 1 / 3 });
  });

  function withRate(of: Plan, value: number): Phase {
    const phase = phaseOf(of, 1);
    const rate = { text: "Trades", metric: "tradesPerWeek", value, unit: "trades/week" } as const;
    return { ...phase, expected: [rate, ...(phase.expected ?? [])] };
  }
});

describe("a forecast", () => {
  it("holds a bot against worst where there is no trigger, else against the threshold, and says so", () => {
    const worst = forecast(...planWith({ criteria: [{ ...plannedWinRate, worst: 0.6 }] }, [promised]));
    assert.deepEqual([chances(worst, "win-rate").floor, chances(worst, "win-rate").floorBy], [0.6, "worst"]);
    const neither = forecast(...planWith({ criteria: [plannedWinRate] }, [promised]));
    assert.equal(chances(neither, "win-rate").floorBy, "threshold");
    const [finding] = neither.findings.filter(({ code }) => code === "cannot-tell");
    assert.ok(finding?.code === "cannot-tell" && finding.data.unnamed);
  });

  it("never passes a bot at its floor in more than 1 of 4 first looks", () => {
    for (const trades of [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]) {
      for (const worst of [0.5, 0.6, 0.7, 0.75, 0.8]) {
        const found = forecast(
          ...planWith({ criteria: [{ ...plannedWinRate, worst }], window: { trades } }, [promised]),
        );
        assert.ok(chances(found, "win-rate").atFloor.pass <= 0.25 + 1e-9, `${trades} ${worst}`);
      }
    }
  });

  it("says of a metric that no record tells that it can't pass", () => {
    const precise = { ...plannedWinRate, id: "precise", text: "Precision >70%", metric: "precision" } as const;
    const { findings } = forecast(...planWith({ criteria: [precise] }, [promised]));
    assert.deepEqual(
      findings.map(({ code, data }) => [code, data]),
      [["cannot-pass", { phase: 1, criterion: "Precision >70%", why: "unrecorded" }]],
    );
  });

  it("says the number of trades that would tell", () => {
    const criterion = { ...plannedWinRate, worst: 0.75 };
    const few = forecast(...planWith({ criteria: [criterion], window: { trades: 4 } }, [promised]));
    const [finding] = few.findings.filter(({ code }) => code === "cannot-tell");
    assert.ok(finding?.code === "cannot-tell" && finding.data.enough !== undefined);
    const { enough } = finding.data;
    const more = forecast(...planWith({ criteria: [criterion], window: { trades: enough } }, [promised]));
    assert.deepEqual(
      more.findings.filter(({ code }) => code === "cannot-tell"),
      [],
    );
  });

  it("demands proof where the author asks for a confidence: a good bot mostly needs a signature", () => {
    const found = forecast(
      ...planWith({ criteria: [{ ...plannedWinRate, worst: 0.75, confidence: 0.9 }] }, [promised]),
    );
    const { asPromised, atFloor } = chances(found, "win-rate");
    assert.ok(asPromised.pass < 0.1 && asPromised.weak > 0.4, JSON.stringify(asPromised));
    assert.ok(atFloor.pass < 0.02);
  });

  it("finds a promise that is its own threshold, one that misses it, and one that is met too seldom", () => {
    const why = (value: number, criterion = plannedWinRate, trades = 20) => {
      const found = forecast(...planWith({ criteria: [criterion], window: { trades } }, [{ ...promised, value }]));
      return found.findings.flatMap((finding) => (finding.code === "cannot-pass" ? [finding.data.why] : []));
    };
    assert.deepEqual(why(0.8), ["equals"]);
    assert.deepEqual(why(0.7), ["misses"]);
    assert.deepEqual(why(0.831), []);
    assert.deepEqual(why(0.831, { ...plannedWinRate, minimumTrades: 30 }), []);
    assert.deepEqual(why(0.81, { ...plannedWinRate, threshold: 0.8, minimumTrades: 100 }, 30), ["seldom"]);
  });

  it("counts nothing where the plan says nothing: no rate, no promise, a percentage for a share", () => {
    const hours = { window: { hours: 24 } };
    assert.equal(
      unknown(forecast(...planWith({ criteria: [plannedWinRate], ...hours }, [promised])), "win-rate"),
      "no-rate",
    );
    assert.equal(unknown(forecast(...planWith({ criteria: [plannedWinRate] })), "win-rate"), "no-promise");
    const percentage = [{ ...promised, value: 83.1 }];
    assert.equal(unknown(forecast(...planWith({ criteria: [plannedWinRate] }, percentage)), "win-rate"), "no-share");
    const many = { window: { trades: 1_000_000 } };
    assert.equal(
      unknown(forecast(...planWith({ criteria: [plannedWinRate], ...many }, [promised])), "win-rate"),
      "too-many",
    );
  });

  it("gives chances that add up, whatever the plan", () => {
    const rate = { text: "Trades", metric: "tradesPerWeek", value: 40, unit: "trades/week" } as const;
    for (const until of ["both", "either"] as const) {
      for (const [hours, trades] of [
        [1, 1],
        [48, 5],
        [168, 200],
      ] as const) {
        for (const extensions of [0, 4]) {
          const window = { hours, trades, until, extensions };
          const found = forecast(
            ...planWith({ criteria: [{ ...plannedWinRate, worst: 0.7 }], window }, [promised, rate]),
          );
          assert.equal(found.looks.length, extensions + 1);
          const { pass, weak, short, few, fired, passByLast = 0 } = chances(found, "win-rate").asPromised;
          near(pass + weak + short + few + fired, 1, 1e-9);
          assert.ok(passByLast >= pass && passByLast <= 1 + 1e-9);
        }
      }
    }
  });
});
