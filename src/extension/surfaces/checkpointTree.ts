import { Disposable, EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window } from "vscode";
import type { Checkpoint, Ledger, ValueChange } from "../../core/ledger";
import { checkpointTitle, checkpointTooltip, leftBehind, spokenCheckpoint, when } from "../../messages/checkpoints";
import { showChanges } from "../../messages/words";
import type { Snapshot } from "../snapshot";
import type { Store } from "../store";

/** A row of the checkpoints' tree: a checkpoint, or a value that it changed. */
export type CheckpointRow =
  | { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint; readonly counts: boolean }
  | { readonly kind: "value"; readonly checkpoint: Checkpoint; readonly change: ValueChange };

/** The ledger, newest first; what HEAD no longer reaches stands last, since it does not count. */
export function checkpointTree(store: Store): Disposable {
  const changed = new EventEmitter<undefined>();
  const view = window.createTreeView<CheckpointRow>("phasegate.checkpoints", {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (row) => children(store, row),
      getTreeItem: item,
    },
  });
  return Disposable.from(
    changed,
    view,
    store.follow(ledgerIn, () => changed.fire(undefined), isSame),
  );
}

function ledgerIn(snapshot: Snapshot): Ledger | undefined {
  return snapshot.status === "ready" ? snapshot.rollout.assessment.ledger : undefined;
}

/** Told by the tags: a checkpoint that has one never changes. */
function isSame(one: Ledger | undefined, other: Ledger | undefined): boolean {
  const tags = (ledger: Ledger | undefined) =>
    ledger && [ledger.checkpoints, ledger.left].map((all) => all.map(({ tag, commit, when }) => [tag, commit, when]));
  return one === other || JSON.stringify(tags(one)) === JSON.stringify(tags(other));
}

function children({ snapshot }: Store, row: CheckpointRow | undefined): CheckpointRow[] {
  if (row?.kind === "value") return [];
  if (row) return row.checkpoint.changes.map((change) => ({ kind: "value", checkpoint: row.checkpoint, change }));
  const ledger = ledgerIn(snapshot);
  const rows = (checkpoints: readonly Checkpoint[], counts: boolean): CheckpointRow[] =>
    checkpoints.map((checkpoint): CheckpointRow => ({ kind: "checkpoint", checkpoint, counts })).reverse();
  return ledger ? [...rows(ledger.checkpoints, true), ...rows(ledger.left, false)] : [];
}

function item(row: CheckpointRow): TreeItem {
  return row.kind === "checkpoint"
    ? checkpointItem(row, row.checkpoint, row.counts)
    : valueItem(row.checkpoint, row.change);
}

function checkpointItem(row: CheckpointRow, checkpoint: Checkpoint, counts: boolean): TreeItem {
  const result = new TreeItem(checkpointTitle(checkpoint), TreeItemCollapsibleState.Collapsed);
  result.id = checkpoint.tag;
  result.description = counts ? when(checkpoint) : leftBehind();
  result.tooltip = checkpointTooltip(checkpoint);
  result.accessibilityInformation = { label: spokenCheckpoint(checkpoint, counts) };
  result.command = { command: "phasegate.showCheckpoint", title: showChanges(), arguments: [row] };
  result.contextValue = counts ? "checkpoint" : "left";
  result.iconPath = counts
    ? new ThemeIcon(
        checkpoint.event.startsWith("rollback") ? "discard" : "verified",
        new ThemeColor("phasegate.targetForeground"),
      )
    : new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground"));
  return result;
}

function valueItem({ tag }: Checkpoint, { parameter, before, after }: ValueChange): TreeItem {
  const result = new TreeItem(parameter);
  result.id = `${tag} ${parameter}`;
  result.description = `${before} → ${after}`;
  return result;
}
