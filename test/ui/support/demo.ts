import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDemoRepository, planWithoutEvidence } from "../../../tools/testing.mjs";
import { until } from "../../support/until";
import { keepPicture, openWorkbench } from "./open";
import type { Workbench } from "./workbench";

/** A demo repository with changes of its own, in the workbench under these settings, whose status bar then says `status`. */
export function onDemo(
  prepare: (folder: string) => void,
  status = "v4 ·",
  settings: Readonly<Record<string, unknown>> = {},
): { vscode: () => Workbench; git: (...args: string[]) => string } {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-question-")));
  let opened: Workbench | undefined;
  const vscode = (): Workbench => opened ?? assert.fail("not open");
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: join(scratch, "demo"), encoding: "utf8" }).trim();
  before(async () => {
    const folder = await makeDemoRepository(scratch, planWithoutEvidence);
    git("config", "user.name", "Ada Example");
    git("config", "user.email", "ada@example.org");
    prepare(folder);
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "prepared");
    opened = await openWorkbench({ folder: join(scratch, "demo"), settings });
    await until(
      "the status",
      () => vscode().statusBarText(),
      (text) => text.includes(status),
    );
  });
  afterEach(async function () {
    await keepPicture(this.currentTest, opened);
  });
  after(async () => {
    await opened?.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  });
  return { vscode, git };
}

/** Replaces parts of a file that are there. */
export function edit(path: string, ...replacements: [from: string, to: string][]): void {
  let text = readFileSync(path, "utf8");
  for (const [from, to] of replacements) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}
