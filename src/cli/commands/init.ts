// `phasegate init`: writes a plan for a bot's file, with every parameter bound that can be bound without doubt.
import { resolve } from "node:path";
import type { Bindings } from "../../core/plan/bind";
import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { boundLine, candidateLine, describeItem, openBinding, planWritten } from "../../messages/import";
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
import { importFile, report } from "../importing";
import { type Exit, exit, type Session } from "../session";

export async function init(session: Session): Promise<Exit> {
  const { folder, plan: file, from = "v4" } = session.options;
  const [path] = session.operands;
  if (path === undefined) throw new UserError(problem("usage", { detail: words.needsFile("init") }));
  const bot = await readBot(resolve(folder, path), path, folder);
  const plan = await planTo(session, from, bot);
  const target = file === undefined ? planFile(bot, plan.id) : resolve(folder, file);
  await writePlan(plan, bot, target);
  sayBindings(session, plan.bindings);
  session.print(target, { plan: target, ...plan.bindings });
  session.say(planWritten(target));
  return exit.done;
}

async function planTo(session: Session, from: string, bot: BotFile): Promise<NewPlan> {
  const { id } = session.options;
  if (from === "v4") return planOverV4(bot, id);
  if (from === "blank") return blankPlan(bot, describeItem, id);
  const [, kind, file = from] = /^(markdown|trials):(.+)$/s.exec(from) ?? [];
  const imported = await importFile(session, file, kind as DocumentKind | undefined, bot);
  report(session, imported);
  const questions = imported.questions.length;
  if (questions > 0) throw new UserError(problem("plan-incomplete", { questions }));
  return planFrom(imported, describeItem, bot);
}

function sayBindings(session: Session, { bound, open }: Bindings): void {
  for (const { parameter, symbol, text } of bound) session.say(boundLine(parameter, symbol, text));
  for (const { parameter, candidates } of open) {
    session.say(openBinding(parameter, candidates.length));
    for (const candidate of candidates) session.say(candidateLine(candidate));
  }
}
