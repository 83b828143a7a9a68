// What --json prints has a schema for each command, strict, and with the names that the code has.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Agent, agents } from "../../../src/agents/settings";
import type { OperandDeclaration, OptionDeclaration } from "../../../src/cli/command-line/declaration";
import { loadCommands } from "../../../src/cli/commands";
import { formatVersion } from "../../../src/cli/data/format-version";
import type { PhaseStatus, ValueStatus } from "../../../src/core/assessment/state";
import type { BotProcess, EvidenceFault, RunningValue } from "../../../src/core/evidence/evidence";
import type { ExitReason, LeftOut, Trade } from "../../../src/core/evidence/trade";
import type {
  Chances,
  CriterionForecast,
  TriggerForecast,
  UnknownReason,
} from "../../../src/core/gates/forecast/outlook";
import { metrics } from "../../../src/core/gates/metrics/metrics";
import type {
  ErrorReason,
  GateResult,
  InconclusiveReason,
  Outcome,
  Reading,
  Warning,
} from "../../../src/core/gates/verdict";
import type {
  ColumnReason,
  Contradiction,
  ContradictionSubject,
  CriterionConvention,
  ImportNoteCode,
  ImportNoteData,
  ImportQuestionCode,
  UnreadReason,
} from "../../../src/core/import/types";
import type { Json, JsonObject, JsonType } from "../../../src/core/json";
import type { CheckpointEvent, RollbackGoal } from "../../../src/core/ledger/event";
import type { Doubt } from "../../../src/core/plan/candidates";
import type { Basis, Comparison, ExitKind, Scale, Side } from "../../../src/core/plan/plan";
import type { Severity } from "../../../src/core/problem";
import type { CountedUnit, NoPlanReason } from "../../../src/core/problem/details";
import type { ValueKind } from "../../../src/core/source";
import { sentences } from "../../../src/messages/problems";
import type { CommitHook } from "../../../src/node/hooks/commit-hook";
import { assertPublished, published, validatorOf } from "../../support/published";

/** The names of a type; does not compile where one is missing, or too much. */
const all =
  <Name extends string>() =>
  <const Names extends readonly Name[]>(...names: Names & ([Name] extends [Names[number]] ? unknown : never)) =>
    names as readonly string[];

