import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { formatPlan, type Imported, type ImportItem, importMarkdown, importTrials } from "../core/import";
import { problem, UserError } from "../core/problem";
import { words } from "../messages/cli";
import { describeItem, describeQuestion } from "../messages/import";
import type { Session } from "./session";

/** Reads a Markdown plan or an optimizer's trials, by the file's ending. UserError: usage, file-missing. */
export async function importFile(session: Session, file: string): Promise<Imported> {
  const { folder, answers, score, row, digits, id } = session.options;
  const text = await readFile(resolve(folder, file), "utf8").catch(() => {
    throw new UserError(problem("file-missing", { path: file }));
  });
  const shared = { ...(id !== undefined && { id }), answers };
  switch (extname(file).toLowerCase()) {
    case ".md":
    case ".markdown":
      return importMarkdown(text, shared);
    case ".csv":
    case ".json":
      return importTrials(text, extname(file).toLowerCase() === ".csv" ? "csv" : "json", {
        ...shared,
        ...(score !== undefined && { score }),
        ...(row !== undefined && { row }),
        ...(digits !== undefined && { round: { significant: digits } }),
      });
    default:
      throw new UserError(problem("usage", { detail: words.importsWhat(file) }));
  }
}

/** Says everything that the import has to say. */
export function report(session: Session, { report: notes, questions, contradictions }: Imported): void {
  const items: ImportItem[] = [
    ...contradictions.map((contradiction) => ({ kind: "contradiction", contradiction }) as const),
    ...notes.map((note) => ({ kind: "note", note }) as const),
  ];
  for (const item of items) session.say(describeItem(item));
  for (const question of questions) {
    session.say(words.openQuestion(describeQuestion(question), question.id));
    for (const { id, label, places } of question.choices) {
      session.say(
        words.choice(
          question.id,
          id,
          label,
          places.map(({ line }) => line),
        ),
      );
    }
  }
}

/** The plan as a document with comments. */
export function planText(imported: Imported): string {
  return formatPlan(imported, describeItem);
}
