// The command `help`: how the command line, or one command, is used.
import * as l10n from "@vscode/l10n";
import { nearest } from "../../core/problem/nearest";
import { command } from "../command";
import { misused } from "../command-line/arguments";
import { commandHelp, overview, overviewData } from "../help";
import { exit } from "../session";

export const help = command({
  name: "help",
  summary: l10n.t("explain how to use Phasegate, or one of its commands"),
  description: l10n.t("With --json, prints every command with its operands, options and examples as data."),
  operands: { command: { arity: "optional", description: l10n.t("the command; without it, all of them") } },
  options: {},
  globals: ["json"],
  examples: [
    { line: "phasegate help rollback", does: l10n.t("how to roll back") },
    { line: "phasegate help --json", does: l10n.t("every command as data") },
  ],
  async run(session, { loadCommands }) {
    const { command: name } = session.operands;
    const commands = await loadCommands();
    if (name === undefined) {
      session.print(overview(commands), overviewData(commands));
      return exit.done;
    }
    const names = commands.map((command) => command.name);
    const chosen = commands.find((command) => command.name === name);
    if (!chosen) {
      const suggestion = nearest(name, names) ?? null;
      throw misused({ reason: "command-unknown", command: name, suggestion, commands: names });
    }
    session.print(commandHelp(chosen), overviewData([chosen]));
    return exit.done;
  },
});
