// Writes findings as a SARIF 2.1.0 log, which code scanning and editors read.
import type { Log, ReportingDescriptor, Result } from "sarif";
import findingsDocument from "../../../docs/FINDINGS.md";
import { findingTable, type Severity } from "../../core/problem";
import type { FindingRow } from "./findings";

const project = "https://github.com/phasegate/phasegate";

const levels = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, Result.level>;

/** `isWhole`: whether everything could be looked at. */
export function sarifLog(rows: readonly FindingRow[], isWhole: boolean): Log {
  const rules = [...new Set(rows.map(({ code }) => code))].sort().map(ruleOf);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Phasegate", version: PHASEGATE_VERSION, informationUri: project, rules } },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: isWhole }],
        results: rows.map((row) => resultOf(row, rules)),
      },
    ],
  };
}

function resultOf(row: FindingRow, rules: readonly ReportingDescriptor[]): Result {
  const { code, severity, message, path, fingerprint } = row;
  const { line: startLine, column: startColumn, endLine, endColumn } = row;
  return {
    ruleId: code,
    ruleIndex: rules.findIndex(({ id }) => id === code),
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
          region: { startLine, startColumn, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { "phasegateLine/v1": fingerprint },
  };
}

/** What docs/FINDINGS.md says of each code. */
const documented = new Map(
  findingsDocument
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, code = "", , what = "", why = "", wayOut = ""]) => [code.replaceAll("`", ""), { what, why, wayOut }]),
);

function ruleOf(code: FindingRow["code"]): ReportingDescriptor {
  const row = documented.get(code);
  if (!row) return { id: code };
  const { what, why, wayOut } = row;
  const severity = Object.hasOwn(findingTable, code)
    ? findingTable[code as keyof typeof findingTable].severity
    : "error";
  return {
    id: code,
    shortDescription: { text: sentence(what) },
    help: {
      text: plainText(`${sentence(why)} ${sentence(wayOut)}`),
      markdown: `${sentence(why)}\n\n${sentence(wayOut)}`,
    },
    helpUri: `${project}/blob/main/docs/FINDINGS.md`,
    defaultConfiguration: { level: levels[severity] },
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Markdown without its marks. */
function plainText(markdown: string): string {
  return markdown.replaceAll("`", "").replaceAll("*", "");
}
