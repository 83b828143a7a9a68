// Builds what ships (dist/) and, with --tests, what is tested (out/). --watch rebuilds on every change.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build, context } from "esbuild";

const options = new Set(process.argv.slice(2));

/** A schema is imported as its validator: compiling it takes ajv longer than all the rest of a `phasegate check`. */
const compiledSchemas = {
  name: "compiled schemas",
  setup({ onLoad }) {
    onLoad({ filter: /\.schema\.json$/ }, ({ path }) => {
      // The other keywords are those of VS Code's JSON service: they say nothing of validity.
      const keywords = ["defaultSnippets", "enumDescriptions", "patternErrorMessage"];
      const ajv = new Ajv.default({ allErrors: true, verbose: true, keywords, code: { source: true } });
      const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
      return { contents: standaloneCode.default(ajv, validate), resolveDir: import.meta.dirname, loader: "js" };
    });
  },
};

/** What has not changed is left alone: a program that runs it now must not meet half a file. */
function writeChanged(files) {
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

const common = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // jsonc-parser's CommonJS build requires its parts dynamically, which no bundler can follow.
  mainFields: ["module", "main"],
  loader: { ".phaseplan.json": "text" },
  define: { PHASEGATE_VERSION: JSON.stringify(version) },
  plugins: [compiledSchemas],
  logLevel: "warning",
};

const product = {
  ...common,
  entryPoints: { extension: "src/extension/activate.ts", cli: "src/cli/main.ts" },
  outdir: "dist",
  external: ["vscode"],
  minify: true,
};

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

for (const target of options.has("--tests") ? [product, tests, hostTests] : [product]) {
  if (options.has("--watch")) await (await context(target)).watch();
  else writeChanged((await build({ ...target, write: false })).outputFiles);
}
