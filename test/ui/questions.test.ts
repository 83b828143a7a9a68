import assert from "node:assert/strict";
import { readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../support/until";
import { edit, onDemo } from "./support/demo";
import type { Workbench } from "./support/workbench";

const name = "phase4_dynamic_testnet_trading.py";
const bot = `scripts/production/${name}`;
const plan = "v4.phaseplan.json";

async function asked(vscode: Workbench): Promise<void> {
  await until(
    "the question",
    () => vscode.editorTitleButtons(),
    (all) => all.includes("Apply Phase 1") && all.includes("Cancel"),
  );
}

async function notAsked(vscode: Workbench): Promise<void> {
  await until(
    "no question",
    async () => ({ buttons: await vscode.editorTitleButtons(), tabs: await tabs(vscode) }),
    (now) => !now.buttons.includes("Apply Phase 1") && !now.tabs.some((tab) => tab.includes("Apply Phase")),
  );
}

async function tabs(vscode: Workbench): Promise<string[]> {
  return (await vscode.page.locator(".tab").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}

describe("the question", () => {
  const { vscode, git } = onDemo(() => undefined);

  it("begins with all that a person should read, whole", async () => {
    await vscode().quickOpen(name);
    await vscode().runCommand("Apply Phase 1");
    await vscode().asked(
      "Apply Phase 1",
      "Apply Phase 1: Ctrl+Enter (Mac: Cmd+Enter)",
      "EXIT_THRESHOLD 0.70 → 0.603",
      "▸ This also changes what is computed from EXPECTED_SIGNAL_RATE: Phase4TestnetConfig.SIGNALS_PER_DAY.",
      "EXIT_THRESHOLD = 0.603 #",
    );
    await vscode().screenshot("question-notes");
  });

  it("is asked once, however often the command is given", async () => {
    await vscode().quickOpen(name);
    await vscode().runCommand("Apply Phase 1");
    await asked(vscode());
    assert.equal((await tabs(vscode())).filter((tab) => tab.startsWith("Apply Phase 1?")).length, 1);
  });

  it("stays open when its tab is split, and when it is moved", async () => {
    await vscode().page.keyboard.press("Control+\\");
    await until(
      "two tabs",
      () => tabs(vscode()),
      (all) => all.filter((tab) => tab.startsWith("Apply Phase 1?")).length === 2,
    );
    await asked(vscode());
    await vscode().page.keyboard.press("Control+w");
    await until(
      "one tab",
      () => tabs(vscode()),
      (all) => all.filter((tab) => tab.startsWith("Apply Phase 1?")).length === 1,
    );
    await vscode().runCommand("View: Move Editor into Next Group");
    await asked(vscode());
    // In the new group there is room for one column alone.
    const line = vscode().page.locator(".editor-group-container.active .view-line", { hasText: "THRESHOLD = 0.603" });
    await line.first().waitFor();
    await vscode().screenshot("question-moved");
  });

  it("is answered with no by the Escape key, and by closing its tab", async () => {
    await vscode().page.keyboard.press("Escape");
    await notAsked(vscode());
    await vscode().runCommand("Apply Phase 1");
    await asked(vscode());
    await vscode().page.keyboard.press("Control+w");
    await notAsked(vscode());
    assert.equal(git("tag"), "");
  });

  it("stands in the palette, and is answered with yes by Control+Enter", async () => {
    await vscode().runCommand("Apply Phase 1");
    await asked(vscode());
    const entries = await vscode().commandsFor("Phasegate: C");
    for (const title of ["Confirm Change", "Cancel Change"]) {
      assert.ok(
        entries.some((entry) => entry.includes(title)),
        title,
      );
    }
    await vscode().page.keyboard.press("Control+Enter");
    await vscode().checkpoint("phasegate/v4/0001-apply-1");
    assert.equal(git("tag"), "phasegate/v4/0001-apply-1");
  });
});

describe("the question in a file of 25,000 lines", () => {
  const { vscode } = onDemo((folder) => {
    const path = join(folder, bot);
    writeFileSync(path, `${"# one of many lines\n".repeat(25_000)}${readFileSync(path, "utf8")}`);
  });

  it("paints what changes", async () => {
    await vscode().runCommand("Apply Phase 1");
    await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD = 0.70 #", "EXIT_THRESHOLD = 0.603 #");
    await vscode().screenshot("question-long-file");
  });
});

describe("a preview", () => {
  const { vscode, git } = onDemo(() => undefined);
  const preview = (phase: number) => async (): Promise<void> => {
    await vscode().runCommand("Phasegate: Preview Phase");
    await vscode().pick(`Phase ${phase}`);
  };

  it("says what refuses it now", async () => {
    await preview(3)();
    await vscode().asked("Apply Phase 3", "Phase 1 is not in effect", "STOP_LOSS = 0.0052 #");
    await vscode().screenshot("preview-refused");
    await vscode().page.keyboard.press("Escape");
  });

  it("shows what is there now, when that changes while it is open", async () => {
    await preview(1)();
    await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD 0.70 → 0.603");
    edit(join(vscode().folder, bot), ["EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.71"]);
    await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD 0.71 → 0.603", "EXIT_THRESHOLD = 0.71 #");
    edit(join(vscode().folder, bot), ["EXIT_THRESHOLD = 0.71", "EXIT_THRESHOLD = 0.70"]);
    await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD 0.70 → 0.603");
  });

  it("is applied by its own button, without a second tab that asks the same", async () => {
    await vscode().say("Apply Phase 1");
    await vscode().checkpoint("phasegate/v4/0001-apply-1");
    await until(
      "no tab of it",
      () => tabs(vscode()),
      (all) => !all.some((tab) => tab.includes("Phase 1")),
    );
    assert.equal(git("tag"), "phasegate/v4/0001-apply-1");
  });

  it("ends once there is nothing left to apply", async () => {
    await preview(2)();
    await vscode().asked("Apply Phase 2");
    edit(
      join(vscode().folder, bot),
      ["LONG_ENTRY_THRESHOLD = 0.70", "LONG_ENTRY_THRESHOLD = 0.686"],
      ["SHORT_ENTRY_THRESHOLD = 0.65", "SHORT_ENTRY_THRESHOLD = 0.505"],
    );
    await until(
      "no tab of it",
      () => tabs(vscode()),
      (all) => !all.some((tab) => tab.includes("Phase 2")),
    );
  });
});

describe("a phase that changes two files", () => {
  const { vscode, git } = onDemo((folder) => {
    edit(
      join(folder, plan),
      ['"scope": "Phase4TestnetConfig" } }', '"scope": "Phase4TestnetConfig" }, "exits": { "path": "exits.py" } }'],
      ['"parameters": {', '"parameters": { "EXIT_THRESHOLD": { "file": "exits", "scope": "Exits" },'],
    );
    writeFileSync(
      join(folder, "exits.py"),
      "class Exits:\n    EXIT_THRESHOLD = 0.70\n\n\nprint(Exits.EXIT_THRESHOLD)\n",
    );
  });

  it("is asked in one editor with both, and applied to both", async () => {
    await vscode().runCommand("Apply Phase 1");
    await asked(vscode());
    await vscode().quickOpen("exits.py");
    await vscode().runCommand("Apply Phase 1");
    await asked(vscode());
    await until(
      "one question",
      () => tabs(vscode()),
      (all) => all.filter((tab) => tab.startsWith("Apply Phase 1?")).length === 1,
    );
    await vscode().screenshot("question-two-files");
    await vscode().editorTitleButton("Apply Phase 1");
    await vscode().checkpoint("phasegate/v4/0001-apply-1");
    assert.equal(git("tag"), "phasegate/v4/0001-apply-1");
    assert.deepEqual(git("show", "--name-only", "--format=", "HEAD").split("\n"), ["exits.py", bot]);
    await notAsked(vscode());
  });
});

describe("a workspace with two plans", () => {
  const { vscode } = onDemo((folder) => {
    writeFileSync(
      join(folder, "other.phaseplan.json"),
      readFileSync(join(folder, plan), "utf8").replace("{", '{ "id": "other",'),
    );
  }, "2 plans");

  it("says so in its views, and keeps the choice", async () => {
    await vscode().openView("Phasegate");
    const welcome = vscode().page.locator(".part.sidebar .welcome-view-content:visible .monaco-button");
    await until(
      "the welcome",
      () => welcome.allInnerTexts(),
      (all) => all.join() === "Choose Plan",
    );
    await vscode().screenshot("two-plans");
    await welcome.first().click();
    await vscode().pick("other.phaseplan.json");
    const chosen = (text: string): boolean => text.includes("other ·");
    await until("the status", () => vscode().statusBarText(), chosen);
    // VS Code's own reload: it waits until what is to be kept is written.
    await Promise.all([vscode().page.waitForEvent("load"), vscode().runCommand("Developer: Reload Window")]);
    await until("the status", () => vscode().statusBarText(), chosen);
  });

  it("offers a plan that can't be used to be mended", async () => {
    edit(join(vscode().folder, "other.phaseplan.json"), ['"formatVersion": 1', '"formatVersion": "x"']);
    await vscode().openView("Phasegate");
    const welcome = vscode().page.locator(".part.sidebar .welcome-view-content:visible .monaco-button");
    await until(
      "the welcome",
      () => welcome.allInnerTexts(),
      (all) => all.join() === "Open Plan",
    );
    await vscode().screenshot("unusable-plan");
  });
});

describe("a plan from elsewhere", () => {
  const words =
    "see https://evil.example/a www.evil.example <https://b.example> <command:phasegate.applyPhase1> [x](command:phasegate.applyPhase1) ![i](https://c.example/i.png) a@evil.example";
  const { vscode } = onDemo((folder) => {
    edit(join(folder, plan), [
      '"symbol": "BASE_LONG_ENTRY_THRESHOLD"',
      `"symbol": "BASE_LONG_ENTRY_THRESHOLD", "why": ${JSON.stringify(words)}`,
    ]);
  });

  it("brings no link and no image into the hover", async () => {
    await vscode().quickOpen(name);
    await vscode().goToLine(31);
    const text = await vscode().hover("BASE_LONG_ENTRY_THRESHOLD = 0.70", "0.70");
    await vscode().screenshot("hover-hostile");
    assert.ok(text.replace(/\s/g, "").includes(words.replace(/\s/g, "")), text);
    const hover = vscode().page.locator(".monaco-hover:visible .hover-contents");
    const links = await hover
      .locator("a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-href") ?? one.outerHTML));
    assert.deepEqual(links, [
      "command:phasegate.previewPhase?2",
      "command:phasegate.applyPhase?2",
      "command:phasegate.showHistoryOf?%5B%22LONG_ENTRY_THRESHOLD%22%5D",
    ]);
    assert.equal(await hover.locator("img").count(), 0);
    await vscode().page.mouse.move(0, 0);
  });
});

