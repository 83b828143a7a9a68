// The sentences for what is wrong with the values, and with the source that holds them.
import * as l10n from "@vscode/l10n";
import type { OtherReason } from "../../core/source";
import type { Sentences } from "./sentences";

/** Of the values, and of the source that they stand in. */
export const values = {
  "value-in-no-phase": ({ parameter, value, baseline, target }) =>
    l10n.t(
      "{0} is {1}, which no phase allows: the baseline is {2}, the target is {3}. Set it to one of these, or change the plan.",
      parameter,
      value,
      baseline,
      target,
    ),
  "baseline-differs": ({ parameter, value, baseline, target }) =>
    l10n.t(
      "{0} is {1}, but the plan remembers {2} from before the rollout (its target is {3}). The plan is out of date, or the value is wrong: correct one of them.",
      parameter,
      value,
      baseline,
      target,
    ),
  "ahead-of-phase": ({ parameter, value, phase, expected }) =>
    l10n.t(
      "{0} is {1} already, but Phase {2} is not in effect: until it is applied, the plan expects {3}.",
      parameter,
      value,
      phase,
      expected,
    ),
  "behind-phase": ({ parameter, value, phase, expected }) =>
    l10n.t(
      "{0} is {1}, but Phase {2} is in effect and expects {3}. Apply Phase {2} again, or roll it back.",
      parameter,
      value,
      phase,
      expected,
    ),
  "out-of-range": ({ parameter, value, allowed }) =>
    l10n.t("{0} is {1}, outside what the plan allows in any phase: {2}.", parameter, value, allowed),
  "wrong-type": ({ parameter, value, type, expected }) =>
    l10n.t("{0} is {1} ({2}), but the plan expects a value of type {3}.", parameter, value, type, expected),
  "type-changed": ({ parameter, value }) =>
    l10n.t(
      "{0} is {1}, a float where the plan allows whole numbers only: Python code may treat the two differently.",
      parameter,
      value,
    ),
  "step-too-large": ({ parameter, phase, from, to, largest }) =>
    l10n.t(
      "{0}: Phase {1} would move it from {2} to {3}, further than the plan allows in one step ({4}). Take a step between, or correct the plan.",
      parameter,
      phase,
      from,
      to,
      largest,
    ),
  "literal-shared": ({ parameter, other }) =>
    l10n.t(
      "{0} and {1} stand in the same literal: a change of one is a change of the other. Give each its own.",
      parameter,
      other,
    ),
  unbound: ({ parameter, symbol, scope, path }) =>
    scope === ""
      ? l10n.t(
          '{0}: there is no {1} in {2}. Set the parameter\'s "symbol" in the plan to its name in the code.',
          parameter,
          symbol,
          path,
        )
      : l10n.t(
          '{0}: there is no {1} in class {2} of {3}. Set the parameter\'s "symbol" in the plan to its name in the code.',
          parameter,
          symbol,
          scope,
          path,
        ),
  "symbol-invalid": ({ parameter, symbol }) =>
    l10n.t(
      '{0}: "{1}" is no symbol. Write a name, with its path where it has one: minimal_roi["40"], RANGE[1].',
      parameter,
      symbol,
    ),
  ambiguous: ({ parameter, symbol, line, reason }) =>
    l10n.t(
      "{0}: only a run of the program can tell what {1} is (line {2}: {3}). Leave one plain assignment, so that it can be governed.",
      parameter,
      symbol,
      line,
      otherReasons[reason](),
    ),
  overruled: ({ parameter, symbol, line, reason }) =>
    l10n.t(
      "{0}: line {2} may give {1} another value while the bot runs ({3}).",
      parameter,
      symbol,
      line,
      otherReasons[reason](),
    ),
  derived: ({ parameter, symbol, from }) =>
    from === ""
      ? l10n.t(
          "{0}: {1} is computed, so there is no literal to govern. Bind the parameter to a literal that it is computed from.",
          parameter,
          symbol,
        )
      : l10n.t(
          "{0}: {1} is computed from {2}, so there is no literal to govern. Bind the parameter to what it is computed from.",
          parameter,
          symbol,
          from,
        ),
  shadowed: ({ parameter, symbol, line, winner }) =>
    l10n.t(
      "{0}: {1} is assigned here, on line {2}, and again on line {3}, which wins. Remove the one that has no effect.",
      parameter,
      symbol,
      line,
      winner,
    ),
  dead: ({ parameter, symbol, phase }) =>
    l10n.t(
      "{0}: nothing in this file reads {1}, but for messages, so Phase {2} would not change what the bot does. Find the value that it really uses.",
      parameter,
      symbol,
      phase,
    ),
  "rule-broken": ({ rule, why }) => l10n.t('The values break the plan\'s rule "{0}": {1}', rule, why),
  unsealed: ({ path }) =>
    l10n.t(
      '{0} holds values that the ledger does not have, in edits that are not committed. Seal them with "phasegate adopt --hand-edits", or take them back.',
      path,
    ),
  "source-stale": ({ path, line, detail }) =>
    l10n.t(
      "{0}, line {1}, is not valid Python at the moment ({2}): the values shown are those from before this edit.",
      path,
      line,
      detail,
    ),
  "source-broken": ({ parameter, path, line, detail }) =>
    l10n.t(
      "{0}: {1}, line {2}, is not valid Python ({3}). Correct it first: a broken block is never written.",
      parameter,
      path,
      line,
      detail,
    ),
} satisfies Partial<Sentences>;

const otherReasons: { readonly [Reason in OtherReason]: () => string } = {
  shadowed: () => l10n.t("an assignment that a later one replaces"),
  conditional: () => l10n.t("an assignment that may not be run"),
  augmented: () => l10n.t("an augmented assignment"),
  deleted: () => l10n.t("it is deleted"),
  defined: () => l10n.t("an import, function or class of that name"),
  bound: () => l10n.t("bound by for, with, except, case or :="),
  global: () => l10n.t("assigned by a function"),
  patched: () => l10n.t("set from outside its class"),
  "patched-in-function": () => l10n.t("set from outside its class by a function"),
  "element-set": () => l10n.t("an element is set"),
  overridden: () => l10n.t("a class made from this one has its own"),
};
