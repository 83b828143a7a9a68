// The sentences for what is wrong with the values, and with the source that holds them.
import * as l10n from "@vscode/l10n";
import { unboundSymbol } from "../../core/plan/plan";
import type { ProblemData } from "../../core/problem";
import type { ValueKind, ValueType } from "../../core/source";
import { describeAllowed } from "../allowed";
import { countedUnits } from "../parameters";
import { typesInPlan } from "../ways-out/types-in-plan";
import { wayOut } from "../ways-out/way-out";
import { describeOtherReason, describeSourceFault } from "./faults/source-faults";
import type { Sentences } from "./sentences";

/** Of the values, and of the source that holds them. */
export const values = {
  "value-in-no-phase": ({ parameter, value, baseline, target }) =>
    l10n.t(
      "{0} is {1}, which no phase allows. Its baseline is {2}, its target is {3}. Set it to one of these, or change the plan.",
      parameter,
      value,
      baseline,
      target,
    ),
  "baseline-differs": ({ parameter, value, baseline, target }) =>
    l10n.t(
      "{0} is {1}, but the plan has {2} as its baseline and {3} as its target. The plan is out of date, or the value is wrong. Correct one of them.",
      parameter,
      value,
      baseline,
      target,
    ),
  "ahead-of-phase": ({ parameter, value, phase, expected }) =>
    l10n.t(
      "{0} is {1} already, but Phase {2} is not in effect. Apply Phase {2}, or set the value back to {3}.",
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
  "out-of-range": ({ parameter, value, allowed, path }) =>
    l10n.t(
      "{0} is {1}, but in every phase it must be {2}. Set it to its baseline or to its target.",
      parameter,
      value,
      describeAllowed(allowed, path),
    ),
  "wrong-type": ({ parameter, value, type, expected }) =>
    l10n.t(
      "{0} is {1}, which is {2}, but the plan expects {3}. Set it to its baseline or to its target.",
      parameter,
      value,
      typesInCode[type](),
      typesInPlan[expected](),
    ),
  "type-changed": ({ parameter, value }) =>
    l10n.t(
      "{0} is {1}, a float, but the plan allows only whole numbers. Code may treat the two differently. Write it as a whole number.",
      parameter,
      value,
    ),
  "step-too-large": ({ parameter, phase, from, to, largest }) =>
    l10n.t(
      "Phase {1} would move {0} from {2} to {3}. The plan allows at most {4} in one step. Go part of the way first, correct the plan, or override with a reason.",
      parameter,
      phase,
      from,
      to,
      largest,
    ),
  "literal-shared": ({ parameter, other }) =>
    l10n.t(
      "{0} and {1} are in the same literal, so a change of one changes the other. Give each its own.",
      parameter,
      other,
    ),
  unbound: ({ parameter, symbol, scope, path }) => {
    if (symbol === unboundSymbol) {
      return l10n.t(
        '{0} is bound to nothing yet, because nobody has said which constant of {1} it is. Set its "symbol" in the plan to that name. Until then, its phase can\'t be applied.',
        parameter,
        path,
      );
    }
    return scope === ""
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
        );
  },
  "scope-missing": ({ path, scope, meant }) =>
    meant === undefined
      ? l10n.t('{0} has no class {1}. Set "scope" in the plan to the class that has the parameters.', path, scope)
      : l10n.t(
          '{0} has no class {1}. Perhaps it should be {2}. Set "scope" in the plan to the class that has the parameters.',
          path,
          scope,
          meant,
        ),
  "symbol-invalid": ({ parameter, symbol }) =>
    l10n.t(
      '{0}: "{1}" is not a valid symbol. Write a name, and a path where it has one: minimal_roi["40"], RANGE[1].',
      parameter,
      symbol,
    ),
  ambiguous: ({ parameter, symbol, line, reason }) =>
    [
      l10n.t("{0}: the value of {1} is known only when the program runs.", parameter, symbol),
      describeOtherReason(symbol, line, reason),
      l10n.t("Leave one plain assignment."),
    ].join(" "),
  overruled: ({ parameter, symbol, line, reason, path, from }) =>
    [
      l10n.t("{0}: {1} may get another value while the bot runs.", parameter, symbol),
      describeOtherReason(symbol, line, reason, path),
      ...(from === undefined ? [] : [l10n.t("{0}, where it is set, replaces it.", from)]),
      l10n.t("Check which value the bot uses."),
    ].join(" "),
  "may-be-overruled": ({ parameters, line, reason, path }) =>
    [
      describeOtherReason(parameters.join(", "), line, reason, path),
      l10n.t("The code alone does not tell. Check which values the bot uses."),
    ].join(" "),
  clipped: ({ parameter, value, limit, line, bound }) =>
    bound === "lowest"
      ? l10n.t(
          "{0} is {1}, but line {2} uses at least {3} in its place. Change that limit too, or set another value.",
          parameter,
          value,
          line,
          limit,
        )
      : l10n.t(
          "{0} is {1}, but line {2} uses at most {3} in its place. Change that limit too, or set another value.",
          parameter,
          value,
          line,
          limit,
        ),
  derived: ({ parameter, symbol, from }) =>
    from === ""
      ? l10n.t(
          "{0}: {1} is computed, so there is no literal to change. Bind the parameter to a literal that it is computed from.",
          parameter,
          symbol,
        )
      : l10n.t(
          "{0}: {1} is computed from {2}, so there is no literal to change. Bind the parameter to what it is computed from.",
          parameter,
          symbol,
          from,
        ),
  shadowed: ({ parameter, symbol, line, winner, used }) =>
    used === undefined
      ? l10n.t(
          "{0}: line {2} assigns {1}, but line {3} assigns it again, and that value counts. Remove the line that has no effect.",
          parameter,
          symbol,
          line,
          winner,
        )
      : l10n.t(
          "{0}: line {2} assigns {1}, and line {3} assigns it again: from there on, that value counts. Line {4} may use the earlier one, which no phase changes. Give one of the two another name.",
          parameter,
          symbol,
          line,
          winner,
          used,
        ),
  dead: ({ parameter, symbol, phase, literals }) =>
    [
      l10n.t(
        "{0}: nothing in this file uses {1}, except messages. Phase {2} would not change what the bot does. Find the value that the bot really uses.",
        parameter,
        symbol,
        phase,
      ),
      ...(literals.length > 0
        ? [l10n.t("It may be one of these: {0}.", literals.map(describeLiteral).join("; "))]
        : []),
    ].join(" "),
  "target-limited": (limited) => [describeLimit(limited), describeLimiting(limited)].join(" "),
  "unit-differs": ({ parameter, symbol, plan, code, target }) =>
    l10n.t(
      '{0}: the plan counts {1}, but by its name {2} counts {3}. The target {4} would be written as it is. Bind the parameter to another constant, or give it the unit "{3}" and values in that unit.',
      parameter,
      countedUnits[plan](),
      symbol,
      countedUnits[code](),
      target,
    ),
  "line-differs": ({ parameter, named, line }) =>
    l10n.t(
      '{0}: the plan says "{1}", but it stands at line {2}. The plan may have been written for another state of the file.',
      parameter,
      named,
      line,
    ),
  "value-moved": ({ parameter, before, after, as }) => {
    if (as === null)
      return l10n.t(
        "{0} moves from {1} to {2}, which nothing allows now: no phase in effect has that target. Undo it, or apply the phase that has it.",
        parameter,
        before,
        after,
      );
    return as === "baseline"
      ? l10n.t("{0} moves from {1} to {2}, its baseline: its phase is not in effect.", parameter, before, after)
      : l10n.t("{0} moves from {1} to {2}, the target of Phase {3}, which is in effect.", parameter, before, after, as);
  },
  "scope-unnamed": ({ parameter, line, scope, other }) =>
    l10n.t(
      '{0} is taken from line {1}, in the module, because the plan names no scope. Class {2} has a constant of the same name, at line {3}. Write "scope": "{2}" or "scope": "" in the plan.',
      parameter,
      line,
      scope,
      other,
    ),
  "search-incomplete": ({ most, paths }) =>
    [
      ...(most === null
        ? []
        : [
            l10n.t(
              "The repository has more than {0} source files or folders, and only those were searched for other uses of the values.",
              most,
            ),
          ]),
      ...(paths.length === 0 ? [] : [unsearchedFiles(paths)]),
      l10n.t("What the others do with the values is not known, so no value is said to be unused."),
    ].join(" "),
  "rule-broken": ({ rule, why }) =>
    l10n.t(
      'The values break the plan\'s rule "{0}". Correct one of the values that it names. The reason for the rule: {1}',
      rule,
      why,
    ),
  "rule-unbound": ({ rule, name }) =>
    l10n.t(
      'The rule "{0}" holds a value against {1}, but no file of the plan has a number of that name, so the rule says nothing. Correct the name, or remove the rule.',
      rule,
      name,
    ),
  unsealed: ({ path }) =>
    l10n.t(
      "{0} has uncommitted edits, and values that no checkpoint records. Use {1} to record them, or undo the edits.",
      path,
      wayOut("handEdits"),
    ),
  "source-stale": ({ path, line, detail }) =>
    [
      describeSourceFault(path, line, detail),
      l10n.t("The values shown are those from before this edit. Correct that line."),
    ].join(" "),
  "source-broken": ({ parameter, path, line, detail }) =>
    [
      l10n.t("{0} can't be read, because its code is not valid.", parameter),
      describeSourceFault(path, line, detail),
      l10n.t("Correct that line first."),
    ].join(" "),
} satisfies Partial<Sentences>;

