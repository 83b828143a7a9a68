import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { atEnd, launchBrowser, root } from "../../tools/testing.mjs";
import { until } from "../support/until";
import { waitForWorkbench } from "./support/open";
import { Workbench } from "./support/workbench";

/** Enough for a first start, which installs and fetches VS Code, in ms. */
const firstStart = 300_000;

describe("npm start -- --web", function () {
  this.timeout(firstStart);
  let npm: ChildProcess;
  let ended: Promise<unknown>;
  let printed = "";
  let address = "";
  let folder = "";

  let forget: () => void = () => undefined;

  before(() => {
    forget = atEnd(() => interrupt("SIGTERM"));
    // A group of its own, as a terminal gives to the command in front.
    npm = spawn("npm", ["start", "--", "--web"], { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    ended = new Promise((resolve) => npm.once("exit", resolve));
    for (const stream of [npm.stdout, npm.stderr]) {
      stream?.on("data", (bytes: Buffer) => {
        printed += bytes.toString();
      });
    }
  });

  after(() => {
    if (isRunning()) interrupt("SIGTERM");
    forget();
  });

  function isRunning(): boolean {
    return npm.exitCode === null && npm.signalCode === null;
  }

  function interrupt(signal: NodeJS.Signals): void {
    if (npm.pid !== undefined) process.kill(-npm.pid, signal);
  }

  /** The HTTP status, 0 when nothing listens. */
  function statusOf(url: string): Promise<number> {
    return fetch(url, { redirect: "manual" }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  it("prints an address with a token, and what to try", async () => {
    await until(
      "the end of the hints",
      () => printed,
      (text) => text.includes("Ctrl-C") || !isRunning(),
      firstStart,
    );
    address = /http:\/\/localhost:\S+/.exec(printed)?.[0] ?? assert.fail(printed);
    folder = new URL(address).searchParams.get("folder") ?? "";
    assert.match(printed, /Apply Phase 1/);
    assert.ok(existsSync(folder), folder);
  });

  it("lets nobody in without the token", async () => {
    assert.equal(await statusOf(address), 302);
    assert.equal(await statusOf(new URL("/", address).href), 403);
  });

  it("shows the bot in the browser at the phase that comes next, and the plan's view beside it", async () => {
    const browser = await launchBrowser(() => undefined);
    try {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      await page.goto(address);
      await waitForWorkbench(page);
      const vscode = new Workbench(page, folder, () => browser.close());
      await until(
        "the bot's tab",
        () => vscode.activeTab(),
        (tab) => tab === "phase4_dynamic_testnet_trading.py",
      );
      await until(
        "the lens, without a key",
        () => vscode.codeLenses(),
        (lenses) => /^Phase 1 · 2 changes \| Preview \| Apply$/.test(lenses.join(" ")),
      );
      await until(
        "the plan's rows",
        () => vscode.treeRows(),
        (rows) => rows.some(({ text }) => text.startsWith("Phase 1next")),
      );
      await until(
        "the one thing to do",
        () => page.locator(".part.sidebar .welcome-view-content:visible .monaco-button").allInnerTexts(),
        (all) => all.join() === "Apply the Next Phase…",
      );
      await vscode.screenshot("start");
    } finally {
      await browser.close();
    }
  });

  it("leaves nothing after Ctrl-C", async () => {
    const scratch = dirname(folder);
    interrupt("SIGINT");
    await ended;
    const left = async () => ({
      listening: (await statusOf(address)) !== 0,
      folder: existsSync(scratch),
      processes: execFileSync("ps", ["-A", "-o", "args"], { encoding: "utf8" })
        .split("\n")
        .filter((args) => args.includes(scratch)),
    });
    // npm itself may be gone a moment before what it ran.
    await until(
      "an end that leaves nothing",
      left,
      (now) => !now.listening && !now.folder && now.processes.length === 0,
    );
  });
});