/** Every list of names that a schema may hold. */
const lists: readonly (readonly string[])[] = [
  Object.keys(metrics),
  [...Object.keys(sentences), "bug"],
  all<Severity>()("error", "warning", "info"),
  all<Side>()("long", "short"),
  all<Basis>()("net", "gross"),
  all<Scale>()("trade", "week", "year"),
  all<Comparison>()("<", "<=", ">", ">=", "between"),
  all<ExitKind>()("model", "stop-loss", "take-profit", "max-hold"),
  all<PhaseStatus>()("in-effect", "next", "later", "unknown"),
  all<ValueStatus>()("target", "baseline", "other", "unbound"),
  all<GateResult["outcome"]>()("pass", "fail", "inconclusive", "error"),
  all<Outcome["is"]>()("pass", "fail", "inconclusive", "error", "quiet"),
  all<Extract<Outcome, { is: "pass" }>["how"]>()("fact", "met", "shown", "signed"),
  all<Extract<Outcome, { is: "fail" }>["how"]>()("fact", "shown", "not-met", "trigger"),
  all<InconclusiveReason>()(
    "open",
    "few",
    "weak",
    "short",
    "coverage",
    "unsigned",
    "warning",
    "open-position",
    "undefined",
  ),
  all<ErrorReason>()("no-source", "unreadable", "stale", "contradiction", "cancelled", "plan-changed", "unpaired"),
  all<Warning["kind"]>()("overdue", "loss-beyond-stop", "held-beyond-stop", "unlikely-exit"),
  all<NonNullable<Reading["needs"]>>()("equity", "signals", "values", "labels"),
  all<CriterionForecast["outlook"]["is"]>()("chances", "fact", "judgement", "unknown"),
  all<TriggerForecast["outlook"]["is"]>()("fires", "fact", "judgement", "unknown"),
  all<Chances["floorBy"]>()("trigger", "worst", "threshold"),
  all<Chances["counting"]>()("trades", "candles"),
  all<UnknownReason>()(
    "not-recorded",
    "no-promise",
    "no-share",
    "no-rate",
    "no-spread",
    "no-comparison",
    "selection",
    "too-few",
    "too-many",
  ),
  all<LeftOut>()(
    "open",
    "before",
    "straddles",
    "manual",
    "synced",
    "duplicate",
    "no-size",
    "no-price",
    "impossible-time",
    "unattributed",
  ),
  all<ExitReason>()("model", "stop-loss", "take-profit", "max-hold", "manual", "exchange", "other"),
  all<NonNullable<Trade["netBy"]>>()("prices", "reported"),
  all<RunningValue["by"]>()("reported", "adapted", "assumed", "unknown"),
  all<BotProcess["attribution"]>()("confirmed", "assumed", "unknown"),
  all<EvidenceFault["why"]>()("unreadable", "stale", "contradiction", "unpaired", "no-source"),
  all<CheckpointEvent["kind"]>()("apply", "rollback", "adopt", "hand-edits", "validate", "extend", "other"),
  all<RollbackGoal["kind"]>()("before-phase", "checkpoint", "files-of-checkpoint", "baseline", "backup"),
  all<ValueKind>()(
    "number",
    "negative",
    "string",
    "bool",
    "none",
    "tuple",
    "list",
    "dict",
    "call",
    "name",
    "expression",
  ),
  all<Doubt["why"]>()("units", "words", "form", "several", "shared", "computed", "size", "type"),
  all<JsonType>()("null", "boolean", "number", "string", "array", "object"),
  all<CountedUnit>()(
    "milliseconds",
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "candles",
    "percent",
    "basis-points",
    "fraction",
    "dollars",
  ),
  all<ImportNoteCode>()(
    "unread",
    "decoded",
    "example-parameter",
    "mojibake",
    "fill-in",
    "criterion-inferred",
    "criterion-manual",
    "phase-renumbered",
    "phase-empty",
    "phase-surplus",
    "phases-missing",
    "plan-empty",
    "parameter-left-out",
    "percent-read",
    "column-left-out",
    "rows-left-out",
    "rounded",
  ),
  all<ImportQuestionCode>()(
    "which-value",
    "value-missing",
    "percent-or-fraction",
    "file-missing",
    "which-bot",
    "which-phase",
    "which-file",
    "window-missing",
    "which-score",
    "which-direction",
  ),
  all<UnreadReason>()(
    "not-understood",
    "no-place",
    "not-to-set",
    "phase-left-out",
    "shell",
    "role-unknown",
    "not-a-literal",
  ),
  all<CriterionConvention>()("midpoint", "previous-phase", "proportional", "significant"),
  all<NoPlanReason>()("nothing-set", "no-trial", "record", "not-a-plan"),
  all<ImportNoteData["parameter-left-out"]["missing"]>()("phase", "target", "baseline", "parameter"),
  all<ImportNoteData["rows-left-out"]["reason"]>()("malformed", "no-score", "unfinished"),
  all<ColumnReason>()("metric", "not-chosen", "empty", "not-a-number", "duplicate", "unnamed", "secret", "denied"),
  all<ContradictionSubject["code"]>()("value", "window", "figure"),
  all<Extract<ContradictionSubject, { code: "value" }>["member"]>()("baseline", "target"),
  all<Extract<ContradictionSubject, { code: "window" }>["member"]>()("hours", "trades", "until"),
  all<NonNullable<Contradiction["rule"]>>()("longer", "both", "final-figure"),
  ["commit", ...agents] satisfies readonly ("commit" | Agent)[],
  all<CommitHook["state"]>()("installed", "outdated", "absent"),
  all<Exclude<CommitHook["state"], "outdated">>()("installed", "absent"),
  ["markdown", "html"],
  all<OperandDeclaration["arity"]>()("required", "optional", "many"),
  all<OptionDeclaration["type"]>()("flag", "text", "count", "pairs"),
  all<NonNullable<Extract<OptionDeclaration, { type: "text" }>["completes"]>>()("file", "folder"),
];

