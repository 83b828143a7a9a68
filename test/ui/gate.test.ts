// The gate as a person sees it: in the plan's tree, in the status bar, and when a trigger fires.
import assert from "node:assert/strict";
import { threeWins, WatchedDemo } from "../support/watched-demo";
import { openWorkbench } from "./support/open";
import { until } from "./support/until";
import type { Workbench } from "./support/workbench";

describe("the gate of a phase in effect", () => {
  let demo: WatchedDemo;
  let vscode: Workbench;
  before(async () => {
    demo = new WatchedDemo();
    demo.git("config", "user.name", "Ada Example");
    demo.git("config", "user.email", "ada@example.org");
    demo.writeLog([...threeWins, { opened: 300 }]);
    vscode = await openWorkbench({ folder: demo.folder });
    await until(
      "the status",
      () => vscode.statusBarText(),
      (text) => text.includes("v4 ·"),
    );
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await vscode.screenshot(`failed-${this.currentTest.fullTitle()}`);
  });
  after(async () => {
    await vscode?.close();
    demo?.remove();
  });

  const rows = async (): Promise<string> => JSON.stringify(await vscode.treeRows());

  it("stands in the status bar and under its phase, each condition with its value", async () => {
    await until(
      "the outcome",
      () => vscode.statusBarText(),
      (text) => text.includes("Inconclusive"),
    );
    await vscode.openView("Phasegate");
    await until("the gate", rows, (text) => text.includes("Gate"));
    await vscode.clickTreeRow("Gate");
    await until("the conditions", rows, (text) => text.includes("signal-rate") && text.includes("first-losses"));
    await vscode.screenshot("gate-tree");
  });

  it("asks for each signature before a phase is validated", async () => {
    await vscode.runCommand("Phasegate: Validate Phase…");
    await until(
      "the first question",
      () => vscode.inputMessage(),
      (text) => text.includes("Trades execute normally"),
    );
    await vscode.screenshot("gate-signature");
    for (const note of ["looked at all three", "as the model said", "none at 0 %"]) await vscode.answer(note);
    await vscode.editorTitleButton("Apply");
    await until(
      "the checkpoint",
      async () => demo.git("tag", "--list"),
      (tags) => tags.includes("validate-1"),
    );
    await until(
      "the pass",
      () => vscode.statusBarText(),
      (text) => text.includes("Pass"),
    );
    await vscode.screenshot("gate-validated");
  });

  it("tells once that a trigger has fired, with its numbers and the way back", async () => {
    demo.writeLog([
      { opened: 60, closed: 90, exitPrice: 98_900 },
      { opened: 100, closed: 150, exitPrice: 98_800 },
    ]);
    const told = await until(
      "the notification",
      () => vscode.notifications(),
      (texts) => texts.some((text) => text.includes("calls for a rollback")),
    );
    assert.match(told.join(), /Net profit of the first 2 trades −253\.86 USD: the trigger < −200\.00 USD has fired/);
    await vscode.screenshot("gate-fired");
    await vscode.clickNotificationButton("Roll Back…");
    await until(
      "the question",
      () => vscode.choices(),
      (choices) => choices.some((choice) => choice.includes("As it was before Phase 1")),
    );
    assert.doesNotMatch(demo.git("tag", "--list"), /rollback/);
  });
});
