// The charts of the dashboard: each a question, its answer in a sentence, and the columns that show it.
import * as l10n from "@vscode/l10n";
import type { RunBand } from "../../core/dashboard/bands";
import type { Course } from "../../core/dashboard/course";
import type { Band, Chart } from "../../core/dashboard/view";
import { checkpointTitle } from "../checkpoints";
import { figure, percent, quantity } from "../figures/numbers";
import { exitWords } from "../gates/evidence";

export function tradesIn(count: number): string {
  return count === 1 ? l10n.t("1 trade") : l10n.t("{0} trades", count);
}

const money = (value: number): string => quantity(value, { kind: "money" });

/** All charts that have something to show. */
export function chartsOf(course: Course): Chart[] {
  const charts =
    course.trades.closed.length > 0
      ? [equity(course), drawdown(course), results(course), exits(course), holding(course)]
      : [];
  return [...charts, ...(course.signals.at.length > 0 ? [signals(course)] : [])];
}

export function bandOf({ from, to, checkpoint, attribution, values }: RunBand): Band {
  const ran = checkpoint ? checkpointTitle(checkpoint) : l10n.t("Before the first checkpoint");
  const title =
    attribution === "unknown"
      ? l10n.t("Unknown values")
      : attribution === "assumed"
        ? l10n.t("{0} (assumed)", ran)
        : ran;
  return { from, to, title, values: values.map(({ parameter, text }) => `${parameter} = ${text}`) };
}

function equity(course: Course): Chart {
  const { trades, open, start } = course;
  const marked = open?.marked;
  const last = trades.equity.at(-1) ?? 0;
  // The newest price may be older than the last exit; time does not run back.
  const end = Math.max(marked?.at ?? 0, trades.closed.at(-1) ?? 0);
  const at = marked ? Float64Array.from([...trades.closed, end]) : trades.closed;
  const ahead = new Float64Array(at.length).fill(Number.NaN);
  if (marked) ahead.set([last, marked.equity], at.length - 2);
  const closed = new Float64Array(at.length).fill(Number.NaN);
  closed.set(trades.equity);
  return {
    id: "equity",
    question: start === undefined ? l10n.t("Result, added up") : l10n.t("Equity"),
    sentence: [equitySentence(course), ...openSentence(course), ...takenOut(course)].join(" "),
    unit: "money",
    at,
    ranAt: marked ? Float64Array.from([...trades.opened, open.opened]) : trades.opened,
    series: [
      { name: l10n.t("Closed trades"), look: "area", values: closed },
      ...(marked ? [{ name: l10n.t("With the open position"), look: "ahead" as const, values: ahead }] : []),
    ],
  };
}

function equitySentence({ trades, start }: Course): string {
  const last = trades.equity.at(-1) ?? 0;
  const count = tradesIn(trades.closed.length);
  return start === undefined
    ? l10n.t("{0} after {1}, costs taken off. No source tells the account's equity.", money(last), count)
    : l10n.t("{0} after {1}, from {2}: {3}, costs taken off.", money(last), count, money(start), money(last - start));
}

function openSentence({ open, trades, start }: Course): string[] {
  if (!open) return [];
  const now = trades.equity.at(-1) ?? start ?? 0;
  if (!open.marked) return [l10n.t("A position is open, and what it is worth is not known.")];
  return [
    l10n.t("With what is open at its last price: {0}.", money(open.marked.equity)),
    ...(open.marked.equity < now ? [l10n.t("It is losing.")] : []),
  ];
}

function takenOut({ unknown, resets }: Course): string[] {
  return [
    ...(unknown === 0 ? [] : [l10n.t("Left out because no result is known: {0}.", tradesIn(unknown))]),
    ...(resets === 0 ? [] : [l10n.t("Deposits and withdrawals are taken out: {0}.", resets)]),
  ];
}

