// `phasegate import`: a plan from a document, on stdout; what was not used and what is open, on stderr.
import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { describeItem, unknownKind } from "../../messages/import";
import { type DocumentKind, planFrom } from "../../node/new-plan";
import { importFile, report } from "../importing";
import { type Exit, exit, type Session } from "../session";

export async function importPlan(session: Session): Promise<Exit> {
  const [file] = session.operands;
  if (file === undefined) throw new UserError(problem("usage", { detail: words.needsFile("import") }));
  const imported = await importFile(session, file, kindOf(session.options.from));
  report(session, imported);
  const { text, problems } = await planFrom(imported, describeItem);
  session.print(text.trimEnd(), imported);
  if (imported.questions.length > 0) return exit.refused;
  if (problems.length > 0) throw new UserError(...problems);
  return exit.done;
}

function kindOf(from: string | undefined): DocumentKind | undefined {
  if (from === undefined || from === "markdown" || from === "trials") return from;
  throw new UserError(problem("usage", { detail: unknownKind(from) }));
}
