// Builds what ships (dist/) and, with --tests, what is tested (out/). --watch rebuilds on every change.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build, context } from "esbuild";
import { common, product, webview } from "./tools/bundle.mjs";
import { planFilesInOtherLanguages } from "./tools/plan-languages.mjs";

const options = new Set(process.argv.slice(2));

/** What has not changed is left alone: a program that runs it now must not meet half a file. */
function writeChanged(files) {
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}

const testFiles = readdirSync("test", { recursive: true })
  .filter((file) => file.endsWith(".test.ts") || file.endsWith(".bench.ts"))
  .map((file) => `test/${file}`);
const isHostTest = (file) => file.startsWith("test/host/");

const tests = {
  ...common,
  entryPoints: ["test/support/main.ts", ...testFiles.filter((file) => !isHostTest(file))],
  outdir: "out",
  outbase: ".",
  packages: "external",
  external: ["vscode"],
  // tools/paths.mjs alone asks where it stands; bundled elsewhere, it must still say so.
  define: { ...common.define, "import.meta.url": JSON.stringify(new URL("tools/paths.mjs", import.meta.url)) },
  sourcemap: "inline",
};

// These run inside VS Code, installed as an extension: each bundle carries what it needs.
const hostTests = {
  ...common,
  entryPoints: ["test/host/runner.ts", ...testFiles.filter(isHostTest)],
  outdir: "out",
  outbase: ".",
  external: ["vscode"],
  sourcemap: "inline",
  // mocha's parallel mode, which we don't use, looks for its worker by path.
  logOverride: { "require-resolve-not-external": "silent" },
};

writeChanged(planFilesInOtherLanguages());
for (const target of options.has("--tests") ? [product, webview, tests, hostTests] : [product, webview]) {
  if (options.has("--watch")) await (await context(target)).watch();
  else writeChanged((await build({ ...target, write: false })).outputFiles);
}
