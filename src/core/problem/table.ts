// Holds the facts of every finding in one table, and the severity of whatever else is no error.

export type Severity = "error" | "warning" | "info";

/** A way out of a finding that an editor can offer in the lightbulb. */
export type FixKind = "set-to-baseline" | "set-to-target" | "take-as-baseline" | "bind";

interface FindingFacts {
  readonly severity: Severity;
  /** The likeliest first. */
  readonly fixes?: readonly FixKind[];
  /** Whether the value is not what the ledger says. */
  readonly offLedger?: true;
  /** Whether it is said beside a change of its parameter too: the change would mean less than it seems. */
  readonly besideChange?: true;
}

/**
 * What an assessment can find. To add a finding: its data in `ProblemData`, its row here, its sentence in
 * `src/messages/problems/`, its row in docs/FINDINGS.md.
 */
export const findingTable = {
  "baseline-differs": { severity: "error", fixes: ["take-as-baseline", "set-to-baseline", "set-to-target"] },
  "value-in-no-phase": { severity: "error", fixes: ["set-to-baseline", "set-to-target"], offLedger: true },
  "ahead-of-phase": { severity: "warning", fixes: ["set-to-baseline", "set-to-target"], offLedger: true },
  "behind-phase": { severity: "warning", fixes: ["set-to-target", "set-to-baseline"], offLedger: true },
  "out-of-range": { severity: "error", fixes: ["set-to-baseline", "set-to-target"], offLedger: true },
  "wrong-type": { severity: "error", fixes: ["set-to-baseline", "set-to-target"] },
  "type-changed": { severity: "warning", fixes: ["set-to-baseline", "set-to-target"] },
  "rule-broken": { severity: "error" },
  "step-too-large": { severity: "warning" },
  unbound: { severity: "error", fixes: ["bind"] },
  "symbol-invalid": { severity: "error", fixes: ["bind"] },
  "literal-shared": { severity: "error" },
  derived: { severity: "error" },
  ambiguous: { severity: "error" },
  overruled: { severity: "warning", besideChange: true },
  shadowed: { severity: "warning" },
  dead: { severity: "warning", besideChange: true },
  "source-broken": { severity: "error" },
  "source-stale": { severity: "warning" },
  unsealed: { severity: "warning" },
  "file-missing": { severity: "error" },
  "file-outside": { severity: "error" },
  "file-path-invalid": { severity: "error" },
  "file-unreadable": { severity: "error" },
  "file-undecodable": { severity: "error" },
  "plan-changed": { severity: "warning" },
  "plan-id-taken": { severity: "warning" },
  "plan-revoked": { severity: "warning" },
  "checkpoints-left": { severity: "warning" },
} as const satisfies Readonly<Record<string, FindingFacts>>;

export type FindingCode = keyof typeof findingTable;

/** What is said beside a change or a seal, and keeps nothing from being done. */
export const noteSeverities = {
  "git-detached": "warning",
  "branch-foreign": "warning",
  "branch-unpublished": "info",
  "branch-protected": "warning",
  "checkpoint-untagged": "info",
  "tag-absent": "warning",
  "commit-passed-over": "warning",
  "write-undone": "info",
  "write-unsealed": "warning",
  "baseline-instead": "warning",
  "moves-derived": "info",
  "gate-missing": "info",
  "requirement-unchecked": "info",
  "window-too-short": "info",
  "cannot-pass": "warning",
  "cannot-tell": "info",
  contradiction: "warning",
  "values-found": "info",
  "phases-end": "warning",
  "phases-return": "warning",
  "rollback-along": "warning",
  "rollback-kept": "warning",
  "rollback-whole": "warning",
  "hand-edits-held": "warning",
} as const satisfies Readonly<Record<string, Severity>>;

/** How serious a problem of this code is, where nothing else is known of it. */
export function severityOf(code: string): Severity {
  if (isFinding(code)) return findingTable[code].severity;
  return Object.hasOwn(noteSeverities, code) ? noteSeverities[code as keyof typeof noteSeverities] : "error";
}

/** The ways out of a finding, the likeliest first; none for any other problem. */
export function fixKindsOf(code: string): readonly FixKind[] {
  return factsOf(code)?.fixes ?? [];
}

/** Whether a finding says that a value is not what the ledger says. */
export function isOffLedger(code: string): boolean {
  return factsOf(code)?.offLedger === true;
}

/** Whether a finding is said beside a change of its parameter. */
export function isBesideChange(code: string): boolean {
  return factsOf(code)?.besideChange === true;
}

function factsOf(code: string): FindingFacts | undefined {
  return isFinding(code) ? findingTable[code] : undefined;
}

function isFinding(code: string): code is FindingCode {
  return Object.hasOwn(findingTable, code);
}
