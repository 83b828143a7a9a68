// Compares the governed values in a commit with those that it should hold.
import { valueDifferences } from "../../core/change/change";
import { locateParameter } from "../../core/plan/locate-parameter";
import type { Plan } from "../../core/plan/plan";
import { type Problem, problem } from "../../core/problem";
import { readSource } from "../../core/source";
import { decodeText } from "../files/text-file";

/** The texts of the governed values in one file's bytes, by parameter. UserError: file-undecodable. */
export function textsIn(plan: Plan, path: string, bytes: Buffer): Map<string, string> {
  const source = readSource(path, decodeText(path, bytes).text);
  return new Map(
    namesIn(plan, path).flatMap((name): [string, string][] => {
      const parameter = plan.parameters[name];
      const location = parameter && locateParameter(plan, source, parameter);
      return location?.status === "found" ? [[name, location.value.text]] : [];
    }),
  );
}

function namesIn(plan: Plan, path: string): string[] {
  return Object.keys(plan.parameters).filter((name) => plan.files[plan.parameters[name]?.file ?? ""]?.path === path);
}

/** What is wrong with the values in one file's bytes, where `expected` are the texts of all of them; undefined when nothing is. */
export function valuesProblem(
  plan: Plan,
  expected: ReadonlyMap<string, string>,
  path: string,
  bytes: Buffer,
): Problem | undefined {
  const names = new Set(namesIn(plan, path));
  const expectedHere = new Map([...expected].filter(([name]) => names.has(name)));
  const differing = valueDifferences(expectedHere, textsIn(plan, path, bytes));
  return differing.length > 0 ? problem("commit-differs", { path, detail: differing }) : undefined;
}
