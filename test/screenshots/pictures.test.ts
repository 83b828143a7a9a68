// Takes the pictures of README.md and of the walkthrough, of the real thing, for `npm run screenshots`.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../tools/testing.mjs";
import { botPath } from "../support/demo-repository";
import { until } from "../support/until";
import { type DemoTrade, WatchedDemo } from "../support/watched-demo";
import { dashboardText } from "../ui/support/dashboard";
import { onDemo } from "../ui/support/demo";
import { openWorkbench } from "../ui/support/open";
import type { Workbench } from "../ui/support/workbench";

const themes = [
  ["dark", "Default Dark Modern"],
  ["light", "Default Light Modern"],
] as const;

/** In px: README.md shows a whole window; the walkthrough a part of a small one, whose words can be read beside its text. */
const large = { width: 1400, height: 900 };
const small = { width: 1060, height: 600 };

/** The line of the first value that Phase 1 of the demo changes. */
const firstValue = 47;

/** Enough for a look that passes, but for what a person signs. */
const trades = Array.from(
  { length: 9 },
  (_, i): DemoTrade => ({ opened: 60 + 115 * i, closed: 70 + 115 * i, exitPrice: i % 4 === 1 ? 99_400 : 100_700 }),
);

/** So many losses in a row that a trigger fires. */
const losses = Array.from(
  { length: 5 },
  (_, i): DemoTrade => ({ opened: 60 + 40 * i, closed: 90 + 40 * i, exitPrice: 98_900 }),
);

async function prepare(vscode: Workbench, size: typeof large): Promise<void> {
  await vscode.page.setViewportSize(size);
  await vscode.page.mouse.move(size.width - 1, size.height - 1);
}

/** A picture of a part of the window, or of all of it, in media/. */
async function take(vscode: Workbench, file: string, part = "body"): Promise<void> {
  const path = join(root, "media", file);
  mkdirSync(dirname(path), { recursive: true });
  await vscode.page.locator(part).first().screenshot({ path, animations: "disabled" });
}

const editor = ".part.editor";
const sideBar = ".part.sidebar";

async function hideSideBar(vscode: Workbench): Promise<void> {
  const isHidden = () => vscode.page.locator(sideBar).isHidden();
  await until("no side bar", async () => {
    if (!(await isHidden())) await vscode.runCommand("View: Close Primary Side Bar");
    return isHidden();
  });
}

const treeText = async (vscode: Workbench): Promise<string> =>
  (await vscode.treeRows()).map(({ text }) => text).join("\n");

const inTree = (vscode: Workbench, part: string): Promise<string> =>
  until(
    `“${part}” in the tree`,
    () => treeText(vscode),
    (text) => text.includes(part),
  );

for (const [theme, colorTheme] of themes) {
  const isReadme = theme === "dark";
  const settings = { "workbench.colorTheme": colorTheme, "editor.minimap.enabled": false };

  describe(`pictures of a new rollout, ${theme}`, () => {
    const { vscode } = onDemo(() => undefined, "v4 ·", settings);

    it("targets", async () => {
      await vscode().openView("Phasegate");
      await vscode().quickOpen(botPath);
      await vscode().goToLine(firstValue);
      await inTree(vscode(), "Phase 1");
      await until(
        "the targets",
        () => vscode().editorText(),
        (text) => text.includes("→"),
      );
      await prepare(vscode(), small);
      await take(vscode(), `walkthrough/targets-${theme}.png`, editor);
    });

    it("hover", async () => {
      await prepare(vscode(), { width: 880, height: 560 });
      await hideSideBar(vscode());
      await vscode().hover("EXIT_THRESHOLD = 0.70", "0.70");
      await take(vscode(), `walkthrough/hover-${theme}.png`, editor);
    });

    it("preview", async () => {
      await prepare(vscode(), large);
      await vscode().openView("Phasegate");
      await vscode().runCommand("Apply Phase 1");
      await vscode().asked("Apply Phase 1", "EXIT_THRESHOLD 0.70 → 0.603");
      await prepare(vscode(), small);
      await take(vscode(), `walkthrough/preview-${theme}.png`, editor);
      if (!isReadme) return;
      await prepare(vscode(), large);
      // So narrow an editor shows a change in one column.
      await vscode().resizeSideBar(480);
      await take(vscode(), "preview.png");
    });
  });

  describe(`pictures of a phase in effect, ${theme}`, () => {
    let demo: WatchedDemo;
    let vscode: Workbench;
    before(async () => {
      demo = new WatchedDemo(20);
      demo.writeLog([...trades, { opened: demo.age - 5 }]);
      demo.git("config", "user.name", "Ada Example");
      demo.git("config", "user.email", "ada@example.org");
      vscode = await openWorkbench({ folder: demo.folder, settings });
    });
    after(async () => {
      await vscode?.close();
      demo?.remove();
    });

    it("gate", async () => {
      await vscode.openView("Phasegate");
      await vscode.resizeSideBar(360);
      await vscode.quickOpen(botPath);
      await vscode.goToLine(firstValue);
      await inTree(vscode, "Gate");
      await until(
        "the targets",
        () => vscode.editorText(),
        (text) => text.includes("→"),
      );
      await vscode.clickTreeRow("Gate");
      await inTree(vscode, "signal-rate");
      await prepare(vscode, { width: 1060, height: 760 });
      await take(vscode, `walkthrough/gate-${theme}.png`, sideBar);
      if (!isReadme) return;
      await prepare(vscode, large);
      await take(vscode, "editor.png");
    });

    it("dashboard", async () => {
      await vscode.runCommand("Phasegate: Open Dashboard");
      await hideSideBar(vscode);
      await dashboardText(vscode.page, "LONG: 7 of 9 won");
      await prepare(vscode, small);
      await take(vscode, `walkthrough/dashboard-${theme}.png`, editor);
      demo.writeLog(losses);
      await dashboardText(vscode.page, "A trigger has fired");
      await vscode.runCommand("Notifications: Clear All Notifications");
      if (!isReadme) return;
      await prepare(vscode, large);
      await take(vscode, "dashboard.png");
    });

    it("rollback", async () => {
      await vscode.page.setViewportSize(large);
      await vscode.openView("Phasegate");
      await vscode.runCommand("Phasegate: Roll Back");
      await vscode.pick("As it was before Phase 1");
      await vscode.asked("Roll Back", "EXIT_THRESHOLD 0.603 → 0.70");
      await prepare(vscode, small);
      await take(vscode, `walkthrough/rollback-${theme}.png`, editor);
    });
  });
}
