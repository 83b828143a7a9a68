// How the sources are bundled, whatever they are bundled for.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { root } from "./paths.mjs";

/**
 * A schema is imported as its validator: compiling it takes ajv longer than all the rest of a `phasegate check`.
 * @type {import("esbuild").Plugin}
 */
const compiledSchemas = {
  name: "compiled schemas",
  setup({ onLoad }) {
    onLoad({ filter: /\.schema\.json$/ }, ({ path }) => {
      // Keywords that say nothing of validity: those of VS Code's JSON service, and `expects`, the name of what is meant.
      const keywords = ["defaultSnippets", "enumDescriptions", "patternErrorMessage", "expects"];
      const ajv = new Ajv({ allErrors: true, verbose: true, keywords, code: { source: true } });
      const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")));
      return { contents: standaloneCode(ajv, validate), resolveDir: root, loader: "js" };
    });
  },
};

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** @satisfies {import("esbuild").BuildOptions} */
export const common = {
  bundle: true,
  platform: /** @type {const} */ ("node"),
  format: /** @type {const} */ ("cjs"),
  target: "node20",
  // jsonc-parser's CommonJS build requires its parts dynamically, which no bundler can follow.
  mainFields: ["module", "main"],
  loader: {
    ".phaseplan.json": /** @type {const} */ ("text"),
    ".md": /** @type {const} */ ("text"),
    ".inline.css": /** @type {const} */ ("text"),
  },
  define: { PHASEGATE_VERSION: JSON.stringify(version) },
  plugins: [compiledSchemas],
  logLevel: /** @type {const} */ ("warning"),
};

/** @satisfies {import("esbuild").BuildOptions} */
export const product = {
  ...common,
  entryPoints: {
    extension: "src/extension/activate.ts",
    start: "src/extension/start.ts",
    cli: "src/cli/start/launch.ts",
    guards: "src/cli/start/guards.ts",
    main: "src/cli/start/main.ts",
    mcp: "src/agents/mcp.ts",
  },
  outdir: "dist",
  // Programs of their own, loaded when there is something to do: every window of VS Code activates the extension, and the guards
  // run at every edit and commit.
  external: ["vscode", "./start", "./guards", "./main"],
  supported: { "dynamic-import": false },
  minify: true,
};

/**
 * The dashboard runs in a browser's frame, which loads what it needs from two files and nothing else.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const webview = {
  ...common,
  entryPoints: { dashboard: "src/webview/main.tsx" },
  outdir: "dist",
  platform: /** @type {const} */ ("browser"),
  format: /** @type {const} */ ("iife"),
  target: "es2022",
  jsx: /** @type {const} */ ("automatic"),
  jsxImportSource: "preact",
  minify: true,
};
