// `phasegate init`: writes a plan for a bot's file, with every parameter bound that can be bound without doubt.
import { resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import type { Bindings } from "../../core/plan/bind";
import { problem, UserError } from "../../core/problem";
import { boundLine, candidateLine, describeItem, openBinding, phasesBlocked, planWritten } from "../../messages/import";
import {
  type BotFile,
  blankPlan,
  type DocumentKind,
  type NewPlan,
  planFile,
  planFrom,
  planOverV4,
  readBot,
  writePlan,
} from "../../node/new-plan";
import { command } from "../command";
import { misused } from "../command-line/arguments";
import { type ImportValues, importOptions } from "../import-options";
import { importFile, report } from "../importing";
import { exit, type Session } from "../session";

export const init = command({
  name: "init",
  summary: l10n.t("write a plan for a bot's file, and bind the parameters that match without doubt"),
  description: l10n.t(
    "Writes the plan to the repository's root, or to the file that --plan names. Never overwrites a file. Prints the plan's path.",
  ),
  operands: { bot: { arity: "required", description: l10n.t("the bot's source file"), completes: "file" } },
  options: {
    from: {
      type: "text",
      value: "WHAT",
      default: "v4",
      description: l10n.t(
        '"v4" for the plan that comes with Phasegate, "blank" for one to fill in, or a document to import; "markdown:FILE" or "trials:FILE" if its name does not say what it is',
      ),
      completes: "file",
    },
    ...importOptions,
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate init bot.py", does: l10n.t("a plan that extends the bundled one") },
    { line: "phasegate init bot.py --from plan.md --id v5", does: l10n.t("a plan from Markdown") },
    {
      line: "phasegate init bot.py --from markdown:plan.txt --id v5",
      does: l10n.t("Markdown in a file with another name"),
    },
  ],
  async run(session) {
    const { bot: path } = session.operands;
    const { plan: file } = session.options;
    const bot = await readBot(resolve(session.folder, path), path, session.folder);
    const plan = await planTo(session, bot);
    const target = file === undefined ? planFile(bot, plan.id) : resolve(session.folder, file);
    await writePlan(plan, bot, target);
    sayBindings(session, plan.bindings);
    await session.printDone(target, { plan: target, ...plan.bindings });
    session.say(planWritten(target));
    return exit.done;
  },
});

async function planTo(session: Session<ImportValues & { readonly from: string }>, bot: BotFile): Promise<NewPlan> {
  const { from, id } = session.options;
  if (from === "v4" || from === "blank") {
    refuseImportOptions(session.options);
    return from === "v4" ? planOverV4(bot, id) : blankPlan(bot, describeItem, id);
  }
  const { kind, file } = documentOf(from);
  const imported = await importFile(session, file, kind, bot);
  report(session, imported);
  const questions = imported.questions.length;
  if (questions > 0) throw new UserError(problem("plan-incomplete", { questions }));
  return planFrom(imported, describeItem, bot);
}

/** `FILE`, `markdown:FILE` or `trials:FILE`. */
function documentOf(from: string): { readonly kind?: DocumentKind; readonly file: string } {
  for (const kind of ["markdown", "trials"] as const) {
    if (from.startsWith(`${kind}:`)) return { kind, file: from.slice(kind.length + 1) };
  }
  return { file: from };
}

/** UserError: usage, for an option that only the import of a document has a use for. */
function refuseImportOptions({ answer, score, row, digits }: ImportValues): void {
  const values = { answer: Object.keys(answer)[0], score, row, digits };
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) throw misused({ reason: "option-for-documents", option: `--${name}` });
  }
}

function sayBindings(session: Session, { bound, open }: Bindings): void {
  for (const { parameter, symbol, text } of bound) session.say(boundLine(parameter, symbol, text));
  for (const { parameter, candidates } of open) {
    session.say(openBinding(parameter, candidates.length));
    for (const candidate of candidates) session.say(candidateLine(candidate));
  }
  if (open.length > 0) session.say(phasesBlocked(open.length));
}
