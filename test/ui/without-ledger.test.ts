import { renameSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { onDemo } from "./support/demo";

describe("a ledger that can't be read", () => {
  const { vscode } = onDemo(() => undefined);
  const told = (what: string, said: (text: string) => boolean): Promise<string> =>
    until(what, () => vscode().viewMessage("Checkpoints"), said);

  before(() => vscode().openView("Phasegate"));

  it("is told from one without checkpoints: git's own words stand in the view", async () => {
    await told("the welcome", (text) => text.startsWith("No checkpoint yet."));
    renameSync(join(vscode().folder, ".git", "HEAD"), join(vscode().folder, ".git", "HEAD.away"));
    await told("the reason", (text) => text.startsWith("git rev-parse failed") && !text.includes("No checkpoint"));
    await until(
      "the phase that is not known",
      () => vscode().treeRows(),
      (rows) => rows.some(({ text }) => text.startsWith("Phase 1not known")),
    );
    await vscode().screenshot("ledger-unreadable");
  });

  it("is read again as soon as git is mended", async () => {
    renameSync(join(vscode().folder, ".git", "HEAD.away"), join(vscode().folder, ".git", "HEAD"));
    await told("the welcome", (text) => text.startsWith("No checkpoint yet."));
  });
});
