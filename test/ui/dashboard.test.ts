// The dashboard as a person sees it: the answers, the charts by mouse and keys, their tables, and each state with its way out.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { signal } from "../support/bot-log";
import { until } from "../support/until";
import { type DemoTrade, logPath, threeWins, WatchedDemo } from "../support/watched-demo";
import { dashboardFrame, dashboardText } from "./support/dashboard";
import { keepPicture, openWorkbench, waitForWorkbench } from "./support/open";
import type { Workbench } from "./support/workbench";

const otherLogPath = "logs/other_structured.jsonl";

const wins = Array.from(
  { length: 24 },
  (_, i): DemoTrade => ({ opened: 60 + 40 * i, closed: 70 + 40 * i, exitPrice: i % 4 === 1 ? 99_400 : 100_700 }),
);

/** Each with the name by which a webview knows its kind. */
const themes = [
  ["Default Light Modern", "vscode-light"],
  ["Default Dark Modern", "vscode-dark"],
  ["Default High Contrast", "vscode-high-contrast"],
  ["Default High Contrast Light", "vscode-high-contrast-light"],
] as const;

let demo: WatchedDemo;
let vscode: Workbench;

async function open(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  demo.git("config", "user.name", "Ada Example");
  demo.git("config", "user.email", "ada@example.org");
  vscode = await openWorkbench({ folder: demo.folder, settings });
  await until(
    "the status",
    () => vscode.statusBarText(),
    (text) => text.includes("v4 ·"),
  );
}

const dashboard = (): Promise<Frame> => dashboardFrame(vscode.page);
const shows = (part: string | RegExp): Promise<string> => dashboardText(vscode.page, part);

/** Whether VS Code has written the webview's state to the browser's database, which it does every few seconds. */
const isKept = (): Promise<boolean> =>
  vscode.page.evaluate<boolean>(`(async () => {
    const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const values = await Promise.all(stores.map((store) => asked(database.transaction(store).objectStore(store).getAll())));
      database.close();
      if (JSON.stringify(values).replaceAll("\\\\", "").includes('"tables":["equity"]')) return true;
    }
    return false;
  })()`);

