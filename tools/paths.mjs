// Where things stand in this checkout.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const demo = join(root, "demo");
export const vsix = join(root, "dist", "phasegate.vsix");
export const cache = join(root, ".vscode-test");
export const hostTests = join(root, "out", "test", "host");
export const launcher = join(root, "tools", "vscode-launcher.mjs");
