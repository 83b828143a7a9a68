// Metrics that are facts: what happened, compared as it is. What the account felt counts, also where a person traded.
import type { Trade } from "../../evidence/trade";
import type { Basis } from "../../plan/plan";
import { sum } from "../statistics/moments";
import type { Condition, MetricDeclarations, Statistic } from "./family";
import { positionSize, resultOf, returnOnPosition, valuesOf } from "./results";
import { hoursOf, hoursWithin, rebasing, type Sample, select, startEquityOf } from "./sample";

export const facts = {
  trades: {
    unit: "trades",
    values: "positive",
    kind: "fact",
    hasBasis: false,
    counts: "trades",
    isCount: true,
    measure: trades,
  },
  netProfit: {
    unit: "account currency",
    values: "any",
    kind: "fact",
    hasBasis: true,
    counts: "trades",
    measure: netProfit,
  },
  largestLoss: {
    unit: "fraction",
    values: "positive",
    kind: "fact",
    hasBasis: true,
    counts: "trades",
    measure: largestLoss,
  },
  maxDrawdown: {
    unit: "fraction",
    values: "share",
    kind: "fact",
    hasBasis: true,
    counts: "trades",
    measure: maxDrawdown,
  },
  capitalUtilization: {
    unit: "fraction",
    values: "share",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    measure: capitalUtilization,
  },
  errors: {
    unit: "events",
    values: "positive",
    kind: "fact",
    hasBasis: false,
    counts: "errors",
    isCount: true,
    measure: errors,
  },
} satisfies MetricDeclarations;

function trades({ trades: selection }: Condition, sample: Sample): Statistic {
  const n = select(sample.trades, selection).length;
  return { value: n, n };
}

/** Errors of one cause are one, however often they come. */
function errors(_: Condition, sample: Sample): Statistic {
  return { value: new Set(sample.errors.map(({ cause }) => cause)).size, n: sample.errors.length };
}

function netProfit({ trades: selection, basis = "net" }: Condition, sample: Sample): Statistic {
  const { values, lacking } = valuesOf(select(sample.account, selection), (trade) => resultOf(trade, basis));
  return { value: sum(values), n: values.length, lacking };
}

/** A fact about money as it stands after a number of results. */
export interface CourseState {
  readonly value: number;
  /** Of the account, and the highest that it was; 0 where the fact does not need them. */
  readonly equity: number;
  readonly peak: number;
  /** As many times the equity of the start was there, but for the trades, when a trade was closed. */
  readonly base: (trade: Trade) => number;
}

/** How a fact about money goes on with each trade, in the order of their exits. */
export interface Course {
  /** Whether a larger value is the worse one. */
  readonly isWorseAbove: boolean;
  readonly add: (state: CourseState, trade: Trade, basis: Basis) => CourseState;
}

/** The facts that a single result can bring past a limit, before the trade is over too. */
export const courses = {
  netProfit: {
    isWorseAbove: false,
    add: (state, trade, basis) => ({ ...state, value: state.value + (resultOf(trade, basis) ?? 0) }),
  },
  largestLoss: {
    isWorseAbove: true,
    add: (state, trade, basis) => ({
      ...state,
      value: Math.max(state.value, -(returnOnPosition(trade, basis) ?? 0)),
    }),
  },
  maxDrawdown: {
    isWorseAbove: true,
    add: ({ value, ...state }, trade, basis) => {
      const equity = state.equity + (resultOf(trade, basis) ?? 0) / state.base(trade);
      const peak = Math.max(state.peak, equity);
      return { ...state, equity, peak, value: Math.max(value, 1 - equity / peak) };
    },
  },
} satisfies Readonly<Record<string, Course>>;

/** Before the first trade; undefined where the start of the equity is not known. */
export function courseStart(metric: keyof typeof courses, sample: Sample): CourseState | undefined {
  const equity = metric === "maxDrawdown" ? startEquityOf(sample) : 0;
  return equity === undefined ? undefined : { value: 0, equity, peak: equity, base: rebasing(sample) };
}

/** On the position's value, as a positive number; 0 where no trade lost. */
function largestLoss({ trades: selection, basis = "net" }: Condition, sample: Sample): Statistic {
  const account = select(sample.account, selection);
  const { values, lacking } = valuesOf(account, (trade) => returnOnPosition(trade, basis));
  const n = values.length;
  return { value: n === 0 ? undefined : after("largestLoss", sample, account, basis), n, lacking };
}

function after(metric: keyof typeof courses, sample: Sample, account: readonly Trade[], basis: Basis) {
  const start = courseStart(metric, sample);
  const { add } = courses[metric];
  return start && account.reduce<CourseState>((state, trade) => add(state, trade, basis), start).value;
}

/** The largest fall of the equity from a peak, trade by trade in the order of their exits; the start is the first peak. */
function maxDrawdown({ trades: selection, basis = "net" }: Condition, sample: Sample): Statistic {
  const account = select(sample.account, selection);
  const { values, lacking } = valuesOf(account, (trade) => resultOf(trade, basis));
  const n = values.length;
  if (n === 0) return { value: undefined, n, lacking };
  const value = after("maxDrawdown", sample, account, basis);
  return { value, n, lacking, ...(value === undefined && { needs: "equity" as const }) };
}

/** The share of the equity in positions, averaged over the time in which the bot ran; open ones count until its end. */
function capitalUtilization({ trades: selection }: Condition, sample: Sample): Statistic {
  const hours = hoursOf(sample);
  const held = select([...sample.trades, ...sample.open], selection);
  const sizeHours = (trade: Trade) => {
    const size = positionSize(trade);
    return size && size * hoursWithin(sample.observed, trade.opened, trade.closed ?? Number.POSITIVE_INFINITY);
  };
  const { values, lacking } = valuesOf(held, sizeHours, "no-size");
  return { value: hours > 0 ? sum(values) / hours : undefined, n: values.length, lacking };
}
