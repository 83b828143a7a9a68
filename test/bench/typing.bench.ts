// Typing in a long bot's file in the browser: how soon a key is on the screen, with Phasegate and without it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import {
  installExtension,
  launchBrowser,
  makeDemoRepository,
  planWithoutEvidence,
  quietSettings,
  startServer,
  versions,
  vsix,
  writeSettings,
} from "../../tools/testing.mjs";
import { botPath } from "../support/demo-repository";
import { botOf } from "./bot";
import { quantile, type Row, row } from "./figures";

const lines = 50_000;
/** Each side is typed in by turns, so that what the machine does meanwhile meets both. */
const rounds = 5;
const keysARound = 60;
/** In ms, as a quick typist's. */
const pace = 60;

/** Keeps, in ms, how long it takes from each key to the end of the frame that paints it. */
const listener = `
  window.keyTimes = [];
  window.addEventListener("keydown", () => {
    const pressed = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.keyTimes.push(performance.now() - pressed);
      port2.postMessage(0);
    });
  }, { capture: true });`;

interface Side {
  readonly page: Page;
  readonly times: number[];
  close(): Promise<void>;
}

const say = (): void => undefined;

/** A VS Code with the bot's file open and the cursor on an empty line beside the governed values. */
async function open(browser: Browser, scratch: string, withPhasegate: boolean): Promise<Side> {
  const version = process.env["PHASEGATE_VSCODE_VERSION"] ?? versions.at(-1) ?? "";
  const home = mkdtempSync(join(scratch, "side-"));
  const dataDir = join(home, "vscode");
  const folder = await makeDemoRepository(home, planWithoutEvidence);
  const file = join(folder, botPath);
  writeFileSync(file, botOf(lines));
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qam", "long"], {
    cwd: folder,
  });
  if (withPhasegate) await installExtension({ version, dataDir, vsix, say });
  const server = await startServer({ version, dataDir, say });
  await writeSettings(dataDir, quietSettings);
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const emptyLine = botOf(lines)
    .split("\n")
    .indexOf("", botOf(lines).split("\n").indexOf("class Phase4TestnetConfig:"));
  await page.goto(server.url(folder, botPath, emptyLine + 1));
  await page.locator(".monaco-editor .view-line", { hasText: "BASE_LONG_ENTRY_THRESHOLD" }).first().waitFor();
  if (withPhasegate)
    await page.locator(".codelens-decoration", { hasText: "Phase 1" }).first().waitFor({ state: "attached" });
  await page.evaluate(listener);
  return { page, times: [], close: () => server.stop() };
}

async function type(side: Side): Promise<void> {
  const { page, times } = side;
  await page.bringToFront();
  await page.locator(".monaco-editor").first().focus().catch(say);
  await page.evaluate("window.keyTimes.length = 0");
  for (let key = 0; key < keysARound; key++) {
    await page.keyboard.press(key === 0 ? "#" : "x");
    await page.waitForTimeout(pace);
  }
  times.push(...(await page.evaluate<number[]>("window.keyTimes")));
  const typed = await page.locator(".view-line", { hasText: /#x{20,}/ }).count();
  if (typed === 0) throw new Error("the keys did not reach the editor");
}

export async function bench(): Promise<Row[]> {
  execFileSync("npm", ["run", "--silent", "package"], { stdio: "ignore" });
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-typing-")));
  const browser = await launchBrowser(say);
  const sides: Side[] = [];
  try {
    const without = await open(browser, scratch, false);
    sides.push(without);
    const ours = await open(browser, scratch, true);
    sides.push(ours);
    // The first one warms both up.
    for (let round = 0; round <= rounds; round++) {
      for (const side of round % 2 === 0 ? [without, ours] : [ours, without]) await type(side);
      if (round === 0) for (const side of sides) side.times.length = 0;
    }
    const at = (part: number, what: string): Row =>
      row(
        `typing in ${lines} lines, key to frame, ${what}`,
        quantile(without.times, part),
        quantile(ours.times, part),
        1.1,
      );
    return [at(0.95, "p95"), at(0.5, "p50")];
  } finally {
    for (const side of sides) await side.close();
    await browser.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