function drawdown({ trades, start }: Course): Chart {
  const most = trades.drawdown.reduce((a, b) => Math.max(a, b), 0);
  const now = trades.drawdown.at(-1) ?? 0;
  const words = start === undefined ? money : percent;
  return {
    id: "drawdown",
    question: l10n.t("Drawdown"),
    sentence: l10n.t("Now {0} below the highest point, at most {1}.", words(now), words(most)),
    unit: start === undefined ? "money" : "share",
    at: trades.closed,
    ranAt: trades.opened,
    series: [{ name: l10n.t("Below the highest point"), look: "area", values: trades.drawdown.map((value) => -value) }],
  };
}

function results({ trades }: Course): Chart {
  const of = (side: number) => trades.net.map((net, index) => (trades.side[index] === side ? net : Number.NaN));
  const [longs, shorts] = [of(0), of(1)];
  return {
    id: "results",
    question: l10n.t("Trades by result and side"),
    sentence: [wonOf(l10n.t("LONG"), longs), wonOf(l10n.t("SHORT"), shorts)].join(" "),
    unit: "money",
    at: trades.closed,
    ranAt: trades.opened,
    series: [
      { name: l10n.t("LONG"), look: "long", values: longs },
      { name: l10n.t("SHORT"), look: "short", values: shorts },
    ],
  };
}

function wonOf(side: string, results: Float64Array): string {
  const known = results.filter((net) => !Number.isNaN(net));
  const won = known.filter((net) => net > 0).length;
  return known.length === 0
    ? l10n.t("{0}: none.", side)
    : l10n.t("{0}: {1} of {2} won, {3} in all.", side, won, known.length, money(known.reduce((a, b) => a + b, 0)));
}

function exits({ trades, reasons }: Course): Chart {
  const counts = reasons.map((reason, index) => ({
    word: reasonWord(reason),
    n: trades.reason.reduce((sum, each) => sum + (each === index ? 1 : 0), 0),
  }));
  return {
    id: "exits",
    question: l10n.t("Exit reasons"),
    sentence: l10n.t(
      "{0}.",
      counts
        .sort((a, b) => b.n - a.n)
        .map(({ word, n }) => `${word} ${n}`)
        .join(", "),
    ),
    unit: "hours",
    at: trades.closed,
    ranAt: trades.opened,
    kinds: reasons.map(reasonWord),
    series: [{ name: l10n.t("Reason"), look: "point", values: Float64Array.from(trades.reason) }],
  };
}

function reasonWord(reason: string): string {
  return Object.hasOwn(exitWords, reason) ? exitWords[reason as keyof typeof exitWords]() : l10n.t("not known");
}

function holding({ trades }: Course): Chart {
  const known = trades.hours.filter((hours) => !Number.isNaN(hours)).sort();
  const median = known[Math.floor(known.length / 2)];
  return {
    id: "holding",
    question: l10n.t("Holding time"),
    sentence:
      median === undefined
        ? l10n.t("No holding time is known.")
        : l10n.t(
            "Half of the trades were held for {0} h or longer; the longest for {1} h.",
            figure(median),
            figure(known.at(-1) ?? 0),
          ),
    unit: "hours",
    at: trades.closed,
    ranAt: trades.opened,
    series: [{ name: l10n.t("Hours held"), look: "point", values: trades.hours }],
  };
}

function signals({ signals: { at, rate, candles, slotHours } }: Course): Chart {
  const all = candles.reduce((sum, n) => sum + n, 0);
  const given = rate.reduce((sum, share, index) => sum + share * (candles[index] ?? 0), 0);
  return {
    id: "signals",
    question: l10n.t("Signal rate"),
    sentence: l10n.t("{0} of {1} candles have a signal ({2}).", Math.round(given), all, percent(given / all)),
    unit: "share",
    at,
    ranAt: at,
    series: [
      {
        name: slotHours === 1 ? l10n.t("In each hour") : l10n.t("In each {0} hours", slotHours),
        look: "line",
        values: rate,
      },
    ],
  };
}
