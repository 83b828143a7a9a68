// Builds what ships (dist/) and, with --tests, what is tested (out/). --watch rebuilds on every change.
import { readdirSync } from "node:fs";
import { build, context } from "esbuild";

const options = new Set(process.argv.slice(2));

const common = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  loader: { ".phaseplan.json": "text" },
  logLevel: "warning",
};

const product = {
  ...common,
  entryPoints: { extension: "src/extension/activate.ts", cli: "src/cli/main.ts" },
  outdir: "dist",
  external: ["vscode"],
  minify: true,
};

const tests = {
  ...common,
  entryPoints: readdirSync("test", { recursive: true })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => `test/${file}`),
  outdir: "out",
  outbase: ".",
  packages: "external",
  external: ["vscode"],
  sourcemap: "inline",
};

for (const target of options.has("--tests") ? [product, tests] : [product]) {
  if (options.has("--watch")) await (await context(target)).watch();
  else await build(target);
}
