// Finds the dashboard in the workbench: VS Code keeps its page in frames of its own.
import type { Frame, Page } from "playwright-core";
import { until } from "../../support/until";

/** The frame that holds the dashboard, once it shows something. */
export function dashboardFrame(page: Page): Promise<Frame> {
  return until(
    "the dashboard",
    async () => {
      for (const frame of page.frames()) {
        const headings = frame.locator("main h1").count();
        if ((await headings.catch(() => 0)) > 0) return frame;
      }
      return undefined;
    },
    (frame) => frame !== undefined,
  ) as Promise<Frame>;
}

/** All that it says, once it says `part`. */
export function dashboardText(page: Page, part: string | RegExp): Promise<string> {
  return until(
    `“${part}” in the dashboard`,
    async () => (await dashboardFrame(page)).locator("main").innerText(),
    (all) => (typeof part === "string" ? all.includes(part) : part.test(all)),
  );
}