describe("a governed file behind a symbolic link", () => {
  const { vscode, git } = onDemo((folder) => {
    renameSync(join(folder, bot), join(folder, "impl.py"));
    symlinkSync("../../impl.py", join(folder, bot));
  });

  it("is shown and guarded under its real name", async () => {
    await vscode().quickOpen("impl.py");
    await vscode().goToLine(47);
    await until(
      "the values",
      () => vscode().editorText(),
      (text) => text.includes("→ 0.603"),
    );
    await vscode().page.keyboard.press("End");
    await vscode().page.keyboard.type(" mine");
    await vscode().runCommand("Apply Phase 1");
    await vscode().notification("unsaved changes");
    assert.equal(git("tag"), "");
  });
});

describe("a plan that is open and not saved", () => {
  const { vscode } = onDemo((folder) => {
    edit(join(folder, plan), ['"symbol": "BASE_LONG_ENTRY_THRESHOLD"', '"symbol": "LONG_ENTRY_THRESHOLD"']);
  });

  it("takes a quick fix where it belongs", async () => {
    await vscode().quickOpen(plan);
    await vscode().goToLine(1);
    await vscode().page.keyboard.press("Home");
    await vscode().page.keyboard.type("// a remark, not saved yet");
    await vscode().page.keyboard.press("Enter");
    const fixes = await vscode().quickFixes(13, 45);
    assert.ok(fixes[0]?.includes("= 0.70"), fixes.join("\n"));
    await vscode().screenshot("quick-fix-plan");
    await vscode().page.keyboard.press("Enter");
    const text = await until(
      "the binding",
      () => vscode().editorText(),
      (all) => all.includes('"symbol": "BASE_LONG_ENTRY_THRESHOLD"'),
    );
    assert.ok(text.startsWith("// a remark, not saved yet"), text);
    assert.ok(!text.includes('"symbol": "LONG_ENTRY_THRESHOLD"'), text);
  });
});
