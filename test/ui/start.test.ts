import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { launchBrowser, root } from "../../tools/testing.mjs";
import { waitForWorkbench } from "./support/open";
import { until } from "./support/until";
import { Workbench } from "./support/workbench";

/** Enough for a first start, which installs and fetches VS Code, in ms. */
const firstStart = 300_000;

describe("npm start -- --web", function () {
  this.timeout(firstStart);
  let npm: ChildProcess;
  let exitCode: Promise<number | null>;
  let printed = "";
  let address = "";
  let folder = "";

  before(() => {
    // A group of its own, as a terminal gives to the command in front.
    npm = spawn("npm", ["start", "--", "--web"], { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    exitCode = new Promise((resolve) => npm.once("exit", resolve));
    for (const stream of [npm.stdout, npm.stderr]) {
      stream?.on("data", (bytes: Buffer) => {
        printed += bytes.toString();
      });
    }
  });

  after(() => {
    if (npm.exitCode === null) interrupt("SIGTERM");
  });

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
      () => `${printed}${npm.exitCode ?? ""}`,
      (text) => text.includes("Ctrl-C") || npm.exitCode !== null,
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

  it("shows the bot's file in the browser", async () => {
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
      await vscode.screenshot("start");
    } finally {
      await browser.close();
    }
  });

  it("leaves nothing after Ctrl-C", async () => {
    interrupt("SIGINT");
    assert.equal(await exitCode, 0, printed);
    assert.equal(await statusOf(address), 0);
    assert.ok(!existsSync(dirname(folder)), `${dirname(folder)} is still there`);
    const processes = execFileSync("ps", ["-A", "-o", "args"], { encoding: "utf8" }).split("\n");
    assert.deepEqual(
      processes.filter((args) => args.includes(dirname(folder))),
      [],
    );
  });
});
