// The messages between the extension and the dashboard's webview. Both check what arrives: neither trusts the other's version.
import { type DashboardCommand, type DashboardView, dashboardCommands } from "../core/dashboard/view";

/** Counts the shapes of these messages: a webview that was left over from another version is not answered. */
export const protocolVersion = 2;

export type ToWebview = { readonly type: "view"; readonly version: number; readonly view: DashboardView };

export type FromWebview =
  /** The handshake: it can take a view now. */
  { readonly type: "ready"; readonly version: number } | { readonly type: "run"; readonly command: DashboardCommand };

/** What the webview keeps over a reload. */
export interface KeptState {
  readonly plan: string;
  /** The ids of the charts that are shown as tables. */
  readonly tables: readonly string[];
}

/** The message, undefined where it is none of ours. */
export function fromWebview(message: unknown): FromWebview | undefined {
  if (!isRecord(message)) return undefined;
  const { type, version, command } = message;
  if (type === "ready" && version === protocolVersion) return { type, version: protocolVersion };
  const known = dashboardCommands.find((each) => each === command);
  return type === "run" && known !== undefined ? { type, command: known } : undefined;
}

/** The message, undefined where it is none of ours. */
export function toWebview(message: unknown): ToWebview | undefined {
  if (!isRecord(message)) return undefined;
  const { type, version, view } = message;
  const isView = isRecord(view) && typeof view["title"] === "string" && Array.isArray(view["notices"]);
  if (type !== "view" || version !== protocolVersion || !isView || !isRecord(view["labels"])) return undefined;
  return { type, version: protocolVersion, view: view as unknown as DashboardView };
}

/** What was kept, nothing where it is none of ours. */
export function keptState(state: unknown): KeptState {
  if (!isRecord(state)) return { plan: "", tables: [] };
  const { plan, tables } = state;
  return {
    plan: typeof plan === "string" ? plan : "",
    tables: Array.isArray(tables) ? tables.filter((id) => typeof id === "string") : [],
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
