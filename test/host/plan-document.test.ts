// Tests what the editor offers in a plan's own text.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "../support/until";

describe("a plan's text", () => {
  const bot = "scripts/production/phase4_dynamic_testnet_trading.py";
  let document: vscode.TextDocument;

  before(async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, "v4.phaseplan.json"));
    await vscode.window.showTextDocument(document);
  });

  /** The position just behind `text`. */
  function behind(text: string): vscode.Position {
    const at = document.getText().indexOf(text);
    assert.notEqual(at, -1, text);
    return document.positionAt(at + text.length);
  }

  it("leads to the bundled plan that it extends, which is open read-only", async () => {
    const at = behind('"extends": "phase');
    const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      at,
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      document.uri,
    );
    assert.ok(found && links.some(({ target }) => target?.toString() === found.uri.toString()));
    const bundled = await vscode.workspace.openTextDocument(found.uri);
    assert.match(bundled.getText(), /"criteria"/);
    assert.doesNotMatch(bundled.getText(), /\$schema/);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(found.uri.scheme) ?? false, false);
  });

  /** Where Go to Definition leads from the middle of `text` in a document. */
  async function definitionAt(from: vscode.TextDocument, text: string): Promise<vscode.LocationLink[]> {
    const at = from.positionAt(from.getText().indexOf(text) + text.length - 1);
    return vscode.commands.executeCommand<vscode.LocationLink[]>("vscode.executeDefinitionProvider", from.uri, at);
  }

  it("leads from a parameter, and from its symbol, to the bot's line, and from the value back", async () => {
    const code = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "..", bot));
    for (const text of ['"LONG_ENTRY_THRESHOLD"', '"BASE_LONG_ENTRY_THRESHOLD"']) {
      const [link, ...more] = await until(
        `the definition of ${text}`,
        () => definitionAt(document, text),
        (all) => all.length > 0,
      );
      assert.equal(more.length, 0);
      assert.equal(link?.targetUri.fsPath, code.uri.fsPath);
      assert.match(code.getText(link?.targetRange), /^BASE_LONG_ENTRY_THRESHOLD = [\d.]+$/);
    }
    const [back] = await definitionAt(code, "    BASE_LONG_ENTRY_THRESHOLD = 0.7");
    assert.equal(back?.targetUri.fsPath, document.uri.fsPath);
    assert.equal(document.getText(back?.targetRange), '"LONG_ENTRY_THRESHOLD"');
  });

  it("leads from a value that the plan inherits to the bundled plan, and from there to the bot's line", async () => {
    const code = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "..", bot));
    const [link] = await definitionAt(code, "    STOP_LOSS = 0.0");
    assert.equal(link?.targetUri.scheme, "phasegate-plan");
    const bundled = await vscode.workspace.openTextDocument(link?.targetUri ?? document.uri);
    assert.equal(bundled.getText(link?.targetRange), '"STOP_LOSS"');
    const [there] = await definitionAt(bundled, '"STOP_LOSS"');
    assert.match(code.getText(there?.targetRange), /^STOP_LOSS = [\d.]+$/);
  });

  it("leads nowhere from what is no governed literal: a name, a comment, another constant", async () => {
    const code = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "..", bot));
    for (const text of ["    STOP_LO", "    FEE_RATE = 0.00", "# of the traded"]) {
      assert.deepEqual(await definitionAt(code, text), [], text);
    }
  });

  async function completions(at: vscode.Position): Promise<string[]> {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      at,
    );
    return items.map(({ insertText }) => String(insertText));
  }

  it("completes a symbol by the constants of the bot's class, and no key", async () => {
    const offered = await until(
      "the constants",
      () => completions(behind('"symbol": "BASE_')),
      (all) => all.includes('"EXIT_THRESHOLD"'),
    );
    assert.ok(offered.includes('"BASE_LONG_ENTRY_THRESHOLD"'));
    assert.ok(!offered.includes('"API_KEY"'), offered.join());
  });

  it("completes a path by the files that are there", async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, behind('"bot": {'), ' "path": "scripts",');
    assert.ok(await vscode.workspace.applyEdit(edit));
    try {
      await until(
        "the paths",
        () => completions(behind('"path": "scr')),
        (all) => all.includes(JSON.stringify(bot)),
      );
    } finally {
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
  });

  it("says on a parameter what is in the code", async () => {
    await until(
      "the hover",
      async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          "vscode.executeHoverProvider",
          document.uri,
          behind('"BASE_POS'),
        );
        return hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join();
      },
      (text) => text.includes("BASE&#95;POSITION&#95;PCT") && text.includes("0&#46;60"),
    );
  });
});
