import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { importFile, planText, report } from "../importing";
import { type Exit, exit, type Session } from "../session";

/** Makes a plan of a Markdown deployment plan or of an optimizer's trials: the plan on stdout, what was not understood on stderr. */
export async function importPlan(session: Session): Promise<Exit> {
  const [file] = session.operands;
  if (file === undefined) throw new UserError(problem("usage", { detail: words.needsFile("import") }));
  const imported = await importFile(session, file);
  report(session, imported);
  session.print(planText(imported).trimEnd(), imported);
  return imported.questions.length > 0 ? exit.refused : exit.done;
}
