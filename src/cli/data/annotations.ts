// Writes findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.
import type { Severity } from "../../core/problem";
import { visible } from "../terminal/visible";
import type { FindingRow } from "./findings";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** One command a line: https://docs.github.com/actions/reference/workflow-commands-for-github-actions. */
export function annotations(rows: readonly FindingRow[]): string {
  return rows
    .map(({ severity, path, line, column, endLine, endColumn, code, message }) => {
      const properties = { file: path, line, endLine, col: column, endColumn, title: code };
      const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
      return `::${commands[severity]} ${written.join(",")}::${escapedData(message)}\n`;
    })
    .join("");
}

/** As @actions/core escapes them. */
function escapedData(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
