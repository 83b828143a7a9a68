// npm run schema: writes what metrics and readers of evidence declare into the plan's schema and src/core/plan/schema-names.ts, and
// names of metrics, and codes and data of problems, into what the schemas of --json share. With --check it writes nothing, and fails where a file is out of date.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { applyEdits, modify } from "jsonc-parser";
import { common } from "./bundle.mjs";
import { root } from "./paths.mjs";
import { problemDataSchemas } from "./problem-data.mjs";

/** @typedef {typeof import("../src/core/gates/metrics/metrics").metrics} Metrics */
/** @typedef {typeof import("../src/messages/gates/metric-words").metricWords} MetricWords */
/** @typedef {typeof import("../src/core/evidence/readers/kinds").sourceKinds} SourceKinds */
/** @typedef {typeof import("../src/messages/gates/source-words").sourceWords} SourceWords */
/** @typedef {typeof import("../src/messages/problems").sentences} Sentences */
/** @typedef {{ sentences: Sentences, metrics: Metrics, metricWords: MetricWords, sourceKinds: SourceKinds, sourceWords: SourceWords }} Declared */

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const { sentences, metrics, metricWords, sourceKinds, sourceWords } = await loadDeclarations();
const metricNames = names(metrics);
const kindNames = names(sourceKinds);

for (const { path, update } of [
  { path: "schemas/phaseplan.schema.json", update: withNames },
  { path: "src/core/plan/schema-names.ts", update: namesFile },
  { path: "schemas/cli/shared.schema.json", update: withCodes },
  { path: "schemas/cli/problem-data.schema.json", update: withData },
]) {
  const before = readFileSync(join(root, path), "utf8");
  const after = formatted(path, update(before));
  if (before === after) continue;
  if (!values.check) writeFileSync(join(root, path), after);
  else {
    console.error(`${path} does not match the metrics, sources and problems that src declares. Run: npm run schema`);
    process.exitCode = 1;
  }
}

/** @returns {Promise<Declared>} */
async function loadDeclarations() {
  const { outputFiles } = await build({
    ...common,
    stdin: {
      resolveDir: join(root, "src"),
      contents: `
        export { sentences } from "./messages/problems";
        export { metrics } from "./core/gates/metrics/metrics";
        export { metricWords } from "./messages/gates/metric-words";
        export { sourceKinds } from "./core/evidence/readers/kinds";
        export { sourceWords } from "./messages/gates/source-words";`,
    },
    write: false,
  });
  const module = { exports: /** @type {Declared} */ ({}) };
  new Function("module", "require", outputFiles[0]?.text ?? "")(module, createRequire(import.meta.url));
  return module.exports;
}

/** @param {string} schema */
function withNames(schema) {
  const definitions = /** @type {const} */ ({
    metric: ["definitions", "metric"],
    kind: ["definitions", "evidenceSource", "properties", "kind"],
    scaled: ["definitions", "scaledMetric", "then", "properties", "metric"],
    share: ["definitions", "shareBelowOne", "if", "properties", "metric"],
  });
  return edited(schema, [
    { path: [...definitions.metric, "enum"], value: metricNames },
    { path: [...definitions.metric, "enumDescriptions"], value: metricNames.map(describeMetric) },
    { path: [...definitions.scaled, "enum"], value: metricNames.filter((name) => metrics[name].hasScale) },
    { path: [...definitions.share, "enum"], value: metricNames.filter((name) => metrics[name].values === "share") },
    { path: [...definitions.kind, "enum"], value: kindNames },
    { path: [...definitions.kind, "enumDescriptions"], value: kindNames.map(describeKind) },
  ]);
}

/** @param {string} schema */
function withCodes(schema) {
  return edited(schema, [
    { path: ["$defs", "metric", "enum"], value: metricNames },
    { path: ["$defs", "problemCode", "enum"], value: [...names(sentences).sort(), "bug"] },
  ]);
}

/** @param {string} schema */
function withData(schema) {
  const bug = {
    type: "object",
    required: ["stack"],
    properties: { stack: { type: "string" } },
    additionalProperties: false,
  };
  return edited(schema, [{ path: ["$defs"], value: { ...problemDataSchemas(), bug } }]);
}

/**
 * @param {string} schema
 * @param {readonly { path: string[], value: unknown }[]} members
 */
function edited(schema, members) {
  return members.reduce((text, { path, value }) => applyEdits(text, modify(text, path, value, {})), schema);
}

/** @param {keyof Metrics} name */
function describeMetric(name) {
  return `${descriptionOf(metricWords, name, "metric-words")} Unit: ${metrics[name].unit}.`;
}

/**
 * @template {string} Name
 * @param {Readonly<Record<Name, { description: string }>>} words
 * @param {Name} name
 * @param {string} file
 */
function descriptionOf(words, name, file) {
  if (!Object.hasOwn(words, name)) throw new Error(`${name} has no description in src/messages/gates/${file}.ts`);
  return words[name].description;
}

/** @param {keyof SourceKinds} name */
function describeKind(name) {
  return descriptionOf(sourceWords, name, "source-words");
}

/** @param {string} before */
function namesFile(before) {
  const [purpose] = before.split("\n");
  return `${purpose}

/** What can be measured. */
export type Metric = ${union(metricNames)};

/** What a file of evidence is. */
export const sourceKindNames = ${JSON.stringify(kindNames)} as const;

export type SourceKindName = (typeof sourceKindNames)[number];
`;
}

/** @param {string[]} members */
function union(members) {
  return members.map((member) => `| ${JSON.stringify(member)}`).join(" ");
}

/**
 * @param {string} path
 * @param {string} text
 */
function formatted(path, text) {
  const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");
  return execFileSync(process.execPath, [biome, "format", `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: "utf8",
  });
}

/**
 * @template {string} Name
 * @param {Readonly<Record<Name, unknown>>} record
 */
function names(record) {
  return /** @type {Name[]} */ (Object.keys(record));
}
