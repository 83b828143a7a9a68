// A view of rows, which is there before anyone knows its rows.
import {
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeView,
  type TreeViewOptions,
  type ViewBadge,
  window,
} from "vscode";
import type { ViewName } from "./contributions";
import { viewId } from "./ids";

type Rows<Row> = Pick<TreeDataProvider<Row>, "getChildren" | "getTreeItem">;

/** A view that is registered once: VS Code 1.100 shows no rows in one that is registered anew. Without rows it shows its welcome. */
export class LateView<Row> implements Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<Row>;
  #rows: Rows<Row> | undefined;

  constructor(name: ViewName, options: Omit<TreeViewOptions<Row>, "treeDataProvider">) {
    this.#view = window.createTreeView(viewId(name), {
      ...options,
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: (row) => this.#rows?.getChildren(row) ?? [],
        getTreeItem: (row) => this.#rows?.getTreeItem(row) ?? {},
      },
    });
  }

  /** From now on it has these rows. */
  fill(rows: Rows<Row>): void {
    this.#rows = rows;
    this.refresh();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** What is said above the rows; "" is nothing. */
  set message(text: string) {
    this.#view.message = text;
  }

  /** The number on the activity bar, and what it counts; undefined shows none. */
  set badge(badge: ViewBadge | undefined) {
    this.#view.badge = badge;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}
