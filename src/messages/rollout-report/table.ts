// Writes a table of the report as HTML; it scrolls where it is wider than the page.
import type { Words } from "../../core/dashboard/rollout-report";
import { type Content, element, type Markup } from "./markup";

/** The first cell of a row is its header. */
export function htmlTable(columns: readonly string[], rows: readonly (readonly Content[])[], look?: string): Markup {
  const head = columns.map((column) => (column === "" ? element("td") : element("th", { scope: "col" }, column)));
  const body = rows.map(([first = "", ...cells]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, first),
      cells.map((cell) => element("td", {}, cell)),
    ),
  );
  const table = element(
    "table",
    { class: look },
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, body),
  );
  return element("div", { class: "scrolls", role: "group", tabindex: 0, "aria-label": columns.join(", ") }, table);
}

export function shown(words: Words): Content {
  return typeof words === "string" ? words : element("code", {}, words.code);
}
