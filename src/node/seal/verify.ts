import { differences } from "../../core/change/change";
import { type Plan, scopeOf } from "../../core/plan/plan";
import { type Problem, problem } from "../../core/problem";
import { locate, readSource } from "../../core/source";
import { decodeText } from "../files/text-file";

/** The texts of the governed values that stand in one file's bytes. */
export function textsIn(plan: Plan, path: string, bytes: Buffer): Map<string, string> {
  const source = readSource(decodeText(path, bytes).text);
  return new Map(
    namesIn(plan, path).flatMap((name): [string, string][] => {
      const parameter = plan.parameters[name];
      const location = parameter && locate(source, scopeOf(plan, parameter), parameter.symbol);
      return location?.status === "found" ? [[name, location.value.text]] : [];
    }),
  );
}

function namesIn(plan: Plan, path: string): string[] {
  return Object.keys(plan.parameters).filter((name) => plan.files[plan.parameters[name]?.file ?? ""]?.path === path);
}

/** What one file's bytes hold otherwise than `expected`, undefined when nothing. */
export function differing(
  plan: Plan,
  expected: ReadonlyMap<string, string>,
  path: string,
  bytes: Buffer,
): Problem | undefined {
  const names = new Set(namesIn(plan, path));
  const here = new Map([...expected].filter(([name]) => names.has(name)));
  const wrong = differences(here, textsIn(plan, path, bytes));
  return wrong.length > 0 ? problem("commit-differs", { path, detail: wrong.join("; ") }) : undefined;
}
