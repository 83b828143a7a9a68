// The dashboard's page in a browser: how soon it is drawn, how soon it answers the mouse, and what it keeps.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { DashboardView } from "../../src/core/dashboard/view";
import { evidenceParts } from "../../src/messages/dashboard/evidence";
import { labels } from "../../src/messages/dashboard/labels";
import { protocolVersion } from "../../src/webview/protocol";
import { launchBrowser } from "../../tools/testing.mjs";
import { apply1, evidence, HOUR, phaseWith, planWith, started, trade } from "../support/gates";
import { randomFrom } from "../support/random";
import { median, type Row, row } from "./figures";

const many = 100_000;
const few = 200;
const updates = 10_000;
const pageSize = { width: 1400, height: 900 };

const empty = "<!DOCTYPE html><body></body>";
const page = `<!DOCTYPE html><style>${readFileSync("dist/dashboard.css", "utf8")}</style>
<body class="vscode-dark"><div id="root"></div>
<script>window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });</script>
<script>${readFileSync("dist/dashboard.js", "utf8").replaceAll("</script", "<\\/script")}</script></body>`;

/** A view of so many trades, as JSON; each column of numbers as the base64 of its bytes. */
function viewText(count: number): string {
  const random = randomFrom(1);
  const trades = Array.from({ length: count }, (_, index) =>
    trade(started + index * HOUR, random() < 0.8 ? random() * 5 : -random() * 12, {
      closed: started + index * HOUR + random() * HOUR,
      side: random() < 0.6 ? "long" : "short",
      reason: random() < 0.7 ? "model" : "stop-loss",
    }),
  );
  const ledger = { checkpoints: [apply1], unreached: [], unreadable: [] };
  const plan = planWith([phaseWith({})]);
  const facts = { plan, ledger, evidence: evidence(count + 1, { trades }), at: started + (count + 1) * HOUR };
  const view: DashboardView = {
    plan: "bot",
    title: "Bot",
    asOf: "",
    notices: [],
    actions: [],
    labels: labels(),
    ...evidenceParts(facts, undefined),
  };
  return JSON.stringify(view, (_, value: unknown) =>
    value instanceof Float64Array ? { column: Buffer.from(value.buffer).toString("base64") } : value,
  );
}

/** What the page is given beside its own code: reads a view, shows it, waits for a frame. */
const helpers = `
  window.read = (text) => JSON.parse(text, (_, value) => value && value.column !== undefined
    ? new Float64Array(Uint8Array.from(atob(value.column), (c) => c.charCodeAt(0)).buffer) : value);
  window.painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done();
    port2.postMessage(0);
  }));
  window.show = (view) => window.dispatchEvent(new MessageEvent("message",
    { data: { type: "view", version: ${protocolVersion}, view: structuredClone(view) } }));`;

/** In ms, how long the page's thread has worked: a busy machine does not stretch it. */
async function clockOf(tab: Page): Promise<() => Promise<number>> {
  const session = await tab.context().newCDPSession(tab);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
  };
}

/** In ms, from an empty tab to the frame in which the page is drawn: the median of five. */
async function openTime(tab: Page, html: string, view?: string): Promise<number> {
  const worked = await clockOf(tab);
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await tab.goto("about:blank");
    const start = await worked();
    await tab.setContent(html);
    await tab.evaluate(helpers);
    const loaded = (await worked()) - start;
    // In VS Code the view does not come as text.
    if (view !== undefined) await tab.evaluate(`window.view = read(${JSON.stringify(view)})`);
    const read = await worked();
    await tab.evaluate("(async () => { if (window.view) show(view); await painted(); await painted(); })()");
    times.push(loaded + (await worked()) - read);
  }
  return median(times);
}

const moves = 120;

/** In ms, from a move of the mouse to the end of the frame that answers it: the mean of many. */
async function hoverTime(tab: Page, target: string): Promise<number> {
  const worked = await clockOf(tab);
  const start = await worked();
  await tab.evaluate(`(async () => {
    const over = document.querySelector(${JSON.stringify(target)});
    const { left, top, width, height } = over.getBoundingClientRect();
    for (let i = 0; i < ${moves}; i++) {
      over.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: left + (width * i) / ${moves}, clientY: top + height / 2 }));
      await painted();
    }
  })()`);
  return ((await worked()) - start) / moves;
}

/** In MB, after each of so many updates was drawn. */
async function heapAfter(tab: Page, count: number): Promise<number> {
  await tab.evaluate(`(async () => {
    for (let i = 0; i < ${count}; i++) {
      show(view);
      if (i % 10 === 0) await painted();
    }
    await painted();
  })()`);
  const session = await tab.context().newCDPSession(tab);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1_000_000;
}

export async function bench(): Promise<Row[]> {
  const browser = await launchBrowser(() => {});
  try {
    const tab = await browser.newPage({ viewport: pageSize });
    const nothing = await openTime(tab, empty);
    const emptyHover = await hoverTime(tab, "body");
    const opened = await openTime(tab, page, viewText(many));
    const hovered = await hoverTime(tab, '[data-chart="results"] .u-over');
    await openTime(tab, page, viewText(few));
    await tab.evaluate(`window.view = read(${JSON.stringify(viewText(few))})`);
    const before = await heapAfter(tab, 200);
    const after = await heapAfter(tab, updates);
    return [
      // A second more than an empty page takes, and a frame more.
      row(`${many} trades, opened`, nothing, opened, Math.floor((nothing + 1000) / nothing)),
      row(`${many} trades, a hover`, emptyHover, hovered, Math.floor((emptyHover + 16) / emptyHover)),
      {
        what: `heap after ${updates} updates`,
        baseline: before,
        ours: after,
        ratio: after / before,
        target: 1.1,
        unit: "MB",
      },
    ];
  } finally {
    await browser.close();
  }
}
