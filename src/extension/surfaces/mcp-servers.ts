// Offers what agents may ask, by the Model Context Protocol, to the chat of a VS Code that knows it.
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { mcpServersId } from "../ids";
import type { Plans } from "../state/plans";

/** What VS Code has since 1.101; the oldest that is supported does not. */
interface WithMcp {
  readonly lm: {
    registerMcpServerDefinitionProvider?(
      id: string,
      provider: {
        readonly onDidChangeMcpServerDefinitions: vscode.Event<void>;
        provideMcpServerDefinitions(): Promise<unknown[]>;
      },
    ): vscode.Disposable;
  };
  readonly McpStdioServerDefinition?: new (
    label: string,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    version: string,
  ) => unknown;
}

/** A server for each plan: it only reads. In a workspace that is not trusted there is none, since it asks git. */
export function mcpServers(plans: Plans, extension: vscode.Extension<unknown>): vscode.Disposable {
  const { lm, McpStdioServerDefinition: Definition } = vscode as unknown as WithMcp;
  // In 1.100 they are there too, as a proposal that no extension from the Marketplace may call.
  const [major = 0, minor = 0] = vscode.version.split(".").map(Number);
  const isKnown = major > 1 || minor >= 101;
  if (!isKnown || !lm.registerMcpServerDefinitionProvider || !Definition) return new vscode.Disposable(() => undefined);
  const changed = new vscode.EventEmitter<void>();
  const program = vscode.Uri.joinPath(extension.extensionUri, "dist", "cli.js").fsPath;
  const { version } = extension.packageJSON as { readonly version: string };
  return vscode.Disposable.from(
    changed,
    plans.onDidChange(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    lm.registerMcpServerDefinitionProvider(mcpServersId, {
      onDidChangeMcpServerDefinitions: changed.event,
      async provideMcpServerDefinitions() {
        if (!vscode.workspace.isTrusted) return [];
        const found = (await plans.read()).plans.map(({ fsPath }) => fsPath);
        return found.map((plan) => {
          const args = [program, "mcp", "--cwd", dirname(plan), "--plan", basename(plan)];
          const label = `Phasegate: ${vscode.workspace.asRelativePath(plan)}`;
          // The editor's own program, as Node.
          return new Definition(label, process.execPath, args, { ELECTRON_RUN_AS_NODE: "1" }, version);
        });
      },
    }),
  );
}