describe("the dashboard", () => {
  before(async () => {
    demo = new WatchedDemo(20);
    demo.writeLog([...wins, { opened: demo.age - 5 }], [signal(demo.clock(demo.age - 1), null)]);
    await open();
  });
  afterEach(async function () {
    await keepPicture(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.close();
    demo?.remove();
  });

  it("opens from the status bar and answers each question in a sentence", async () => {
    await vscode.clickStatusBarItem("v4 ·");
    const all = await shows("What happened?");
    for (const question of [
      "Where are we?",
      "Is it working?",
      "Does the bot run what we think?",
      "What was left out?",
      "Errors and health",
    ]) {
      assert.ok(all.includes(question), question);
    }
    assert.match(all, /Phase 1 of \d+ is in effect/);
    assert.match(all, /LONG: 18 of 24 won/);
  });

  it("says the point of a chart by keys, with the values that ran", async () => {
    const frame = await dashboard();
    const plot = frame.locator('[data-chart="equity"] .plot');
    await plot.focus();
    await plot.press("Home");
    const live = frame.locator('[data-chart="equity"] [aria-live]');
    const first = await live.innerText();
    assert.match(first, /UTC · Closed trades .*apply Phase 1/);
    await plot.press("ArrowRight");
    assert.notEqual(await live.innerText(), first);
    await plot.press("h");
    assert.match(await live.innerText(), /Page Up and Page Down/);
    await plot.press("h");
    await plot.press("End");
    assert.match(await live.innerText(), /With the open position/);
    await plot.press("Enter");
    assert.equal(await frame.locator('[data-chart="equity"] tr.chosen').count(), 1);
  });

  it("shows a chart as a table in pages, still after a reload", async () => {
    const table = async () => (await dashboard()).locator('[data-chart="equity"] tbody tr');
    const counted = async () => (await table()).count();
    assert.equal(await counted(), 5);
    await (await dashboard()).getByRole("button", { name: "Previous page" }).click();
    assert.equal(await counted(), 20);
    await until("the state, kept", isKept, (kept) => kept);
    await vscode.page.reload();
    await waitForWorkbench(vscode.page);
    await shows("Page 1 of 2");
    await (await dashboard()).getByRole("button", { name: "Result, added up: Show as chart" }).click();
  });

  it("runs the same command as everywhere", async () => {
    await (await dashboard()).getByRole("button", { name: "Roll Back…" }).first().click();
    await until(
      "the question",
      () => vscode.choices(),
      (choices) => choices.some((choice) => choice.includes("As it was before Phase 1")),
    );
    await vscode.page.keyboard.press("Escape");
  });

  it("writes the report of the rollout to a file, from the palette", async () => {
    await vscode.runCommand("Phasegate: Write Report");
    const file = join(demo.folder, "v4-rollout.html");
    await until(
      "the proposed file",
      () => vscode.page.locator(".quick-input-box input").inputValue(),
      (path) => path.endsWith("v4-rollout.html"),
    );
    await vscode.page.keyboard.press("Enter");
    await vscode.notification("The report was written");
    assert.match(readFileSync(file, "utf8"), /<h1>Rollout: V4/);
    rmSync(file);
  });

  it("is clean by axe-core and readable, in every theme, narrow and wide", async () => {
    const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");
    for (const [theme, kind] of themes) {
      demo.writeEvidence(".vscode/settings.json", JSON.stringify({ "workbench.colorTheme": theme }));
      await until(
        theme,
        async () => (await dashboard()).evaluate<string>("document.body.dataset.vscodeThemeKind"),
        (shown) => shown === kind,
      );
      for (const width of [400, 1400]) {
        await vscode.page.setViewportSize({ width, height: 1000 });
        const frame = await dashboard();
        // The frame's policy runs no script from outside; the driver's own way in does.
        await frame.evaluate(axe);
        const found = await frame.evaluate(
          "axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join('; ')))",
        );
        assert.deepEqual(found, [], `${theme} at ${width}`);
        await vscode.screenshot(`dashboard-${theme}-${width}`);
        await frame.locator('[data-chart="equity"]').scrollIntoViewIfNeeded();
        await frame.locator('[data-chart="results"] .plot').scrollIntoViewIfNeeded();
        await vscode.screenshot(`dashboard-${theme}-${width}-charts`);
      }
    }
    await vscode.page.setViewportSize({ width: 1400, height: 900 });
  });

  it("waits, fails and breaks in words of its own, each with a way out", async () => {
    demo.writeLog([]);
    await shows("The first trade will appear here.");
    await vscode.screenshot("dashboard-waiting");
    demo.writeLog([
      { opened: 60, closed: 90, exitPrice: 98_900 },
      { opened: 100, closed: 150, exitPrice: 98_800 },
    ]);
    await shows("A trigger has fired");
    await vscode.screenshot("dashboard-failing");
    demo.writeLog(threeWins, [], 250);
    await shows("Stale evidence");
    await vscode.screenshot("dashboard-stale");
    const lost = threeWins.map((trade) => ({ ...trade, exitPrice: 99_000 }));
    demo.writeLog(threeWins);
    demo.writeLog(lost, [], demo.age + 60, otherLogPath);
    await shows("Contradictory evidence");
    await vscode.screenshot("dashboard-contradictory");
    rmSync(join(demo.folder, otherLogPath));
    demo.writeEvidence(logPath, `${"\0".repeat(100)}{"timestamp": "nonsense\n{{{{\n`);
    await shows("Broken evidence");
    await vscode.screenshot("dashboard-broken");
    await (await dashboard()).getByRole("button", { name: "Open Plan" }).first().click();
    await until(
      "the plan",
      () => vscode.activeTab(),
      (tab) => tab.endsWith(".phaseplan.json"),
    );
  });
});
