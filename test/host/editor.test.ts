import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { until } from "../support/until";

const path = "scripts/production/phase4_dynamic_testnet_trading.py";

describe("the editor's surfaces", () => {
  const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder(), encoding: "utf8" }).trim();
  const uri = (): vscode.Uri => vscode.Uri.joinPath(vscode.Uri.file(folder()), path);
  const found = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri()).filter(({ source }) => source === "Phasegate");
  const codes = (): string[] => found().map(({ code }) => String(code));
  const lenses = async (): Promise<string[]> => {
    const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri());
    return all.map(({ command }) => command?.title ?? "");
  };
  let document: vscode.TextDocument;
  let original = "";

  before(async () => {
    document = await vscode.workspace.openTextDocument(uri());
    await vscode.window.showTextDocument(document);
    original = document.getText();
  });

  /** Replaces text in the open document, as typing would. */
  async function type(from: string, to: string): Promise<void> {
    const at = document.getText().indexOf(from);
    assert.notEqual(at, -1, from);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri(), new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it("offer the next phase in a CodeLens", async () => {
    assert.deepEqual(await until("lenses", lenses, (all) => all.length > 0), [
      "Phase 1 · 2 changes",
      "Preview",
      "Apply",
    ]);
  });

  it("explain a value on hover, in text that can't carry links of its own", async () => {
    const at = document.positionAt(original.indexOf(" EXIT_THRESHOLD = ") + 20);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri(), at);
    const text = hovers
      .flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value))
      .join("\n");
    assert.match(text, /EXIT&#95;THRESHOLD/);
    assert.match(text, /command:phasegate\.applyPhase\?1/);
  });

  it("follow the text as it is typed: a squiggle with a code, at the value, gone when it is mended", async () => {
    await type("    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = 0.72");
    const [diagnostic] = await until("a finding", found, (all) => all.length === 1);
    assert.ok(diagnostic);
    assert.equal(diagnostic.code, "baseline-differs");
    assert.equal(document.getText(diagnostic.range), "0.72");
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    await type("    EXIT_THRESHOLD = 0.72", "    EXIT_THRESHOLD = 0.70");
    await until("no finding", codes, (all) => all.length === 0);
  });

  it("offer the ways out in the lightbulb, and the first one mends the finding", async () => {
    await type("    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = 7.5");
    const [diagnostic] = await until("a finding", found, (all) => all.some(({ code }) => code === "out-of-range"));
    assert.ok(diagnostic);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri(),
      diagnostic.range,
      undefined,
      10,
    );
    assert.deepEqual(
      actions.map(({ title }) => title).filter((title) => title.includes("EXIT_THRESHOLD")),
      ["Set EXIT_THRESHOLD to its baseline 0.7", "Set EXIT_THRESHOLD to the target of Phase 1: 0.603"],
    );
    const [first] = actions;
    assert.ok(first?.edit && (await vscode.workspace.applyEdit(first.edit)));
    await until("no finding", codes, (all) => all.length === 0);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("keep the values while the text is broken, and say that they are old", async () => {
    await type('    SYMBOL = "BTC-USDT"', '    SYMBOL = """BTC-USDT"');
    await until("the finding", codes, (all) => all.includes("source-stale"));
    assert.equal((await lenses())[0], "Phase 1 · 2 changes");
    await type('    SYMBOL = """BTC-USDT"', '    SYMBOL = "BTC-USDT"');
    await until("no finding", codes, (all) => all.length === 0);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("apply a phase; the open document follows, is not dirty, and Undo works on it", async () => {
    const applied = vscode.commands.executeCommand("phasegate.applyPhase1");
    await until(
      "the question",
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "",
      (label) => label.startsWith("Apply Phase 1?"),
    );
    assert.equal(readFileSync(uri().fsPath, "utf8"), original);
    await vscode.commands.executeCommand("phasegate.confirmChange");
    await applied;
    assert.equal(git("tag", "--list"), "phasegate/v4/0001-apply-1");
    const after = original
      .replace("    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = 0.603")
      .replace("RATE = 0.101", "RATE = 0.0612");
    assert.equal(readFileSync(uri().fsPath, "utf8"), after);
    await until(
      "the document",
      () => document.getText(),
      (text) => text === after,
    );
    assert.equal(document.isDirty, false);
    await until("the next lens", lenses, ([first]) => first === "Phase 2 · 2 changes");
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    await until(
      "undone",
      () => document.getText(),
      (text) => text === original,
    );
    await until("the finding", codes, (all) => all.includes("behind-phase"));
    await vscode.commands.executeCommand("redo");
    await until(
      "redone",
      () => document.getText(),
      (text) => text === after,
    );
    if (document.isDirty) await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("read a checkpoint's file by its URI alone, and nothing that a forged one names", async () => {
    const plan = vscode.Uri.joinPath(vscode.Uri.file(folder()), "v4.phaseplan.json").toString();
    const read = async (file: string, query: object): Promise<string> => {
      const from = { scheme: "phasegate-checkpoint", path: `/${file}`, query: JSON.stringify(query) };
      return (await vscode.workspace.openTextDocument(vscode.Uri.from(from))).getText();
    };
    const tag = "phasegate/v4/0001-apply-1";
    assert.equal(await read(path, { plan, tag, of: "file", path }), readFileSync(uri().fsPath, "utf8"));
    assert.equal(await read(path, { plan, tag, of: "file-before", path }), original);
    assert.match(await read("x.diff", { plan, tag, of: "commit" }), /^commit [0-9a-f]{40}\n/);
    const forged: [file: string, query: object][] = [
      [path, {}],
      [path, { plan: "file:///elsewhere/v4.phaseplan.json", tag, of: "file", path }],
      [path, { plan, tag: "--output=x", of: "file", path }],
      [path, { plan, tag: "phasegate/v4/0009-apply-1", of: "file", path }],
      [path, { plan, tag: "phasegate/v4/../0001-apply-1", of: "commit" }],
      [".git/config", { plan, tag, of: "file", path: ".git/config" }],
      ["another.py", { plan, tag, of: "file", path }],
    ];
    for (const [file, query] of forged) await assert.rejects(read(file, query), JSON.stringify(query));
  });

  it("refuse a confirmed change whose values moved meanwhile, and name them", async () => {
    const head = git("rev-parse", "HEAD");
    const done = vscode.commands.executeCommand("phasegate.applyPhase2");
    await until(
      "the question",
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "",
      (label) => label.startsWith("Apply Phase 2?"),
    );
    const moved = readFileSync(uri().fsPath, "utf8").replace(
      "BASE_LONG_ENTRY_THRESHOLD = 0.70",
      "BASE_LONG_ENTRY_THRESHOLD = 0.71",
    );
    writeFileSync(uri().fsPath, moved);
    git("commit", "--quiet", "--all", "--message", "tuned by someone else");
    await vscode.commands.executeCommand("phasegate.confirmChange");
    void done;
    await until(
      "closed",
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "",
      (label) => !label.startsWith("Apply Phase 2?"),
    );
    await until("the findings", codes, (all) => all.includes("value-in-no-phase"));
    assert.equal(readFileSync(uri().fsPath, "utf8"), moved);
    assert.equal(git("tag", "--list"), "phasegate/v4/0001-apply-1");
    git("reset", "--quiet", "--hard", head);
    await until("no findings", codes, (all) => all.length === 0);
  });

  it("follow what git does to the file behind the editor", async () => {
    git("revert", "--no-edit", "HEAD");
    await until("behind", codes, (all) => all.filter((code) => code === "behind-phase").length === 2);
    git("reset", "--quiet", "--hard", "HEAD^");
    await until("no findings", codes, (all) => all.length === 0);
  });
});