describe("the schemas of what --json prints", () => {
  it("are one for each command that has --json, and what those share", async () => {
    const commands = (await loadCommands()).filter(({ globals }) => globals.includes("json")).map(({ name }) => name);
    assert.deepEqual(
      [...published.keys()].sort(),
      [...commands, "problem-data", "refusal", "shared", "version"].sort(),
    );
  });

  it("have the version of the format in their ids, a title and a description, and compile", () => {
    for (const [name, { $id, title, description }] of published) {
      assert.ok(String($id).endsWith(`/schemas/cli/v${formatVersion}/${name}.schema.json`), String($id));
      assert.ok(title && description, name);
      assert.ok(validatorOf(name), name);
    }
    assert.equal(parts().find(({ at }) => at === "shared/$defs/formatVersion")?.part["const"], formatVersion);
  });

  it("take no member that they do not name", () => {
    const open = parts().filter(({ at, part }) => isOpen(part) && !at.endsWith("Members"));
    assert.deepEqual(
      open.map(({ at }) => at),
      ["import/properties/document", "schema/$defs/allowed/properties/allOf/items", "shared/$defs/problemData"],
    );
  });

  it("have the names that the code has", () => {
    const named = new Set(lists.map(key));
    const used = new Map(parts().flatMap(({ at, part }) => namesIn(part).map((names) => [key(names), at] as const)));
    for (const [names, at] of used) assert.ok(named.has(names), `${at} has other names than the code: ${names}`);
    for (const names of named) assert.ok(used.has(names), `no schema has ${names}`);
  });

  it("refuse a member that was renamed, a code that nobody knows, and a command without a schema", () => {
    const check = (value: Json, ...args: string[]) =>
      assertPublished([...args, "--json"], { status: 2, stdout: JSON.stringify(value) });
    const refusal = { code: "git-missing", message: "Git is missing.", data: {} };
    const unknown = { code: "phase-unknown", message: "There is no such phase.", data: { phase: "9", phases: 4 } };
    check({ version: "1.0.0", formatVersion }, "--version");
    check({ problems: [refusal] }, "status");
    check({ completed: null, notes: [] }, "heal");
    check({ problems: [unknown] }, "status");
    assert.throws(() => check({ version: "1.0.0", format: formatVersion }, "--version"), /version\.schema\.json/);
    assert.throws(() => check({ problems: [{ ...refusal, code: "git-mising" }] }, "status"), /refusal\.schema\.json/);
    for (const data of [{}, { phase: 9, phases: 4 }, { ...unknown.data, more: 1 }])
      assert.throws(() => check({ problems: [{ ...unknown, data }] }, "status"), /phase-unknown/);
    assert.throws(() => check({ complete: null, notes: [] }, "heal"), /heal\.schema\.json/);
    assert.throws(() => check({}, "metrics"), /metrics --json has no schema/);
  });
});

interface Part {
  /** The schema's name, and the path in it. */
  readonly at: string;
  readonly part: JsonObject;
}

/** Every object in the schemas that people write, the schemas themselves too: the data of problems is written from the types. */
function parts(): Part[] {
  return [...published].flatMap(([name, schema]) => (name === "problem-data" ? [] : partsIn(schema, name)));
}

function partsIn(node: Json, at: string): Part[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.entries(node).flatMap(([member, value]) => partsIn(value, `${at}/${member}`));
  return Array.isArray(node) ? inner : [{ at, part: node as JsonObject }, ...inner];
}

function isOpen({ type, additionalProperties, unevaluatedProperties }: JsonObject): boolean {
  return type === "object" && additionalProperties === undefined && unevaluatedProperties === undefined;
}

function key(names: readonly string[]): string {
  return [...names].sort().join(" ");
}

/** The list of an enum, and those that tell the branches of a choice apart. */
function namesIn({ enum: names, oneOf }: JsonObject): string[][] {
  const listed = Array.isArray(names) && names.every((name) => typeof name === "string") ? [names as string[]] : [];
  return [...listed, ...(Array.isArray(oneOf) ? tagsOf(oneOf as JsonObject[]) : [])];
}

function tagsOf(branches: readonly JsonObject[]): string[][] {
  const tags = branches.map(({ properties }) =>
    Object.entries((properties ?? {}) as JsonObject).flatMap(([member, value]) => {
      const constant = (value as JsonObject | null)?.["const"];
      return typeof constant === "string" ? [[member, constant] as const] : [];
    }),
  );
  const members = new Set(tags.flat().map(([member]) => member));
  return [...members]
    .map((member) => tags.flatMap((each) => each.flatMap(([name, constant]) => (name === member ? constant : []))))
    .filter(({ length }) => length === branches.length);
}
