// What `import` and `init` share: a document read as the options say, and everything that its import has to say.
import { resolve } from "node:path";
import type { Imported, ImportItem } from "../core/import";
import { problem, UserError } from "../core/problem";
import { choiceLine, denialLine, describeItem, describeQuestion, openQuestion } from "../messages/import";
import { type BotFile, type DocumentKind, importDocument, readDocument } from "../node/new-plan";
import { misused } from "./command-line/arguments";
import type { ImportValues } from "./import-options";
import type { Session } from "./session";

/** The plan that a document describes, for `bot` where there is one. UserError as in new-plan.ts, answer-rejected, usage. */
export async function importFile(
  { folder, options }: Session<ImportValues>,
  file: string,
  kind: DocumentKind | undefined,
  bot?: BotFile,
): Promise<Imported> {
  const document = await readDocument(resolve(folder, file), file, kind);
  const ignored = (["score", "row", "digits"] as const).find((name) => options[name] !== undefined);
  if (document.kind === "markdown" && ignored !== undefined) {
    throw misused({ reason: "option-for-trials", option: `--${ignored}` });
  }
  const { answer: answers, ...settings } = options;
  const imported = await importDocument(document, { ...settings, answers }, bot);
  const { rejected, questions } = imported;
  if (rejected.length > 0) {
    throw new UserError(problem("answer-rejected", { answers: [...rejected], asked: questions.map(({ id }) => id) }));
  }
  return imported;
}

/** Says everything that the import has to say. */
export function report(session: Session, { report: notes, questions, contradictions }: Imported): void {
  const items: ImportItem[] = [
    ...contradictions.map((contradiction) => ({ kind: "contradiction", contradiction }) as const),
    ...notes.map((note) => ({ kind: "note", note }) as const),
  ];
  for (const item of items) session.say(describeItem(item));
  for (const question of questions) {
    session.say(openQuestion(describeQuestion(question), question.id));
    for (const choice of question.choices) session.say(choiceLine(question.id, choice));
    if ("parameter" in question.data) session.say(denialLine(question.id));
  }
}
