// Shows the ledger as a tree: the checkpoints, newest first, and the values that each of them changed.
import { Disposable, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { CheckpointEvent } from "../../core/ledger/event";
import type { Checkpoint, Ledger, ValueChange } from "../../core/ledger/ledger";
import {
  checkpointDetails,
  checkpointRow,
  olderTitle,
  pageTitle,
  spokenChange,
  spokenCheckpoint,
  unreachedSentence,
  unreachedTitle,
  unreachedTooltip,
  valueRow,
  when,
} from "../../messages/checkpoints";
import { showChanges, valuesNotRecorded } from "../../messages/editor";
import { describe } from "../../messages/problems";
import { commandId } from "../ids";
import type { LateView } from "../late-view";
import { plain } from "../plain";
import { sameItems } from "../state/same-items";
import type { Snapshot } from "../state/snapshot";
import type { Store } from "../state/store";

/** A part of the ledger: the checkpoints that count, or those that HEAD does not reach. */
type Part = "checkpoints" | "unreached";

/** A row of the checkpoints' tree. */
export type CheckpointRow =
  | { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint; readonly part: Part; readonly isFirst: boolean }
  | { readonly kind: "value"; readonly checkpoint: Checkpoint; readonly change: ValueChange }
  /** All those of a part before the one at `end`, oldest first. */
  | { readonly kind: "older"; readonly part: Part; readonly end: number }
  /** One page of them. */
  | { readonly kind: "page"; readonly part: Part; readonly end: number }
  | { readonly kind: "unreached" };

/** How many checkpoints stand together: VS Code asks for all children of a row at once. */
const pageSize = 200;

/** Fills the view: the ledger, newest first, in pages; what HEAD no longer reaches comes last, in a group, since it does not count. */
export function checkpointTree(view: LateView<CheckpointRow>, store: Store): Disposable {
  view.fill({
    getChildren: (row) => {
      const ledger = ledgerIn(store.snapshot);
      return ledger ? children(ledger, row) : [];
    },
    getTreeItem: (row) => item(ledgerIn(store.snapshot), row),
  });
  return Disposable.from(
    store.follow(ledgerIn, () => view.refresh(), isSame),
    store.follow(messageIn, (message) => {
      view.message = message;
    }),
    keepTimes(() => view.refresh()),
  );
}

/** How long ago a checkpoint was is told to the minute for an hour. */
function keepTimes(refresh: () => void): Disposable {
  const timer = setInterval(refresh, 60_000);
  return new Disposable(() => clearInterval(timer));
}

/** Above the rows: why there are none, or what the ledger does not have. The view's own welcome tells what trust brings. */
function messageIn(snapshot: Snapshot): string {
  if (snapshot.status !== "ready") return "";
  const { withoutLedger, unsealed } = snapshot.rollout;
  if (withoutLedger && withoutLedger.code !== "workspace-untrusted") return plain(describe(withoutLedger));
  return unsealed.length > 0 ? valuesNotRecorded() : "";
}

function ledgerIn(snapshot: Snapshot): Ledger | undefined {
  return snapshot.status === "ready" ? snapshot.rollout.ledger : undefined;
}

/** A checkpoint that has its tag never changes. */
function isSame(before: Ledger | undefined, after: Ledger | undefined): boolean {
  return before === after || (before !== undefined && after !== undefined && sameItems(rowsOf(before), rowsOf(after)));
}

function rowsOf({ checkpoints, unreached }: Ledger): string[] {
  const rows = (part: readonly Checkpoint[]) => part.map(({ tag, commit, when }) => `${tag} ${commit} ${when}`);
  return [...rows(checkpoints), "", ...rows(unreached)];
}

function children(ledger: Ledger, row: CheckpointRow | undefined): CheckpointRow[] {
  if (!row) {
    const unreached: CheckpointRow[] = ledger.unreached.length > 0 ? [{ kind: "unreached" }] : [];
    return [...withOlder(ledger, "checkpoints"), ...unreached];
  }
  switch (row.kind) {
    case "checkpoint":
      return row.checkpoint.changes.map((change) => ({ kind: "value", checkpoint: row.checkpoint, change }));
    case "value":
      return [];
    case "older":
      return row.end > pageSize ? pages(row.part, row.end) : page(ledger, row.part, row.end);
    case "page":
      return page(ledger, row.part, row.end);
    case "unreached":
      return withOlder(ledger, "unreached");
  }
}

/** The newest of a part, and one row for all before them. */
function withOlder(ledger: Ledger, part: Part): CheckpointRow[] {
  const count = ledger[part].length;
  const older: CheckpointRow[] = count > pageSize ? [{ kind: "older", part, end: count - pageSize }] : [];
  return [...page(ledger, part, count), ...older];
}

/** The checkpoints of the page that ends before `end`, newest first. */
function page(ledger: Ledger, part: Part, end: number): CheckpointRow[] {
  const start = Math.max(0, end - pageSize);
  return ledger[part]
    .slice(start, end)
    .map((checkpoint, index): CheckpointRow => ({ kind: "checkpoint", checkpoint, part, isFirst: start + index === 0 }))
    .reverse();
}

function pages(part: Part, end: number): CheckpointRow[] {
  return Array.from({ length: Math.ceil(end / pageSize) }, (_, index) => ({
    kind: "page",
    part,
    end: end - index * pageSize,
  }));
}

function item(ledger: Ledger | undefined, row: CheckpointRow): TreeItem {
  switch (row.kind) {
    case "checkpoint":
      return checkpointItem(row);
    case "value":
      return valueItem(row.checkpoint, row.change);
    case "older":
      return groupItem(`older ${row.part}`, olderTitle(), String(row.end));
    case "page": {
      const all = ledger?.[row.part] ?? [];
      const [newest, oldest] = [all[row.end - 1], all[Math.max(0, row.end - pageSize)]];
      const title = newest && oldest ? pageTitle(newest, oldest) : "";
      return groupItem(`page ${row.part} ${row.end}`, title, newest ? when(newest).slice(0, 10) : "");
    }
    case "unreached": {
      const result = groupItem("unreached", unreachedTitle(), unreachedSentence(ledger?.unreached.length ?? 0));
      result.tooltip = unreachedTooltip();
      result.iconPath = new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground"));
      return result;
    }
  }
}

function groupItem(id: string, title: string, description: string): TreeItem {
  const result = new TreeItem(title, TreeItemCollapsibleState.Collapsed);
  result.id = id;
  result.description = description;
  return result;
}

function checkpointItem(row: CheckpointRow & { kind: "checkpoint" }): TreeItem {
  const { checkpoint, part, isFirst } = row;
  const counts = part === "checkpoints";
  const { label, description } = checkpointRow(checkpoint, Date.now());
  const result = new TreeItem(
    plain(label),
    checkpoint.changes.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
  );
  result.id = checkpoint.tag;
  result.description = plain(description);
  result.tooltip = checkpointDetails(checkpoint, counts).map(plain).join("\n");
  result.accessibilityInformation = { label: plain(spokenCheckpoint(checkpoint, counts)) };
  result.command = { command: commandId("showCheckpoint"), title: showChanges(), arguments: [row] };
  // The first one has none before it to be compared with.
  result.contextValue = counts ? (isFirst ? "checkpoint.first" : "checkpoint") : "unreached";
  result.iconPath = icon(checkpoint, counts);
  return result;
}

/** By what the checkpoint did to the values. */
const icons: Readonly<Record<CheckpointEvent["kind"], string>> = {
  apply: "pass",
  rollback: "discard",
  adopt: "verified",
  "hand-edits": "alert",
  validate: "pass-filled",
  extend: "watch",
  other: "git-commit",
};

function icon({ event, override }: Checkpoint, counts: boolean): ThemeIcon {
  const id = icons[event.kind];
  if (!counts) return new ThemeIcon(id, new ThemeColor("disabledForeground"));
  const color = override === undefined ? "phasegate.targetForeground" : "phasegate.pendingForeground";
  return new ThemeIcon(id, new ThemeColor(color));
}

function valueItem({ tag }: Checkpoint, change: ValueChange): TreeItem {
  const { label, description } = valueRow(change);
  const result = new TreeItem(plain(label));
  result.id = `${tag} ${change.parameter}`;
  result.description = plain(description);
  result.accessibilityInformation = { label: plain(spokenChange(change)) };
  result.contextValue = "value";
  return result;
}
