// The command `mcp`: answers agents by the Model Context Protocol.
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import type * as Server from "../../agents/mcp";
import { command } from "../command";
import { exit } from "../session";

export const mcp = command({
  name: "mcp",
  summary: l10n.t("answer agents by the Model Context Protocol, on standard input and output; it only reads"),
  description: l10n.t(
    "Offers status, allowed_values, preview_phase, findings, verdict and checkpoints as tools, each with the data that the command prints with --json. No tool applies, overrides, signs, validates or rolls back.",
  ),
  operands: {},
  options: {},
  globals: ["plan", "cwd"],
  examples: [
    {
      line: "phasegate mcp < /dev/null",
      does: l10n.t(
        "what an agent starts: {0}",
        '{ "mcpServers": { "phasegate": { "command": "phasegate", "args": ["mcp"] } } }',
      ),
    },
  ],
  async run(session) {
    // A program of its own: no other command waits for the protocol's library.
    const { serve } = (await import(join(__dirname, "mcp.js"))) as typeof Server;
    const { plan } = session.options;
    const args = ["--cwd", session.folder, ...(plan === undefined ? [] : ["--plan", plan])];
    await serve(PHASEGATE_VERSION, { file: join(__dirname, "cli.js"), args });
    return exit.done;
  },
});
