// The command `inspect`: every constant of source files as Phasegate reads it.

import { resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { readSource, inspect as rowsOf } from "../../core/source";
import { redacted } from "../../messages/checkpoints";
import { readTextFile, requireSource } from "../../node/files/text-file";
import { command } from "../command";
import { exit } from "../session";

export const inspect = command({
  name: "inspect",
  summary: l10n.t("print every constant of source files as Phasegate reads it; secrets are left out"),
  description: l10n.t("Needs no plan, and checks nothing."),
  operands: { file: { arity: "many", description: l10n.t("a source file"), completes: "file" } },
  options: {},
  globals: ["cwd", "json"],
  examples: [
    { line: "phasegate inspect bot.py", does: l10n.t("list the constants of a file") },
    { line: "phasegate inspect bot.py --json", does: l10n.t("the same, as data") },
  ],
  async run(session) {
    const rows = [];
    for (const file of session.operands.file) {
      const { text } = requireSource(await readTextFile(resolve(session.folder, file), file));
      rows.push(...rowsOf(readSource(file, text), file));
    }
    const lines = rows.map(({ file, line, scope, name, path, text }) => {
      const symbol = `${scope === "" ? "" : `${scope}.`}${name}${path}`;
      return `${file}:${line}: ${symbol} = ${text ?? redacted()}`;
    });
    session.print(lines.join("\n"), rows);
    return exit.done;
  },
});