function describeLiteral({ text, line }: { readonly text: string; readonly line: number }): string {
  return l10n.t("{0} (line {1})", text, line);
}

type Limited = ProblemData["target-limited"];

function describeLimit({ parameter, line, target, side, limit, value, limitLine }: Limited): string {
  const what = limit === value ? value : `${limit} = ${value}`;
  return side === "least"
    ? l10n.t("{0} (line {1}): its target {2} is below {3} (line {4}).", parameter, line, target, what, limitLine)
    : l10n.t("{0} (line {1}): its target {2} is above {3} (line {4}).", parameter, line, target, what, limitLine);
}

function describeLimiting({ phase, side, value, appliedLine }: Limited): string {
  if (appliedLine !== undefined) {
    return l10n.t(
      "Line {0} holds the one against the other, so that the bot may use {1} instead once Phase {2} is in effect. Change the limit or the target.",
      appliedLine,
      value,
      phase,
    );
  }
  const called = side === "least" ? l10n.t("the least that it may be") : l10n.t("the most that it may be");
  return l10n.t(
    "By its name, that is {0}: the bot may use {1} instead once Phase {2} is in effect. Check where the limit is applied.",
    called,
    value,
    phase,
  );
}

const typesInCode: Readonly<Record<ValueType | ValueKind, () => string>> = {
  int: typesInPlan.number,
  float: typesInPlan.number,
  number: typesInPlan.number,
  negative: typesInPlan.number,
  complex: () => l10n.t("a complex number"),
  str: typesInPlan.string,
  string: typesInPlan.string,
  bytes: () => l10n.t("bytes"),
  bool: () => l10n.t("a truth value"),
  NoneType: typesInPlan.null,
  none: typesInPlan.null,
  list: typesInPlan.array,
  tuple: typesInPlan.array,
  dict: typesInPlan.object,
  call: () => l10n.t("a call"),
  name: () => l10n.t("the name of another value"),
  expression: () => l10n.t("an expression"),
};

/** So many files are named. */
const MOST_NAMED = 3;

function unsearchedFiles(paths: readonly string[]): string {
  const named = paths.slice(0, MOST_NAMED).join(", ");
  const more = paths.length - MOST_NAMED;
  const all = more > 0 ? l10n.t("{0} and {1} more", named, more) : named;
  return l10n.t("Not searched, because they are too large or can't be read: {0}.", all);
}
