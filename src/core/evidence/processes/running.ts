// Sets side by side what the bot runs, what its source has, and what the plan wants.
import type { Checkpoint } from "../../ledger/ledger";
import type { Parameter, Plan } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import { isValueOf } from "../../source";
import type { RunningValue } from "../evidence";
import type { Attributed } from "./attribution";
import { type SealedValues, type Texts, textOf } from "./checkpoint-values";
import { decidingValues } from "./reported-values";

/** One row for each parameter, of the newest process. `source` holds the texts of the source as it is now. */
export function runningValues(newest: Attributed | undefined, plan: Plan, source: Texts): RunningValue[] {
  return Object.entries(plan.parameters).map(([name, parameter]) => {
    const reported = newest?.process.values?.[name];
    const assumed = newest?.sealed?.texts.get(name);
    const running = reported === undefined ? assumed : textOf(reported, parameter, plan);
    const text = source.get(name);
    return {
      parameter: name,
      ...(running !== undefined && { running }),
      by: reported !== undefined ? reportedBy(parameter) : assumed !== undefined ? "assumed" : "unknown",
      ...(text !== undefined && { source: text }),
      target: textOf(parameter.target, parameter, plan),
    };
  });
}

function reportedBy({ adaptedByBot = false }: Parameter): RunningValue["by"] {
  return adaptedByBot ? "adapted" : "reported";
}

/** Whether the newest process runs what the newest checkpoint left in the source. */
export function runningFindings(
  newest: Attributed | undefined,
  sealed: readonly SealedValues[],
  plan: Plan,
): Finding[] {
  const last = sealed.at(-1);
  if (!newest || !last) return [];
  const { values = {}, started } = newest.process;
  const deciding = [...decidingValues(plan, new Map(Object.entries(values)))];
  if (newest.process.attribution === "unknown" && deciding.length > 0) {
    const unsealed = deciding.filter(([name, value]) => !isValueOf(value, last.texts.get(name)));
    const rows = unsealed.flatMap(([name, value]) => {
      const parameter = plan.parameters[name];
      const sealed = last.texts.get(name) ?? "";
      return parameter ? [{ parameter: name, running: textOf(value, parameter, plan), sealed }] : [];
    });
    return [problem("running-unsealed", { values: rows })];
  }
  if (!last.checkpoint || !newest.sealed || newest.sealed === last) return [];
  const parameters = differing(newest.sealed, last, plan);
  return parameters.length === 0 ? [] : [restartNeeded(last.checkpoint, started, parameters)];
}

/** The parameters whose values differ and that a running bot reads at its start. */
function differing(running: SealedValues, wanted: SealedValues, plan: Plan): string[] {
  return Object.entries(plan.parameters)
    .filter(([, { needsRestart = true }]) => needsRestart)
    .map(([name]) => name)
    .filter((name) => running.texts.get(name) !== wanted.texts.get(name));
}

function restartNeeded({ tag }: Checkpoint, started: number | undefined, parameters: string[]): Finding {
  return problem("restart-needed", { tag, parameters, ...(started !== undefined && { started }) });
}
