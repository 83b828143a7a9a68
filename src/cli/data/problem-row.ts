// Gives a problem as data: the one shape that every refusal has where data was asked for, and a finding, which has a severity too.
import { oneLine } from "../../core/ledger/message";
import type { Problem } from "../../core/problem";
import { describe } from "../../messages/problems";

export function problemRow(problem: Problem) {
  return { code: problem.code, message: describe(problem), data: problem.data };
}

export function findingData(finding: Problem) {
  const { code, severity, data } = finding;
  return { code, severity, message: oneLine(describe(finding)), data };
}
