// Where things stand in this checkout.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const demo = join(root, "demo");
/** A plan for the demo's bot without evidence, for tests in which no bot runs. */
export const planWithoutEvidence = join(root, "test", "fixtures", "v4.phaseplan.json");
export const vsix = join(root, "dist", "phasegate.vsix");
export const cache = join(root, ".vscode-test");
export const hostTests = join(root, "out", "test", "host");
export const launcher = join(root, "tools", "vscode-launcher.mjs");
