import { resolve } from "node:path";
import { problem, UserError } from "../../core/problem";
import { readSource, inspect as rowsOf } from "../../core/source";
import { words } from "../../messages/cli";
import { readTextFile } from "../../node/files/text-file";
import { type Exit, exit, type Session } from "../session";

/** Every constant of the named files as it was read: nothing is governed, nothing is judged, secrets are left out. */
export async function inspect(session: Session): Promise<Exit> {
  const { operands, options } = session;
  if (operands.length === 0) throw new UserError(problem("usage", { detail: words.needsFile("inspect") }));
  const rows = [];
  for (const file of operands) {
    const { text } = await readTextFile(resolve(options.folder, file), file);
    rows.push(...rowsOf(readSource(text), file));
  }
  const lines = rows.map(({ file, line, scope, name, path, text }) => {
    const symbol = `${scope === "" ? "" : `${scope}.`}${name}${path}`;
    return `${file}:${line}: ${symbol} = ${text ?? words.redacted()}`;
  });
  session.print(lines.join("\n"), rows);
  return exit.done;
}
