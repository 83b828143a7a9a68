// The server for agents that the extension offers: VS Code lists it, starts it, and is told its tools.
import { versions } from "../../tools/testing.mjs";
import { until } from "../support/until";
import { useWorkbench } from "./support/open";

const label = "Phasegate: v4.phaseplan.json";

describe("the server for agents", () => {
  // The oldest VS Code has no such servers of extensions.
  if ((process.env["PHASEGATE_VSCODE_VERSION"] ?? versions[0]) === versions[0]) return;

  const workbench = useWorkbench({ settings: { "chat.disableAIFeatures": false } });

  it("is listed by VS Code, and runs", async () => {
    const vscode = workbench();
    await vscode.runCommand("MCP: List Servers");
    await until(
      "the list of servers",
      () => vscode.choices(),
      (all) => all.some((choice) => choice.includes(label)),
    );
    await vscode.screenshot("mcp-servers");
    await vscode.pick(label);
    await until(
      "what can be done with the server",
      () => vscode.choices(),
      (all) => all.some((choice) => choice.includes("Start Server")),
    );
    await vscode.screenshot("mcp-server");
    await vscode.pick("Start Server");
    await vscode.runCommand("MCP: List Servers");
    await until(
      "the server at work",
      () => vscode.choices(),
      (all) => all.some((choice) => choice.includes(label) && choice.includes("Running")),
    );
    await until(
      "its tools, in what VS Code tells of it",
      async () => (await vscode.page.locator(".part.panel .view-line").allInnerTexts()).join("\n"),
      (text) => /Discovered.6.tools/.test(text),
    );
    await vscode.screenshot("mcp-server-runs");
  });
});
