// The sentences for what the bot left behind: where its files contradict themselves, one another, or the ledger.
import * as l10n from "@vscode/l10n";
import type { OwnerField, Side } from "../../core/plan/plan";
import type { ProblemData } from "../../core/problem";
import { figure, moment, price, quantity } from "../figures/numbers";
import type { Sentences } from "./sentences";

export const evidence = {
  "source-missing": ({ path }) =>
    l10n.t(
      'There is no file at "{0}", a source of the plan\'s evidence, so Phasegate judges nothing. Correct the path in the plan, or start the bot.',
      path,
    ),
  "evidence-unreadable": ({ path, unusable, records }) =>
    l10n.t(
      "{0}: {1} of {2} records can't be used, so nothing is judged by the rest. Repair the file, or name its fields in the plan.",
      path,
      unusable,
      records,
    ),
  "records-broken": ({ path, broken, offset, from, to }) =>
    [
      broken === 1
        ? l10n.t("{0}: a record that may be a trade is broken, {1}.", path, placeOf(offset, from, to))
        : l10n.t(
            "{0}: {1} records that may be trades are broken, the first of them {2}.",
            path,
            broken,
            placeOf(offset, from, to),
          ),
      l10n.t(
        "So of that time nothing that has to be complete is judged. Repair them, or remove what is none of the bot's records.",
      ),
    ].join(" "),
  "owners-mixed": ({ path, field, owners, names }) =>
    l10n.t(
      '{0} has records of {1} {2}: {3}. Taken for one bot, they would say of it what another did, so nothing is judged. Say in the plan which one counts, such as "where": {4}; with "*", all of them do.',
      path,
      owners,
      ownersOf(field),
      owners > names.length ? `${names.join(", ")}, …` : names.join(", "),
      JSON.stringify({ [field]: names[0] ?? "" }),
    ),
  "processes-overlap": ({ path, names, from, to, overlaps }) =>
    [
      l10n.t(
        "{0}: the processes {1} wrote by turns from {2} to {3}, so two bots ran at once and nothing is judged of that time. Stop one of them.",
        path,
        names.join(", "),
        moment(from),
        moment(to),
      ),
      ...(overlaps > 1 ? [l10n.t("There are {0} such overlaps.", overlaps)] : []),
      l10n.t('If the name is not that of a process, name another field as "process" in the plan.'),
    ].join(" "),
  "totals-worse": ({ path, of, told, read }) =>
    of === "trades" || of === "closed"
      ? l10n.t(
          "{0} says that there were {1}, and {2} were read: some are missing, so nothing is judged by the rest. Add a source that has all of them, such as the bot's log or the exchange's list of trades. If the bot still counts trades that no file has any more, let its count begin anew with its list.",
          path,
          totalOf(of, told),
          figure(read),
        )
      : l10n.t(
          "{0} says that its trades came to {1}, and those that were read come to {2}: nothing that has to do with money is judged. Add a source that tells which is true, such as the exchange's list of trades.",
          path,
          totalOf(of, told),
          totalOf(of, read),
        ),
  "totals-better": ({ path, of, told, read }) =>
    l10n.t(
      "{0} says that its trades came to {1}, and those that were read come to {2}. What was read counts. Check how the bot counts.",
      path,
      totalOf(of, told),
      totalOf(of, read),
    ),
  "where-unmatched": ({ path, wanted, records }) =>
    l10n.t(
      '{0}: no record has the {1} of "where" in the plan, and {2} records are of others, so nothing is judged. Correct the name in the plan.',
      path,
      wanted,
      records,
    ),
  "source-silent": ({ path, newest }) =>
    l10n.t(
      "{0} says nothing since {1}, while other sources go on: trades and errors may be missing, so nothing is judged of the time since. Check whether the log goes on under another name, and whether the bot can write it.",
      path,
      moment(newest),
    ),
  "records-stale": ({ newest, minutes }) =>
    newest === undefined
      ? l10n.t(
          "No record of the bot has a time, so Phasegate does not know whether the bot runs. Name the field in the plan.",
        )
      : l10n.t(
          "The bot's newest record is from {0}, more than {1} minutes before this moment. Check whether the bot runs.",
          moment(newest),
          minutes,
        ),
  "times-ahead": ({ path, minutes, declared, utcOffset }) =>
    [
      l10n.t(
        "{0}: its newest record is {1} minutes later than the file itself, or than now, so nothing is judged.",
        path,
        minutes,
      ),
      utcOffset === undefined
        ? l10n.t('Check the clock of the bot\'s machine, and "utcOffset" in the plan ({0} now).', declared)
        : l10n.t('With "utcOffset": "{0}" instead of "{1}" in the plan, the times would fit.', utcOffset, declared),
    ].join(" "),
  "times-impossible": ({ path, trades, hours }) =>
    [
      trades === 1
        ? l10n.t("{0}: a trade has impossible times, such as an exit before its entry. It does not count.", path)
        : l10n.t(
            "{0}: {1} trades have impossible times, such as an exit before its entry. They do not count.",
            path,
            trades,
          ),
      hours === undefined
        ? l10n.t("Correct them, or the file's time zone in the plan.")
        : l10n.t("They would be possible if exits were {0} hours later: the file seems to mix two time zones.", hours),
    ].join(" "),
  "trade-unpaired": ({ trades, side, opened, quantity: size, entry, flat }) =>
    [
      l10n.t(
        "The bot opened {0} {1} at {2} on {3} and no longer had a position on {4}, but no record has the exit.",
        sideOf(side),
        figure(size),
        price(entry),
        moment(opened),
        moment(flat),
      ),
      ...alsoOf(trades),
      l10n.t(
        "Phasegate judges no condition about money for that time. Add a source that has the exit, such as the exchange's list of trades.",
      ),
    ].join(" "),
  "exit-unpaired": ({ path, trades, at, side, quantity: size, exit }) =>
    [
      l10n.t(
        "{0}: the bot closed {1} {2} at {3} on {4}, but no record has the entry.",
        path,
        sideOf(side),
        size === undefined ? "?" : figure(size),
        exit === undefined ? "?" : price(exit),
        moment(at),
      ),
      ...alsoOf(trades),
      l10n.t(
        "Phasegate judges no condition about money for that time. Add a source that has the entry, such as the older log.",
      ),
    ].join(" "),
  "trade-unusable": ({ path, trades, at, fields, contradicts }) =>
    [
      contradicts
        ? l10n.t("{0}: the trade of {1} contradicts itself ({2}).", path, moment(at), fields.join(", "))
        : l10n.t(
            "{0}: the result of the trade of {1} is not known; missing or not usable: {2}.",
            path,
            moment(at),
            fields.join(", "),
          ),
      ...alsoOf(trades),
      l10n.t(
        "Phasegate judges no condition about money for that time. Correct the record, or add a source that has the trade.",
      ),
    ].join(" "),
  "results-contradict": ({ trades, side, opened, results }) =>
    [
      l10n.t(
        "The records of the {0} trade of {1} have different results: {2}.",
        sideOf(side),
        moment(opened),
        results.map(money).join(", "),
      ),
      ...alsoOf(trades),
      l10n.t(
        "Phasegate judges no condition about money for that time. Find out which one is true and remove the others.",
      ),
    ].join(" "),
  "cost-twice": ({ path, trades, opened, reported, prices }) =>
    [
      l10n.t(
        "{0} takes the costs off twice: for the trade of {3} it reports {1}, but prices and costs make it {2}.",
        path,
        money(reported),
        money(prices),
        moment(opened),
      ),
      ...alsoOf(trades),
      l10n.t("The prices count. Correct the bot's logging."),
    ].join(" "),
  "result-differs": describeDiffering,
  "costs-unknown": ({ trades }) =>
    trades === 1
      ? l10n.t('No record tells what a trade cost. Set "feeRate" in the plan\'s evidence, the fee of one side.')
      : l10n.t(
          'No record tells what {0} trades cost. Set "feeRate" in the plan\'s evidence, the fee of one side.',
          trades,
        ),
  "quantity-changed": ({ path, from, to, at }) =>
    l10n.t(
      "{0}: quantity × price was {1} times the reported position, and is {2} times it since {3}: the bot counts leverage in another way. Results follow from prices and stay right, but compare position sizes with care.",
      path,
      figure(from),
      figure(to),
      moment(at),
    ),
  "positions-overlap": ({ path, overlaps, first, second, sizes }) =>
    [
      l10n.t(
        "{0}: a position of {1} was opened at {2} while one of {3} from {4} was open: whether they are of one bot can't be told, so nothing that has to do with money is judged of that time.",
        path,
        figure(sizes[1]),
        moment(second),
        figure(sizes[0]),
        moment(first),
      ),
      ...(overlaps > 1 ? [l10n.t("There are {0} such overlaps.", overlaps)] : []),
      l10n.t(
        'If another bot writes there, say in the source\'s "where" which one counts. If it is one bot that holds several positions, say so with "where": {"bot": "*"}.',
      ),
    ].join(" "),
  "balance-differs": ({ spans, from, to, moved, net }) =>
    [
      l10n.t(
        "From {0} to {1} the balance moved by {2}, and the trades of that time came to {3}.",
        moment(from),
        moment(to),
        money(moved),
        money(net),
      ),
      ...(spans > 1 ? [l10n.t("There are {0} such times.", spans)] : []),
      l10n.t("Check whether a trade is missing, money was moved, or the fees are others. The trades count."),
    ].join(" "),
  "balance-reset": ({ jumps, at, before, after }) =>
    [
      l10n.t("The balance went from {0} to {1} by {2} without a trade.", money(before), money(after), moment(at)),
      ...(jumps > 1 ? [l10n.t("There are {0} such jumps.", jumps)] : []),
      l10n.t("Phasegate takes it for a deposit or a reset, not for a result. Check whether a trade is missing."),
    ].join(" "),
  "evidence-shrank": ({ tag, at, before, after }) =>
    l10n.t(
      "{0} saw {1} trades up to {2}, and the files tell of {3} of them now, so nothing is judged of that time. Put the missing files back, or add a source that has all trades.",
      tag,
      before,
      moment(at),
      after,
    ),
  "state-shrank": ({ path, before, after }) =>
    l10n.t(
      "{0} had {1} trades and has {2} now, as after a restart. The earlier ones count until you restart Phasegate. Add the bot's log as a source to keep them for good.",
      path,
      before,
      after,
    ),
  "restarts-in-a-row": ({ starts, from, to }) =>
    l10n.t(
      "The bot was started {0} times from {1} to {2}. Look for the reason before you trust what it did between.",
      starts,
      moment(from),
      moment(to),
    ),
  "evidence-gaps": ({ gaps, from, to }) =>
    [
      l10n.t("The bot left no record from {0} to {1}.", moment(from), moment(to)),
      ...(gaps > 1 ? [l10n.t("There are {0} such gaps.", gaps)] : []),
      l10n.t("It counts as not running in that time."),
    ].join(" "),
  "starts-unknown": () =>
    l10n.t(
      "No record tells when the bot was started, so Phasegate assumes that it ran each checkpoint's values at once. Add its log or its state as a source.",
    ),
  "restart-needed": ({ tag, parameters, started }) =>
    started === undefined
      ? l10n.t("{0} is applied, but the bot does not run it yet ({1}). Restart the bot.", tag, parameters.join(", "))
      : l10n.t(
          "{0} is applied, but the bot was started before, on {2}, and does not run it yet ({1}). Restart the bot.",
          tag,
          parameters.join(", "),
          moment(started),
        ),
  "running-unsealed": ({ values }) =>
    l10n.t(
      "The bot runs values that no checkpoint has: {0}. Restart it from the sealed source, or write these values into the source and checkpoint the hand edits.",
      values
        .map(({ parameter, running, sealed }) => l10n.t("{0} {1} instead of {2}", parameter, running, sealed))
        .join(", "),
    ),
} satisfies Partial<Sentences>;

