// The sentences about making a new plan.
import * as l10n from "@vscode/l10n";
import type { NoPlanReason } from "../../core/problem/details";
import type { Sentences } from "./sentences";

/** Why a document gives no plan, and what to do. */
export const noPlan: { readonly [R in NoPlanReason]: () => string } = {
  "nothing-set": () =>
    l10n.t(
      'Phasegate understands no line of it as one that sets a parameter to a new value. Check that you chose the right file. A plan sets values under the heading of a phase, as in "STOP_LOSS = 0.02  # was 0.03" or in a table with the old and the new values.',
    ),
  "no-trial": () =>
    l10n.t(
      "It has no finished trial with a parameter's value and, where there are several, a score. Check that you chose the right file.",
    ),
  record: () =>
    l10n.t("Its title says that it records or explains something. Choose the document that says what to deploy."),
  "not-a-plan": () =>
    l10n.t(
      'It has values, but no heading of a phase, and nothing in it says that it is a plan to deploy them. A plan has headings such as "Phase 1: …", or its title says that it is a plan.',
    ),
};

export const newPlans = {
  "input-missing": ({ path }) => l10n.t("There is no file {0}. Check the path.", path),
  "document-kind-unknown": ({ path }) =>
    l10n.t(
      'The name {0} does not say whether this is a Markdown plan (.md) or an optimizer\'s trials (.csv, .json). Name the kind: "phasegate import FILE --from markdown" or "--from trials"; with init, "--from markdown:FILE" or "--from trials:FILE".',
      path,
    ),
  "document-undecodable": ({ path }) =>
    l10n.t("{0} is not text in UTF-8, UTF-16 or CP949. If it is text, save it as UTF-8 and try again.", path),
  "bot-missing": () =>
    l10n.t("There is no file here that can be a bot's source. Open the folder that has the bot, then try again."),
  "bot-without-number": ({ path }) =>
    l10n.t("{0} has no constant with a number, and a plan needs at least one parameter. Nothing was written.", path),
  "plan-id-invalid": ({ id }) =>
    l10n.t(
      '"{0}" can\'t be the id of a plan. Use lower-case letters, digits and hyphens, at most 40, and no name of a device of Windows, such as con or nul. Nothing was written.',
      id,
    ),
  "plan-incomplete": ({ questions }) =>
    questions === 1
      ? l10n.t("The plan was not written, because one question is open. Answer it with --answer, then try again.")
      : l10n.t(
          "The plan was not written, because {0} questions are open. Answer them with --answer, then try again.",
          questions,
        ),
  "not-a-plan": ({ path, reason }) => l10n.t("{0} gives no plan. {1}", path, noPlan[reason]()),
  "answer-rejected": ({ answers, asked }) =>
    [
      ...answers.map(({ id, reason }) =>
        reason === "unknown"
          ? l10n.t('"{0}" answers no question about this document.', id)
          : l10n.t('The answer to "{0}" is not one that the question takes.', id),
      ),
      asked.length > 0
        ? l10n.t("The open questions are: {0}.", asked.map((id) => `"${id}"`).join(", "))
        : l10n.t("No question is open: leave out the answer."),
    ].join(" "),
  "plan-misnamed": ({ path, name }) =>
    l10n.t(
      "No command would find a plan called {0}, because its name does not end in .phaseplan.json. Nothing was written. Call it {1}.",
      path,
      name,
    ),
  "plan-exists": ({ path }) =>
    l10n.t("{0} exists already and was not overwritten. Name another file with --plan.", path),
  "report-exists": ({ path }) =>
    l10n.t("{0} exists already, is no report of Phasegate and was not overwritten. Name another file.", path),
} satisfies Partial<Sentences>;
