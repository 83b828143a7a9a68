import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { JsonObject } from "../../core/json";
import { type Bindings, bindText } from "../../core/plan/bind";
import { problem, UserError } from "../../core/problem";
import { readSource } from "../../core/source";
import { words } from "../../messages/cli";
import { folderWithGit } from "../../node/files/paths";
import { readTextFile } from "../../node/files/text-file";
import { importFile, planText, report } from "../importing";
import { type Exit, exit, type Session } from "../session";

/** Writes a plan for a bot's file, with every parameter bound that can be bound without doubt. */
export async function init(session: Session): Promise<Exit> {
  const { folder, plan, from = "v4" } = session.options;
  const [bot] = session.operands;
  if (bot === undefined) throw new UserError(problem("usage", { detail: words.needsFile("init") }));
  const file = resolve(folder, bot);
  const source = readSource((await readTextFile(file, bot)).text);
  const root = (await folderWithGit(dirname(file))) ?? folder;
  const path = relative(root, file).split(sep).join("/");
  const start = await startOf(session, from, path);
  const target = plan === undefined ? join(root, `${start.id}.phaseplan.json`) : resolve(folder, plan);
  const { text, bindings } = bindText(start.text, source);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text, { flag: "wx" }).catch((error: unknown) => {
    throw error instanceof Error && "code" in error && error.code === "EEXIST"
      ? new UserError(problem("usage", { detail: words.planExists(basename(target)) }))
      : error;
  });
  tell(session, bindings);
  session.print(target, { plan: target, ...bindings });
  session.say(words.initDone(target));
  return start.complete ? exit.done : exit.refused;
}

interface Start {
  readonly id: string;
  readonly text: string;
  /** Whether no question is left open. */
  readonly complete: boolean;
}

async function startOf(session: Session, from: string, path: string): Promise<Start> {
  const { id } = session.options;
  const files = { bot: { path } };
  if (from === "v4") {
    const document = { formatVersion: 1, extends: "phasegate:v4", ...(id !== undefined && { id }), files };
    return { id: id ?? "v4", text: `${JSON.stringify(document, null, 2)}\n`, complete: true };
  }
  if (from === "blank") {
    const document = { formatVersion: 1, id: id ?? "plan", title: "", files, parameters: {}, phases: [] };
    return { id: id ?? "plan", text: `${JSON.stringify(document, null, 2)}\n`, complete: true };
  }
  const imported = await importFile(session, from);
  report(session, imported);
  const document: JsonObject = { ...imported.document, files };
  const questions = imported.questions.filter(({ id: question }) => question !== "file");
  const text = planText({ ...imported, document, questions });
  return { id: typeof document["id"] === "string" ? document["id"] : "plan", text, complete: questions.length === 0 };
}

function tell(session: Session, { bound, open }: Bindings): void {
  for (const { parameter, symbol, text } of bound) session.say(words.bound(parameter, symbol, text));
  for (const { parameter, candidates } of open) {
    session.say(words.openBinding(parameter));
    for (const { symbol, text, units } of candidates) {
      session.say(words.candidate(symbol, text, units ? words.unitsDiffer(units.plan, units.code) : ""));
    }
  }
}