function totalOf(of: ProblemData["totals-worse"]["of"], value: number): string {
  if (of === "net") return money(value);
  if (of === "wins") return value === 1 ? l10n.t("1 win") : l10n.t("{0} wins", figure(value));
  if (of === "closed") return value === 1 ? l10n.t("1 closed trade") : l10n.t("{0} closed trades", figure(value));
  return value === 1 ? l10n.t("1 trade") : l10n.t("{0} trades", figure(value));
}

function placeOf(offset: number, from: number | undefined, to: number | undefined): string {
  if (from !== undefined && to !== undefined)
    return l10n.t("at byte {0}, between {1} and {2}", offset, moment(from), moment(to));
  if (from !== undefined) return l10n.t("at byte {0}, after {1}", offset, moment(from));
  return to === undefined ? l10n.t("at byte {0}", offset) : l10n.t("at byte {0}, before {1}", offset, moment(to));
}

function ownersOf(field: OwnerField): string {
  const nouns: Readonly<Record<OwnerField, string>> = {
    symbol: l10n.t("symbols"),
    strategy: l10n.t("strategies"),
    account: l10n.t("accounts"),
    bot: l10n.t("bots"),
  };
  return nouns[field];
}

function describeDiffering({ path, trades, of, opened, reported, prices }: ProblemData["result-differs"]): string {
  return [
    l10n.t(
      "{0} reports {1} for the trade of {2}, where prices and fees make it {3}.",
      path,
      money(reported),
      moment(opened),
      money(prices),
    ),
    ...(of > 1 ? [l10n.t("This concerns {0} of its {1} trades.", trades, of)] : []),
    l10n.t("The prices count. Check the fee rate in the plan, and how the bot computes its results."),
  ].join(" ");
}

function alsoOf(trades: number): string[] {
  return trades > 1 ? [l10n.t("This concerns {0} trades.", trades)] : [];
}

function money(value: number): string {
  return quantity(value, { kind: "money" });
}

function sideOf(side: Side): string {
  return side === "long" ? l10n.t("long") : l10n.t("short");
}
