// npm run package: builds the extension's package, the same bytes wherever and whenever it is built of one commit.
import { execFileSync } from "node:child_process";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { root } from "./paths.mjs";
import { end, npm } from "./process.mjs";

/** The commit's time: https://reproducible-builds.org/docs/source-date-epoch. */
function sourceDate() {
  return execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: root, encoding: "utf8" }).trim();
}

// A zip keeps the modes of the files, which are as whoever checked them out has them, and local times.
for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None }))
  await chmod(join(root, file), 0o644);
process.env["SOURCE_DATE_EPOCH"] ??= sourceDate();
process.env["TZ"] = "UTC";
await npm(["exec", "--", "vsce", "package", "--no-dependencies", "--out", "dist/phasegate.vsix"], {
  cwd: root,
  show: true,
});
await end(0);
