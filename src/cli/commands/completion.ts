// The command `completion`: a script that completes the command line in a shell.
import * as l10n from "@vscode/l10n";
import { command } from "../command";
import { bashCompletion, fishCompletion, zshCompletion } from "../command-line/completion";
import { exit } from "../session";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export const completion = command({
  name: "completion",
  summary: l10n.t("print a script that completes commands, options and files in a shell"),
  description: l10n.t(
    'bash: add source <(phasegate completion bash) to ~/.bashrc. zsh: write the script to a file named "_phasegate" in a folder of $fpath. fish: write it to ~/.config/fish/completions/phasegate.fish.',
  ),
  operands: {
    shell: { arity: "required", description: l10n.t("the shell"), choices: ["bash", "zsh", "fish"] },
  },
  options: {},
  globals: [],
  examples: [
    { line: "phasegate completion bash", does: l10n.t("the script for bash") },
    { line: "phasegate completion zsh > _phasegate", does: l10n.t("the script for zsh") },
    { line: "phasegate completion fish > phasegate.fish", does: l10n.t("the script for fish") },
  ],
  async run(session, { loadCommands }) {
    process.stdout.write(scripts[session.operands.shell](await loadCommands()));
    return exit.done;
  },
});
