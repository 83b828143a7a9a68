// npm run screenshots: takes the pictures of README.md and of the walkthrough anew, into media/. Look at each.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { packageExtension } from "./prepare.mjs";
import { end, run } from "./process.mjs";
import { versions } from "./vscode.mjs";

await run(process.execPath, ["esbuild.mjs", "--tests"], { cwd: root, show: true });
await packageExtension((line) => console.log(`· ${line}`));
const main = join(root, "out", "test", "support", "main.js");
const pictures = join(root, "out", "test", "screenshots", "pictures.test.js");
const outcome = join(tmpdir(), `phasegate-screenshots-${process.pid}.json`);
await run(process.execPath, ["--enable-source-maps", main, outcome, pictures], {
  cwd: root,
  env: { ...process.env, PHASEGATE_VSCODE_VERSION: versions.at(-1) },
  show: true,
}).then(
  () => end(0),
  () => end(1),
);
