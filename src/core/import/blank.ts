// Makes a plan to fill in, with the first number of the bot's file as the example of a parameter.
import { isSecretName, type Source } from "../source";
import { isName } from "./names";
import { type Imported, note } from "./types";

/** Undefined where the file has no number that a plan could govern. */
export function examplePlan(source: Source, path: string, id: string): Imported | undefined {
  const example = source.assignments.find(
    ({ scope, name, value }) =>
      typeof value.value === "number" &&
      isName(name) &&
      !isSecretName(name) &&
      source.locate(scope, name).status === "found",
  );
  const value = example?.value.value;
  if (!example || value === undefined) return undefined;
  const { scope, name } = example;
  const placeholders = ["/title", `/parameters/${name}/unit`, `/parameters/${name}/why`, "/phases/0/title"];
  return {
    document: {
      formatVersion: 1,
      id,
      title: "?",
      files: { bot: { path, ...(scope !== "" && { scope }) } },
      parameters: { [name]: { file: "bot", symbol: name, unit: "?", baseline: value, target: value, why: "?" } },
      phases: [
        {
          id: 1,
          title: "?",
          risk: "moderate",
          parameters: [name],
          window: { hours: 24 },
          criteria: [],
          rollback: [],
        },
      ],
    },
    report: [
      note("example-parameter", { at: `/parameters/${name}`, parameter: name }),
      ...placeholders.map((at) => note("fill-in", { at, value: "?" })),
      note("fill-in", { at: "/phases/0/risk", value: "moderate" }),
      note("fill-in", { at: "/phases/0/window", value: { hours: 24 } }),
    ],
    questions: [],
    contradictions: [],
    rejected: [],
  };
}
