// Runs test files: node out/test/support/main.js OUTCOME FILE…
import { runMocha } from "./mocha";

const [outcome, ...files] = process.argv.slice(2);
if (outcome === undefined) throw new Error("usage: main.js OUTCOME FILE…");
// A window that loads anew takes minutes on a slow machine; nothing is judged by that time.
// A test may leave a handle open; the outcome is written, so the process can end.
void runMocha(files, 300_000, { outcome }).then(({ failed }) => process.exit(failed === 0 ? 0 : 1));
